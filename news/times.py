"""When a ceasefire starts and ends, as far as its claims say."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from news.claim import Evidence
from news.weights import Weights

_SOON = timedelta(hours=1)
_JUST = timedelta(days=3)


def said_times(pieces: Iterable[Evidence], now: datetime, weights: Weights) -> tuple[datetime | None, datetime | None]:
    """When a ceasefire starts and ends, by the surest claims that say so and can be meant of this one."""
    sure = [p.claim for p in pieces if p.claim.confidence >= weights.times]
    starts = [c.effective_at for c in sure if c.effective_at and c.effective_at > now - _JUST]
    ends = [c.ends_at for c in sure if c.ends_at and c.ends_at > now - _SOON]
    start = starts[0] if starts else None
    return start, next((end for end in ends if start is None or end > start), None)
