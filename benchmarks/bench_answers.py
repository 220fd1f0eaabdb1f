"""How long answers take with 1 000 000 stored items, beside an empty command at the same load: part of `make
bench`.

Fills SQLite files with made-up items, then asks through the real application and a playground server: so many
questions a second, whatever became of the ones before, all commands mixed, no question the same as the one
before it. Prints p50 and p99 of each command, their ratio to /privacy, and the growth from 10 000 items.
"""

import argparse
import asyncio
import gc
import itertools
import json
import logging
import os
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.settings import load_settings
from bot.wiring import build
from news.claim import Axis, Claim, Kind, Piece, Stance
from news.feed import FeedSource
from news.status import State, Status
from playground import Playground
from storage.migrate import migrate
from storage.store import Store

NOW = datetime(2031, 9, 9, 12, tzinfo=UTC)
PROCESSES = 300
PEOPLE = 300
FEEDS = 40
COMMANDS = {
    "/privacy": "/privacy",
    "/latest": "/latest",
    "/latest x": "/latest p{n}",
    "/status": "/status",
    "/status x": "/status p{n}",
    "/search rare": "/search w{rare}",
    "/search common": "/search w0 w1",
}


def catalogue(folder: Path) -> Path:
    path = folder / "processes.toml"
    tables = (
        f'[[process]]\nid = "p{n}"\ntitle = "Place{n}: north and south"\nplaces = ["Place{n}"]\nparties = [{{name = "North{n}"}}]\n'
        for n in range(PROCESSES)
    )
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


async def fill(url: str, count: int, chats: int) -> None:
    """`count` items, seven in ten a story of their own, over 300 processes; every process has a status."""
    await migrate(url)
    store = Store.open(url)
    async with store.begin() as books:
        await books.feeds.add(
            [FeedSource(f"https://feed{n}.example/rss", f"Outlet {n}") for n in range(FEEDS)], NOW
        )
        for n in range(PROCESSES):
            claim = Claim(
                f"p{n}",
                Axis.CEASEFIRE,
                Kind.AGREED,
                Stance.ASSERTED,
                None,
                f"A truce was agreed in Place{n}, envoys said.",
                0.9,
            )
            pieces = tuple(
                Piece(claim, str(i), f"Outlet {i}", NOW, f"https://feed{i}.example/{n}") for i in range(1, 4)
            )
            status = Status(
                f"p{n}",
                Axis.CEASEFIRE,
                State.AGREED,
                since=NOW,
                confirmed_at=NOW,
                outlets=3,
                evidence=pieces,
                as_of=NOW,
            )
            await books.statuses.put(status, status, NOW, None)
    await store.close()
    await asyncio.to_thread(_fill, url.partition("///")[2], count, chats)


def _fill(path: str, count: int, chats: int) -> None:
    chance = random.Random(7)
    words = [f"w{n}" for n in range(30_000)]
    weights = list(itertools.accumulate(1 / (n + 2) for n in range(30_000)))
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA synchronous=OFF")
        now = NOW.strftime("%Y-%m-%d %H:%M:%S.000000")
        db.executemany(
            "INSERT INTO chats(telegram_id, thread_id, kind, language, zone, state, created_at) "
            "VALUES (?, 0, 'private', 'en', 'UTC', 'active', ?)",
            ((10_000_000 + n, now) for n in range(chats)),
        )
        story = 0
        for start in range(0, count, 20_000):
            items, joined, opened, about, linked = [], [], [], [], []
            for n in range(start + 1, min(start + 20_000, count) + 1):
                moment = (NOW - timedelta(seconds=30 * (count - n))).strftime("%Y-%m-%d %H:%M:%S.000000")
                told = chance.choices(words, cum_weights=weights, k=24)
                items.append(
                    (
                        n,
                        n % FEEDS + 1,
                        f"k{n}",
                        "h",
                        f"https://feed.example/{n}",
                        " ".join(told[:8]),
                        " ".join(told),
                        "",
                        moment,
                        moment,
                        "en",
                    )
                )
                process = f"p{chance.randrange(PROCESSES)}"
                about.append((n, process, moment))
                if not story or chance.random() < 0.7:
                    story += 1
                    opened.append((story, moment, moment))
                    linked.append((story, process, moment))
                joined.append((n, story, moment, moment))
            db.executemany(
                "INSERT INTO items(id, feed_id, key, content_hash, link, title, summary, text, published, first_seen, "
                "language, backlog, to_read) VALUES (?,?,?,?,?,?,?,?,?,?,?,0,0)",
                items,
            )
            db.executemany(
                "INSERT INTO item_processes(item_id, process, rank, published) VALUES (?,?,0,?)", about
            )
            db.executemany("INSERT INTO stories(id, opened, newest, told) VALUES (?,?,?,1)", opened)
            db.executemany(
                "INSERT INTO story_items(item_id, story_id, published, joined_at) VALUES (?,?,?,?)", joined
            )
            db.executemany("INSERT INTO story_processes(story_id, process, opened) VALUES (?,?,?)", linked)
            db.commit()
        db.execute("ANALYZE")
    db.close()


