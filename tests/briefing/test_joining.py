"""Events of one conflict are worded alike and yet are several stories: short items of our own words, joined
as the job joins them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from briefing.jobs.recent_stories import Joining
from news.claim import Axis, Claim, Kind, Scope, Stance
from news.item import Item

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
OSTIA = frozenset({"ostia"})


def stories(*told: tuple[Any, ...], processes: frozenset[str] = OSTIA) -> list[int]:
    """The stories the items are put into, numbered as they open; an item is (title, summary) or (title,
    summary, what it claims)."""
    joining = Joining()
    found: list[int] = []
    for number, (title, summary, *claims) in enumerate(told):
        moment = NOON + timedelta(minutes=20 * number)
        language = "en" if title.isascii() else "ru"
        item = Item(number, number, f"Outlet {number}", None, title, summary, "", moment, moment, language)
        made = claims[0](title) if claims else ()
        joined = joining.place(item, processes, made)
        story = number if joined.story is None else joined.story
        joining.told(item, story, processes, made, None)
        found.append(story)
    return [sorted(set(found)).index(story) for story in found]


def says(kind: Kind, stance: Stance = Stance.ASSERTED, **more: Any) -> Callable[[str], tuple[Claim, ...]]:
    """What an item claims of the ceasefire in Ostia, in its title."""
    return lambda title: (Claim("ostia", Axis.CEASEFIRE, kind, stance, None, title, **more),)


AGREE = (
    "Ostia and Lake Front agree to seven-day truce",
    "Ostia and the Lake Front agreed to a seven-day truce, mediators in Carrow said.",
)


def test_two_reports_of_an_agreement_are_one_story() -> None:
    other = (
        "Lake Front and Ostia agree seven-day truce",
        "The Lake Front and Ostia have agreed to a truce of seven days, Carrow said.",
    )
    assert stories(AGREE, other) == [0, 0]


BEGUN = (
    "Truce takes effect in Ostia as both sides order troops to hold fire",
    "The guns at Targa fell silent after both had ordered it.",
)


@pytest.mark.parametrize(
    "other",
    [
        (
            "Truce now in force in Ostia, army command says",
            "Patrols in Ostia have been told to stay in their positions.",
        ),
        ("Перемирие в Остии вступило в силу", "Обе стороны приказали войскам прекратить огонь."),
    ],
    ids=["in other words", "in another language"],
)
def test_one_beginning_of_a_truce_is_one_story(other: tuple[str, str]) -> None:
    assert stories((*BEGUN, says(Kind.IN_EFFECT)), (*other, says(Kind.IN_EFFECT))) == [0, 0]
    assert stories((*BEGUN, says(Kind.IN_EFFECT)), other) == [0, 1]


@pytest.mark.parametrize(
    ("other", "claim"),
    [
        (
            ("Monitors say truce holds on its third day", "They counted no shots in Ostia since dawn."),
            says(Kind.IN_EFFECT),
        ),
        (("Перемирие в Остии соблюдается", "Наблюдатели сообщили о тишине."), says(Kind.IN_EFFECT)),
        (
            ("Envoy leaves for Carrow as truce takes effect", "She will meet traders of Ostia."),
            says(Kind.IN_EFFECT),
        ),
        (
            ("Truce now in force in Ostia, army command says", "Patrols stay in Ostia."),
            says(Kind.IN_EFFECT, scope=Scope.AREA),
        ),
        (
            ("Truce now in force in Ostia, army command says", "Patrols stay in Ostia."),
            says(Kind.IN_EFFECT, Stance.POSSIBLE),
        ),
    ],
    ids=["it holds", "it holds, in Russian", "told in passing", "in one place", "not yet"],
)
def test_what_is_not_the_beginning_of_that_truce_is_another_story(
    other: tuple[str, str], claim: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert stories((*BEGUN, says(Kind.IN_EFFECT)), (*other, claim)) == [0, 1]


def test_a_denial_is_a_story_of_its_own() -> None:
    denial = (
        "Lake Front denies agreeing to seven-day truce with Ostia",
        "The Lake Front denied it had agreed to a seven-day truce in Carrow.",
    )
    assert stories((*AGREE, says(Kind.AGREED)), (*denial, says(Kind.AGREED, Stance.DENIED))) == [0, 1]
    assert stories((*AGREE, says(Kind.AGREED)), denial) == [0, 1]  # by its words alone


def test_a_breach_is_a_story_of_its_own() -> None:
    breach = (
        "Ostia and Lake Front trade fire in breach of seven-day truce",
        "Ostia and the Lake Front broke the truce agreed in Carrow.",
    )
    assert stories((*AGREE, says(Kind.AGREED)), (*breach, says(Kind.VIOLATION))) == [0, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Explosion kills 12 in Lakeside market", "Explosion kills 20 in Targa market"),
        ("Drone attack on Lakeside kills three", "Drone attack on Targa kills four"),
        (
            "In Carrow Ostia agrees to the northern proposal",
            "In Carrow Marra agrees to the northern proposal",
        ),
        (
            "Eight soldiers killed in past 24 hours near Lakeside",
            "Seven soldiers killed in past 24 hours near Lakeside: army",
        ),
    ],
)
def test_one_sentence_with_other_names_or_numbers_is_another_event(first: str, second: str) -> None:
    assert stories((first, ""), (second, "")) == [0, 1]


def test_the_outlets_own_name_in_a_title_is_no_other_name() -> None:
    assert stories(
        ("Shells fall on Lakeside - Outlet 0", ""), ("Shells fall on Lakeside - Outlet 1", "")
    ) == [0, 0]


def test_the_same_number_in_words_and_in_figures_is_one() -> None:
    assert stories(
        ("Drone attack on Lakeside kills three", ""), ("Drone attack on Lakeside kills 3", "")
    ) == [0, 0]


def test_a_headline_in_title_case_names_nobody() -> None:
    assert stories(
        ("Truce In Lakeside Holds As Envoys Meet In Carrow", ""),
        ("Truce In Targa Holds As Envoys Meet In Carrow", ""),
    ) == [
        0,
        0,
    ]


def test_a_name_that_nobody_tells_any_more_is_forgotten() -> None:
    joining = Joining()
    item = Item(1, 1, "Outlet", None, "Envoys of Ostia meet", "", "", NOON, NOON, "en")
    joining.told(item, 1, OSTIA, (), None)
    joining.forget(1)
    assert not joining._names
