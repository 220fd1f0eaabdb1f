"""What is reported and not yet believed: claims and denials that the fold still weighs (pure)."""

import math
from dataclasses import dataclass
from datetime import datetime

from news.claim import Axis, Kind, Piece, Stance
from news.fold.ballot import FORWARD, says, votes
from news.fold.denials import by_speaker, denies
from news.fold.tally import tally
from news.fold.weights import NEVER, WEIGHTS, FoldWeights
from news.status import State, Status


@dataclass(frozen=True, slots=True)
class UnreachedState:
    """A state that is reported and has not been reached: the claims for it, the heaviest first, of so many
    independent outlets."""

    state: State
    pieces: tuple[Piece, ...]
    outlets: int


def waiting(status: Status, now: datetime) -> UnreachedState | None:
    """The likeliest step that is told of and not made: by claims younger than the present state, within the
    time claims count.

    A breach that was reported is none, and a sentence that denies a truce, an offer or talks tells of no
    state.
    """
    if status.axis is Axis.FIGHTING:  # measured, not voted on
        return None
    weights = WEIGHTS[status.axis]
    denied = {_sentence(piece) for piece in status.pending if piece.claim.unmakes}
    cast: dict[State, list[tuple[Piece, float]]] = {}
    for piece in status.pending:
        if _is_news(piece, status, now, weights) and _sentence(piece) not in denied:
            for state, part in votes(piece, status, weights).items():
                if part > 0:
                    cast.setdefault(state, []).append((piece, part))
    told = [
        (tally(ballots, now, weights), state)
        for state, ballots in cast.items()
        if _is_a_step(status.state, state, weights)
    ]
    best = max(told, key=lambda pair: (pair[0].weight, pair[1]), default=None)
    return UnreachedState(best[1], best[0].pieces, best[0].outlets) if best and best[0].pieces else None


def denied(status: Status, now: datetime) -> tuple[Piece, ...]:
    """Denials of what stands or waits that are no dispute yet: the surest of each who is named, where one or
    several make it likely."""
    if status.axis is Axis.FIGHTING:
        return ()
    weights, told = WEIGHTS[status.axis], waiting(status, now)
    behind = (*status.evidence, *(told.pieces if told else ()))
    since = max(min((piece.published for piece in behind), default=now), now - weights.window)
    known = {who.casefold() for who in (*status.disputed_by, status.by or "")}
    found = [
        p
        for p in status.pending
        if p.published >= since
        and p.claim.by
        and p.claim.stance is Stance.DENIED
        and (denies(p, status) or (told and says(p.claim, status.axis) is told.state))
    ]
    sides = (pieces for who, pieces in by_speaker(found).items() if who not in known)
    return tuple(
        max(pieces, key=lambda p: p.claim.confidence) for pieces in sides if _likely(pieces, since, weights)
    )


def _likely(pieces: list[Piece], since: datetime, weights: FoldWeights) -> bool:
    """Whether all of them together are sure enough to be shown; `since` lies before them, so that none has
    aged."""
    return tally(((p, 1.0) for p in pieces), since, weights).weight >= -math.log(1 - weights.denied)


def _sentence(piece: Piece) -> tuple[str, str]:
    return piece.item_id, piece.claim.sentence


def _is_news(piece: Piece, status: Status, now: datetime, weights: FoldWeights) -> bool:
    fresh = now - weights.window < piece.published and (
        status.since is None or piece.published > status.since
    )
    return (
        fresh
        and piece.claim.stance.current
        and piece.claim.confidence >= weights.confirm
        and piece.claim.kind is not Kind.VIOLATION
    )


def _is_a_step(start: State, state: State, weights: FoldWeights) -> bool:
    """Whether being told so of `start` is news: that a truce in effect was "agreed" is none."""
    return (
        state is not start
        and (state, start) not in FORWARD
        and weights.price.get((start, state), 1.0) < NEVER
    )
