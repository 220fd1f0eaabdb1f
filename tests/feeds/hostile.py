"""The table of hostile and broken feeds: what the server does, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass

from news.feed import Fetched
from news.item import ParsedFeed
from tests.feeds.server import Page

Check = Callable[[ParsedFeed, Fetched], bool]


@dataclass(frozen=True)
class Case:
    """`expect` is the reason of the health message, or a question the parsed feed must answer with yes."""

    name: str
    page: Page | None
    expect: str | Check
    address: str | None = None  # default: the case's own page
    notes: tuple[str, ...] | None = None


def rss(items: str, *, head: str = "", declaration: str = '<?xml version="1.0"?>') -> str:
    """An RSS 2.0 feed around `items`."""
    channel = f"<channel><title>Wire of tests</title><link>http://news.example/</link>{head}{items}</channel>"
    return f'{declaration}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">{channel}</rss>'


def item(
    title: str = "Talks resume", *, guid: str = "1", link: str = "http://news.example/1", more: str = ""
) -> str:
    """One RSS item."""
    return (
        f'<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{guid}</guid>{more}</item>'
    )


GOOD = rss(item()).encode()
