"""The card's lines of partial truces, in both languages."""

import pytest

from briefing.render.partial_truces import partial_lines
from briefing.render.speakers import Sides
from briefing.render.words import words_for
from news.claim import Kind
from news.process import Party, Process, ProcessCatalogue
from tests.news.test_partial_truces import part
from tests.news.told import at, folded, told

CATALOGUE = ProcessCatalogue.of(
    [Process("north-south", "North and South", parties=(Party("North"), Party("South")))]
)


def lines(language: str, *pieces: object, until: float = 3) -> list[str]:
    status = folded(*pieces, until=at(until)).status  # type: ignore[arg-type]
    sides = Sides(CATALOGUE, "north-south", words_for(language))
    return [line.html for line in partial_lines(status, sides, at(until), "UTC")]


@pytest.mark.parametrize(
    ("language", "slug", "head"),
    [
        ("en", "energy", "◐ Partial: no strikes on energy sites, until "),
        ("en", "area:Zabad", "◐ Partial: in Zabad alone, until "),
        ("en", "side:North", "◐ Partial: declared by North alone, until "),
        ("en", "hours", "◐ Partial: some hours of every day, until "),
        ("ru", "energy", "◐ Частичное: без ударов по энергетике, до "),
        ("ru", "side:North", "◐ Частичное: объявлено только одной стороной (North), до "),
    ],
)
def test_what_is_spared_until_when_and_who_says_so(language: str, slug: str, head: str) -> None:
    [line] = lines(language, part(slug, ends=at(20)))
    assert line.startswith(head)
    assert "Herald asserted agreed" in line
    assert "Herald</a>" in line


def test_none_while_a_truce_of_the_whole_is_in_effect() -> None:
    assert lines("en", part("energy", ends=at(20)), told(Kind.IN_EFFECT, 2)) == []
