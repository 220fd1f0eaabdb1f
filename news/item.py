"""What a news item is: as it came from the feed, as it is stored, as the rest of Parley sees it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What came from the feed: one entry, cleaned. Texts are plain (no markup, no control characters), links
    http(s) or None."""

    guid: str | None
    link: str | None
    title: str
    summary: str
    text: str = ""  # the full text where the feed carries one
    published: datetime | None = None  # aware UTC; None: the feed does not say
    updated: datetime | None = None
    language: str | None = None


class Skipped(NamedTuple):
    """By what an entry that was left out would be known."""

    guid: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A whole feed, parsed and cleaned."""

    title: str
    language: str | None
    link: str | None  # the outlet's page
    entries: tuple[FeedEntry, ...]
    ttl: float | None = None  # seconds the feed asks us to wait
    notes: tuple[
        str, ...
        # what had to be put up with, stable words for the feed's health: "repaired", "capped:20000", "wordless:3"
    ] = ()
    # fingerprints of all entries of this body; goes into `Validators.seen` with the commit of the items
    seen: bytes = b""
    skipped: tuple[
        Skipped, ...
    ] = ()  # entries left out of `entries` because the caller's `seen` held them, word for word


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What storage knows about one item of the feed."""

    id: int
    key: str
    content_hash: str
    link: str | None
    title: str
    published: datetime


@dataclass(frozen=True, slots=True)
class ItemToStore:
    """What storage should write: a new item, or (with `id`) the new content of a stored one."""

    key: str  # stable identity inside the feed
    content_hash: str
    link: str | None
    title: str
    summary: str
    text: str
    published: datetime
    language: str | None
    backlog: bool  # it was there before we followed the feed, or is older than news: never alerted
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A stored item as the rest of Parley sees it. `published` is aware UTC."""

    id: int
    feed_id: int
    outlet: str
    link: str | None
    title: str
    summary: str
    text: str
    published: datetime
    first_seen: datetime
    language: str | None = None
    backlog: bool = False


NEWS_AGE = timedelta(days=2)
"""An entry that appears with an older date is a re-published story: stored, never alerted."""

FUTURE_SLACK = timedelta(hours=2)
"""A date this far ahead of our clock is a wrong zone; more is no date at all."""


def content_hash(entry: FeedEntry) -> str:
    """Hex digest over all that a person may read; a change means an edited item."""
    return fingerprint(entry.title, entry.summary, entry.text)


def sane_date(claimed: datetime | None, now: datetime) -> datetime:
    """The publication time to believe: the feed's own, but never in the future and never before news feeds
    existed."""
    if claimed is None or claimed > now + FUTURE_SLACK or claimed.year < 1995:
        return now
    return min(claimed, now)


def fingerprint(*parts: str) -> str:
    """Hex digest of texts, 32 characters."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
