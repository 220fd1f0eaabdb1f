"""The vote: whether what has been said lately is enough, and plausible enough, to move an axis to another state."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.ballot import FORWARD, says, speaks_against, starts_later, votes
from news.claim import Evidence, Kind, Stance
from news.due import step
from news.status import SHOWN, STANDING, STATES, Change, Rule, State, Status
from news.times import said_times
from news.votes import Tally, explain, tally
from news.weights import AFTER_QUIET, NEVER, NEW_ROUND, Weights

_BEFORE = timedelta(hours=12)

Ballots = list[tuple[Evidence, float]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    state: State
    support: Tally
    weight: float  # the support less what was denied
    need: float
    against: float

    @property
    def wins(self) -> float:
        return self.weight / self.need


def vote(status: Status, now: datetime, weights: Weights) -> Change | None:
    """The move the claims weighed at `now` carry best, if they carry one."""
    ballots = _ballots(status, weights)
    found = [c for state in STATES[status.axis] if (c := _candidate(state, ballots, status, now, weights))]
    if not found:
        return None
    order = STATES[status.axis].index
    return _moved(status, max(found, key=lambda c: (c.wins, order(c.state))), now, weights)


def _ballots(status: Status, weights: Weights) -> dict[State, Ballots]:
    ballots: dict[State, Ballots] = {}
    for piece in status.pending:
        for state, part in votes(piece, status, weights).items():
            ballots.setdefault(state, []).append((piece, part))
    return ballots


def _candidate(state: State, ballots: Mapping[State, Ballots], status: Status, now: datetime, weights: Weights) -> _Candidate | None:
    start = State.NONE if status.background else status.state
    price = _price((start, state), status, weights)
    if state is status.state or price >= NEVER or state not in ballots or _too_early((start, state), ballots[state], status, now, weights):
        return None
    forward = (start, state) in FORWARD
    cast = _eligible(ballots[state], status, forward)
    if not any(piece.claim.stance.current for piece, _ in cast):
        return None
    need = weights.need[state] * price * _inertia(status, now, weights, forward) * (coverage(status, weights) + _crowd(status, weights))
    support = tally(cast, now, weights)
    weight = support.weight - _denied(state, status, now, weights)
    if weight < need or not (forward or weight >= weights.overwhelming * need or _persists(support, status, weights)):
        return None
    against = _against(state, cast, ballots, status, now, weights)
    if weight < against * (weights.forward_share if forward else weights.share):
        return None
    return _Candidate(state, support, weight, need, against)


def _price(pair: tuple[State, State], status: Status, weights: Weights) -> float:
    price = weights.price.get(pair, 1.0)
    unconfirmed_end = status.due and pair == (State.EXPIRED, State.IN_EFFECT)
    return price * weights.correction if unconfirmed_end else price


def coverage(status: Status, weights: Weights) -> float:
    """Where twenty items a day tell of a conflict, what happened is told by several of them; where one a week does, it is told by one."""
    items = _items(status)
    return weights.sparse + (1 - weights.sparse) * math.log1p(items) / math.log1p(weights.dense)


def _crowd(status: Status, weights: Weights) -> float:
    """What a step needs beyond `coverage` where many report: so many more claims are wrong, too."""
    return weights.crowd * max(_items(status) - weights.few, 0)


def _items(status: Status) -> int:
    return len({piece.item_id for piece in status.pending})


def _persists(support: Tally, status: Status, weights: Weights) -> bool:
    """Where many report, a step back or aside that only one hour's items tell of is a mood of the hour."""
    told = [piece.published for piece in support.pieces]
    crowded = (_items(status) - weights.few) / (weights.dense - weights.few)
    return max(told) - min(told) >= min(max(crowded, 0.0), 1.0) * weights.span


def _too_early(pair: tuple[State, State], cast: Ballots, status: Status, now: datetime, weights: Weights) -> bool:
    """A new round or truce waits until the old one has gone quiet, unless it is said to start later than now."""
    quiet = AFTER_QUIET.get(pair, weights.quiet if pair in NEW_ROUND else None)
    loud = quiet is not None and status.confirmed_at is not None and now - status.confirmed_at < quiet
    return loud and not (pair in NEW_ROUND and any(starts_later(piece, now) for piece, _ in cast))


def _eligible(ballots: Ballots, status: Status, forward: bool) -> Ballots:
    """A step back needs news that is younger than the present state."""
    if status.since is None:
        return ballots
    after = status.since - _BEFORE if forward else status.since
    return [(piece, part) for piece, part in ballots if piece.published > after]


def _inertia(status: Status, now: datetime, weights: Weights, forward: bool) -> float:
    young = status.since is not None and (now - status.since).total_seconds() < weights.reverse_hours * 3600
    return weights.reverse if young and not forward and not status.background else 1.0


def _denied(state: State, status: Status, now: datetime, weights: Weights) -> float:
    denials = ((p, weights.denial) for p in status.pending if p.claim.stance is Stance.DENIED and says(p.claim) is state)
    return tally(denials, now, weights).weight


def _against(target: State, cast: Ballots, ballots: Mapping[State, Ballots], status: Status, now: datetime, weights: Weights) -> float:
    """What does not go with `target`, weighed over the same time: since shortly before the first that spoke for it.

    What was said before the present state began is settled, except for what made that state and older facts that presuppose it.
    """
    since = min(piece.published for piece, _ in cast) - timedelta(hours=weights.lead_hours)
    if status.since is not None:
        since = max(since, status.since)
    present = ballots.get(status.state, []) + [(p, weights.echo) for p in status.pending if _retells(p, status)]
    total = tally(present, now, weights).weight if speaks_against(status.state, target) else 0.0
    for state, others in ballots.items():
        later = [(piece, part) for piece, part in others if piece.published >= since]
        if later and state is not status.state and speaks_against(state, target):
            total += tally(later, now, weights).weight
    return total


def _retells(piece: Evidence, status: Status) -> bool:
    return piece.claim.stance is Stance.BACKGROUND and says(piece.claim) is status.state


def _moved(status: Status, to: _Candidate, now: datetime, weights: Weights) -> Change:
    pieces = to.support.pieces
    current = [p.claim for p in pieces if p.claim.stance.current]
    claimed = all(claim.stance is Stance.CLAIMED for claim in current)
    began = status.state is State.AGREED and to.state is State.IN_EFFECT
    effective_at, ends_at = said_times(pieces, now, weights) if to.state in STANDING else (None, None)
    extended = any(p.claim.kind is Kind.EXTENDED for p in pieces)
    moved = Status(
        status.process, status.axis, to.state, since=now, confirmed_at=now,
        effective_at=effective_at or (status.effective_at if began else None),
        ends_at=ends_at or (status.ends_at if began else None),
        by=current[0].by if claimed else None, claimed_only=claimed, outlets=to.support.outlets, evidence=pieces[:SHOWN],
        violations=began and status.violations, accusations=status.accusations if began else (),
        breaches=status.breaches if began else (), previous=status.state, extended_at=now if extended else None,
        pending=status.pending, as_of=now,
    )  # fmt: skip
    return step(moved, status, now, Rule.VOTE, explain(to.support, to.weight, to.need, to.against))
