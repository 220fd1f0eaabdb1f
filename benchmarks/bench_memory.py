"""Memory under a steady load: does it level off?

    python -m benchmarks.bench_memory [--items 100000] [--every 10000] [--most 40000] [--trace]

Feeds of a server on loopback bring 450 new items a minute of the stepped clock; they are collected, read (by
a stand-in: the reader is a process of its own), folded, joined into stories and shown, as fast as the machine
can. What grows with the archive shows as a column that does not stop growing. The picture of recent items
that joining keeps is full after 40,000 items: a measure from 50,000 on is of a bot that has run for hours.
`--most 4000` makes that picture, and with it the run, ten times smaller.
"""

import argparse
import asyncio
import gc
import os
import platform
import tempfile
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.feed_town import NEW_A_ROUND, PER_FEED, FeedTown, feed_town, varied
from briefing.answers.latest import latest
from briefing.house import House
from briefing.jobs.collect import collect
from briefing.jobs.join import Joiner
from briefing.jobs.recent_stories import MOST
from briefing.jobs.understand import understand
from briefing.web import Web
from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.worker import ParserPool
from news.chat import Chat, ChatAddress, ChatKind
from news.claim import Axis, Claim, Kind, Reading, Stance
from news.feed import FeedSource
from news.process import Process, ProcessCatalogue
from reading.item import ItemText
from storage.migrate import migrate
from storage.store import Store

FEEDS = 225
A_MINUTE = FEEDS * NEW_A_ROUND
"""Items, with one round of the town a minute: the rate at which memory was seen to climb."""

_CHAT = Chat(1, ChatAddress(1), ChatKind.PRIVATE)
_STATM = Path("/proc/self/statm")
_MIB = 1024 * 1024


class StandIn:
    """Reads one claim of the first process out of every three hundredth item."""

    version = "stand-in"

    def read_many(self, items: Sequence[ItemText], /) -> list[Reading]:
        return [self._read(item) for item in items]

    def _read(self, item: ItemText) -> Reading:
        if hash(item.title) % 300:
            return Reading("en", False, ())
        made = Claim("ostia", Axis.CEASEFIRE, Kind.PROPOSED, Stance.ASSERTED, None, item.title, 0.9)
        return Reading("en", True, ("ostia",), (made,))


async def measure(town: FeedTown, folder: str, items: int, every: int, most: int, *, trace: bool) -> None:
    """Print memory and descriptors each time so many items more are stored."""
    url, now = f"sqlite+aiosqlite:///{folder}/memory.db", datetime(2026, 11, 24, 12, tzinfo=UTC)
    await migrate(url)
    house = House(Store.open(url), ProcessCatalogue.of([Process("ostia", "Ostia")]), lambda: now)
    web = Web(Fetcher(allowed=[town.host], limits=Limits(per_host=64)), ParserPool(), 60.0)
    joiner, reader, stored, shown = Joiner(house, most), StandIn(), 0, 0
    async with web.fetcher:
        async with house.store.begin() as books:
            await books.feeds.add([FeedSource(u, u, every=60.0) for u in town.urls], now)
        round_ = 0
        while stored < items:
            town.move_to(round_)
            stored += await collect(house, web, limit=FEEDS)
            await asyncio.gather(_work(house, joiner, reader), *(latest(house, _CHAT) for _ in range(4)))
            now, round_ = now + timedelta(minutes=1), round_ + 1
            if stored >= shown + every:
                shown = stored
                gc.collect()
                print(
                    f"| {stored:,} | {round_ / 60:.1f} | {_resident():.0f} | {_descriptors()} |", flush=True
                )
        if trace:
            for line in tracemalloc.take_snapshot().statistics("lineno")[:15]:
                print("   ", line)
    await web.parser.close()
    await house.store.close()


async def _work(house: House, joiner: Joiner, reader: StandIn) -> None:
    while await understand(house, reader):
        pass
    while await joiner.join():
        pass


def _resident() -> float:
    """MiB of this process in memory."""
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MIB


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=10_000)
    parser.add_argument("--most", type=int, default=MOST, help="recent items joining remembers")
    parser.add_argument("--trace", action="store_true", help="show which lines hold the memory (slow)")
    args = parser.parse_args()
    if args.trace:
        tracemalloc.start()
    rounds = (args.items - FEEDS * PER_FEED) // A_MINUTE + 5
    print(f"\nPython {platform.python_version()}, {A_MINUTE} items a minute of {FEEDS} feeds\n")
    print("| items | hours of traffic | MiB in memory | descriptors |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, feed_town(FEEDS, max(rounds, 5), tells=varied) as town:
        asyncio.run(measure(town, folder, args.items, args.every, args.most, trace=args.trace))


if __name__ == "__main__":
    main()
