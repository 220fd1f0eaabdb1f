"""From what an admin pastes to the feeds behind it; Telegram channels too."""

from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.channel import channel_page
from feeds.discover import candidates, discover
from feeds.fetch import Fetcher, Page
from feeds.worker import ParserPool
from news.errors import FeedError, ParseFailed
from tests.feeds.hostile import GOOD, item, rss
from tests.feeds.server import FeedServer, says

HTML: dict[str, Any] = {"Content_Type": "text/html; charset=utf-8"}
OTHER = rss(item("Another", guid="9")).replace("Wire of tests", "Other").encode()


def _page(body: str, url: str = "https://news.example/world/") -> Page:
    return Page(f"<html><head>{body}</head></html>".encode(), "text/html", url)


def test_what_the_page_names_comes_first_then_what_it_links_then_where_feeds_usually_are() -> None:
    page = _page(
        '<a href="/rss">RSS</a><link rel="alternate" type="application/rss+xml" href="main.xml">'
        '<LINK REL="ALTERNATE home" TYPE="application/atom+xml" HREF="/atom?x=1&amp;y=2">'
        '<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/feed.css">'
    )
    assert candidates(page)[:3] == (
        "https://news.example/world/main.xml",
        "https://news.example/atom?x=1&y=2",
        "https://news.example/rss",
    )
    assert "https://news.example/feed" in candidates(page)
    assert "https://news.example/de" not in candidates(page)


def test_the_pages_own_base_address_counts() -> None:
    page = _page(
        '<base href="https://cdn.example/x/"><link rel="alternate" type="application/rss+xml" href="f.xml">'
    )
    assert candidates(page)[0] == "https://cdn.example/x/f.xml"


def test_comment_feeds_come_last_and_no_address_twice() -> None:
    page = _page(
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<a href="/feed/">again</a><link rel=alternate type=application/rss+xml href=javascript:x>'
    )
    found = candidates(page)
    assert found[0] == "https://news.example/feed/"
    assert found[-1] == "https://news.example/comments/feed/"
    assert len(found) == len(set(found))


def test_a_page_of_nothing_but_open_tags_is_read_in_one_go() -> None:
    assert candidates(Page(b"<a <link " * 200_000, None, "https://news.example/"))


async def _discover(server: FeedServer, path: str) -> list[tuple[str, str]]:
    pool = ParserPool()
    try:
        async with Fetcher(allowed=[server.host]) as fetcher:
            return [
                (found.url.removeprefix(server.base), found.parsed.title)
                for found in await discover(fetcher, pool, f"{server.base}{path}")
            ]
    finally:
        await pool.close()


async def test_the_address_of_a_feed_is_that_feed() -> None:
    async with FeedServer() as server:
        server.pages["/feed"] = says(GOOD)
        assert await _discover(server, "/feed") == [("/feed", "Wire of tests")]


async def test_a_page_gives_its_feeds_each_once_and_only_those_that_are_feeds() -> None:
    async with FeedServer() as server:
        links = "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{path}">'
            for path in ("/a", "/dead", "/same", "/b", "/page")
        )
        server.pages["/"] = server.pages["/page"] = says(f"<!doctype html>{links}".encode(), **HTML)
        server.pages["/a"] = server.pages["/same"] = says(GOOD)
        server.pages["/b"] = says(OTHER)
        assert await _discover(server, "/") == [("/a", "Wire of tests"), ("/b", "Other")]


async def test_a_page_that_names_none_is_tried_where_feeds_usually_are() -> None:
    async with FeedServer() as server:
        server.pages["/"] = says(b"<!doctype html><p>Hello", **HTML)
        server.pages["/rss.xml"] = says(GOOD)
        assert await _discover(server, "/") == [("/rss.xml", "Wire of tests")]


async def test_a_page_without_a_feed_says_so() -> None:
    async with FeedServer() as server:
        server.pages["/"] = says(b"<!doctype html><p>Hello", **HTML)
        with pytest.raises(ParseFailed) as failed:
            await _discover(server, "/")
        assert failed.value.reason == "no_feed_found"


async def test_a_host_without_a_scheme_is_tried_safely_first() -> None:
    pool = ParserPool()
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        server.pages["/feed"] = says(GOOD)
        (found,) = await discover(fetcher, pool, f" {server.host}/feed ")
        assert found.url == f"{server.base}/feed"
        (found,) = await discover(fetcher, pool, f"feed:{server.base}/feed")
        assert found.url == f"{server.base}/feed"
        with pytest.raises(FeedError) as failed:
            await discover(fetcher, pool, "gopher://x")
        assert failed.value.reason == "scheme_refused"
    await pool.close()


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("@some_outlet", "https://t.me/s/some_outlet"),
        ("t.me/some_outlet", "https://t.me/s/some_outlet"),
        ("https://t.me/some_outlet", "https://t.me/s/some_outlet"),
        ("https://t.me/s/some_outlet?before=100", "https://t.me/s/some_outlet"),
        ("http://telegram.me/some_outlet/", "https://t.me/s/some_outlet"),
        ("https://t.me/joinchat/AAAA", None),
        ("https://t.me/some_outlet/123", None),
        ("@ab", None),
        ("some_outlet", None),
        ("https://nott.me/some_outlet", None),
    ],
)
def test_a_channel_is_known_however_it_is_written(written: str, page: str | None) -> None:
    assert channel_page(written) == page


def _post(number: int, text: str, more: str = "") -> str:
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="outlet/{number}">{more}'
        f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
        f'<a class="tgme_widget_message_date" href="https://t.me/outlet/{number}">'
        f'<time datetime="2026-11-24T09:0{number}:00+00:00" class="time">09:00</time></a>'
        "</div></div>"
    )


def _channel(*posts: str) -> bytes:
    title = '<div class="tgme_channel_info_header_title"><span dir="auto">Outlet &amp; Co</span></div>'
    return f'<!DOCTYPE html><html class="tgme_page"><body>{title}{"".join(posts)}</body></html>'.encode()


async def test_a_channels_page_is_a_feed_newest_first() -> None:
    quote = (
        '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">Quoted words</div></a>'
    )
    long = "A long first sentence that says what happened. " + "And more of it, " * 20
    page = _channel(
        _post(1, "Talks <b>resume</b><br/><br/>Envoys met."),
        _post(2, "Truce holds", quote),
        _post(3, long),
        _post(4, ""),
    )
    pool = ParserPool()
    parsed = await pool.parse(page, "text/html", "https://t.me/s/outlet")
    await pool.close()
    assert parsed.title == "Outlet & Co"
    assert [(entry.guid, entry.title) for entry in parsed.entries] == [
        ("t.me/outlet/3", "A long first sentence that says what happened."),
        ("t.me/outlet/2", "Truce holds"),
        ("t.me/outlet/1", "Talks resume"),
    ]
    assert parsed.entries[2].summary == "Talks resume\nEnvoys met."
    assert parsed.entries[2].link == "https://t.me/outlet/1"
    assert parsed.entries[2].published == datetime(2026, 11, 24, 9, 1, tzinfo=UTC)


async def test_a_channel_that_hides_its_page_says_so() -> None:
    pool = ParserPool()
    with pytest.raises(ParseFailed) as failed:
        await pool.parse(
            b'<!DOCTYPE html><body class="tgme_page"><div class="tgme_channel_info"></div>',
            None,
            "https://t.me/s/outlet",
        )
    await pool.close()
    assert failed.value.reason == "channel_empty"
