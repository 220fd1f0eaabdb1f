"""Feeds, from HTTP to stored: beside lemon24/reader on the same server and feeds, beside a bare client, and
from few feeds to many.

    python -m benchmarks.bench_feeds [--feeds 300] [--rounds 5] [--workers 4] [--many 10000] [--skip-reader]

1. lemon24/reader's `update_feeds()` (PyPI: `reader`; its environment is made in var/bench-reader with the
  first run) and ours,
   taking turns: first ingest (45 new entries a feed), then rounds with 2 of 45 new. Of reader's runs with one
   worker and with
   `--workers` the faster counts.
2. Unchanged feeds (304): our collecting, from the due feeds in the table to their stored next try, beside a
  bare aiohttp client.
3. The same from 100 feeds to `--many`: what one feed costs.

Clients run on the first core, the server on the last.
"""

import argparse
import asyncio
import gc
import logging
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Self

import aiohttp

from benchmarks.feed_town import NEW_A_ROUND, PER_FEED, FeedTown, feed_town
from benchmarks.feeds_fetch import bare
from benchmarks.feeds_fetch import ours as fetcher_alone
from briefing.house import House
from briefing.jobs.collect import collect
from briefing.web import Web
from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.worker import ParserPool
from news.feed import FeedSource
from news.process import ProcessCatalogue
from storage.migrate import migrate
from storage.store import Store

ROOT = Path(__file__).resolve().parent.parent
READER = ("reader>=3.26,<4", "sgmllib3k")
READER_HOME = ROOT / "var" / "bench-reader"


class Ours:
    """Our collecting over a fresh SQLite file; `async with`. Its clock jumps, so that every feed is due
    whenever asked."""

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

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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


