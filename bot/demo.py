"""No token, no network: the same bot against the playground, with its chat page and sample feeds."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from bot.run import run
from bot.settings import ROOT, Settings
from bot.single_process_lock import locked_to_one_process
from bot.wiring import Extras, Parley, build
from news.errors import ParleyError
from news.feed import FeedKind, FeedSource
from playground import Playground, SampleFeed
from playground.stage.desk import Desk

log = logging.getLogger(__name__)

DATABASE = Path("var/playground.db")


async def play(settings: Settings, port: int) -> None:
    """Start the playground on `port` (the next free one if taken) and run the bot against it until it is
    stopped.

    Without a database of the person's own the demo begins afresh each time, in a file of its own. Raises
    ParleyError.
    """
    playground = await _start_playground(port)
    try:
        given = settings.model_copy(
            update={
                "telegram_api_url": playground.url,
                "telegram_token": type(settings)
                .model_validate({"TELEGRAM_TOKEN": playground.token})
                .telegram_token,
                "http_port": _health_port(settings),
                "webhook_url": None,
                "database_url": settings.database_url
                if "database_url" in settings.model_fields_set
                else _fresh_database(),
            }
        )
        host = urlsplit(playground.url).netloc
        feeds = tuple(_source(feed, playground.url) for feed in playground.sample_feeds)
        extras = Extras((ROOT / "playground" / "samples" / "processes.toml",), feeds, playground.url, (host,))
        parley = build(given, extras)
        print(  # noqa: T201 (the one line a person needs)
            f"\n  Parley's playground: {playground.page_url}\n  (no TELEGRAM_TOKEN is set; Ctrl-C stops)\n",
            flush=True,
        )
        stop = _stop_event()
        if "database_url" in settings.model_fields_set:  # a person's own: nothing in it is forgotten
            await run(parley, stop)
        else:
            await _tell(parley, partial(build, given, extras), playground.desk, stop)
    finally:
        await playground.stop()


async def _tell(parley: Parley, anew: Callable[[], Parley], desk: Desk, stop: asyncio.Event) -> None:
    """Run until `stop`. Whenever the story is told again, the bot begins anew without what it had read, so that
    it follows the story once more; who asked for what is kept. Raises ParleyError."""
    again = asyncio.Event()
    desk.on_restart = again.set
    await _run_until(parley, stop, again)
    while again.is_set() and not stop.is_set():
        played, speed = desk.playing, desk.speed
        desk.stop()
        desk.restart()  # from its very beginning, whatever was told meanwhile
        again.clear()
        parley = anew()
        async with parley.house.store.begin() as books:
            await books.pruning.forget_news(parley.house.now())
        going_on = asyncio.create_task(_play_on(parley, desk, speed) if played else asyncio.sleep(0))
        try:
            await _run_until(parley, stop, again)
        finally:
            going_on.cancel()


async def _run_until(parley: Parley, *ends: asyncio.Event) -> None:
    ending = asyncio.Event()

    async def end() -> None:
        waits = [asyncio.create_task(one.wait()) for one in ends]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        ending.set()

    watch = asyncio.create_task(end())
    try:
        await run(parley, ending)
    finally:
        watch.cancel()


async def _play_on(parley: Parley, desk: Desk, speed: float) -> None:
    """Let the story go on once every sample feed was looked at: what a first look finds is news to nobody."""
    waiting = True
    while waiting:
        await asyncio.sleep(0.5)
        async with parley.house.store.read() as books:
            known = [feed for feed in await books.feeds.all() if feed.source.url in parley.extras.urls]
        waiting = not all(feed.primed for feed in known)
    desk.play(speed=speed)


async def _start_playground(port: int) -> Playground:
    for candidate in (port, 0):
        playground = Playground(port=candidate, page=True, control=True)
        try:
            await playground.start()
        except OSError as e:
            log.warning("port taken, trying another", extra={"port": candidate, "reason": str(e)})
        else:
            return playground
    raise ParleyError("no port of this machine can be listened on")


def _health_port(settings: Settings) -> int:
    """The port of health and metrics: as set, else any free one where the default is taken (a second demo,
    another program)."""
    if "http_port" in settings.model_fields_set:
        return settings.http_port
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", settings.http_port))
        except OSError:
            return 0
    return settings.http_port


def _fresh_database() -> str:
    """The demo's own file, emptied; raises AlreadyRunning while another demo runs on it."""
    url = f"sqlite+aiosqlite:///{DATABASE}"
    with locked_to_one_process(url):
        for end in ("", "-wal", "-shm"):
            DATABASE.with_name(DATABASE.name + end).unlink(missing_ok=True)
    return url


def _source(feed: SampleFeed, base: str) -> FeedSource:
    return FeedSource(
        base + feed.path,
        feed.title,
        FeedKind(feed.kind.replace(" ", "_")),
        feed.country.lower() or None,
        feed.language,
    )


def _stop_event() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
