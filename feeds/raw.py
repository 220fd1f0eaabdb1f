"""A feed as a reader found it: strings, nothing cleaned, nothing trusted. Every reader ends here,
`feeds/entries.py` begins here."""

from typing import NamedTuple


class RawEntry(NamedTuple):
    """One entry. Texts may hold HTML; `content` is None unless it differs from `summary`; `base` is an
    xml:base or None."""

    id: str | None
    link: str | None
    title: str | None
    summary: str | None
    content: str | None
    published: str | None
    updated: str | None
    language: str | None = None
    base: str | None = None


class RawFeed(NamedTuple):
    """A feed. `ttl` in minutes, as written; `notes` are stable words (see `ParsedFeed.notes`)."""

    title: str | None
    link: str | None
    language: str | None
    ttl: str | None
    entries: list[RawEntry]
    notes: tuple[str, ...] = ()