class Reader:
    """lemon24/reader in a process of its own, over a fresh file; a context manager."""

    def __init__(self, town: FeedTown, folder: str, workers: int) -> None:
        program = [
            READER_HOME / "bin" / "python",
            ROOT / "benchmarks" / "reader_updates.py",
            f"{tempfile.mkdtemp(dir=folder)}/reader.db",
        ]
        self._process = subprocess.Popen(
            [*map(str, program), str(workers)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.version = self._told()
        for url in town.urls:
            self._say(f"add {url}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def update(self) -> tuple[float, int]:
        """Seconds `update_feeds()` takes, and how many entries there are after it."""
        self._say("update")
        seconds, stored = self._told().split()
        return float(seconds), int(stored)

    def _say(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _told(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline().strip()
        if not line:
            raise SystemExit("reader ended; remove var/bench-reader and try again")
        return line


def make_reader_home() -> bool:
    """An environment with lemon24/reader beside ours, made once; False where it cannot be had."""
    if (READER_HOME / "done").exists():
        return True
    print(f"making {READER_HOME.relative_to(ROOT)} with lemon24/reader …", file=sys.stderr)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(READER_HOME)], check=True)
        pip = [
            str(READER_HOME / "bin" / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--quiet",
            "install",
        ]
        subprocess.run([*pip, *READER], check=True)
    except (OSError, subprocess.CalledProcessError) as e:
        print(
            f"lemon24/reader cannot be installed ({e}); by hand: pip install {' '.join(READER)} into var/bench-reader",
            file=sys.stderr,
        )
        return False
    (READER_HOME / "done").touch()
    return True


async def beside_reader(feeds: int, rounds: int, workers: int, folder: str) -> None:
    """Both over the same feeds, round by round, taking turns; prints the table."""
    with (
        feed_town(feeds, rounds + 1) as town,
        Reader(town, folder, 1) as one,
        Reader(town, folder, workers) as many,
    ):
        async with Ours(town, folder) as ours:
            times: list[tuple[float, float, float]] = []
            for round_ in range(rounds + 1):
                town.move_to(round_)
                seconds = await ours.update()
                stored, (alone, theirs), (together, too) = await ours.stored(), one.update(), many.update()
                assert stored == theirs == too == feeds * (PER_FEED + round_ * NEW_A_ROUND), (
                    stored,
                    theirs,
                    too,
                )
                times.append((seconds, alone, together))
    print(f"\n{feeds} feeds of {PER_FEED} entries, {rounds} rounds with {NEW_A_ROUND} new; {one.version}\n")
    print(
        f"| | ours, s | `update_feeds()`, s | the same, {workers} workers, s | times faster | must reach |\n|---|---|---|---|---|---|"
    )
    for name, shown, least in (("first ingest", times[:1], 5), ("steady state (median)", times[1:], 10)):
        a, b, c = (median(time[side] for time in shown) for side in range(3))
        ratio, ratio_many = (median(time[side] / time[0] for time in shown) for side in (1, 2))
        print(
            f"| {name} | {a:.2f} | {b:.2f} | {c:.2f} | **{ratio:.1f}** ({workers} workers: {ratio_many:.1f}) | {least} |"
        )


async def beside_bare(feeds: int, rounds: int, folder: str) -> None:
    """Unchanged feeds: bare requests, our fetcher, our whole collecting, taking turns; prints the table."""
    with feed_town(feeds, 1, unchanged=True) as town:
        port = int(town.host.rpartition(":")[2])
        async with Ours(town, folder) as ours:
            await ours.update()
            await ours.update()
            rates = [
                (
                    (await bare(port, feeds))[0],
                    (await fetcher_alone(port, feeds))[0],
                    feeds / await ours.update(),
                )
                for _ in range(rounds)
            ]
    print(f"\n{feeds} unchanged feeds (304), {rounds} rounds, aiohttp {aiohttp.__version__}\n")
    print("| | feeds/s (median) | of the bare client's (median) | must reach |\n|---|---|---|---|")
    names = (
        "bare aiohttp",
        "fetched: guard, limits, validators",
        "collected: from the table of due feeds to the stored next try",
    )
    for side, (name, least) in enumerate(zip(names, ("", ".80", ""), strict=True)):
        print(
            f"| {name} | {median(r[side] for r in rates):,.0f} | {median(r[side] / r[0] for r in rates):.2f} | {least} |"
        )


async def from_few_to_many(many: int, folder: str) -> None:
    """What one unchanged feed costs among 100, 1,000 … `many`; prints the table."""
    print(
        "\n| feeds | ms of processor a feed, unchanged | ms of processor a feed, 2 of 45 new |\n|---|---|---|"
    )
    for feeds in (n for n in (100, 1_000, 10_000, 100_000) if n <= many):
        costs = []
        for unchanged in (True, False):
            with feed_town(feeds, 4, unchanged=unchanged) as town:
                async with Ours(town, folder) as ours:
                    await ours.update()
                    spent = []
                    for round_ in range(3):
                        town.move_to(0 if unchanged else round_ + 1)
                        used = time.process_time()
                        await ours.update()
                        spent.append((time.process_time() - used) / feeds * 1000)
                    costs.append(median(spent))
        print(f"| {feeds:,} | {costs[0]:.2f} | {costs[1]:.2f} |", flush=True)


def main() -> None:
    """Every part, each a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=200, help="feeds beside lemon24/reader")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=4, help="of reader's second run")
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--dir", help="where the databases are made; default the system's temporary folder")
    parser.add_argument("--skip-reader", action="store_true")
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    gc.freeze()  # as the bot does
    there = not args.skip_reader and make_reader_home()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    load = os.getloadavg()[0]
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, load {load:.1f} when it began"
    )
    with tempfile.TemporaryDirectory(dir=args.dir) as folder:
        if there:
            asyncio.run(beside_reader(args.feeds, args.rounds, args.workers, folder))
        asyncio.run(beside_bare(args.many, args.rounds, folder))
        asyncio.run(from_few_to_many(args.many, folder))


if __name__ == "__main__":
    main()
