"""What plain sentences mean, and which conflict they name among the shipped ones."""

from pathlib import Path

import pytest

from briefing.answers.find_process import find_in_sentence
from briefing.answers.plain_words import Meant, read_plain
from news.errors import UnknownProcess
from reading.about.catalogue import load_catalogue

SHIPPED = load_catalogue(Path(__file__).parents[2] / "processes.toml")


@pytest.mark.parametrize(
    ("meant", "sentences"),
    [
        (
            Meant.GREETING,
            [
                "hello",
                "Hi there!",
                "Good morning",
                "how are you?",
                "привет",
                "Добрый день!",
                "Как дела?",
                "👋",
            ],
        ),
        (
            Meant.THANKS,
            [
                "thanks",
                "Thank you very much!",
                "ok",
                "great",
                "спасибо большое",
                "Понятно",
                "👍",
                "❤️",
                "👍🏽",
            ],
        ),
        (Meant.REGRET, ["👎"]),
        (
            Meant.STOP,
            ["stop", "Stop it please", "no more messages please", "стоп", "не пиши мне больше", "Хватит!"],
        ),
        (Meant.NEWS, ["news", "what's new?", "What’s new", "новости", "что нового?"]),
        (Meant.HELP, ["help", "who are you?", "what can you do", "помощь", "кто ты?", "что ты умеешь", "?"]),
        (
            Meant.BOARD,
            [
                "ceasefire",
                "is there peace",
                "Where is there a ceasefire now?",
                "peace talks",
                "перемирие",
                "Где сейчас перемирие?",
                "переговоры",
                "мир",
            ],
        ),
        (Meant.OTHER, ["please", "😐", "qqqq", "тишина", "who"]),
    ],
)
def test_what_is_meant(meant: Meant, sentences: list[str]) -> None:
    assert [s for s in sentences if read_plain(s).meant is not meant] == []


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (
            "gaza",
            ["Is there a ceasefire in Gaza", "что с Газой?", "Что в Газе", "Israel and Hamas ceasefire"],
        ),
        (
            "sudan",
            [
                "what about Sudan?",
                "как дела в Судане",
                "новости Судана",
                "any news from Sudan?",
                "hello Sudan",
            ],
        ),
        ("south-sudan", ["what about South Sudan"]),
        ("syria", ["Есть ли перемирие в Сирии", "what is going on in Syria?", "А с Сирией?"]),
        ("ukraine", ["is the war in Ukraine over?", "когда закончится война на Украине", "мир с Украиной"]),
        (
            "india-pakistan",
            ["есть ли перемирие между Индией и Пакистаном?", "a truce between India and Pakistan"],
        ),
        ("lebanon", ["в Ливане прекратили огонь?", "what happened in Lebanon"]),
        ("yemen", ["йемен как там", "расскажи про Йемен", "Yemen talks"]),
    ],
)
def test_which_conflict_a_sentence_names(found: str, sentences: list[str]) -> None:
    named = {sentence: find_in_sentence(sentence, SHIPPED).id for sentence in sentences}
    assert named == dict.fromkeys(sentences, found)


def test_a_sentence_that_names_two_conflicts_offers_both() -> None:
    with pytest.raises(UnknownProcess) as caught:
        find_in_sentence("что слышно о переговорах с Ираном", SHIPPED)
    assert set(caught.value.near) == {"iran", "iran-nuclear"}


@pytest.mark.parametrize(
    "sentence", ["ceasefire", "is there peace in our time", "что с Атлантидой?", "", "?", "в"]
)
def test_a_sentence_without_a_name_names_nobody(sentence: str) -> None:
    with pytest.raises(UnknownProcess) as caught:
        find_in_sentence(sentence, SHIPPED)
    assert caught.value.near == ()
