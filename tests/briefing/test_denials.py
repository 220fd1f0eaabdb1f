"""An alert about what one side denies says so."""

import re
from typing import Any

import pytest

from briefing.render.alert import alert_message
from briefing.render.words import words_for
from news.claim import Kind, Stance
from news.process import Party, Process, ProcessCatalogue
from tests.news.told import at, folded, told

NORTH = Party("North", ("Norland", "Север"), {"ru": "Северяне"})
CATALOGUE = ProcessCatalogue.of([Process("north-south", "North and South", parties=(NORTH, Party("South")))])


def alert(language: str, catalogue: ProcessCatalogue = CATALOGUE, by: str = "Norland") -> Any:
    denial = told(
        Kind.AGREED,
        1,
        10,
        outlet="Post",
        sure=0.6,
        stance=Stance.DENIED,
        by=by,
        sentence="We signed nothing, Norland says.",
    )
    others = [told(Kind.AGREED, 1, 11 + n, outlet=f"Paper {n}", sure=0.97) for n in range(3)]
    change = folded(told(Kind.AGREED, 1, 9, sure=0.6), denial, *others).changes[0]
    return re.sub(
        "<[^>]*>", "", alert_message(change, 1, catalogue, words_for(language), at(1, 14), "UTC").html
    )


@pytest.mark.parametrize(
    ("language", "line"), [("en", "⚖ Denied by North"), ("ru", "⚖ Кто опровергает: Северяне")]
)
def test_a_denial_known_by_then_stands_in_the_alert(language: str, line: str) -> None:
    assert alert(language).splitlines()[-2:] == [
        line,
        "“We signed nothing, Norland says.” — Post · 4 h"
        if language == "en"
        else "«We signed nothing, Norland says.» — Post · 4 ч",
    ]


def test_an_outlet_or_a_place_denies_nothing() -> None:
    assert "⚖" not in alert("en", by="Carrow")
    assert "⚖" not in alert("en", catalogue=ProcessCatalogue.of([]))