async def measure(url: str, folder: Path, asks: int, rate: float) -> dict[str, list[float]]:
    """Seconds from a question until the server has its answer, command by command; `rate` questions a second,
    every time another chat's."""
    async with Playground(clock=NOW.timestamp) as pg:
        settings = load_settings(
            TELEGRAM_TOKEN="123456:" + "A" * 35,
            PARLEY_TELEGRAM_API_URL=pg.url,
            PARLEY_DATABASE_URL=url,
            PARLEY_PROCESSES=catalogue(folder),
            _env_file=None,
        )
        parley = build(settings, now=lambda: NOW)
        application = parley.application
        await application.initialize()
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=5)
        persons = [pg.person(f"Person {n}") for n in range(PEOPLE)]
        chats = [pg.private(person) for person in persons]
        numbers = itertools.count()
        waiting: dict[int, asyncio.Future[float]] = {}

        def answered(_kind: str, details: Mapping[str, Any]) -> None:
            if (call := details.get("call")) and call.method == "sendMessage" and call.chat_id in waiting:
                waiting.pop(call.chat_id).set_result(time.perf_counter())

        pg.listen(answered)

        async def one(name: str) -> float:
            n = next(numbers)
            words = COMMANDS[name].format(n=n % PROCESSES, rare=5_000 + n % 20_000)
            chat = chats[n % PEOPLE]
            waiting[chat.id] = asyncio.get_running_loop().create_future()
            began = time.perf_counter()
            pg.say(chat, persons[n % PEOPLE], words)
            return await asyncio.wait_for(waiting[chat.id], 60) - began

        async def all_of(names: list[str]) -> dict[str, list[float]]:
            began, asked = time.perf_counter(), []
            for number, name in enumerate(names):
                await asyncio.sleep(began + number / rate - time.perf_counter())
                asked.append(asyncio.create_task(one(name)))
            times: dict[str, list[float]] = {}
            for name, seconds in zip(names, await asyncio.gather(*asked), strict=True):
                times.setdefault(name, []).append(seconds)
            return times

        await all_of([*COMMANDS] * 40)  # warms up
        gc.freeze()  # as bot/run.py does
        mixed = [*COMMANDS] * asks
        random.Random(11).shuffle(mixed)
        times = await all_of(mixed)
        await application.updater.stop()
        await application.stop()
        await application.shutdown()
        await parley.house.store.close()
        await parley.web.parser.close()
    return times


def _both(times: list[float]) -> tuple[float, float]:
    """p50 and p99 in milliseconds."""
    return statistics.median(times) * 1000, statistics.quantiles(times, n=100)[98] * 1000


async def main(args: argparse.Namespace) -> None:
    logging.disable(logging.WARNING)
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(args.dir or name)
        for count in (10_000, args.items):
            file = folder / f"{count}.db"
            began = time.perf_counter()
            if not file.exists():
                await fill(f"sqlite+aiosqlite:///{file}", count, args.chats)
                print(
                    f"{count} items filled in {time.perf_counter() - began:.0f} s",
                    file=sys.stderr,
                    flush=True,
                )
            figures[count] = await measure(f"sqlite+aiosqlite:///{file}", folder, args.asks, args.rate)
    few, many = figures[10_000], figures[args.items]
    load = " ".join(f"{of:.1f}" for of in os.getloadavg())
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {args.rate:g} questions a second, {args.asks} a command; "
        f"load {load} on {os.cpu_count()} cores"
    )
    print(
        "| command | p50 10 k | p99 10 k | p50 | p99 | p50 to /privacy | p99 to /privacy | growth of p50 | growth of p99 |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name in COMMANDS:
        (a, b), (c, d) = _both(few[name]), _both(many[name])
        to = _both(many["/privacy"])
        print(
            f"| {name} | {a:.1f} | {b:.1f} | {c:.1f} | {d:.1f} | {c / to[0]:.2f} | {d / to[1]:.2f} | {c / a:.2f} | {d / b:.2f} |"
        )
    if args.json:
        keep = json.dumps({str(count): times for count, times in figures.items()})
        await asyncio.to_thread(Path(args.json).write_text, keep, "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--chats", type=int, default=100_000)
    parser.add_argument("--asks", type=int, default=400)
    parser.add_argument(
        "--rate", type=float, default=15.0, help="questions a second; Telegram takes thirty answers a second"
    )
    parser.add_argument(
        "--dir", help="a folder to keep the databases in for the next time; default: made anew and deleted"
    )
    parser.add_argument("--json", help="write every measured time here")
    asyncio.run(main(parser.parse_args()))
