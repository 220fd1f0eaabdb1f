"""A public Telegram channel's web page (t.me/s/NAME) read as a feed: its newest posts, no key and no account
needed."""

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from feeds import sniff
from feeds.raw import RawEntry, RawFeed
from news.errors import ParseFailed

_MARK = b"tgme_widget_message"
_PAGE_MARK = b"tgme_page"
_TITLE_LENGTH = 160
_NAME = re.compile(
    r"(?:@|(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)/(?:s/)?)([A-Za-z][A-Za-z0-9_]{3,31})/?(?:[?#].*)?\Z",
    re.IGNORECASE,
)
_NOT_CHANNELS = {"joinchat", "addstickers", "share", "proxy", "addlist", "login", "iv"}
_FIRST_LINE = re.compile(r"(?:<br\s*/?>\s*)+|\n", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…](?=[\s»”\")])")


def channel_page(written: str) -> str | None:
    """The web page of a channel written as `@name`, `t.me/name` or a link to it; None for anything else."""
    found = _NAME.match(written.strip())
    if not found or found[1].lower() in _NOT_CHANNELS:
        return None
    return f"https://t.me/s/{found[1]}"


def is_page(body: bytes) -> bool:
    """Whether a page is a channel's: told by its marks, so that a mirror works too."""
    return sniff.kind_of(body) == "html" and (
        _MARK in body or (_PAGE_MARK in body and b"tgme_channel_info" in body)
    )


def parse(body: bytes, url: str) -> RawFeed:
    """The posts of a channel page, newest first. Raises `ParseFailed` (`channel_empty`) where none has
    words."""
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    entries = [entry for node in tree.css(".tgme_widget_message[data-post]") if (entry := _post(node))]
    if not entries:
        raise ParseFailed(url, "channel_empty", "no public post with words; the channel may hide its page")
    title = tree.css_first(".tgme_channel_info_header_title") or tree.css_first(".tgme_header_title")
    return RawFeed(title.text().strip() if title else None, url, None, None, entries[::-1])


def _post(node: Any) -> RawEntry | None:
    texts = [text for text in node.css(".tgme_widget_message_text") if not _quoted(text)]
    html = texts[-1].html if texts else None
    if not html or not texts[-1].text().strip():
        return None
    date = node.css_first(".tgme_widget_message_date time[datetime]") or node.css_first("time[datetime]")
    link = node.css_first("a.tgme_widget_message_date")
    post = node.attributes.get("data-post") or ""
    return RawEntry(
        id=f"t.me/{post}",
        link=(link.attributes.get("href") if link else None) or f"https://t.me/{post}",
        title=_headline(html),
        summary=html,
        content=None,
        published=date.attributes.get("datetime") if date else None,
        updated=None,
    )


def _quoted(node: Any) -> bool:
    """Whether a text is the quoted part of a reply, not the post's own."""
    return any(
        parent and "reply" in (parent.attributes.get("class") or "")
        for parent in (node.parent, node.parent and node.parent.parent)
    )


def _headline(html: str) -> str:
    """A post has no title: its first line, or the first sentence of a long one, stands for it."""
    line = next(
        (text for piece in _FIRST_LINE.split(html) if (text := LexborHTMLParser(piece).text().strip())), ""
    )
    if len(line) <= _TITLE_LENGTH:
        return line
    ends = [found.end() for found in _SENTENCE_END.finditer(line, 0, _TITLE_LENGTH)]
    return (
        line[: ends[-1]]
        if ends
        else line[: line.rfind(" ", 0, _TITLE_LENGTH) if " " in line[:_TITLE_LENGTH] else _TITLE_LENGTH] + "…"
    )
