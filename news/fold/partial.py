"""Partial truces: of a sort of target, an area, hours of every day, or one side alone. Each is a line of its own beside the
ceasefire of the whole, and moves no state (docs/status-model.md, "Part of a war")."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from news.claim import Axis, Kind, Piece
from news.fold.times import last_moment
from news.fold.weights import FoldWeights

PART_LASTS = timedelta(days=14)
"""A partial truce nobody has spoken of for so long is no longer shown, unless its own end lies ahead."""

MOST_PARTS = 3

_BEGINS = frozenset({Kind.AGREED, Kind.IN_EFFECT, Kind.EXTENDED})
_ENDS = frozenset({Kind.EXPIRED, Kind.COLLAPSED})


def parts_after(parts: tuple[Piece, ...], heard: Iterable[Piece], weights: FoldWeights) -> tuple[Piece, ...]:
    """The partial truces known after `heard`, claims of one moment: one piece for each part, the newest first. A newer
    report takes the older one's place unless that alone tells an end which lies ahead."""
    known = {piece.claim.part: piece for piece in reversed(parts)}
    for piece in heard:
        claim = piece.claim
        if claim.part is None or claim.axis is not Axis.CEASEFIRE or not claim.stance.current:
            continue
        if claim.confidence < weights.confirm:
            continue
        if claim.kind in _ENDS:
            known.pop(claim.part, None)
        elif claim.kind in _BEGINS:
            old = known.pop(claim.part, None)
            known[claim.part] = old if old and _tells_more(old, piece) else piece
    return tuple(reversed(known.values()))[:MOST_PARTS]


def parts_at(parts: Iterable[Piece], now: datetime) -> tuple[Piece, ...]:
    """Those of `parts` that last at `now`: their end lies ahead, or without one they were told of lately."""
    return tuple(piece for piece in parts if now < _lasts_until(piece))


def _lasts_until(piece: Piece) -> datetime:
    end = piece.claim.ends_at
    return last_moment(end) if end is not None else piece.published + PART_LASTS


def _tells_more(old: Piece, new: Piece) -> bool:
    end = old.claim.ends_at
    return end is not None and new.claim.ends_at is None and last_moment(end) > new.published
