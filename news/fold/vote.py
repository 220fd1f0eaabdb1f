"""The vote: whether what has been said lately is enough, and plausible enough, to move an axis to another
state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.claim import Kind, Piece, Stance
from news.fold.ballot import FORWARD, rests_on, says, speaks_against, starts_later, votes
from news.fold.calendar import make_change
from news.fold.coverage import coverage, crowd, items_told
from news.fold.denials import refuted_at_once, speakers
from news.fold.proof import CORROBORATED, plainest_first, said_plainly
from news.fold.tally import Tally, explain, tally
from news.fold.times import Said, begun_by, fit, known_times, last_moment, merged, said_times, with_times
from news.fold.weights import AFTER_QUIET, NEVER, NEW_ROUND, FoldWeights
from news.status import SHOWN, STANDING, STATES, Change, ChangeRule, State, Status

_BEFORE = timedelta(hours=12)

Ballots = list[tuple[Piece, float]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    state: State
    support: Tally
    weight: float  # the support less what was denied
    need: float
    against: float
    cast: Ballots

    @property
    def wins(self) -> float:
        return self.weight / self.need


def vote(
    status: Status, now: datetime, weights: FoldWeights, barred: frozenset[State] = frozenset()
) -> Change | None:
    """The move the claims weighed at `now` carry best, if they carry one; to none of the states `barred`."""
    ballots = _ballots(status, weights)
    open_to = [state for state in STATES[status.axis] if state not in barred]
    found = [c for state in open_to if (c := _candidate(state, ballots, status, now, weights))]
    if not found:
        return None
    order = STATES[status.axis].index
    return _moved(status, max(found, key=lambda c: (c.wins, order(c.state))), now, weights)


def _ballots(status: Status, weights: FoldWeights) -> dict[State, Ballots]:
    ballots: dict[State, Ballots] = {}
    for piece in status.pending:
        for state, part in votes(piece, status, weights).items():
            ballots.setdefault(state, []).append((piece, part))
    return ballots


def _candidate(
    state: State, ballots: Mapping[State, Ballots], status: Status, now: datetime, weights: FoldWeights
) -> _Candidate | None:
    start = State.NONE if status.background else status.state
    price = _price((start, state), status, weights)
    if (
        state is status.state
        or price >= NEVER
        or state not in ballots
        or _too_early((start, state), ballots[state], status, now, weights)
    ):
        return None
    forward = (start, state) in FORWARD
    cast = _eligible(ballots[state], status, state, forward)
    told = [piece.published for piece, _ in cast if piece.claim.stance.current]
    if (
        not told
        or _only_blamed(status, state, cast)
        or (state is State.AGREED and refuted_at_once(status, max(told), now, weights))
    ):
        return None
    plain = said_plainly((piece for piece, _ in cast), status.axis, state, weights.plain.get(state, NEVER))
    need = (
        (1.0 if plain else weights.implied)
        * weights.need[state]
        * price
        * _inertia(status, now, weights, forward)
        * (coverage(status, weights) + crowd(status, weights))
    )
    support = tally(cast, now, weights)
    if not plain and support.outlets < CORROBORATED:
        return None
    weight = support.weight - _denied(state, status, now, weights)
    if weight < need or not (
        forward or weight >= weights.overwhelming * need or _persists(support, status, weights)
    ):
        return None
    against = _against(state, cast, ballots, status, now, weights)
    if weight < against * (weights.forward_share if forward else weights.share):
        return None
    return _Candidate(state, support, weight, need, against, cast)


def _only_blamed(status: Status, state: State, cast: Ballots) -> bool:
    """Breaches that one side alone lays to the other are no beginning of a truce nobody tells of; of an
    agreed one they are."""
    begins = state is State.IN_EFFECT and status.state not in STANDING
    current = [piece.claim for piece, _ in cast if piece.claim.stance.current]
    return begins and all(c.kind is Kind.VIOLATION and c.stance is Stance.CLAIMED for c in current)


def _price(pair: tuple[State, State], status: Status, weights: FoldWeights) -> float:
    price = weights.price.get(pair, 1.0)
    unconfirmed_end = status.due and pair == (State.EXPIRED, State.IN_EFFECT)
    return price * weights.correction if unconfirmed_end else price


def _persists(support: Tally, status: Status, weights: FoldWeights) -> bool:
    """Where many report, a step back or aside that only one hour's items tell of is a mood of the hour."""
    told = [piece.published for piece in support.pieces]
    crowded = (items_told(status) - weights.few) / (weights.dense - weights.few)
    return max(told) - min(told) >= min(max(crowded, 0.0), 1.0) * weights.span


