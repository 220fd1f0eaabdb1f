"""Every line of quality.md's "Feeds", played by a real server: the right health message, or the right items."""

import asyncio
import socket
from collections.abc import AsyncIterator

import psutil
import pytest
import pytest_asyncio

from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.worker import ParserPool
from news.errors import FeedError
from news.feed import FeedToFetch
from tests.feeds.hostile import GOOD, Case
from tests.feeds.hostile_content import CONTENT
from tests.feeds.hostile_transport import TRANSPORT
from tests.feeds.server import FeedServer, says

CASES = TRANSPORT + CONTENT
LIMITS = Limits(connect=1.0, total=0.6)

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def closed() -> int:
    return _closed_port()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def fetcher(server: FeedServer, closed: int) -> AsyncIterator[Fetcher]:
    async with Fetcher(allowed=[server.host, f"127.0.0.1:{closed}"], limits=LIMITS) as running:
        yield running


def _address(case: Case, server: FeedServer, closed: int) -> str:
    number = CASES.index(case)
    if case.page:
        server.pages[f"/feeds/{number}/feed"] = case.page
    for path in ("?", "?left=5", "?left=4", "?left=3", "?left=2", "?left=1", "?left=0"):
        if case.page:
            server.pages[f"/feeds/{number}/feed{path}"] = case.page
            server.pages[f"/feeds/{number}/{path}"] = case.page
    return (case.address or f"{server.base}/feeds/{number}/feed").format(closed=closed, open=server.port)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_a_hostile_feed_gets_its_own_health_message_or_its_items(
    case: Case, server: FeedServer, closed: int, fetcher: Fetcher, pool: ParserPool
) -> None:
    feed = FeedToFetch(1, _address(case, server, closed))
    try:
        fetched = await fetcher.fetch(feed)
        assert fetched.body is not None
        parsed = await pool.parse(fetched.body, fetched.content_type, fetched.url)
    except FeedError as error:
        assert error.reason == case.expect, error
        assert "secret" not in str(error)
        assert error.feed_url == feed.url or error.feed_url == fetched.url
    else:
        assert not isinstance(case.expect, str), f"expected {case.expect}, got {len(parsed.entries)} entries"
        assert case.expect(parsed, fetched), parsed
        assert case.notes is None or parsed.notes == case.notes


async def test_the_table_has_at_least_sixty_cases_with_names_of_their_own() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


async def test_other_feeds_arrive_while_hostile_ones_are_fetched_and_memory_stays_small(
    server: FeedServer, closed: int, fetcher: Fetcher, pool: ParserPool
) -> None:
    server.pages["/good"] = says(GOOD)
    before = psutil.Process().memory_info().rss

    async def read(url: str) -> str:
        try:
            fetched = await fetcher.fetch(FeedToFetch(1, url))
            return (await pool.parse(fetched.body or b"", fetched.content_type, fetched.url)).entries[0].title
        except (FeedError, IndexError) as error:
            return type(error).__name__

    hostile = [read(_address(case, server, closed)) for case in CASES]
    good = [read(f"{server.base}/good") for _ in range(50)]
    results = await asyncio.gather(*hostile, *good)
    children = sum(child.memory_info().rss for child in psutil.Process().children())
    assert results[-50:] == ["Talks resume"] * 50
    grown = psutil.Process().memory_info().rss - before
    assert grown < 150 * 1024 * 1024, grown
    assert children < 600 * 1024 * 1024, children
