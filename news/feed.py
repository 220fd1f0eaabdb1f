"""What a feed is: where it lives, who speaks through it, how it is doing, and when to look again."""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class FeedKind(enum.StrEnum):
    """Whose voice a feed is, as /sources and /why name it."""

    WIRE = "wire"
    PUBLIC_BROADCASTER = "public_broadcaster"
    STATE_MEDIA = "state_media"
    INDEPENDENT = "independent"
    UN_NGO = "un_ngo"
    OFFICIAL = "official"
    CHANNEL = "channel"


class FeedState(enum.StrEnum):
    """Whether a feed is polled: `retired` after HTTP 410, `paused` and `removed` by an admin (items are
    kept)."""

    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed as a catalogue, an OPML file or an admin names it."""

    url: str
    title: str
    kind: FeedKind = FeedKind.INDEPENDENT
    country: str | None = None  # ISO 3166-1 alpha-2, lower case
    language: str | None = None  # ISO 639-1, lower case
    side: str | None = None  # the party whose press it is, where it has one
    include: tuple[str, ...] = ()  # keep only items with one of these words; empty: all
    exclude: tuple[str, ...] = ()  # drop items with one of these words
    every: float | None = None  # seconds between two fetches, set by a person; None: as often as it changes


def passes(source: FeedSource, *texts: str) -> bool:
    """Whether an item with these texts is kept: one of the `include` words in it (none given: any item), and
    none of `exclude`; pure."""
    whole = "\n".join(texts).casefold()
    return (not source.include or _any_in(source.include, whole)) and not _any_in(source.exclude, whole)


def _any_in(words: Iterable[str], text: str) -> bool:
    """A word or phrase counts as a whole; with `*` at its end also what merely begins with it, as endings do
    in Russian."""
    return any(_pattern(word).search(text) for word in words if word.strip(" *"))


def _pattern(word: str) -> re.Pattern[str]:
    plain = " ".join(word.casefold().split())
    beginning = plain.endswith("*")
    body = r"\s+".join(map(re.escape, plain.rstrip("* ").split()))
    return re.compile(rf"(?<!\w){body}" + ("" if beginning else r"(?!\w)"))


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How the polling of one feed goes. Times are aware UTC."""

    last_success: datetime | None = None
    last_attempt: datetime | None = None
    failures: int = 0  # in a row
    trouble: str | None = None  # stable reason word of the last failure, None when well
    detail: str | None = None
    items_a_day: float = 0.0
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as storage knows it."""

    id: int
    source: FeedSource
    state: FeedState = FeedState.ACTIVE
    health: FeedHealth = field(default_factory=FeedHealth)
    primed: bool = False  # its first successful fetch is stored; later items are news, earlier ones backlog


@dataclass(frozen=True, slots=True)
class Reach:
    """How far what is read reaches: `since` when (aware UTC, None: nothing yet), from how many outlets, and
    how many of them are down."""

    since: datetime | None
    outlets: int
    down: int


DOWN_AFTER = 2
"""Failures in a row: one alone is often over at the next try."""


class Validators(NamedTuple):
    """What makes the next request conditional (RFC 9110): sent back as they came."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # hex digest of the last body: the same body is not parsed again
    # fingerprints of the entries of the last body (feeds/entry_marks.py): known entries are not cleaned again
    seen: bytes = b""


class FeedToFetch(NamedTuple):
    """What the fetcher needs to know of a due feed; a tuple, because thousands are made of each look."""

    id: int
    url: str
    validators: Validators = Validators()
    failures: int = 0
    interval: float = 300.0  # seconds between two fetches as last decided
    unchanged: int = 0  # fetches in a row that brought nothing new
    every: float | None = None  # see FeedSource
    history: str = ""  # the last fetches (news/fetch_history.py)
    lease: datetime | None = None  # until when it is ours, as storage wrote it


class FetchEnd(NamedTuple):
    """How a fetch of `feed` ended and when the next one is, as storage should write it. Times are aware
    UTC."""

    feed: FeedToFetch
    at: datetime
    interval: float  # seconds
    next_try: datetime
    history: str
    validators: Validators | None = None  # None: it failed
    brought: bool = False  # anything new or changed
    trouble: str = ""  # stable reason word of a failure
    detail: str = ""
    gone: bool = False  # for good (HTTP 410)


class Fetched(NamedTuple):
    """What one successful request brought. `body` is None when unchanged (304 or the same hash)."""

    body: bytes | None
    content_type: str | None
    url: str  # the final address, base of relative links
    moved_to: str | None  # the new address after permanent redirects only (301, 308)
    validators: Validators
    fresh_for: float | None  # seconds the server asks us to wait (Cache-Control, Expires), None: unsaid