def _too_early(
    pair: tuple[State, State], cast: Ballots, status: Status, now: datetime, weights: FoldWeights
) -> bool:
    """A new round or truce waits until the old one has gone quiet, unless it is said to start later than
    now."""
    quiet = AFTER_QUIET.get(pair, weights.quiet if pair in NEW_ROUND else None)
    loud = quiet is not None and status.confirmed_at is not None and now - status.confirmed_at < quiet
    return loud and not (pair in NEW_ROUND and any(starts_later(piece, now) for piece, _ in cast))


def _eligible(ballots: Ballots, status: Status, state: State, forward: bool) -> Ballots:
    """A step back needs news that is younger than the present state, and so does an agreement that has been
    taken back."""
    if status.since is None:
        return ballots
    taken_back = state is status.previous is State.AGREED and status.state is State.PROPOSED
    after = status.since - _BEFORE if forward and not taken_back else status.since
    return [(piece, part) for piece, part in ballots if piece.published > after]


def _inertia(status: Status, now: datetime, weights: FoldWeights, forward: bool) -> float:
    young = status.since is not None and (now - status.since).total_seconds() < weights.reverse_hours * 3600
    return weights.reverse if young and not forward and not status.background else 1.0


def _denied(state: State, status: Status, now: datetime, weights: FoldWeights) -> float:
    denials = (
        (p, weights.denial)
        for p in status.pending
        if p.claim.stance is Stance.DENIED and says(p.claim, status.axis) is state
    )
    return tally(denials, now, weights).weight


def _against(
    target: State,
    cast: Ballots,
    ballots: Mapping[State, Ballots],
    status: Status,
    now: datetime,
    weights: FoldWeights,
) -> float:
    """What does not go with `target`, weighed over the same time: since shortly before the first that spoke
    for it.

    What was said before the present state began is settled, except for what made that state and older facts
    that presuppose it.
    """
    since = min(piece.published for piece, _ in cast) - timedelta(hours=weights.lead_hours)
    if status.since is not None:
        since = max(since, status.since)
    present = ballots.get(status.state, []) + [
        (p, weights.echo) for p in status.pending if _retells(p, status)
    ]
    total = tally(present, now, weights).weight if speaks_against(status.state, target) else 0.0
    for state, others in ballots.items():
        later = [(piece, part) for piece, part in others if piece.published >= since]
        if later and state is not status.state and speaks_against(state, target):
            total += tally(later, now, weights).weight
    return total


def _retells(piece: Piece, status: Status) -> bool:
    said = (
        says(piece.claim, status.axis)
        if piece.claim.stance is Stance.BACKGROUND and rests_on(status, piece)
        else None
    )
    return said is status.state


def _moved(status: Status, to: _Candidate, now: datetime, weights: FoldWeights) -> Change:
    pieces = to.support.pieces
    current = [p.claim for p in pieces if p.claim.stance.current]
    claimed = all(claim.stance is Stance.CLAIMED for claim in current)
    began = status.state is State.AGREED and to.state is State.IN_EFFECT
    times = said_times(pieces, now, weights) if to.state in STANDING else Said()
    if (
        (status.state, to.state) == (State.IN_EFFECT, State.AGREED)
        and times.start
        and begun_by(times.start) <= now
    ):
        times = replace(
            times, start=None
        )  # the start of the old one: a new truce that had begun were no step
    if began:
        times = merged(times, known_times(status))
    if not fit(times.start, times.end) or (times.end is not None and last_moment(times.end) <= now):
        times = Said(times.start)  # in force after its end: it was renewed, or the date was wrong
    extended = any(p.claim.kind is Kind.EXTENDED for p in pieces)
    disputes = _still_disputed(status, to, now, weights)
    shown = plainest_first(pieces, status.axis, to.state)[:SHOWN]
    moved = Status(
        status.process,
        status.axis,
        to.state,
        since=now,
        confirmed_at=now,
        by=next((p.claim.by for p in shown if p.claim.stance.current and p.claim.by), None)
        if claimed
        else None,
        claimed_only=claimed,
        disputed_by=speakers(disputes),
        disputes=disputes,
        outlets=to.support.outlets,
        evidence=shown,
        violations=began and status.violations,
        accusations=status.accusations if began else (),
        breaches=status.breaches if began else (),
        previous=status.state,
        extended_at=now if extended else None,
        pending=status.pending,
        as_of=now,
    )
    moved = with_times(moved, times)
    return make_change(
        moved, status, now, ChangeRule.VOTE, explain(to.support, to.weight, to.need, to.against)
    )


def _still_disputed(status: Status, to: _Candidate, now: datetime, weights: FoldWeights) -> tuple[Piece, ...]:
    """Disputes of the present state that answer the very claims a step forward rests on: without those it
    were not made."""
    if (status.state, to.state) not in FORWARD:
        return ()
    return tuple(
        d
        for d in status.disputes
        if tally(((p, n) for p, n in to.cast if p.published > d.published), now, weights).weight < to.need
    )
