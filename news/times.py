"""When a ceasefire starts and ends, as far as its claims say."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from news.claim import Evidence, Kind
from news.status import STANDING, Status
from news.weights import Weights

_JUST = timedelta(days=3)
_SHORTEST = timedelta(hours=13)


def said_times(pieces: Iterable[Evidence], now: datetime, weights: Weights) -> tuple[datetime | None, datetime | None]:
    """When a ceasefire starts and ends, by the surest claims that say so and can be meant of this one."""
    sure = [p.claim for p in pieces if p.claim.confidence >= weights.times]
    starts = [c.effective_at for c in sure if c.effective_at and c.effective_at > now - _JUST]
    ends = [c.ends_at for c in sure if c.ends_at and c.ends_at > now]
    start = starts[0] if starts else None
    return start, next((end for end in ends if fit(start or now, end)), None)


def fit(start: datetime | None, end: datetime | None) -> bool:
    """Whether both can be of one ceasefire, told by claims that may know of one of them only."""
    return start is None or end is None or end >= start + _SHORTEST


def outlived(status: Status, piece: Evidence) -> bool:
    """A report from after the stated end that speaks of the ceasefire as in force: it was renewed, or the date was wrong."""
    speaks = piece.claim.kind in (Kind.IN_EFFECT, Kind.VIOLATION, Kind.EXTENDED)
    return speaks and status.state in STANDING and status.ends_at is not None and piece.published > status.ends_at
