"""Bytes to a raw feed: looks what the body is and picks the reader for it."""

from feeds import channel, jsonfeed, sniff
from feeds.raw import RawFeed
from news.errors import ParseFailed

_PLAIN_WORDS = {
    "empty": ("empty", "the server sent nothing"),
    "html": ("html_page", "a web page, not a feed"),
    "binary": ("not_a_feed", "neither XML nor JSON"),
}


def read_plainly(body: bytes, url: str) -> RawFeed | None:
    """A JSON feed, or None where a parser process is needed (XML, a channel's page). Raises `ParseFailed` for
    what is plainly no feed."""
    kind = sniff.kind_of(body)
    if kind == "html" and channel.is_page(body):
        return None
    if kind in _PLAIN_WORDS:
        raise ParseFailed(url, *_PLAIN_WORDS[kind])
    return jsonfeed.parse(body, url) if kind == "json" else None
