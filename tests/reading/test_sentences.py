"""Sentence splitting, by language."""

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


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("ar", "هل توقف القتال؟ نعم. عاد الناس إلى بيوتهم.", 3),
        ("es", "El Sr. Rubio llegó de EE. UU. el lunes. «No hay acuerdo.» Nadie firmó.", 3),
        ("fr", "M. Kone a signé. Les combats ont cessé.", 2),
        ("tr", "Taraflar 5. tur için buluştu. Sonuç yok.", 2),
        ("uk", "Зустріч у м. Київ тривала 2 год. без перерви. Її продовжать.", 2),
        ("he", 'דובר צה"ל: "אין שינוי." הלילה היה שקט.', 2),
    ],
)
def test_other_languages(language: str, text: str, count: int) -> None:
    assert len(split_sentences(text, language)) == count
