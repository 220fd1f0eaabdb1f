"""Delivery to 100 000 chats: at Telegram's own limits on a simulated clock, and at the paid rate for real on
one core.

python -m benchmarks.bench_delivery [--chats 100000] [--sends 100000] [--seconds 20]

1. Own limits: an hour of sending at thirty a second is stepped through. Real outbox (SQLite), real pace, the
  playground's strict
   flood limits asked directly; every second one of a thousand people gets an answer, its wait measured on the
   same clock.
2. Paid rate: real time, real HTTP. This process is held to one core, the playground (strict) runs on another;
  a person's answers
   go out meanwhile and are timed.
"""

import argparse
import asyncio
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bot.pace import Pace
from bot.settings import load_settings
from bot.telegram import TelegramSender
from bot.wiring import build_application
from briefing.house import House
from briefing.jobs.deliver import Courier
from news.chat import ChatAddress, Message, OutboxDraft, OutboxKind
from news.errors import TryLater
from news.process import ProcessCatalogue
from playground.server.flood import Flood
from storage.migrate import migrate
from storage.store import Store
from storage.tables import chats

ROOT = Path(__file__).resolve().parent.parent
TEXT = "<b>Digest</b>\n" + "\n".join(
    f'• <a href="https://wire.example/{n}">A headline of an ordinary length, number {n}</a> — Wire'
    for n in range(12)
)
FIRST = 1001


