"""The run's two great parts, answers and delivery, are watched; a stop leaves no connection open, whenever it
comes."""

import asyncio
from pathlib import Path

import pytest

from bot import run as running
from bot.run import _until_stopped
from bot.schedule import Schedule
from bot.settings import load_settings
from bot.wiring import Parley, build
from briefing.jobs.deliver import Courier
from playground import Playground
from tests.waiting import WatchedHealth, logged


async def _no_metrics() -> bytes:
    return b""


def _parley(url: str, token: str, database: str, folder: Path) -> Parley:
    (folder / "processes.toml").write_text(
        '[[process]]\nid = "ostia"\ntitle = "Ostia"\nparties = [{ name = "A" }, { name = "B" }]\n'
    )
    return build(
        load_settings(
            TELEGRAM_TOKEN=token,
            PARLEY_TELEGRAM_API_URL=url,
            PARLEY_DATABASE_URL=database,
            PARLEY_PROCESSES=folder / "processes.toml",
            _env_file=None,
        )
    )


async def test_a_delivery_that_fails_is_started_again(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[bool] = []
    ran_once, ran_twice = asyncio.Event(), asyncio.Event()

    class Failing(Courier):
        async def run(self, stop: asyncio.Event) -> None:
            runs.append(health.ready)
            (ran_twice if ran_once.is_set() else ran_once).set()
            if len(runs) == 1:
                raise KeyError("unforeseen")
            await super().run(stop)

    monkeypatch.setattr(running, "Courier", Failing)
    async with Playground() as pg:
        parley = _parley(pg.url, pg.token, sqlite_database, tmp_path)
        health, stop = WatchedHealth(_no_metrics, 0), asyncio.Event()
        ran = asyncio.create_task(_until_stopped(parley, Schedule(), health, stop))
        await asyncio.wait_for(ran_once.wait(), 10)
        await health.until(lambda: not health.ready)
        await asyncio.wait_for(ran_twice.wait(), 10)
        await health.until(lambda: health.ready)
        stop.set()
        await ran
        assert not health.ready
        await _closed(parley)


async def test_a_stop_while_telegram_is_down_leaves_no_connection_open(
    sqlite_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    parley = _parley("http://127.0.0.1:9", "1:" + "A" * 35, sqlite_database, tmp_path)
    health, stop = WatchedHealth(_no_metrics, 0), asyncio.Event()
    ran = asyncio.create_task(_until_stopped(parley, Schedule(), health, stop))
    await logged(caplog, "Telegram cannot be reached", 10)
    assert not health.ready
    stop.set()
    await asyncio.wait_for(ran, 10)
    await _closed(parley)


async def test_a_stop_that_takes_too_long_leaves_no_connection_open(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest: list[asyncio.Task[None]] = []

    async def endless(_parley: object, polling: asyncio.Task[None]) -> None:
        rest.append(polling)
        await asyncio.Event().wait()

    monkeypatch.setattr(running, "_STOP_WITHIN", 0.2)
    monkeypatch.setattr(running, "_fall_silent", endless)
    async with Playground() as pg:
        parley = _parley(pg.url, pg.token, sqlite_database, tmp_path)
        health, stop = WatchedHealth(_no_metrics, 0), asyncio.Event()
        ran = asyncio.create_task(_until_stopped(parley, Schedule(), health, stop))
        await health.until(lambda: health.ready)
        stop.set()
        await asyncio.wait_for(ran, 10)
        monkeypatch.undo()
        await running._fall_silent(parley, *rest)  # what ran on meanwhile has opened nothing
        await _closed(parley)


async def _closed(parley: Parley) -> None:
    sessions = [r._session for r in parley.application.bot._request]
    await parley.house.store.close()
    await parley.web.parser.close()
    assert sessions == [None, None]
