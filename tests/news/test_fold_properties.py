"""What holds of the fold for any claims whatever."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from news.claim import KINDS, OUTCOMES, PEACE, Axis, Claim, Kind, Piece, Scope, Stance
from news.fold.ballot import says
from news.fold.fold import MOST_STEPS, fold
from news.fold.times import last_moment
from news.status import STATES, Change, ChangeRule, Fold, State, Status
from news.status_json import (
    change_from_json,
    change_to_json,
    evidence_from_json,
    evidence_to_json,
    status_from_json,
    status_to_json,
)
from tests.news.told import at, keys, told

_OUTLETS = ("Herald", "The Herald", "Courier", "Post", "wire_world")
_hours = st.integers(0, 24 * 30)
_moments = st.builds(
    lambda h, m: at(1) + timedelta(hours=h, minutes=m), _hours, st.sampled_from([0, 0, 0, 30])
)


@st.composite
def _dated_piece(draw: st.DrawFn) -> Piece:
    """A truce agreed or in force, told with a start or an end within days."""
    hour, kind = (
        draw(st.sampled_from(range(0, 48, 6))),
        draw(st.sampled_from([Kind.AGREED, Kind.AGREED, Kind.IN_EFFECT])),
    )
    begins, ends = (
        draw(st.none() | st.sampled_from([at(1, hour + n) for n in (-40, 6, 14, 30, 60)])) for _ in range(2)
    )
    return told(
        kind, 1, hour, outlet=draw(st.sampled_from(["Herald", "Post", "Star"])), begins=begins, ends=ends
    )


_dated = st.lists(_dated_piece(), min_size=1, max_size=8)


@st.composite
def _pieces(draw: st.DrawFn, axis: Axis) -> Piece:
    published = draw(_moments)
    outcome = axis is Axis.TALKS and draw(st.integers(0, 7)) == 0  # a ceasefire deal is weighed on talks, too
    kind = Kind.AGREED if outcome else draw(st.sampled_from(KINDS[axis]))
    stance = draw(st.sampled_from([Stance.ASSERTED] * 6 + list(Stance)))
    later = st.none() | st.builds(lambda h: published + timedelta(hours=h), st.integers(-200, 400))
    claim = Claim(
        "north-south",
        Axis.CEASEFIRE if outcome else axis,
        kind,
        stance,
        draw(st.sampled_from([None, "North", "South", "broker"])),
        f"Sentence {draw(st.integers(0, 30))}.",
        draw(st.sampled_from([0.3, 0.6, 0.8, 0.9, 0.96, 1.0])),
        draw(st.sampled_from([Scope.WHOLE] * 4 + list(Scope))),
        draw(later),
        draw(later),
        draw(st.sampled_from(OUTCOMES)) if outcome else None,
    )
    wire = draw(st.sampled_from([None, None, None, "wire:i1", "wire:i2"]))
    return Piece(
        claim, f"i{draw(st.integers(0, 60))}", draw(st.sampled_from(_OUTLETS)), published, None, wire
    )


def _streams(axis: Axis) -> st.SearchStrategy[list[Piece]]:
    return st.lists(_pieces(axis), max_size=25)


_told = st.sampled_from(list(PEACE)).flatmap(_streams)
_END = at(50)

_one_side = st.builds(
    told,
    st.sampled_from([Kind.AGREED, Kind.AGREED, Kind.REJECTED, Kind.IN_EFFECT]),
    st.just(1),
    st.sampled_from(range(0, 48, 6)),
    outlet=st.sampled_from(["Herald", "Courier", "Post", "Star"]),
    sure=st.sampled_from([0.6, 0.9, 0.97]),
    stance=st.sampled_from([Stance.ASSERTED, Stance.CLAIMED, Stance.DENIED]),
    by=st.sampled_from(["North", "South"]),
)
_busy = st.lists(_one_side, min_size=3, max_size=12)
"""Two days in which one side says agreed and the other says no."""


def _axis(pieces: list[Piece]) -> Axis:
    return pieces[0].claim.axes[-1] if pieces else Axis.CEASEFIRE


def _fold(pieces: list[Piece], start: Status | None = None, until: datetime = _END) -> Fold:
    return fold(start or Status("north-south", _axis(pieces)), pieces, until)


@given(_told, st.randoms(use_true_random=False))
def test_the_order_of_arrival_plays_no_part(pieces: list[Piece], random: Random) -> None:
    shuffled = list(pieces)
    random.shuffle(shuffled)
    assert _fold(shuffled) == _fold(pieces)


@given(_told)
def test_reading_everything_twice_changes_nothing(pieces: list[Piece]) -> None:
    once = _fold(pieces)
    assert _fold(pieces + pieces) == once
    assert _fold(pieces, start=once.status) == Fold(once.status, ())


@given(_told, _moments)
def test_a_status_is_a_place_to_go_on_from(pieces: list[Piece], then: datetime) -> None:
    whole = _fold(pieces)
    first = _fold([p for p in pieces if p.published <= then], start=_none(pieces), until=then)
    second = _fold(pieces, start=first.status)
    assert second.status == whole.status
    assert _unnumbered(first.changes + second.changes) == _unnumbered(whole.changes)


@given(_told, st.integers(0, 30))
def test_the_last_change_is_a_place_to_go_on_from(pieces: list[Piece], number: int) -> None:
    whole = _fold(pieces)
    if number < len(whole.changes):
        moment = whole.changes[number].at
        done = [c for c in whole.changes if c.at <= moment]
        second = _fold(pieces, start=done[-1].status)
        assert _unnumbered((*done, *second.changes)) == _unnumbered(whole.changes)


@given(_told, _moments, st.randoms(use_true_random=False))
def test_later_news_never_renames_an_earlier_step(
    pieces: list[Piece], then: datetime, random: Random
) -> None:
    known = [p for p in pieces if p.published <= then]
    later = [p for p in pieces if p.published > then and random.random() < 0.5]
    before = _fold(known, start=_none(pieces), until=then).changes
    after = _fold(known + later, start=_none(pieces)).changes
    assert keys(after)[: len(before)] == keys(before)


@given(_told)
def test_every_step_follows_the_one_before_and_has_a_sentence(pieces: list[Piece]) -> None:
    previous = State.NONE
    last = None
    for change in _fold(pieces).changes:
        assert change.previous is previous
        assert change.state in STATES[change.axis]
        assert change.status.state is change.state
        assert change.evidence
        assert all(piece in pieces and piece.claim.sentence for piece in change.evidence)
        assert last is None or last <= change.at <= _END
        assert change.reason.split()[0] == change.rule
        previous, last = change.state, change.at


@given(_told | _busy)
def test_no_state_comes_back_within_one_moment(pieces: list[Piece]) -> None:
    state = State.NONE
    for _, steps in groupby(_fold(pieces).changes, key=lambda change: change.at):
        states = [state, *(change.state for change in steps)]
        passed = [one for one, after in pairwise(states) if one is not after]
        assert len(passed) < MOST_STEPS
        assert len({*passed, states[-1]}) == len(passed) + 1
        state = states[-1]


@given(_told | _busy)
def test_a_reason_names_a_need_that_was_met(pieces: list[Piece]) -> None:
    for change in _fold(pieces).changes:
        facts = dict(fact.split("=") for fact in change.reason.split()[1:])
        if "need" in facts:
            assert float(facts["support"]) >= float(facts["need"])


@given(_told | _dated)
def test_no_truce_begins_after_its_end(pieces: list[Piece]) -> None:
    for change in _fold(pieces).changes:
        now = change.status
        if change.state is State.IN_EFFECT and change.rule in (ChangeRule.VOTE, ChangeRule.DUE):
            assert now.since is None or now.ends_at is None or now.since < last_moment(now.ends_at)


@given(_told)
def test_keys_are_unique(pieces: list[Piece]) -> None:
    found = keys(_fold(pieces).changes)
    assert len(found) == len(set(found))


@given(_streams(Axis.CEASEFIRE))
def test_violations_alone_never_end_a_ceasefire(pieces: list[Piece]) -> None:
    ended = (Kind.COLLAPSED, Kind.EXPIRED)
    kept = [p for p in pieces if p.claim.kind not in ended and p.claim.ends_at is None]
    assert all(
        c.state not in (State.COLLAPSED, State.EXPIRED) for c in _fold(kept, start=_none(pieces)).changes
    )


@given(_told, st.sampled_from(list(State)))
def test_what_is_only_denied_or_hoped_for_never_becomes_a_fact(pieces: list[Piece], state: State) -> None:
    quiet, axis = (Stance.DENIED, Stance.POSSIBLE), _axis(pieces)
    kept = [p for p in pieces if says(p.claim, axis) is not state or p.claim.stance in quiet]
    others = (
        {State.PROPOSED} if any(says(p.claim, axis) is State.AGREED for p in kept) else set()
    )  # one side's "agreed" is an offer
    if any(
        says(p.claim, axis) is State.IN_EFFECT and p.claim.effective_at and p.claim.effective_at > p.published
        for p in kept
    ):
        others.add(State.AGREED)  # "comes into force on Friday"
    voted = {
        c.state
        for c in _fold(kept, start=_none(pieces)).changes
        if c.rule in (ChangeRule.VOTE, ChangeRule.BACKGROUND, ChangeRule.EXTENDED)
    }
    assert state not in voted - others


@given(_told, _moments)
def test_an_old_item_never_turns_the_clock_back(pieces: list[Piece], then: datetime) -> None:
    start = _fold([p for p in pieces if p.published <= then], start=_none(pieces), until=then).status
    old = [p for p in pieces if p.published <= then]
    assert _fold(old, start=start, until=then) == Fold(start, ())


@given(_told)
def test_status_change_and_evidence_survive_json_exactly(pieces: list[Piece]) -> None:
    result = _fold(pieces)
    assert [evidence_from_json(_through_text(evidence_to_json(p))) for p in pieces] == pieces
    assert status_from_json(_through_text(status_to_json(result.status))) == result.status
    assert tuple(change_from_json(_through_text(change_to_json(c))) for c in result.changes) == result.changes


def _through_text(value: Any) -> Any:
    return json.loads(json.dumps(value, sort_keys=True))


def _none(pieces: list[Piece]) -> Status:
    return Status("north-south", _axis(pieces))


def _unnumbered(changes: tuple[Change, ...]) -> list[Change]:
    """A fold numbers only the steps it makes itself."""
    return [replace(change, ordinal=0) for change in changes]
