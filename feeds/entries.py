"""Turns a raw feed into what the house works with: cleaned, bounded, known entries left out."""

import re
from collections import Counter

from feeds import clean, entry_marks
from feeds.dates import read_date
from feeds.links import clean_link
from feeds.raw import RawEntry, RawFeed
from news.item import FeedEntry, ParsedFeed, Skipped

ENTRY_CAP = 5_000
"""Entries kept of one body, the newest by date where they have one: an archive is not news."""

_ID_CAP = 2_048
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})(?:[-_].*)?\s*\Z", re.DOTALL)
_TTL_CAP = 7 * 24 * 60


def build(raw: RawFeed, url: str, known: bytes = b"") -> ParsedFeed:
    """The feed cleaned; `url` is its final address, `known` the `seen` of an earlier body (b"" for none):
    what it holds is left out."""
    kept, notes = _newest(raw.entries, raw.notes)
    marks = [entry_marks.mark(entry, url) for entry in kept]
    old = entry_marks.unpack(known) - _nameless(kept, marks)
    fresh = [_entry(entry, url) for entry, mark in zip(kept, marks, strict=True) if mark not in old]
    entries = tuple(entry for entry in fresh if entry)
    if len(entries) < len(fresh):
        notes = (*notes, f"wordless:{len(fresh) - len(entries)}")
    return ParsedFeed(
        title=clean.title(raw.title),
        language=language(raw.language),
        link=clean_link(raw.link, url),
        entries=entries,
        ttl=_ttl(raw.ttl),
        notes=notes,
        seen=entry_marks.pack(marks),
        skipped=tuple(_skipped(entry, url) for entry, mark in zip(kept, marks, strict=True) if mark in old),
    )


def language(written: str | None) -> str | None:
    """ISO 639-1 in lower case out of a language tag ("en-GB"); None for anything else."""
    found = _LANGUAGE.match(written) if written else None
    return found[1].lower() if found else None


def _nameless(entries: list[RawEntry], marks: list[bytes]) -> frozenset[bytes]:
    """The marks of entries with neither an id nor a link of their own: which item such a one is, only all of
    them together tell."""
    ids, links = Counter(entry.id for entry in entries), Counter(entry.link for entry in entries)
    named = (bool(e.id and ids[e.id] == 1) or bool(e.link and links[e.link] == 1) for e in entries)
    return frozenset(mark for mark, has_name in zip(marks, named, strict=True) if not has_name)


def _skipped(raw: RawEntry, url: str) -> Skipped:
    return Skipped(_identity(raw.id), clean_link(raw.link, _base(raw, url)))


def _base(raw: RawEntry, url: str) -> str:
    return clean_link(raw.base, url) or url if raw.base else url


def _entry(raw: RawEntry, url: str) -> FeedEntry | None:
    """One entry; None where it has neither words nor a link."""
    title, summary = clean.title(raw.title), clean.summary(raw.summary)
    text = clean.body(raw.content)
    if not summary:
        summary, text = (
            (clean.summary(raw.content), "")
            if len(text) <= clean.SUMMARY_CAP
            else (text[: clean.SUMMARY_CAP], text)
        )
    link = clean_link(raw.link, _base(raw, url))
    if not (title or summary or link):
        return None
    return FeedEntry(
        guid=_identity(raw.id),
        link=link,
        title=title,
        summary=summary,
        text="" if text == summary else text,
        published=read_date(raw.published),
        updated=read_date(raw.updated),
        language=language(raw.language),
    )


def _identity(raw: str | None) -> str | None:
    """The entry's own id, as written but for blanks and control characters."""
    if not raw:
        return None
    if raw.isascii() and raw.isprintable() and len(raw) <= _ID_CAP:
        return raw.strip() or None
    return "".join(c for c in raw[:_ID_CAP] if c.isprintable()).strip() or None


def _newest(entries: list[RawEntry], notes: tuple[str, ...]) -> tuple[list[RawEntry], tuple[str, ...]]:
    """At most `ENTRY_CAP` entries in their order; a feed that is cut says so in its notes."""
    if len(entries) <= ENTRY_CAP:
        return entries, notes
    dates = [read_date(entry.published or entry.updated) for entry in entries]
    ages = [(date is None, -date.timestamp() if date else 0.0, at) for at, date in enumerate(dates)]
    kept = sorted(at for _, _, at in sorted(ages)[:ENTRY_CAP])
    return [entries[at] for at in kept], (*notes, f"capped:{len(entries)}")


def _ttl(written: str | None) -> float | None:
    """Seconds out of RSS's ttl (minutes)."""
    text = (written or "").strip()
    return (
        min(int(text), _TTL_CAP) * 60.0
        if text.isascii() and text.isdigit() and len(text) < 9 and int(text)
        else None
    )
