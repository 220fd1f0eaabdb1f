"""Sentence splitting in both languages."""

import pytest

from reading.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They met. They agreed.", 2),
        ("Gen. Mills met Mr. Stone in the U.S. on Monday. Both left.", 2),
        ("No full stop here", 1),
        ("One line\n\nAnother line", 2),
        ("   ", 0),
    ],
)
def test_english(text: str, count: int) -> None:
    assert len(split_sentences(text, "en")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Стороны встретились. Они договорились.", 2),
        ("В 2020 г. Армения и Азербайджан подписали заявление. Бои стихли.", 2),
        ("Об этом сказал ген. Иванов. Позже он уехал.", 2),
        ("«Мы готовы!» — сказал он. Ответа нет.", 2),
        ("В. Путин и Д. Трамп говорили час.", 1),
    ],
)
def test_russian(text: str, count: int) -> None:
    assert len(split_sentences(text, "ru")) == count


def test_sentences_are_parts_of_the_text() -> None:
    text = "They met at noon.  They agreed!\nNobody left."
    assert all(sentence in text for sentence in split_sentences(text, "en"))
