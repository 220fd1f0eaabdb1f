"""When to look at a feed again (pure): as often as it really changes, never sooner than it or we allow.

The interval between two good fetches follows the gap between changes, within the operator's floor
(PARLEY_POLL_SECONDS) and `ceiling`, unless an admin set one. A server's wish (Cache-Control, Expires, ttl) is
kept up to an hour; after a failure the wait doubles; Retry-After counts for that feed alone. Jitter comes
from the feed's id, so that feeds imported together drift apart and tests stay exact.
"""

import zlib
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from news.errors import FeedError, FetchFailed
from news.feed import FeedToFetch

WISH_CAP = 3_600.0
"""Seconds a server's wish counts for at most: a feed that asks for a day would be useless to us."""

RETRY_CAP = 24 * 3_600.0
"""Seconds Retry-After counts for at most."""

BACKOFF_CAP = 6 * 3_600.0
"""Longest wait after failures; PARLEY_POLL_SECONDS where that is longer."""

JITTER = 0.1
_LOOKS_A_CHANGE = 3.0
_GROWTH = 1.5
_SHORT_FLOOR = 60.0
_SPREAD = 12.0


class Brought(NamedTuple):
    """A fetch that went well: how many new or changed items it brought, and what server and feed ask (seconds
    or None)."""

    news: int
    fresh_for: float | None = None
    ttl: float | None = None


class Plan(NamedTuple):
    """When to fetch next: `interval` (seconds) goes back into the feed, `next_try` is aware UTC."""

    interval: float
    next_try: datetime


@lru_cache(maxsize=16)
def ceiling(minimum: float) -> float:
    """Longest adaptive interval for a floor of `minimum` seconds.

    An operator with a floor under a minute wants news within seconds: there the interval never grows. From
    there up to twelve times the floor, at most an hour (the default of 300 s gives an hour).
    """
    return minimum if minimum < _SHORT_FLOOR else max(minimum, min(3_600.0, _SPREAD * minimum))


def next_fetch(feed: FeedToFetch, outcome: Brought | FeedError, now: datetime, minimum: float) -> Plan:
    """When to fetch `feed` again after `outcome`.

    `feed` as it was before this fetch (`failures`, `unchanged` not yet counted up); `minimum` in seconds.
    """
    if isinstance(outcome, FeedError):
        interval = _bounded(feed.interval, minimum)
        return Plan(interval, _at(feed, now, _backoff(feed, outcome, minimum)))
    news, fresh_for, ttl = outcome
    interval = max(feed.every, minimum) if feed.every else _adapted(feed, news, minimum)
    wait = interval
    for wish in (fresh_for, ttl):
        if wish is not None and wish > wait:
            wait = max(interval, min(wish, WISH_CAP))
    return Plan(interval, _at(feed, now, wait))


def _adapted(feed: FeedToFetch, news: int, minimum: float) -> float:
    """The interval after a good fetch: a third of the gap between changes, approached in steps."""
    interval = feed.interval
    wanted = (feed.unchanged + 1) * interval / _LOOKS_A_CHANGE
    if news:
        return _bounded(min(interval, (interval * wanted) ** 0.5) if wanted > 0 else minimum, minimum)
    return _bounded(min(wanted, interval * _GROWTH) if wanted > interval else interval, minimum)


def _backoff(feed: FeedToFetch, error: FeedError, minimum: float) -> float:
    wait = min(minimum * 2.0 ** min(feed.failures, 32), max(BACKOFF_CAP, minimum))
    asked = error.retry_after if isinstance(error, FetchFailed) and error.retry_after is not None else 0.0
    return max(wait, min(asked, RETRY_CAP))


def _bounded(interval: float, minimum: float) -> float:
    return max(minimum, min(interval, ceiling(minimum)))


def _at(feed: FeedToFetch, now: datetime, wait: float) -> datetime:
    return now + timedelta(seconds=wait * (1.0 + JITTER * _fraction(feed.id)))


def _fraction(feed_id: int) -> float:
    """A number in [0, 1) that is always the same for one feed and evenly spread over many."""
    return zlib.crc32(feed_id.to_bytes(8, "big", signed=True)) / 2**32
