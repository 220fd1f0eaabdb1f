"""Answers to people while a digest for 10 000 chats goes out, by the real process, in real time, under
Telegram's own limits.

python -m benchmarks.bench_meanwhile [--chats 10000] [--seconds 400] [--idle 30]

The playground (strict) and the bot are two processes on the machine's cores; each second another person asks
something. An answer's time runs from the question to the bot's message as the server stored it. Afterwards
the same is asked with nothing to send.
"""

import argparse
import asyncio
import itertools
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import psutil

from benchmarks.bench_delivery import FIRST, opened, people, show, start_server
from news.chat import ChatAddress, ChatKind
from news.digest import EVERY_DAY, Subscription, Timetable
from tests.e2e.town import Bot

ASKERS = 1000
QUESTIONS = ("/status", "/latest", "/subscriptions", "/settings", "/why", "/search truce")


async def fill(bot: Bot, number: int, due: datetime) -> None:
    """So many chats that all want the same digest at `due`, and want to be told when nothing is new."""
    store = await opened(bot.database)
    table = Timetable(EVERY_DAY, (due.time().replace(second=0, microsecond=0),))
    async with store.begin() as books:
        for n in range(number):
            chat = await books.chats.register(
                ChatAddress(FIRST + n), ChatKind.PRIVATE, None, "en", "UTC", due
            )
            await books.subscriptions.add(
                Subscription(0, chat.id, (), "", table, True, due, "", due - timedelta(hours=1)), due
            )
    await store.close()


async def ask(session: aiohttp.ClientSession, url: str, who: int, words: str) -> float:
    """Seconds until the answer is there; a minute where none came."""
    began = time.perf_counter()
    async with session.post(f"{url}/say", json={"chat": who, "person": who, "text": words}) as said:
        number = (await said.json())["message_id"]
    async with session.get(
        f"{url}/next_message", params={"chat": who, "after": number, "timeout": 60}
    ) as answer:
        return time.perf_counter() - began if answer.status == 200 else 60.0


async def questions(
    session: aiohttp.ClientSession, url: str, number: int, bot: Bot, until: Callable[[], bool], seconds: float
) -> tuple[list[float], list[float]]:
    """One question a second until `until` holds or the time is over: (waits, resident megabytes of the
    bot)."""
    askers, words = (
        itertools.cycle(range(FIRST + number, FIRST + number + ASKERS)),
        itertools.cycle(QUESTIONS),
    )
    asked: list[asyncio.Task[float]] = []
    memory: list[float] = []
    assert bot.process is not None
    measured = psutil.Process(bot.process.pid)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not until():
        asked.append(asyncio.create_task(ask(session, url, next(askers), next(words))))
        memory.append(measured.memory_info().rss / 2**20)
        await asyncio.sleep(1.0)
    return await asyncio.gather(*asked), memory


async def measure(folder: Path, number: int, seconds: float, idle: float) -> list[tuple[str, str]]:
    server, (api, person) = start_server(pin=False)
    person = person.rstrip("/")
    people(person, number + ASKERS)
    bot = Bot(folder, PARLEY_TELEGRAM_API_URL=api, PARLEY_CATALOGUE="none")
    try:
        await fill(bot, number, datetime.now(UTC))
        await bot.start()
        async with aiohttp.ClientSession() as session:
            began = time.perf_counter()
            done = lambda: bot.look("SELECT count(*) FROM outbox WHERE state = 'sent'") == [(number,)]  # noqa: E731
            waits, memory = await questions(session, person, number, bot, done, seconds)
            passed = time.perf_counter() - began
            calm, _ = await questions(session, person, number, bot, lambda: False, idle)
            async with session.get(f"{person}/counters") as answer:
                counters = await answer.json()
        sent = bot.look("SELECT count(*) FROM outbox WHERE state = 'sent'")[0][0]
    finally:
        with suppress(ProcessLookupError):
            await bot.stop()
        server.terminate()
        server.wait()
    tenth = len(memory) // 10 + 1
    rate = (sent + len(waits)) / passed
    return [
        ("digests sent", f"{sent} of {number} in {passed:.0f} s"),
        ("rate, answers counted", f"{rate:.2f} a second = {rate / 30:.1%} of 30"),
        ("429 answers", str(counters["flood_refused"])),
        (f"answers meanwhile ({len(waits)})", _spread(waits)),
        (f"answers with nothing to send ({len(calm)})", _spread(calm)),
        (
            "the bot's memory, first and last tenth",
            f"{_mean(memory[:tenth])} and {_mean(memory[-tenth:])} MB",
        ),
    ]


def _spread(waits: list[float]) -> str:
    cuts = statistics.quantiles(waits, n=100)
    return (
        f"median {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms"
    )


def _mean(numbers: list[float]) -> str:
    return f"{statistics.fmean(numbers):.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=400.0, help="the longest it is watched")
    parser.add_argument("--idle", type=float, default=60.0, help="so long questions are asked afterwards")
    given, _ = parser.parse_known_args()
    load = psutil.getloadavg()[0]
    print(
        f"Answers meanwhile, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, load {load:.1f}\n"
    )
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        rows = asyncio.run(measure(Path(folder), given.chats, given.seconds, given.idle))
    show(f"A digest to {given.chats} chats at 30 a second, real time, strict server", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
