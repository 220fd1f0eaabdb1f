"""Fetching is polite: it asks only for what changed, keeps to what the server says, and remembers where a
feed moved."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.schedule import Brought, next_fetch
from news.errors import FetchFailed
from news.feed import FeedToFetch, Validators
from tests.feeds.hostile import GOOD
from tests.feeds.server import FeedServer, Page, Request, head, says

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def _now() -> datetime:
    return NOW


def _conditional(etag: str | None, modified: str | None, body: bytes = GOOD) -> Page:
    headers = {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}

    async def page(request: Request, out: asyncio.StreamWriter) -> None:
        matched = (etag and request.headers.get("If-None-Match") == etag) or (
            modified and request.headers.get("If-Modified-Since") == modified
        )
        status, content = ("304 Not Modified", b"") if matched else ("200 OK", body)
        out.write(head(status, {"Content-Length": str(len(content)), **headers}) + content)

    return page


@pytest.mark.parametrize(
    ("etag", "modified"),
    [('"v1"', None), (None, "Tue, 24 Nov 2026 08:00:00 GMT"), ('W/"v1"', "Tue, 24 Nov 2026 08:00:00 GMT")],
)
async def test_an_unchanged_feed_is_not_sent_again(etag: str | None, modified: str | None) -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        server.pages["/feed"] = _conditional(etag, modified)
        first = await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed"))
        second = await fetcher.fetch(
            FeedToFetch(1, f"{server.base}/feed", first.validators._replace(seen=b"marks"))
        )
        assert (first.body, second.body) == (GOOD, None)
        assert (first.validators.etag, first.validators.last_modified) == (etag, modified)
        assert second.validators == first.validators._replace(seen=b"marks")


async def test_the_same_body_without_validators_counts_as_unchanged() -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        server.pages["/feed"] = says(GOOD)
        first = await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed"))
        second = await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed", first.validators))
        server.pages["/feed"] = says(GOOD + b" ")
        third = await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed", second.validators))
        assert [fetched.body for fetched in (first, second, third)] == [GOOD, None, GOOD + b" "]


async def test_validators_the_server_no_longer_sends_are_forgotten() -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        server.pages["/feed"] = says(GOOD)
        fetched = await fetcher.fetch(
            FeedToFetch(1, f"{server.base}/feed", Validators('"old"', "yesterday", "0"))
        )
        assert (fetched.validators.etag, fetched.validators.last_modified) == (None, None)


@pytest.mark.parametrize(
    ("status", "remembered"),
    [
        ("301 Moved", True),
        ("308 Moved", True),
        ("302 Found", False),
        ("303 Other", False),
        ("307 Here", False),
    ],
)
async def test_only_a_permanent_redirect_is_remembered(status: str, remembered: bool) -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        server.pages["/old"] = says(b"", status=status, Location="/new")
        server.pages["/new"] = says(GOOD)
        fetched = await fetcher.fetch(FeedToFetch(1, f"{server.base}/old"))
        assert fetched.url == f"{server.base}/new"
        assert fetched.moved_to == (f"{server.base}/new" if remembered else None)


async def test_a_move_to_an_address_in_bytes_that_are_no_utf8_leads_there() -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        server.pages |= {
            "/": says(b"", status="301 Moved", Location="/d\xe9p\xeache"),
            "/d%E9p%EAche": says(GOOD),
        }
        fetched = await fetcher.fetch(FeedToFetch(1, f"{server.base}/"))
        assert fetched.moved_to == f"{server.base}/d%E9p%EAche"


async def test_a_move_is_remembered_up_to_the_first_redirect_that_is_for_now_only() -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        server.pages["/a"] = says(b"", status="301 Moved", Location="/b")
        server.pages["/b"] = says(b"", status="302 Found", Location="/c")
        server.pages["/c"] = says(b"", status="301 Moved", Location="/d")
        server.pages["/d"] = says(GOOD)
        fetched = await fetcher.fetch(FeedToFetch(1, f"{server.base}/a"))
        assert (fetched.url, fetched.moved_to) == (f"{server.base}/d", f"{server.base}/b")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache_Control": "public, max-age=600"}, 600.0),
        ({"Cache_Control": "max-age=600", "Age": "100"}, 500.0),
        ({"Cache_Control": "max-age=60", "Expires": "Tue, 24 Nov 2026 10:00:00 GMT"}, 60.0),
        ({"Cache_Control": "no-cache, max-age=600"}, None),
        ({"Cache_Control": "s-maxage=600"}, None),
        ({"Expires": "Tue, 24 Nov 2026 10:00:00 GMT"}, 3600.0),
        ({"Expires": "Tue, 24 Nov 2026 10:00:00 GMT", "Date": "Tue, 24 Nov 2026 09:30:00 GMT"}, 1800.0),
        ({"Expires": "Tue, 24 Nov 2026 08:00:00 GMT"}, 0.0),
        ({"Expires": "0"}, None),
    ],
)
async def test_the_servers_wish_for_the_next_visit_is_read(
    headers: dict[str, Any], seconds: float | None
) -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host], now=_now) as fetcher:
        server.pages["/feed"] = says(GOOD, **headers)
        assert (await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed"))).fresh_for == seconds


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 24 Nov 2026 09:02:00 GMT", 120.0),
        ("Tue, 24 Nov 2026 08:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
async def test_retry_after_reaches_the_schedule_of_that_feed(written: str, seconds: float | None) -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host], now=_now) as fetcher:
        server.pages["/feed"] = says(b"", status="429 Too Many Requests", Retry_After=written)
        feed = FeedToFetch(1, f"{server.base}/feed")
        with pytest.raises(FetchFailed) as failed:
            await fetcher.fetch(feed)
        assert (failed.value.status, failed.value.retry_after) == (429, seconds)
        assert (next_fetch(feed, failed.value, NOW, 5).next_try - NOW).total_seconds() >= (seconds or 5)


async def test_we_say_who_we_are_and_how_to_reach_the_operator() -> None:
    async with (
        FeedServer() as server,
        Fetcher(allowed=[server.host], contact="mailto:news@desk.example") as fetcher,
    ):
        server.pages["/feed"] = says(GOOD, Set_Cookie="track=1")
        await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed"))
        await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed"))
        asked = server.requests[-1].headers
        assert asked["User-Agent"].startswith("Parley/") and asked["User-Agent"].endswith(
            "+mailto:news@desk.example)"
        )
        assert {"gzip", "deflate", "br"} <= set(asked["Accept-Encoding"].split(", "))
        assert "Cookie" not in asked


async def test_one_host_is_asked_a_few_things_at_a_time_and_does_not_hold_back_another() -> None:
    at_once, most, waiting, full = 0, 0, asyncio.Event(), asyncio.Event()

    async def slow(_: Request, out: asyncio.StreamWriter) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        if at_once == 3:
            full.set()
        await waiting.wait()
        at_once -= 1
        out.write(head("200 OK", {"Content-Length": str(len(GOOD))}) + GOOD)

    async with FeedServer() as server, FeedServer() as other:
        server.pages["/slow"], other.pages["/feed"] = slow, says(GOOD)
        limits = Limits(per_host=3, at_once=4)
        async with Fetcher(allowed=["127.0.0.1", "localhost"], limits=limits) as fetcher:
            tasks = [
                asyncio.create_task(fetcher.fetch(FeedToFetch(n, f"{server.base}/slow"))) for n in range(20)
            ]
            assert (await fetcher.fetch(FeedToFetch(99, f"http://localhost:{other.port}/feed"))).body == GOOD
            await full.wait()
            waiting.set()
            assert [fetched.body for fetched in await asyncio.gather(*tasks)] == [GOOD] * 20
        assert most == 3


async def test_connections_are_kept_for_the_next_fetch() -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:

        async def stays(_: Request, out: asyncio.StreamWriter) -> None:
            out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

        server.pages["/feed"] = stays
        fetched = await fetcher.fetch(FeedToFetch(1, f"{server.base}/feed"))
        assert (fetched.body, fetched.content_type) == (b"ok", None)


async def test_a_fetcher_that_was_not_opened_says_so() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await Fetcher(allowed=["127.0.0.1"]).fetch(FeedToFetch(1, "http://127.0.0.1/"))


async def test_a_fetch_can_be_stopped_from_outside() -> None:
    async with FeedServer() as server, Fetcher(allowed=[server.host]) as fetcher:
        started = asyncio.Event()

        async def slow(_: Request, __: asyncio.StreamWriter) -> None:
            started.set()
            await asyncio.Event().wait()

        server.pages["/feed"] = slow
        task = asyncio.create_task(fetcher.fetch(FeedToFetch(1, f"{server.base}/feed")))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def test_a_good_fetch_without_wishes_is_repeated_after_the_interval() -> None:
    plan = next_fetch(FeedToFetch(1, "x", interval=5.0), Brought(0), NOW, 5.0)
    assert 5.0 <= (plan.next_try - NOW).total_seconds() <= 5.5
