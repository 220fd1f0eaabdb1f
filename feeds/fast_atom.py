"""The fast path for Atom 1.0 (see feeds/fast.py)."""

from typing import Any

from feeds.fast_names import ATOM, ATOM_ENTRY, ATOM_FEED
from feeds.fast_parts import Doubt, check_media, check_parts, entry_of, foreign, take, text_of
from feeds.raw import RawEntry, RawFeed

_XHTML = ("xhtml", "application/xhtml+xml")


def read(root: Any) -> RawFeed:
    if set(root.attrib) - {_LANG}:
        raise Doubt
    found: dict[str, str | None] = {}
    entries: list[RawEntry] = []
    for child in root:
        if child.tag == _ENTRY:
            entries.append(_atom_entry(child))
        else:
            _atom_part(child, ATOM_FEED.get(child.tag) or foreign(child), found)
    language = (root.get(_LANG) or "").replace("_", "-") or None
    return RawFeed(found.get("title"), found.get("link") or found.get("id"), language, None, entries)


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRY = f"{{{ATOM}}}entry"


def _atom_entry(entry: Any) -> RawEntry:
    if len(entry.attrib):
        raise Doubt
    found: dict[str, str | None] = {}
    for child in entry:
        _atom_part(child, ATOM_ENTRY.get(child.tag) or foreign(child), found)
    if not found.get("id"):
        raise Doubt
    if "link" not in found:
        found["link"] = found["id"]
    return entry_of(found)


def _atom_part(child: Any, role: str, found: dict[str, str | None]) -> None:
    if role == "parts":
        check_parts(child)
    elif role == "link":
        _take_atom_link(child, found)
    elif role in ("title", "summary", "content"):
        _take_typed(child, role, found)
    elif role == "media":
        check_media(child, found)
    elif role == "nothing":
        if len(child):
            raise Doubt
    else:
        take(found, role, child)
        if role == "id" and ":///" in (found["id"] or ""):
            raise Doubt


def _take_typed(child: Any, role: str, found: dict[str, str | None]) -> None:
    kind = child.get("type", "text")
    if (
        set(child.attrib) - {"type"}
        or kind not in ("text", "html", "text/html", "text/plain")
        or role in found
        or len(child)
    ):
        raise Doubt
    found[role] = text_of(child)


def _take_atom_link(child: Any, found: dict[str, str | None]) -> None:
    """The last alternate HTML page is the entry's link, as feedparser has it."""
    href = child.get("href")
    if (
        not href
        or len(child)
        or (child.text or "").strip()
        or ":///" in href
        or set(child.attrib) - _LINK_ATTRIBUTES
    ):
        raise Doubt
    rel = child.get("rel", "alternate").lower()
    if rel == "alternate":
        if child.get("type", "text/html").lower() not in ("text/html", "html", *_XHTML):
            raise Doubt
        found["link"] = href
    elif rel in ("related", "via"):
        raise Doubt


_LINK_ATTRIBUTES = {"href", "rel", "type", "title", "length", "hreflang"}
