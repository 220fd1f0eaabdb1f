"""What a news item is, and which entries of a feed are new or changed (pure: `decide`)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What came from the feed: one entry, cleaned. Texts are plain (no markup, no control characters), links http(s) or None."""

    guid: str | None
    link: str | None
    title: str
    summary: str
    text: str = ""  # the full text where the feed carries one
    published: datetime | None = None  # aware UTC; None: the feed does not say
    updated: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A whole feed, parsed and cleaned."""

    title: str
    language: str | None
    link: str | None  # the outlet's page
    entries: tuple[FeedEntry, ...]
    ttl: float | None = None  # seconds the feed asks us to wait
    notes: tuple[str, ...] = ()  # what had to be put up with, stable words for the feed's health: "repaired", "capped:20000", "wordless:3"
    seen: bytes = b""  # fingerprints of all entries of this body; goes into `Validators.seen` with the commit of the items
    skipped: int = 0  # entries left out of `entries` because the caller's `seen` held them, word for word


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What storage knows about one item of the feed, by its key."""

    id: int
    key: str
    content_hash: str


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


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """What to do with the entries of one fetch, in the order of publication."""

    new: tuple[ItemToStore, ...]
    changed: tuple[ItemToStore, ...]


NEWS_AGE = timedelta(days=2)
"""An entry that appears with an older date is a re-published story: stored, never alerted."""

FUTURE_SLACK = timedelta(hours=2)
"""A date this far ahead of our clock is a wrong zone; more is no date at all."""


def key_of(entry: FeedEntry) -> str:
    """Stable identity of an entry inside its feed: guid, else link, else a hash of the title."""
    return (entry.guid or entry.link or "title:" + _digest(entry.title))[:512]


def content_hash(entry: FeedEntry) -> str:
    """Hex digest over all that a person may read; a change means an edited item."""
    return _digest(entry.title, entry.summary, entry.text, entry.link or "")


def decide(entries: Iterable[FeedEntry], known: Mapping[str, KnownItem], *, primed: bool, now: datetime) -> ItemDecision:
    """Tell new entries from changed ones; pure.

    `known` maps keys to what is stored; `primed` is False on the first fetch of a feed (all it holds is backlog);
    `now` is aware UTC. A key twice in one fetch counts once, the first wins.
    """
    new: list[ItemToStore] = []
    changed: list[ItemToStore] = []
    seen: set[str] = set()
    for entry in entries:
        key = key_of(entry)
        if key in seen:
            continue
        seen.add(key)
        stored = known.get(key)
        digest = content_hash(entry)
        if stored is None:
            new.append(_to_store(entry, key, digest, primed=primed, now=now))
        elif stored.content_hash != digest:
            changed.append(_to_store(entry, key, digest, primed=primed, now=now, id=stored.id))
    return ItemDecision(tuple(sorted(new, key=_when)), tuple(sorted(changed, key=_when)))


def sane_date(claimed: datetime | None, now: datetime) -> datetime:
    """The publication time to believe: the feed's own, but never in the future and never before news feeds existed."""
    if claimed is None or claimed > now + FUTURE_SLACK or claimed.year < 1995:
        return now
    return min(claimed, now)


def _to_store(entry: FeedEntry, key: str, digest: str, *, primed: bool, now: datetime, id: int | None = None) -> ItemToStore:
    published = sane_date(entry.published or entry.updated, now)
    backlog = not primed or now - published > NEWS_AGE
    return ItemToStore(key, digest, entry.link, entry.title, entry.summary, entry.text, published, entry.language, backlog, id)


def _when(item: ItemToStore) -> tuple[datetime, str]:
    return item.published, item.key


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
