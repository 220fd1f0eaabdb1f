"""No state lasts against the news: months played through the real reading and fold, in English and Russian.

Each play is a list of (day, outlet, title, summary); the sentences are our own.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.replay.replay import replay
from news.process import ProcessCatalogue
from reading.about.catalogue import load_catalogue
from reading.model.encoder import Encoder
from reading.model.multilingual import MultilingualModel
from reading.reader import Reader

Told = tuple[float, str, str, str]
Changes = list[dict[str, Any]]
Plays = Callable[[Sequence[Told]], Changes]

START = datetime(2026, 4, 10, 8, tzinfo=UTC)
OUTLETS = {"en": ("Herald", "Courier", "Times"), "ru": ("Вестник", "Курьер", "Время")}


@pytest.fixture(scope="module")
def catalogue() -> ProcessCatalogue:
    return load_catalogue(Path("processes.toml"))


@pytest.fixture(scope="module")
def reader(catalogue: ProcessCatalogue) -> Reader:
    return Reader.load(catalogue, encoder=Encoder.load(), model=MultilingualModel.load(), rules_alone=False)


@pytest.fixture
def play(reader: Reader, catalogue: ProcessCatalogue, tmp_path: Path) -> Plays:
    def played(told: Sequence[Told]) -> Changes:
        items, changes = tmp_path / "items.jsonl", tmp_path / "changes.jsonl"
        lines = (
            {
                "id": str(number),
                "published": (START + timedelta(days=day)).isoformat(),
                "outlet": outlet,
                "title": title,
                "summary": summary,
            }
            for number, (day, outlet, title, summary) in enumerate(told)
        )
        items.write_text("".join(json.dumps(line) + "\n" for line in lines))
        replay(items, reader, catalogue, changes)
        return [json.loads(line) for line in changes.read_text().splitlines()]

    return played


def state(changes: Changes, process: str, axis: str, day: float = 1000) -> str:
    """Where an axis stands at the end of `day`, or of the play."""
    until = (START + timedelta(days=day)).isoformat()
    steps = [c for c in changes if (c["process"], c["axis"]) == (process, axis) and c["at"] <= until]
    return str(steps[-1]["state"]) if steps else "none"


def stated(changes: Changes, process: str, axis: str = "ceasefire") -> set[str]:
    return {str(c["state"]) for c in changes if (c["process"], c["axis"]) == (process, axis)}


def told_in(language: str, *texts: str | tuple[str, str], start: float = 0) -> list[Told]:
    """The texts, half a day apart, of three outlets in turn."""
    pairs = [text if isinstance(text, tuple) else (text, "") for text in texts]
    return [(start + n / 2, OUTLETS[language][n % 3], *pair) for n, pair in enumerate(pairs)]


def struck(language: str, texts: Sequence[str], first: int, last: int) -> Iterator[Told]:
    """Two outlets a day tell of strikes with dozens of dead."""
    outlets = OUTLETS[language]
    for day in range(first, last):
        yield day, outlets[0], texts[day % len(texts)].format(n=25 + day % 17), ""
        yield day + 0.3, outlets[1], texts[(day + 1) % len(texts)].format(n=24 + day % 17), ""


TRUCE: dict[str, tuple[str | tuple[str, str], ...]] = {
    "en": (
        ("Israel and Hezbollah agree to a ceasefire", "The ceasefire came into force at dawn."),
        "Ceasefire between Israel and Hezbollah takes effect",
        "Truce between Israel and Hezbollah holds on its first day",
    ),
    "ru": (
        "Перемирие между Израилем и «Хезболлой» вступило в силу",
        "Между Израилем и «Хезболлой» начало действовать перемирие",
        "Перемирие между Израилем и «Хезболлой» соблюдается",
    ),
}
STRIKES = {
    "en": (
        "Israeli air strikes kill {n} people in southern Lebanon",
        "At least {n} dead in Israeli strikes on Beirut and Tyre",
        "Israeli raids on Lebanon leave {n} dead, health ministry says",
    ),
    "ru": (
        "Израильские удары по югу Ливана убили {n} человек",
        "При ударах Израиля по Бейруту и Тиру погибли {n} человек",
        "В Ливане после налётов израильской авиации {n} погибших",
    ),
}
STANDS = {
    "en": "UN force says the ceasefire between Israel and Hezbollah remains in force",
    "ru": "Израиль заявил, что перемирие с «Хезболлой» остаётся в силе",
}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_truce_followed_by_thirty_days_of_strikes_is_broken_in_fact(play: Plays, language: str) -> None:
    changes = play([*told_in(language, *TRUCE[language]), *struck(language, STRIKES[language], 3, 33)])
    assert state(changes, "lebanon", "ceasefire", 2) == "in_effect"
    assert state(changes, "lebanon", "ceasefire", 8) == state(changes, "lebanon", "ceasefire") == "collapsed"
    assert state(changes, "lebanon", "fighting") == "major"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_stands_beside_heavy_fighting_while_officials_say_so(play: Plays, language: str) -> None:
    says = [(day + 0.5, OUTLETS[language][2], STANDS[language], "") for day in range(3, 33, 2)]
    changes = play(
        sorted([*told_in(language, *TRUCE[language]), *struck(language, STRIKES[language], 3, 33), *says])
    )
    assert state(changes, "lebanon", "ceasefire") == "in_effect"
    assert state(changes, "lebanon", "fighting") == "major"


OTHERS = {
    "en": (
        (
            "Israel and Hezbollah agree to a ceasefire",
            "Moscow hailed it while its troops pressed on to Donetsk.",
        ),
        "Kremlin welcomes the truce between India and Pakistan",
        "Zelensky praises ceasefire between Israel and Hezbollah, asks for the same resolve on Russia",
        "Ceasefire between Cambodia and Thailand takes effect, Russian foreign ministry says it is glad",
        (
            "Russian missiles kill 34 in Kharkiv",
            "Elsewhere a truce between Thailand and Cambodia took effect.",
        ),
    ),
    "ru": (
        ("Израиль и «Хезболла» договорились о прекращении огня", "Войска Москвы наступают под Донецком."),
        "Кремль приветствовал перемирие между Индией и Пакистаном",
        "Зеленский приветствовал прекращение огня между Израилем и «Хезболлой»",
        "Перемирие между Камбоджей и Таиландом вступило в силу, сообщил МИД России",
        ("Российские ракеты убили 34 человека в Харькове", "Вступило в силу перемирие Таиланда и Камбоджи."),
    ),
}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_truce_between_two_others_is_none_here(play: Plays, language: str) -> None:
    changes = play(told_in(language, *OTHERS[language]))
    assert stated(changes, "ukraine") == set()
    assert state(changes, "ukraine", "fighting") == "major"
    assert state(changes, "thailand-cambodia", "fighting") == "none"


PAIR = {
    "en": (
        "Israel and Iran agree to a ceasefire, Trump says",
        "Ceasefire between Israel and Iran takes effect",
        "Israel-Iran truce holds on its first day as war in Gaza goes on",
        ("Truce between Israel and Iran enters second day", "Israeli strikes killed 52 people in Gaza."),
    ),
    "ru": (
        "Израиль и Иран договорились о прекращении огня, заявил Трамп",
        "Перемирие между Израилем и Ираном вступило в силу",
        "Перемирие Израиля и Ирана держится первый день, война в Газе продолжается",
        ("Перемирие между Израилем и Ираном: второй день", "Израильские удары убили 52 человека в Газе."),
    ),
}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_truce_of_one_party_with_somebody_else_is_none_here(play: Plays, language: str) -> None:
    changes = play(told_in(language, *PAIR[language]))
    assert stated(changes, "gaza") == set()
    assert state(changes, "iran", "ceasefire") == "in_effect"
    assert state(changes, "gaza", "fighting") == "major"
    assert state(changes, "iran", "fighting") in ("none", "incidents")


PARTS: dict[str, tuple[str | tuple[str, str], ...]] = {
    "hours en": (
        "Israel begins ten-hour daily pause in fighting in parts of Gaza to let aid in",
        "Israeli army announces daily pause of ten hours in three areas of Gaza",
        "Israel's ten-hour pause in Gaza takes effect, trucks roll in",
        (
            "Israel pauses fighting in Gaza for ten hours a day",
            "The pause runs from 10 a.m. to 8 p.m. every day.",
        ),
    ),
    "hours ru": (
        "Израиль вводит ежедневную десятичасовую паузу в боях в Газе ради гуманитарной помощи",
        "ЦАХАЛ объявил о ежедневных паузах по десять часов в трёх районах Газы",
        "Десятичасовая пауза Израиля в Газе вступила в силу, грузовики поехали",
        "Израиль приостанавливает огонь в Газе на десять часов в день",
    ),
    "energy en": (
        "Russia and Ukraine agree to halt strikes on energy sites for 30 days",
        "Energy truce between Russia and Ukraine takes effect",
        "Moscow and Kyiv stop hitting each other's power plants under 30-day energy ceasefire",
        ("Kremlin: energy truce holds", "The moratorium on strikes against energy facilities is in force."),
    ),
    "energy ru": (
        "Россия и Украина договорились на 30 дней прекратить удары по энергетике",
        "Энергетическое перемирие между Россией и Украиной вступило в силу",
        "Москва и Киев не бьют по электростанциям: действует энергетическое перемирие",
        ("Кремль: энергетическое перемирие соблюдается", "Мораторий на удары по энергообъектам действует."),
    ),
    "petition en": (
        "More than 300 lawmakers sign petition for a ceasefire in Gaza",
        "Petition for Gaza truce gathers a million signatures",
        "Writers and actors sign open letter demanding immediate ceasefire between Israel and Hamas",
        (
            "Parliamentarians hand over petition",
            "They propose a ceasefire in Gaza and the release of all hostages.",
        ),
    ),
    "petition ru": (
        "Более 300 депутатов подписали петицию о прекращении огня в Газе",
        "Петиция за перемирие в Газе собрала миллион подписей",
        "Писатели и актёры подписали открытое письмо с требованием перемирия между Израилем и ХАМАС",
        (
            "Парламентарии передали петицию",
            "Они предлагают прекратить огонь в Газе и освободить всех заложников.",
        ),
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_hours_a_day_a_sort_of_target_and_a_petition_move_no_state_of_the_whole(
    play: Plays, name: str
) -> None:
    changes = play(told_in(name.split()[1], *PARTS[name]))
    assert stated(changes, "gaza") | stated(changes, "ukraine") <= {"none"}
    assert not [c for c in changes if c["axis"] == "fighting" and c["state"] != "quiet"]


EASTER = {
    "en": (
        "Putin declares Easter truce in Ukraine until midnight on Sunday",
        "Russia says its forces will observe a 30-hour Easter truce from Saturday evening",
        "Easter truce declared by Putin takes effect in Ukraine",
    ),
    "ru": (
        "Путин объявил пасхальное перемирие на Украине до полуночи воскресенья",
        "Минобороны РФ: войска с субботы соблюдают тридцатичасовое пасхальное перемирие",
        "Пасхальное перемирие, объявленное Путиным, вступило в силу",
    ),
}
MISSILES = {
    "en": ("Russian missiles kill {n} people in Kharkiv", "At least {n} dead as Russia strikes Dnipro"),
    "ru": ("Российские ракеты убили {n} человек в Харькове", "В Днепре после ударов России {n} погибших"),
}


@pytest.mark.parametrize("language", ["ru"])
def test_an_easter_truce_is_over_after_easter(play: Plays, language: str) -> None:
    changes = play([*told_in(language, *EASTER[language]), *struck(language, MISSILES[language], 4, 24)])
    assert state(changes, "ukraine", "ceasefire", 8) != "in_effect"
    assert state(changes, "ukraine", "ceasefire") in ("none", "proposed", "expired", "collapsed")
    assert state(changes, "ukraine", "fighting") == "major"
