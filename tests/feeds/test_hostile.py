"""Every line of tests/feeds/hostile.py, played by a real server: the right health message, or the right
items."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.worker import ParserPool
from news.errors import FeedError
from news.feed import FeedSource, FeedToFetch
from storage.migrate import migrate
from storage.store import Store
from tests.feeds.hostile import GOOD, Case, item, rss
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


async def test_other_feeds_arrive_meanwhile_nothing_stored_is_lost_and_memory_stays_small(
    server: FeedServer, closed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    database = f"sqlite+aiosqlite:///{tmp_path / 'hostile.db'}"
    await migrate(database)
    store = Store.open(database)
    hostile = {_address(case, server, closed): case for case in CASES}
    pages, server.pages = server.pages, dict.fromkeys(server.pages, says(GOOD))
    good = [f"{server.base}/good/{n}" for n in range(50)]
    server.pages |= {url.removeprefix(server.base): says(GOOD) for url in good}
    async with store.begin() as books:
        await books.feeds.add([FeedSource(url, url) for url in (*hostile, *good)], datetime.now(UTC))
    await _collected(database, server, closed)
    async with store.begin() as books:
        for feed in (before := await books.feeds.all()):
            await books.admin_feeds.look_now(feed.id, datetime.now(UTC))
        stored = await books.items.count()
    server.pages = pages | {
        url.removeprefix(server.base): says(rss(item() + item("Truce", guid="2")).encode()) for url in good
    }
    memory = await _collected(database, server, closed)
    async with store.read() as books:
        health = {feed.source.title: feed.health for feed in [await books.feeds.get(f.id) for f in before]}
        arrived = {i.feed_id for i in await books.items.newest(10_000) if i.title == "Truce"}
        assert await books.items.count() >= stored + len(good) > 2 * len(good)
    await store.close()
    wrong = {
        case.name: health[url].trouble
        for url, case in hostile.items()
        if health[url].trouble != _reason(case)
    }
    assert wrong == {}
    assert arrived >= {f.id for f in before if f.source.title in good}
    record_property("memory_peak_mb", round(memory / 1e6))
    sys.stderr.write(f"\nmemory of the process and its parsers at most: {memory / 1e6:.0f} MB\n")
    assert memory < 300_000_000, memory


def _reason(case: Case) -> str | None:
    return case.expect if isinstance(case.expect, str) else None


async def _collected(database: str, server: FeedServer, closed: int) -> int:
    """Collect in a process of its own; the most memory it and its parsers ever held together, in bytes."""
    allowed = server.host, f"127.0.0.1:{closed}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.feeds.collecting", database, "12", *allowed
    )
    most, watched = 0, psutil.Process(process.pid)
    waiting = asyncio.create_task(process.wait())
    while not waiting.done():
        await asyncio.wait([waiting], timeout=0.02)
        with contextlib.suppress(psutil.NoSuchProcess):
            most = max(
                most,
                sum(
                    p.memory_info().rss
                    for p in (watched, *filter(_is_parser, watched.children(recursive=True)))
                ),
            )
    assert await waiting == 0
    return most


def _is_parser(child: psutil.Process) -> bool:
    """Not so between fork and exec: for that moment, long on a busy machine, a child counts all of its
    parent's memory as its own."""
    return "feeds.parser_process" in child.cmdline()
