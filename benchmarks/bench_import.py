"""1,000 feeds by OPML while people ask: how long answers take beside the same with nothing going on. Part of
`make bench`.

    python -m benchmarks.bench_import [--feeds 1000] [--people 10]

The real application and a playground in one process; the imported feeds are served and fetched meanwhile, as
they would be.
"""

import argparse
import asyncio
import logging
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.feed_town import FeedTown, feed_town
from bot.settings import load_settings
from bot.wiring import Parley, build
from briefing.jobs.collect import Collector
from playground import Person, Playground, TelegramChat
from storage.migrate import migrate

ASKED = ("/status", "/latest", "/privacy")
_APART = 1.2  # seconds between two questions of one person: a chat gets a message a second


class House:
    """A bot that answers and collects, its playground, its admin and some people."""

    def __init__(self, playground: Playground, parley: Parley, boss: Person, people: int) -> None:
        self.playground, self.parley = playground, parley
        self.boss, self.chat = boss, playground.private(boss)
        self._people = [playground.person(f"Person {n}") for n in range(people)]

    async def ask_until(self, ended: asyncio.Event) -> list[float]:
        """Seconds of every answer, each person asking one after the other until `ended`."""
        times: list[float] = []

        async def one(n: int, person: Person, chat: TelegramChat) -> None:
            await asyncio.sleep(_APART * n / len(self._people))
            while not ended.is_set():
                for words in ASKED:
                    began = time.perf_counter()
                    said = self.playground.say(chat, person, words)
                    await self.playground.next_message(chat, after=said, timeout=60)
                    times.append(time.perf_counter() - began)
                    await asyncio.sleep(max(0.0, _APART - times[-1]))

        await asyncio.gather(*(one(n, p, self.playground.private(p)) for n, p in enumerate(self._people)))
        return times

    async def imported(self, body: bytes) -> list[str]:
        """What the admin was shown from sending the file to its end."""
        shown: list[str] = []
        end = self.playground.listen(
            lambda kind, _: shown.append(self.playground.last(self.chat).text) if kind == "edited" else None
        )
        self.playground.send_document(self.chat, self.boss, "many.opml", body)
        await self.playground.wait_for(lambda: any("in the file" in words for words in shown), 300)
        end()
        return shown


def opml(town: FeedTown) -> bytes:
    outlines = "".join(f"<outline text='Outlet {n}' xmlUrl='{url}'/>" for n, url in enumerate(town.urls))
    return f"<opml version='2.0'><body>{outlines}</body></opml>".encode()


async def measure(
    town: FeedTown, people: int, folder: Path
) -> tuple[list[float], list[float], list[str], float]:
    """Answer times at rest and during the import, what was shown of it, and how long the import and its first
    fetches took."""
    url = f"sqlite+aiosqlite:///{folder / 'import.db'}"
    await migrate(url)
    async with Playground() as playground:
        boss = playground.person("Boss")
        settings = load_settings(
            TELEGRAM_TOKEN="123456:" + "A" * 35,
            PARLEY_TELEGRAM_API_URL=playground.url,
            PARLEY_DATABASE_URL=url,
            PARLEY_ADMINS=str(boss.id),
            PARLEY_ALLOWED_HOSTS=town.host,
            _env_file=None,
        )
        parley = build(settings)
        application, house = parley.application, House(playground, parley, boss, people)
        await application.initialize()
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=5)
        async with parley.web.fetcher:
            collector = Collector(parley.house, parley.web)
            try:
                times, shown, seconds = await _at_rest_and_meanwhile(house, collector, opml(town))
            finally:
                await collector.close()
                await application.updater.stop()
                await application.stop()
                await application.shutdown()
                await parley.web.parser.close()
                await parley.house.store.close()
    return times[0], times[1], shown, seconds


async def _at_rest_and_meanwhile(
    house: House, collector: Collector, body: bytes
) -> tuple[list[list[float]], list[str], float]:
    times = []
    for _ in range(2):  # the first warms up
        ended = asyncio.Event()
        asyncio.get_running_loop().call_later(5.0, ended.set)
        at_rest = await house.ask_until(ended)
    times.append(at_rest)
    ended, began = asyncio.Event(), time.perf_counter()
    asking = asyncio.create_task(house.ask_until(ended))
    collecting = asyncio.create_task(_collect_until(collector, ended))
    shown = await house.imported(body)
    seconds = time.perf_counter() - began
    await asyncio.sleep(20)  # their first fetches, a tenth of a second apart
    ended.set()
    times.append(await asking)
    await collecting
    return times, shown, seconds


async def _collect_until(collector: Collector, ended: asyncio.Event) -> None:
    while not ended.is_set():
        await collector.begin_due()
        await asyncio.sleep(1)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=10)
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    load = os.getloadavg()[0]
    with feed_town(args.feeds, 1) as town, tempfile.TemporaryDirectory() as folder:
        rest, meanwhile, shown, seconds = asyncio.run(measure(town, args.people, Path(folder)))
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} when it began, {args.people} asking at once"
    )
    print(
        f"{args.feeds} feeds by OPML in {seconds:.1f} s, shown in {len(shown)} steps: {shown[0]!r} … {shown[-1]!r}\n"
    )
    print("| answers | n | p50, s | p99, s | slowest, s | must reach |\n|---|---|---|---|---|---|")
    for name, times, least in (
        ("at rest", rest, ""),
        ("during the import and the first fetches", meanwhile, "p99 ≤ 1"),
    ):
        p99 = statistics.quantiles(times, n=100)[98]
        print(
            f"| {name} | {len(times)} | {statistics.median(times):.3f} | {p99:.3f} | {max(times):.3f} | {least} |"
        )


if __name__ == "__main__":
    main()
