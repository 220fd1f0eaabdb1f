"""Finds the feeds of what an admin pastes: a feed, a web page, a bare host, a Telegram channel. Every request
goes through the guard."""

import html
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from feeds.channel import channel_page
from feeds.fetch import Fetcher, Page
from feeds.links import clean_link
from feeds.worker import ParserPool
from news.errors import FeedError, FetchFailed, ParseFailed
from news.item import ParsedFeed

TRIES = 10
"""Candidates looked at for one page."""

FOUND_CAP = 5

_FEED_TYPES = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/(?:feed\+)?json|(?:application|text)/xml|text/rss",
    re.IGNORECASE,
)
_FEED_HREF = re.compile(
    r"(?:/|^)(?:rss|feed|feeds|atom)(?:[/._-]|$|\?)|\.(?:rss|rdf|atom)\b|(?:rss|atom|feed)[\w-]*\.xml|[?&]feed=",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(link|a|base)\b([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>]{1,2048}))""")
_COMMENTS = re.compile(r"comment", re.IGNORECASE)
_COMMON = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
    "/?feed=rss2",
)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was fetched and read, ready for a preview; `url` is where to fetch it from now on."""

    url: str
    parsed: ParsedFeed


async def discover(fetcher: Fetcher, pool: ParserPool, written: str) -> tuple[FoundFeed, ...]:
    """The feeds behind what a person wrote, best first, at most `FOUND_CAP`.

    Raises `AddressRefused`, `FetchFailed` or `ParseFailed`; `no_feed_found` where a page was read and has
    none.
    """
    page = await _first_page(fetcher, _addresses(written))
    try:
        return (FoundFeed(page.url, await pool.parse(page.body, page.content_type, page.url)),)
    except ParseFailed as e:
        if e.reason != "html_page":
            raise
    found = [feed async for feed in _confirmed(fetcher, pool, candidates(page))]
    if not found:
        raise ParseFailed(
            page.url, "no_feed_found", "the page names no feed, and none is where feeds usually are"
        )
    return tuple(found)


def candidates(page: Page) -> tuple[str, ...]:
    """Addresses that may be a page's feeds, likeliest first: named by the page, linked from it, where feeds
    usually are; pure."""
    tags = list(_tags(page.body.decode("utf-8", "replace")))
    base = (
        next((clean_link(tag["href"], page.url) for tag in tags if tag["name"] == "base"), None) or page.url
    )
    usual = [urljoin(page.url, path) for path in _COMMON]
    ordered = dict.fromkeys(
        url for href in (*_named(tags), *_linked(tags), *usual) if (url := clean_link(href, base))
    )
    ordered.pop(page.url, None)
    return tuple(sorted(ordered, key=lambda url: bool(_COMMENTS.search(url))))


def _tags(text: str) -> Iterator[dict[str, str]]:
    """Every link, a and base tag that has an href, by its attributes; in one pass, no tree (see
    feeds/markup.py)."""
    for tag in _TAG.finditer(text):
        found = {
            name.lower(): html.unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(tag[2])
        }
        if found.get("href"):
            yield {**found, "name": tag[1].lower()}


def _named(tags: list[dict[str, str]]) -> Iterator[str]:
    for tag in tags:
        if (
            tag["name"] == "link"
            and "alternate" in tag.get("rel", "").lower().split()
            and _FEED_TYPES.match(tag.get("type", ""))
        ):
            yield tag["href"]


def _linked(tags: list[dict[str, str]]) -> Iterator[str]:
    for tag in tags:
        if tag["name"] == "a" and _FEED_HREF.search(tag["href"].partition("#")[0]):
            yield tag["href"]


def _addresses(written: str) -> tuple[str, ...]:
    """The addresses to try: a channel's page, the address as written, or a bare host with https, then
    http."""
    text = written.strip()
    if page := channel_page(text):
        return (page,)
    if text.lower().startswith("feed:"):
        text = text[5:].removeprefix("//")
    if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", text, re.IGNORECASE):
        return (text,)
    return (f"https://{text}", f"http://{text}")


async def _first_page(fetcher: Fetcher, addresses: tuple[str, ...]) -> Page:
    for address in addresses[:-1]:
        try:
            return await fetcher.fetch_page(address)
        except FetchFailed as e:
            if e.reason not in ("tls", "connection", "timeout", "bad_http"):
                raise
    return await fetcher.fetch_page(addresses[-1])


async def _confirmed(fetcher: Fetcher, pool: ParserPool, urls: tuple[str, ...]) -> AsyncIterator[FoundFeed]:
    """Those of the addresses that really are feeds, each once."""
    seen: set[tuple[str, str | None]] = set()
    for url in urls[:TRIES]:
        try:
            page = await fetcher.fetch_page(url)
            parsed = await pool.parse(page.body, page.content_type, page.url)
        except FeedError:
            continue
        identity = (
            parsed.title,
            parsed.entries[0].guid or parsed.entries[0].link if parsed.entries else page.url,
        )
        if identity not in seen:
            seen.add(identity)
            yield FoundFeed(page.url, parsed)
        if len(seen) >= FOUND_CAP:
            return
