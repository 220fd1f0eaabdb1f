"""Truces of a part of a war: lines of their own, with an end, beside the ceasefire of the whole."""

from dataclasses import replace
from datetime import datetime

import pytest

from news.claim import Kind, Piece, Scope, Stance
from news.fold.fold import fold
from news.fold.partial import MOST_PARTS
from news.status import State, Status
from news.status_json import status_from_json, status_to_json
from tests.news.told import at, folded, told


def part(
    slug: str,
    kind: Kind = Kind.AGREED,
    day: float = 1,
    *,
    ends: datetime | None = None,
    outlet: str = "Herald",
) -> Piece:
    scope = Scope.AREA if slug.startswith("area") else Scope.SECTOR
    piece = told(kind, day, outlet=outlet, scope=scope, ends=ends)
    return replace(piece, claim=replace(piece.claim, part=slug))


def parts(status: Status) -> list[str | None]:
    return [piece.claim.part for piece in status.parts]


def test_a_partial_truce_is_known_and_moves_no_state() -> None:
    status = folded(part("energy", ends=at(20)), until=at(2)).status
    assert (status.state, parts(status)) == (State.NONE, ["energy"])


def test_it_goes_with_its_end() -> None:
    assert parts(folded(part("energy", ends=at(20)), until=at(19)).status) == ["energy"]
    assert parts(folded(part("energy", ends=at(20)), until=at(22)).status) == []


def test_without_an_end_it_goes_when_nobody_speaks_of_it() -> None:
    assert parts(folded(part("area:Zabad"), until=at(14)).status) == ["area:Zabad"]
    assert parts(folded(part("area:Zabad"), until=at(16)).status) == []


def test_it_goes_when_it_is_said_to_be_over() -> None:
    over = part("energy", Kind.COLLAPSED, 3)
    assert parts(folded(part("energy", ends=at(20)), part("sea"), over, until=at(4)).status) == ["sea"]


def test_an_extension_takes_its_place_and_a_mention_does_not() -> None:
    first = part("energy", ends=at(20))
    longer = part("energy", Kind.EXTENDED, 4, ends=at(40))
    mention = part("energy", Kind.IN_EFFECT, 5, outlet="Post")
    assert folded(first, longer, until=at(5)).status.parts == (longer,)
    assert folded(first, mention, until=at(6)).status.parts == (first,)


@pytest.mark.parametrize("stance", [Stance.POSSIBLE, Stance.DENIED, Stance.BACKGROUND])
def test_what_is_not_so_is_no_part(stance: Stance) -> None:
    piece = part("energy")
    assert parts(folded(replace(piece, claim=replace(piece.claim, stance=stance))).status) == []


def test_no_more_than_a_few_are_kept_the_newest_first() -> None:
    many = [part(f"area:Town {n}", day=1 + n) for n in range(5)]
    assert parts(folded(*many).status) == [f"area:Town {n}" for n in (4, 3, 2)][:MOST_PARTS]


def test_folding_in_two_goes_gives_the_same_and_so_does_storage() -> None:
    pieces = [
        part("energy", ends=at(20)),
        told(Kind.AGREED, 2),
        part("sea", day=5),
        part("energy", Kind.COLLAPSED, 9),
    ]
    whole = folded(*pieces, until=at(12)).status
    half = folded(*pieces, until=at(4)).status
    half = status_from_json(status_to_json(half))
    assert fold(half, pieces, at(12)).status == whole
    assert parts(whole) == ["sea"]
