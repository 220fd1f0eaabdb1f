"""What the fast readers of RSS and Atom share: taking one text, passing over an element, doubting (see
feeds/fast.py)."""

import re
from typing import Any

from feeds.dates import read_date
from feeds.fast_names import FOREIGN_PREFIXES, KNOWN_SPACES, MEDIA, PARTS
from feeds.raw import RawEntry

_MOJIBAKE = re.compile("[\x80-\x9f]|[\xc2-\xf4][\x80-\xbf]")


class Doubt(Exception):
    """Something the fast path does not know for certain."""


def take(found: dict[str, str | None], role: str, child: Any) -> None:
    """One text, once, without attributes or markup of its own."""
    if role in found or len(child) or len(child.attrib):
        raise Doubt
    found[role] = text = text_of(child)
    if role == "link" and (text is None or ":///" in text or ("&" in text and ";" in text)):
        raise Doubt


def text_of(element: Any) -> str | None:
    text = element.text
    if text is None:
        return None
    text = text.strip()
    if not text.isascii() and _MOJIBAKE.search(text):
        raise Doubt  # feedparser mends doubly encoded text
    return text or None


def entry_of(found: dict[str, str | None]) -> RawEntry:
    summary, content = found.get("summary"), found.get("content")
    published, updated = found.get("published"), found.get("updated")
    if (published and not read_date(published)) or (updated and not read_date(updated)):
        raise Doubt
    if "summary" not in found and content:
        summary = content  # feedparser copies it
    content = None if content == summary else content
    link = found.get("orig") or found.get("link")
    return RawEntry(found.get("id"), link, found.get("title"), summary, content, published, updated)


def foreign(element: Any) -> str:
    """An element of a namespace feedparser has no rules for is left alone by it, and by us, where nothing is
    inside."""
    space, _, name = element.tag[1:].partition("}") if element.tag[0] == "{" else ("", "", element.tag)
    prefix = element.prefix
    if (
        not space
        or space.lower() in KNOWN_SPACES
        or "backend.userland" in space.lower()
        or prefix is None
        or prefix.lower() in FOREIGN_PREFIXES
        or len(element)
    ):
        raise Doubt
    return "nothing" if name else ""


def check_parts(element: Any) -> None:
    for part in element.iter():
        if part is not element and part.tag not in PARTS:
            raise Doubt


def check_media(element: Any, found: dict[str, str | None]) -> None:
    """Media elements say nothing for us, as long as the entry's own title and summary came before theirs."""
    for part in element.iter():
        role = MEDIA.get(part.tag)
        if role is None:
            raise Doubt
        if role == "nothing":
            continue
        text = part.text or ""
        if not found.get(role) or "<" in text or "&" in text or len(part):
            raise Doubt
