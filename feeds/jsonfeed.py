"""Reads JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

import json
from typing import Any

from feeds.raw import RawEntry, RawFeed
from news.errors import ParseFailed


def parse(body: bytes, url: str) -> RawFeed:
    """A JSON feed. Raises `ParseFailed` with reason `broken_json` or `not_a_feed`."""
    feed = _load(body, url)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list) or not _is_feed(feed):
        raise ParseFailed(url, "not_a_feed", "JSON, but no JSON Feed")
    entries = [_entry(item) for item in items if isinstance(item, dict)]
    return RawFeed(_of(feed, "title"), _of(feed, "home_page_url"), _of(feed, "language"), None, entries)


def _load(body: bytes, url: str) -> Any:
    try:
        return json.loads(
            body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"), parse_int=str, parse_float=str
        )
    except (ValueError, RecursionError) as e:
        raise ParseFailed(url, "broken_json", str(e)[:200]) from e


def _is_feed(feed: dict[str, Any]) -> bool:
    version = feed.get("version")
    return isinstance(version, str) and "jsonfeed.org" in version


def _entry(item: dict[str, Any]) -> RawEntry:
    summary, content = _of(item, "summary"), _of(item, "content_html") or _escaped(item)
    return RawEntry(
        id=_of(item, "id"),
        link=_of(item, "url") or _of(item, "external_url"),
        title=_of(item, "title"),
        summary=summary,
        content=None if content == summary else content,
        published=_of(item, "date_published"),
        updated=_of(item, "date_modified"),
        language=_of(item, "language"),
    )


def _escaped(item: dict[str, Any]) -> str | None:
    """`content_text` is no HTML: its marks are written out, its lines kept."""
    text = _of(item, "content_text")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") if text else None


def _of(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value else None
