"""Finds the feeds of what an admin pastes: a feed, a web page, a bare host, a Telegram channel. Every request goes through the guard."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from feeds.channel import channel_page
from feeds.fetch import Fetcher, Page
from feeds.links import clean_link
from feeds.worker import ParserPool
from news.errors import FeedError, FetchFailed, ParseFailed
from news.item import ParsedFeed

TRIES = 10
"""Candidates looked at for one page."""

FOUND_CAP = 5

_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/(?:feed\+)?json|(?:application|text)/xml|text/rss", re.IGNORECASE)
_FEED_HREF = re.compile(
    r"(?:/|^)(?:rss|feed|feeds|atom)(?:[/._-]|$|\?)|\.(?:rss|rdf|atom)\b|(?:rss|atom|feed)[\w-]*\.xml|[?&]feed=", re.IGNORECASE
)
_COMMENTS = re.compile(r"comment", re.IGNORECASE)
_COMMON = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default", "/?feed=rss2")


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was fetched and read, ready for a preview; `url` is where to fetch it from now on."""

    url: str
    parsed: ParsedFeed


async def discover(fetcher: Fetcher, pool: ParserPool, written: str) -> tuple[FoundFeed, ...]:
    """The feeds behind what a person wrote, best first, at most `FOUND_CAP`.

    Raises `AddressRefused`, `FetchFailed` or `ParseFailed`; `no_feed_found` where a page was read and has none.
    """
    page = await _first_page(fetcher, _addresses(written))
    try:
        return (FoundFeed(page.url, await pool.parse(page.body, page.content_type, page.url)),)
    except ParseFailed as e:
        if e.reason != "html_page":
            raise
    found = [feed async for feed in _confirmed(fetcher, pool, candidates(page))]
    if not found:
        raise ParseFailed(page.url, "no_feed_found", "the page names no feed, and none is where feeds usually are")
    return tuple(found)


def candidates(page: Page) -> tuple[str, ...]:
    """Addresses that may be a page's feeds, likeliest first: named by the page, linked from it, where feeds usually are; pure."""
    tree = LexborHTMLParser(page.body.decode("utf-8", "replace"))
    base_node = tree.css_first("base[href]")
    base = clean_link(base_node.attributes.get("href"), page.url) or page.url if base_node else page.url
    ordered: dict[str, None] = {}
    for href in (*_named(tree), *_linked(tree), *(urljoin(page.url, path) for path in _COMMON)):
        if url := clean_link(href, base):
            ordered.setdefault(url)
    ordered.pop(page.url, None)
    return tuple(sorted(ordered, key=lambda url: bool(_COMMENTS.search(url))))


def _named(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("link[rel][href]"):
        if "alternate" in (node.attributes.get("rel") or "").lower().split() and _FEED_TYPES.match(node.attributes.get("type") or ""):
            yield node.attributes.get("href") or ""


def _linked(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if _FEED_HREF.search(href.partition("#")[0]):
            yield href


def _addresses(written: str) -> tuple[str, ...]:
    """The addresses to try: a channel's page, the address as written, or a bare host with https, then http."""
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
        identity = (parsed.title, parsed.entries[0].guid or parsed.entries[0].link if parsed.entries else page.url)
        if identity not in seen:
            seen.add(identity)
            yield FoundFeed(page.url, parsed)
        if len(seen) >= FOUND_CAP:
            return
