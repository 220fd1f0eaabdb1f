"""A run of `kill -9`: the real process delivers alerts and digests through a strict server and dies at random
moments.

Everything owed is read from the database at the end and compared, chat by chat and text by text, with what
the server stored.
"""

import asyncio
import json
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from html import unescape
from pathlib import Path

from news.chat import AlertLevel, ChatAddress, ChatKind
from news.digest import EVERY_DAY, Subscription, Timetable
from playground import Playground
from storage.migrate import migrate
from storage.store import Store
from tests.e2e.town import Bot, Newsstand, Outlet

MARK = "(sent once more: the first try may not have arrived)"
NEWS = (
    (
        "signed",
        "Ostian government and Lake Front sign ceasefire",
        "The two sides signed the ceasefire for Ostia in Carrow on Tuesday.",
    ),
    (
        "broken",
        "Ceasefire in Ostia collapses",
        "The ceasefire between the Ostian government and the Lake Front has collapsed.",
    ),
)
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Report:
    """What a run showed."""

    chats: int
    kills: int = 0
    by_moment: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0  # messages being sent when the process was killed, summed over all kills
    owed: int = 0
    missing_rows: int = 0  # chats that were not owed what all others were
    lost: int = 0
    doubled: int = 0
    doubled_unmarked: int = 0
    flood_refused: int = 0
    states: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def table(self) -> str:
        moments = [(f"  killed {k}", n) for k, n in sorted(self.by_moment.items())]
        rows = [
            ("chats", self.chats),
            ("kills", self.kills),
            *moments,
            ("messages in flight at the kills", self.in_flight),
            ("messages owed", self.owed),
            ("chats not owed their message", self.missing_rows),
            ("lost", self.lost),
            ("doubled (stored, answer lost, repeated with the mark)", self.doubled),
            ("doubled without the mark", self.doubled_unmarked),
            ("429 answers", self.flood_refused),
            *((f"  outbox {k}", n) for k, n in sorted(self.states.items())),
            ("seconds", round(self.seconds)),
        ]
        return "| what | number |\n|---|---:|\n" + "\n".join(
            f"| {what} | {number} |" for what, number in rows
        )


async def run(
    folder: Path,
    *,
    chats: int,
    kills: int,
    slots: int,
    seed: int = 1,
    say: Callable[[str], object] = len,
    most_seconds: float = 3600.0,
) -> Report:
    """Kill the process `kills` times while it tells `chats` chats of two changes and sends each a digest at
    `slots` hours.

    After `most_seconds` it is killed no more.
    """
    report, dice, begin = Report(chats), random.Random(seed), time.monotonic()
    outlets = [Outlet(f"Outlet {n}", "rss2") for n in range(3)]
    for outlet in outlets:
        outlet.publish("old", "Ferry timetable changes in Lakeside", "The winter timetable begins on Monday.")
    async with Playground(flood="strict") as playground, Newsstand(*outlets) as stand:
        people = playground.people(chats)
        bot = _bot(folder, playground, stand)
        await _settle_in(bot, [p.id for p in people], slots)
        await bot.start()
        await _until(lambda: bot.look("SELECT count(*) FROM feeds WHERE primed") == [(3,)], 60)
        playground.faults.add(method="sendMessage", delay=0.08, times=0)
        for outlet in outlets:
            outlet.publish(*NEWS[0])
        await _until(lambda: bot.look("SELECT 1 FROM outbox WHERE kind = 'alert' LIMIT 1") != [], 90)
        for number in range(kills):
            if number == kills // 2:
                for outlet in outlets:
                    outlet.publish(*NEWS[1])
            await _kill(bot, dice, report)
            await _come_back(bot, dice, report)
            say(f"kill {report.kills} of {kills}: {_open(bot)}")
            if report.kills >= kills or time.monotonic() - begin > most_seconds:
                break
        await _until(lambda: _done(bot, chats, slots), 900)
        await bot.stop()
        _compare(bot, playground, [p.id for p in people], slots, report)
        report.flood_refused = playground.world.flood.refused
    report.seconds = time.monotonic() - begin
    return report


def _bot(folder: Path, playground: Playground, stand: Newsstand) -> Bot:
    host = stand.url.removeprefix("http://")
    catalogue = str(stand.catalogue(folder))
    return Bot(
        folder, PARLEY_TELEGRAM_API_URL=playground.url, PARLEY_CATALOGUE=catalogue, PARLEY_ALLOWED_HOSTS=host
    )


