"""Feeds, from HTTP to stored: beside lemon24/reader on the same server and feeds, beside a bare client, and from few feeds to many.

    python -m benchmarks.bench_feeds [--feeds 300] [--rounds 5] [--workers 4] [--many 10000] [--skip-reader]

1. lemon24/reader's `update_feeds()` (PyPI: `reader`; its environment is made in var/bench-reader with the first run) and ours,
   taking turns: first ingest (45 new entries a feed), then rounds with 2 of 45 new. Of reader's runs with one worker and with
   `--workers` the faster counts.
2. Unchanged feeds (304): our collecting, from the due feeds in the table to their stored next try, beside a bare aiohttp client.
3. The same from 100 feeds to `--many`: what one feed costs.

Clients run on the first core, the server on the last.
"""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.feed_town import FeedTown
from briefing.collect import collect
from briefing.house import House
from briefing.web import Web
from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.worker import ParserPool
from news.feed import FeedSource
from news.process import ProcessCatalogue
from storage.migrate import migrate
from storage.store import Store

ROOT = Path(__file__).resolve().parent.parent
READER = "reader>=3.26,<4"
READER_HOME = ROOT / "var" / "bench-reader"


class Ours:
    """Our collecting over a fresh SQLite file; `async with`. Its clock jumps, so that every feed is due whenever asked."""

    def __init__(self, town: FeedTown, folder: str) -> None:
        self._town, self._url = town, f"sqlite+aiosqlite:///{tempfile.mkdtemp(dir=folder)}/ours.db"
        self._now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    async def __aenter__(self) -> Self:
        await migrate(self._url)
        self._house = House(Store.open(self._url), ProcessCatalogue.of([]), lambda: self._now)
        self._web = Web(Fetcher(allowed=[self._town.host], limits=Limits(per_host=64)), ParserPool(), 300.0)
        await self._web.fetcher.__aenter__()
        async with self._house.store.begin() as books:
            await books.feeds.add([FeedSource(url, url) for url in self._town.urls], self._now)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._web.fetcher.__aexit__(None, None, None)
        await self._web.parser.close()
        await self._house.store.close()

    async def update(self) -> float:
        """Seconds one look at every feed takes."""
        self._now += timedelta(hours=8)
        started = time.perf_counter()
        await collect(self._house, self._web, limit=self._town.feeds)
        return time.perf_counter() - started

    async def stored(self) -> int:
        async with self._house.store.read() as books:
            return await books.items.count()
