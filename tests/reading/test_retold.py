"""What is told of another year, as over, or as a memory is no news."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from news.claim import Axis, Kind
from reading.rules.rule import Ruling

Ruled = Callable[..., Ruling]
DAY = datetime(2025, 7, 10, 12, tzinfo=UTC)
OLD = {"memory", "lasted", "older-date", "other-time"}


@pytest.mark.parametrize(
    ("text", "axis", "kind", "old"),
    [
        ("The truce collapsed in 2021 after months of shelling", Axis.CEASEFIRE, Kind.COLLAPSED, True),
        ("In 2011 army and rebels declared a truce", Axis.CEASEFIRE, Kind.AGREED, True),
        ("The truce collapsed in 2021", Axis.CEASEFIRE, Kind.COLLAPSED, True),
        ("In 2011, after a week of shelling, the sides declared a truce", Axis.CEASEFIRE, Kind.AGREED, True),
        ("The sides agreed to a truce in March 2019", Axis.CEASEFIRE, Kind.AGREED, True),
        ("Two truces collapsed in January", Axis.CEASEFIRE, Kind.COLLAPSED, True),
        ("A truce in January lasted until spring", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("The truce has lasted for four years", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("The truce turns four", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("24 November: a truce begins", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("January 2024: army and rebels agree to a truce", Axis.CEASEFIRE, Kind.AGREED, True),
        ("July 2025: army and rebels agree to a truce", Axis.CEASEFIRE, Kind.AGREED, False),
        ("Twenty years on: how the truce came into force", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("The truce turns 100 days old", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("The truce marks two years", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("The ceasefire is one week old and holds", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("The ceasefire is one step towards peace", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("9 July: a truce begins", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("20 July: a truce begins", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("9 July 2019: a truce begins", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("00 July: a truce begins", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("30 February: a truce begins", Axis.CEASEFIRE, Kind.IN_EFFECT, False),
        ("The army breaks the truce signed in 2020", Axis.CEASEFIRE, Kind.VIOLATION, False),
        ("The rebels, at war since 2011, agreed to a truce", Axis.CEASEFIRE, Kind.AGREED, False),
        ("The capital scraps the truce offered in February", Axis.CEASEFIRE, Kind.COLLAPSED, False),
        ("The sides agreed to a truce in 2025", Axis.CEASEFIRE, Kind.AGREED, False),
        ("Talks will open in January", Axis.TALKS, Kind.ANNOUNCED, False),
        ("В 2011 году после недели обстрелов стороны объявили перемирие", Axis.CEASEFIRE, Kind.AGREED, True),
        ("Перемирие рухнуло осенью 2021-го", Axis.CEASEFIRE, Kind.COLLAPSED, True),
        ("Перемирию исполнилось четыре года", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("Объявлено перемирие на год", Axis.CEASEFIRE, Kind.AGREED, False),
        ("Армия нарушила перемирие прошлого года", Axis.CEASEFIRE, Kind.VIOLATION, False),
        ("Январское перемирие продержалось до июня", Axis.CEASEFIRE, Kind.IN_EFFECT, True),
        ("Столица объявила недействительным перемирие 1953 года", Axis.CEASEFIRE, Kind.COLLAPSED, False),
        ("Стороны договорились о перемирии", Axis.CEASEFIRE, Kind.AGREED, False),
    ],
)
def test_retold(ruled: Ruled, text: str, axis: Axis, kind: Kind, old: bool) -> None:
    assert bool(OLD & {*ruled(text, axis, kind, DAY).by}) is old


def test_last_year_is_not_over_in_january(ruled: Ruled) -> None:
    january = datetime(2025, 1, 4, 12, tzinfo=UTC)
    assert ruled("The sides agreed to a truce in 2024", Axis.CEASEFIRE, Kind.AGREED, january).stance is None


def test_the_first_of_january_is_tomorrow_on_new_years_eve(ruled: Ruled) -> None:
    eve = datetime(2025, 12, 31, 12, tzinfo=UTC)
    assert ruled("1 January: a truce begins", Axis.CEASEFIRE, Kind.IN_EFFECT, eve).stance is None
