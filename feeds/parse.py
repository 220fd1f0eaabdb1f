"""The parser of record: feedparser, both its switches off (we clean and resolve links ourselves). The only
file that knows it.

feedparser may be slow, hungry or wrong on hostile input, so the bot calls this in a worker process only
(feeds/worker.py).
"""

import io
import warnings
from time import strftime
from typing import Any

import feedparser

from feeds import sniff
from feeds.raw import RawEntry, RawFeed
from news.errors import ParseFailed

_XML = "application/xml"


def parse(body: bytes, content_type: str | None, url: str) -> RawFeed:
    """Any XML feed, whole or broken. Raises `ParseFailed` with reason `not_a_feed`, `broken_xml` or
    `html_page`."""
    mended, charset, repaired = sniff.mend(body, content_type)
    label = f"{_XML}; charset={charset}" if charset else _XML
    found = _feedparser(sniff.relabel(mended) if charset == "utf-8" else mended, label)
    feed: dict[str, Any] = found["feed"]
    entries = [_entry(entry) for entry in found["entries"]]
    if not entries and not found.get("version"):
        raise ParseFailed(url, *_no_feed(body, found))
    notes = ("repaired",) if repaired or _repaired(found) else ()
    return RawFeed(_of(feed, "title"), _link(feed), _of(feed, "language"), _of(feed, "ttl"), entries, notes)


def _feedparser(body: bytes, content_type: str) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result: dict[str, Any] = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": content_type},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    return result


def _entry(entry: dict[str, Any]) -> RawEntry:
    summary, content = _of(entry, "summary"), _content(entry)
    return RawEntry(
        id=_of(entry, "id"),
        link=_of(entry, "feedburner_origlink") or _link(entry),
        title=_of(entry, "title"),
        summary=summary,
        content=None if content == summary else content,
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
    )


def _of(mapping: dict[str, Any], key: str) -> str | None:
    """A string as stored: feedparser's own look-up answers for other keys and warns."""
    value = dict.get(mapping, key)
    return value if isinstance(value, str) and value else None


def _link(mapping: dict[str, Any]) -> str | None:
    """The entry's page: its link, else the first link that is neither a file, a comment feed nor the feed
    itself."""
    if link := _of(mapping, "link"):
        return link
    links = dict.get(mapping, "links") or ()
    return next(
        (x["href"] for x in links if x.get("href") and x.get("rel") in ("alternate", "related", "via")), None
    )


def _content(entry: dict[str, Any]) -> str | None:
    """The longest readable content an entry carries."""
    pieces = dict.get(entry, "content") or ()
    texts = [x["value"] for x in pieces if x.get("value") and _readable(x.get("type") or "")]
    return max(texts, key=len, default=None)


def _readable(kind: str) -> bool:
    return kind.startswith("text/") or kind in ("", "application/xhtml+xml", "xhtml", "html")


def _date(entry: dict[str, Any], key: str) -> str | None:
    """As written; where only feedparser can read it (Korean, Greek, Hungarian …) as ISO 8601."""
    from_parser = dict.get(entry, f"{key}_parsed")
    written = _of(entry, key)
    if from_parser is None or (written and written[:1].isascii() and written[-1:].isascii()):
        return written
    return strftime("%Y-%m-%dT%H:%M:%SZ", from_parser)


def _repaired(found: dict[str, Any]) -> bool:
    trouble = found.get("bozo_exception")
    return bool(found.get("bozo")) and not isinstance(trouble, feedparser.NonXMLContentType)


def _no_feed(body: bytes, found: dict[str, Any]) -> tuple[str, str]:
    if sniff.kind_of(body) == "html":
        return "html_page", "a web page, not a feed"
    if found.get("bozo"):
        return "broken_xml", "".join(
            c if c.isprintable() else " " for c in str(found.get("bozo_exception", ""))
        )[:200]
    return "not_a_feed", "XML, but neither RSS nor Atom nor RDF"