class Steps:
    """A clock that is stepped; sleeping on it moves it."""

    def __init__(self) -> None:
        self.seconds = 1_900_000_000.0

    def unix(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


class StrictServer:
    """Sends nothing: asks the strict limits whether Telegram would have taken it."""

    def __init__(self, clock: Steps) -> None:
        self.flood = Flood("strict", clock.unix)
        self.taken = 0

    async def send(self, address: ChatAddress, _message: Message) -> int:
        wait = self.flood.take(1, address.telegram_id, group=False)
        if wait:
            raise TryLater(wait, asked=True)
        self.taken += 1
        return self.taken


async def fill(store: Store, number: int, now: datetime) -> float:
    """So many chats, each owed the same digest; seconds it took to owe them."""
    rows = [
        {"telegram_id": FIRST + n, "thread_id": 0, "kind": "private", "created_at": now}
        for n in range(number)
    ]
    async with store.begin() as books:
        for start in range(0, number, 5000):
            await books.chats._connection.execute(chats.insert(), rows[start : start + 5000])  # noqa: SLF001
    begin = time.perf_counter()
    async with store.begin() as books:
        text = await books.outbox.compose("digest/bench/0", Message(TEXT), now)
    for start in range(0, number, 1000):
        ids = range(start + 1, min(start + 1000, number) + 1)
        drafts = [
            OutboxDraft(n, OutboxKind.DIGEST, f"d/{n}", Message(""), now, composed_id=text) for n in ids
        ]
        async with store.begin() as books:
            await books.outbox.owe(drafts, now)
    return time.perf_counter() - begin


async def own_limits(folder: Path, number: int, sends: int) -> list[tuple[str, str]]:
    clock = Steps()
    server, pace = StrictServer(clock), Pace(clock=clock.unix, sleep=clock.sleep)
    store = await opened(folder / "own.db")
    owing = await fill(store, number, clock.now())
    courier = Courier(House(store, ProcessCatalogue.of([]), clock.now), server, pace)
    dice, waits, memory = random.Random(1), [], []
    answered = refused = 0
    begin, started = clock.seconds, time.perf_counter()
    next_answer = begin
    while server.taken - answered < min(sends, number):
        await courier.start_due()
        await courier.arrived()
        await courier.settle()
        if clock.seconds >= next_answer:
            next_answer += 1.0
            asked, who = clock.seconds, dice.randrange(FIRST + number, FIRST + number + 1000)
            refused += await answer(pace, server, who)
            answered += 1
            waits.append(clock.seconds - asked)
            memory.append(rss())
        clock.seconds += 0.15
    passed = clock.seconds - begin
    await store.close()
    rate = (server.taken + 0.0) / passed
    p99 = statistics.quantiles(waits, n=100)[98]
    return [
        ("chats; digests sent (simulated clock)", f"{number}; {server.taken - answered}"),
        ("owing them all", f"{owing:.1f} s"),
        ("rate, answers counted", f"{rate:.2f} a second = {rate / 30:.1%} of 30"),
        ("429 answers", str(server.flood.refused + refused)),
        ("answers meanwhile, p99 wait", f"{p99:.2f} s ({len(waits)} answers)"),
        (
            "memory, first and last tenth",
            f"{mean(memory[: len(memory) // 10 + 1]):.0f} and {mean(memory[-len(memory) // 10 - 1 :]):.0f} MB",
        ),
        ("real time", f"{time.perf_counter() - started:.0f} s"),
    ]


async def answer(pace: Pace, server: StrictServer, who: int) -> int:
    """One answer through the pace; 1 when the server refused it."""

    async def call() -> bool:
        return server.flood.take(1, who, group=False) == 0

    fine = await pace.process_request(call, (), {}, "sendMessage", {"chat_id": who}, None)
    server.taken += 1
    return 0 if fine else 1


async def paid(folder: Path, number: int, seconds: float) -> list[tuple[str, str]]:
    server, url = start_server()
    try:
        people(url[1], number + 1000)
        settings = load_settings(
            TELEGRAM_TOKEN="1:bench", PARLEY_TELEGRAM_API_URL=url[0], PARLEY_PAID_BROADCAST=True
        )
        pace = Pace(paid=True)
        application = build_application(settings, pace)
        await application.initialize()
        store = await opened(folder / "paid.db")
        await fill(store, number, datetime.now(UTC))
        house = House(store, ProcessCatalogue.of([]), lambda: datetime.now(UTC))
        courier, stop = Courier(house, TelegramSender(application.bot, paid=True), pace), asyncio.Event()
        begin, busy = time.perf_counter(), time.process_time()
        carrying = asyncio.create_task(courier.run(stop))
        waits, memory, dice = [], [], random.Random(2)
        while time.perf_counter() - begin < seconds:
            asked = time.perf_counter()
            await application.bot.send_message(FIRST + number + dice.randrange(1000), "An answer")
            waits.append(time.perf_counter() - asked)
            memory.append(rss())
            await asyncio.sleep(0.2)
        stop.set()
        await carrying
        passed = time.perf_counter() - begin
        cpu = time.process_time() - busy
        async with store.read() as books:
            states = await books.outbox.states()
        sent = next((n for state, n in states.items() if state.value == "sent"), 0)
        await store.close()
        await application.shutdown()
        return [
            ("rate, sustained over", f"{sent / passed:.0f} messages a second, {passed:.0f} s"),
            ("share of its core the process got and used", f"{cpu / passed:.0%}"),
            ("messages a second of processor time", f"{sent / cpu:.0f}"),
            ("429 answers", str(pace.refused)),
            (
                "answers meanwhile, p99",
                f"{statistics.quantiles(waits, n=100)[98] * 1000:.0f} ms ({len(waits)} answers)",
            ),
            (
                "memory, first and last tenth",
                f"{mean(memory[: len(memory) // 10 + 1]):.0f} and {mean(memory[-len(memory) // 10 - 1 :]):.0f} MB",
            ),
        ]
    finally:
        server.terminate()
        server.wait()


async def opened(path: Path) -> Store:
    url = f"sqlite+aiosqlite:///{path}"
    await migrate(url)
    return Store.open(url)


def start_server(*, pin: bool = True) -> tuple[subprocess.Popen[str], list[str]]:
    """The playground, strict (`pin`: on the first core, and this process goes to the last). (API address,
    person's side)."""
    server = subprocess.Popen(
        [sys.executable, "-m", "playground", "--port", "0", "--flood", "strict", "--keep-messages", "20000"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    found = re.findall(r"http://[^\s)]+", server.stdout.readline())
    if pin:
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(server.pid, {cores[0]})
        os.sched_setaffinity(0, {cores[-1]})
    return server, found


def people(url: str, number: int) -> None:
    body = f'{{"count": {number}, "started": true}}'.encode()
    request = urllib.request.Request(f"{url.rstrip('/')}/people", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as made:
        made.read()


def rss() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def mean(numbers: list[float]) -> float:
    return statistics.fmean(numbers)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=100_000)
    parser.add_argument("--sends", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--only", choices=("own", "paid"))
    given, _ = parser.parse_known_args()
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"Delivery, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}\n")
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        if given.only != "paid":
            show(
                "Telegram's own limits (30 a second), strict server, simulated clock",
                asyncio.run(own_limits(Path(folder), given.chats, given.sends)),
            )
        if given.only != "own":
            show(
                "Paid broadcasts (up to 1000 a second), real time, one core",
                asyncio.run(paid(Path(folder), given.chats, given.seconds)),
            )
    return 0


def show(title: str, rows: list[tuple[str, str]]) -> None:
    print(f"### {title}\n\n| what | figure |\n|---|---|")
    print("\n".join(f"| {what} | {figure} |" for what, figure in rows) + "\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
