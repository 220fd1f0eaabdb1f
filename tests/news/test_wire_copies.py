"""Copies of one wire report count as one voice, whatever dateline or edit tells their words apart."""

from dataclasses import replace

from news.claim import Kind, wire_voice
from news.fold.coverage import items_told
from news.fold.tally import independent_outlets, tally
from news.fold.waiting import waiting
from news.fold.weights import WEIGHTS
from news.status import State
from tests.news.told import at, folded, states, told

WIRE = told(
    Kind.AGREED, 1, 9, outlet="Wire", sure=0.7, sentence="North and South agreed to a truce.", item="7"
)
COPY = replace(
    told(
        Kind.AGREED,
        1,
        10,
        outlet="Star",
        sure=0.7,
        sentence="PORT CARROW (Wire) - North and South agreed to a truce.",
        item="8",
    ),
    story=wire_voice("7"),
)
OWN = told(Kind.AGREED, 1, 11, outlet="Herald", sure=0.6, item="9")
OTHERS = [told(Kind.VIOLATION, 1, 8, outlet=f"Paper {n}", sure=0.3) for n in range(2)]


def test_a_copy_adds_no_voice_and_no_outlet() -> None:
    weights = WEIGHTS[WIRE.claim.axis]
    alone = tally([(WIRE, 1.0)], at(1, 12), weights)
    both = tally([(WIRE, 1.0), (COPY, 1.0)], at(1, 12), weights)
    assert (len(both.pieces), both.outlets) == (1, 1)
    assert both == alone
    assert independent_outlets([WIRE, COPY, OWN]) == 2


def test_a_copy_is_no_second_source() -> None:
    assert states(folded(*OTHERS, WIRE, COPY)) == []
    assert states(folded(*OTHERS, WIRE, replace(COPY, story=None))) == [State.AGREED]
    status = folded(*OTHERS, WIRE, COPY).status
    assert waiting(status, at(1, 12)).outlets == 1


def test_a_copy_does_not_stand_behind_a_state() -> None:
    status = folded(WIRE, COPY, told(Kind.AGREED, 1, 12, outlet="Post")).status
    assert status.outlets == 2
    assert "Star" not in {piece.outlet for piece in status.evidence}


def test_copies_do_not_make_a_thin_stream_a_dense_one() -> None:
    copies = [replace(COPY, item_id=str(n), outlet=f"Paper {n}") for n in range(10, 20)]
    assert items_told(folded(WIRE, *copies).status) == 1


def test_two_sentences_of_one_item_are_both_kept() -> None:
    again = told(
        Kind.AGREED, 1, 9, outlet="Wire", sentence="The truce holds for a week, they said.", item="7"
    )
    assert len(tally([(WIRE, 1.0), (again, 1.0)], at(1, 12), WEIGHTS[WIRE.claim.axis]).pieces) == 2


def test_a_headline_read_with_doubt_does_not_silence_the_copy_read_surely() -> None:
    doubtful = replace(WIRE, claim=replace(WIRE.claim, confidence=0.4))
    sure = replace(COPY, claim=replace(COPY.claim, confidence=0.95))
    assert states(folded(doubtful)) == []
    assert states(folded(doubtful, sure)) == states(folded(sure)) == [State.AGREED]
    assert folded(doubtful, sure).status.outlets == 1
    assert states(folded(doubtful, replace(sure, claim=doubtful.claim))) == []
