"""What is reported and not yet believed: claims that would move an axis and that the fold still weighs (pure)."""

from dataclasses import dataclass
from datetime import datetime

from news.ballot import FORWARD, votes
from news.claim import Evidence, Kind
from news.status import State, Status
from news.votes import tally
from news.weights import NEVER, WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class Waiting:
    """A state that is reported and has not been reached: the claims for it, the heaviest first, of so many independent outlets."""

    state: State
    pieces: tuple[Evidence, ...]
    outlets: int


def waiting(status: Status, now: datetime) -> Waiting | None:
    """The likeliest step that is told of and not made: by claims younger than the present state, within the time claims count.

    A breach alone tells of no state, though the fold takes it for a hint that a truce stands.
    """
    weights = WEIGHTS[status.axis]
    cast: dict[State, list[tuple[Evidence, float]]] = {}
    for piece in status.pending:
        if _is_news(piece, status, now, weights):
            for state, part in votes(piece, status, weights).items():
                cast.setdefault(state, []).append((piece, part))
    said = {state for state, ballots in cast.items() if any(piece.claim.kind is not Kind.VIOLATION for piece, _ in ballots)}
    told = [(tally(cast[state], now, weights), state) for state in said if _is_a_step(status.state, state, weights)]
    best = max(told, key=lambda pair: (pair[0].weight, pair[1]), default=None)
    return Waiting(best[1], best[0].pieces, best[0].outlets) if best and best[0].pieces else None


def _is_news(piece: Evidence, status: Status, now: datetime, weights: Weights) -> bool:
    fresh = now - weights.window < piece.published and (status.since is None or piece.published > status.since)
    return fresh and piece.claim.confidence >= weights.confirm


def _is_a_step(start: State, state: State, weights: Weights) -> bool:
    """Whether being told so of `start` is news: that a truce in effect was "agreed" is none."""
    return state is not start and (state, start) not in FORWARD and weights.price.get((start, state), 1.0) < NEVER