async def _settle_in(bot: Bot, people: list[int], slots: int) -> None:
    """Every chat asks for alerts, and for a digest at this minute and the next ones."""
    url = f"sqlite+aiosqlite:///{bot.database}"
    await migrate(url)
    now = datetime.now(UTC)
    times = tuple(
        hour((now + timedelta(minutes=n)).hour, (now + timedelta(minutes=n)).minute) for n in range(slots)
    )
    timetable = Timetable(EVERY_DAY, tuple(sorted(times)))
    store = Store.open(url)
    async with store.begin() as books:
        for person in people:
            chat = await books.chats.register(ChatAddress(person), ChatKind.PRIVATE, None, "en", "UTC", now)
            await books.alerts.on(chat.id, "", AlertLevel.EVERY, now)
            await books.subscriptions.add(
                Subscription(0, chat.id, (), "", timetable, True, now, "", now - timedelta(hours=1)), now
            )
    await store.close()


async def _kill(bot: Bot, dice: random.Random, report: Report) -> None:
    if dice.random() < 0.7:  # while there is something to lose; else at any moment
        with suppress(TimeoutError):
            await _until(
                lambda: bot.look("SELECT 1 FROM outbox WHERE state IN ('due', 'sending') LIMIT 1") != [], 5
            )
    await asyncio.sleep(dice.uniform(0.0, 0.9))
    bot.kill()
    await bot.gone()
    sending = bot.look("SELECT kind, count(*) FROM outbox WHERE state = 'sending' GROUP BY kind")
    due = bot.look("SELECT kind, count(*) FROM outbox WHERE state = 'due' GROUP BY kind")
    report.kills += 1
    report.in_flight += sum(n for _, n in sending)
    report.by_moment[_moment(dict(sending), dict(due))] += 1


def _moment(sending: dict[str, int], due: dict[str, int]) -> str:
    if sending:
        return "while sending " + " and ".join(f"{k}s" for k in sorted(sending))
    return "with " + " and ".join(f"{k}s" for k in sorted(due)) + " due" if due else "with nothing due"


async def _come_back(bot: Bot, dice: random.Random, report: Report) -> None:
    """Start again; now and then it is killed before it is ready."""
    while True:
        starting = asyncio.create_task(bot.start())
        if dice.random() < 0.4:
            await asyncio.sleep(dice.uniform(0.1, 1.5))
            if not starting.done() and bot.process is not None:
                bot.kill()
                await bot.gone()
                starting.cancel()
                with suppress(asyncio.CancelledError, AssertionError):
                    await starting
                report.kills += 1
                report.by_moment["while starting"] += 1
                continue
        await starting
        return


def _open(bot: Bot) -> str:
    return ", ".join(
        f"{n} {state}" for state, n in bot.look("SELECT state, count(*) FROM outbox GROUP BY state")
    )


def _done(bot: Bot, chats: int, slots: int) -> bool:
    waiting = bot.look("SELECT count(*) FROM outbox WHERE state IN ('due', 'sending')") != [(0,)]
    composing = bot.look("SELECT count(*) FROM changes WHERE to_compose AND withdrawn_at IS NULL") != [(0,)]
    late = bot.look("SELECT count(*) FROM subscriptions WHERE next_due < datetime('now', '+20 hours')") != [
        (0,)
    ]
    return not (waiting or composing or late)


async def _until(condition: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.2)


def _compare(bot: Bot, playground: Playground, people: list[int], slots: int, report: Report) -> None:
    """Owed against stored: `lost` has no copy, `doubled` more than one."""
    with closing(sqlite3.connect(bot.database)) as database:
        kept = {
            number: json.loads(message)
            for number, message in database.execute("SELECT id, message FROM composed")
        }
        rows = database.execute(
            "SELECT c.telegram_id, o.message, o.state, o.kind FROM outbox o JOIN chats c ON c.id = o.chat_id WHERE o.change_id IS NULL"
            " OR o.state != 'dropped'"
        ).fetchall()
        report.states = dict(database.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    owed: Counter[tuple[int, str]] = Counter()
    numbers: dict[str, Counter[int]] = {"alert": Counter(), "digest": Counter(), "notice": Counter()}
    for person, message, _state, kind in rows:
        written = json.loads(message)
        owed[
            person, _plain(kept[written["composed"]]["html"] if "composed" in written else written["html"])
        ] += 1
        numbers[kind][person] += 1
    seen: Counter[tuple[int, str]] = Counter()
    marked: Counter[tuple[int, str]] = Counter()
    chats = {chat.id: chat for chat in playground.world.all_chats()}
    for person in people:
        for message in playground.transcript(chats[person]):
            if message.by_bot:
                key = person, _plain(message.text)
                seen[key] += 1
                marked[key] += MARK in message.text
    report.owed = sum(owed.values())
    report.lost = sum(max(n - seen[key], 0) for key, n in owed.items())
    report.doubled = sum(max(n - owed[key], 0) for key, n in seen.items())
    report.doubled_unmarked = sum(max(n - marked[key] - owed[key], 0) for key, n in seen.items())
    for kind in ("alert", "digest"):
        most = max(numbers[kind].values(), default=0)
        report.missing_rows += sum(1 for p in people if numbers[kind][p] < most)


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).replace(MARK, "").split())
