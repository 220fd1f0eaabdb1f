"""Polling goes on whatever Telegram answers; a token refused for too long makes the bot not ready, and then
ends it."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.run import _until_stopped
from bot.schedule import Schedule
from bot.settings import load_settings
from bot.supervisor import Supervisor
from bot.token_watch import Patience, TokenRefused, TokenWatch
from bot.web import HealthServer
from bot.wiring import Parley, build
from playground import Playground
from storage.migrate import migrate
from tests.e2e.town import ROOT
from tests.waiting import WatchedHealth

REFUSED = {"method": "getUpdates", "status": 401, "description": "Unauthorized"}


class Bot:
    """One bot with its health server; `ended` is its run."""

    def __init__(
        self, parley: Parley, health: WatchedHealth, ended: "asyncio.Task[None]", stop: asyncio.Event
    ) -> None:
        self.parley, self.health, self.ended, self.stop = parley, health, ended, stop

    async def readiness(self) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as web,
            web.get(f"http://127.0.0.1:{self.health.port}/readyz") as answer,
        ):
            return answer.status, (await answer.text()).strip()


@asynccontextmanager
async def _running(pg: Playground, database: str, folder: Path, patience: Patience) -> AsyncIterator[Bot]:
    (folder / "processes.toml").write_text(
        '[[process]]\nid = "ostia"\ntitle = "Ostia"\nparties = [{ name = "A" }, { name = "B" }]\n'
    )
    settings = load_settings(
        TELEGRAM_TOKEN=pg.token,
        PARLEY_TELEGRAM_API_URL=pg.url,
        PARLEY_DATABASE_URL=database,
        PARLEY_PROCESSES=folder / "processes.toml",
        _env_file=None,
    )
    parley = build(settings, patience=patience)
    health, stop = WatchedHealth(_no_metrics, 0), asyncio.Event()
    await health.start()
    bot = Bot(parley, health, asyncio.create_task(_until_stopped(parley, Schedule(), health, stop)), stop)
    try:
        yield bot
    finally:
        stop.set()
        await asyncio.wait([bot.ended], timeout=20)
        await health.stop()
        await parley.house.store.close()
        await parley.web.parser.close()


async def _no_metrics() -> bytes:
    return b""


@pytest.mark.parametrize(
    "fault",
    [
        REFUSED,
        REFUSED | {"times": 3},
        {"method": "getUpdates", "status": 502, "body": "<html>Bad Gateway</html>"},
        {
            "method": "getUpdates",
            "status": 409,
            "description": "Conflict: terminated by other getUpdates request",
        },
        {"method": "getUpdates", "reset": "before"},
    ],
)
async def test_what_is_said_after_polling_failed_is_answered(
    sqlite_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: dict[str, object]
) -> None:
    async with Playground() as pg:
        struck = pg.faults.add(**fault)
        async with _running(pg, sqlite_database, tmp_path, Patience(first_pause=0.01)) as bot:
            await pg.wait_for(lambda: struck.struck == struck.times, 10)
            chat = pg.private(person := pg.person("Mira"))
            said = pg.say(chat, person, "/privacy")
            assert "What I keep" in (await pg.next_message(chat, after=said)).text
            assert await bot.readiness() == (200, "ready")
            bot.stop.set()
            await bot.ended
    assert not [r for r in caplog.records if r.exc_info]


async def test_a_stop_while_the_token_is_refused_is_an_orderly_one(
    sqlite_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Playground() as pg:
        struck = pg.faults.add(**REFUSED, times=0)
        async with _running(pg, sqlite_database, tmp_path, Patience(first_pause=0.01)) as bot:
            await pg.wait_for(lambda: struck.struck > 1, 10)
            bot.stop.set()
            await asyncio.wait_for(bot.ended, 10)
    assert not [r for r in caplog.records if r.exc_info]


async def test_a_token_refused_for_long_is_told_and_ends_the_bot(
    sqlite_database: str, tmp_path: Path
) -> None:
    async with Playground() as pg:
        pg.faults.add(**REFUSED, times=0)
        patience = Patience(first_pause=0.01, longest_pause=0.01, ready_for=0.05, give_up_after=3600)
        async with _running(pg, sqlite_database, tmp_path, patience) as bot:
            await bot.health.until(lambda: bool(bot.health.trouble))
            assert await bot.readiness() == (503, "not ready: Telegram refuses TELEGRAM_TOKEN")
            pg.faults.clear()
            await bot.health.until(lambda: bot.health.ready)
            assert await bot.readiness() == (200, "ready")

    async with Playground() as pg:
        pg.faults.add(**REFUSED, times=0)
        patience = Patience(first_pause=0.01, longest_pause=0.01, ready_for=0.0, give_up_after=0.1)
        async with _running(pg, sqlite_database, tmp_path, patience) as bot:
            with pytest.raises(TokenRefused, match="get a new one from BotFather"):
                await asyncio.wait_for(bot.ended, 10)


async def test_a_token_refused_at_the_start_ends_the_bot_too(sqlite_database: str, tmp_path: Path) -> None:
    async with Playground() as pg:
        pg.faults.add(method="getMe", status=401, description="Unauthorized", times=0)
        patience = Patience(first_pause=0.01, longest_pause=0.01, ready_for=0.0, give_up_after=0.1)
        async with _running(pg, sqlite_database, tmp_path, patience) as bot:
            with pytest.raises(TokenRefused):
                await asyncio.wait_for(bot.ended, 10)
            assert pg.count("getUpdates") == 0


async def test_only_refusals_in_a_row_count() -> None:
    now = 0.0
    health, answers, stop = HealthServer(_no_metrics, 0), asyncio.Event(), asyncio.Event()
    answers.set()
    watch = TokenWatch(
        Supervisor(health, answers, stop), Patience(ready_for=60, give_up_after=300), lambda: now
    )
    watch.refused()
    now = 299.0
    watch.not_refused()
    watch.refused()
    now = 598.0
    watch.refused()
    assert (health.ready, health.trouble) == (False, "Telegram refuses TELEGRAM_TOKEN")
    now = 599.0
    with pytest.raises(TokenRefused, match="for 5 min"):
        watch.refused()


async def test_what_was_taken_is_not_taken_once_more_after_a_restart(
    sqlite_database: str, tmp_path: Path
) -> None:
    async with Playground() as pg:
        chat = pg.private(person := pg.person("Mira"))
        for _ in range(2):
            async with _running(pg, sqlite_database, tmp_path, Patience()) as bot:
                await bot.health.until(lambda: bot.health.ready)
                said = pg.say(chat, person, "/privacy")
                await pg.next_message(chat, after=said)
                bot.stop.set()
                await bot.ended
        assert len([m for m in pg.transcript(chat) if m.by_bot]) == 2


RUN = """
import sys
from bot import token_watch
token_watch.Patience.__init__.__defaults__ = (0.01, 0.01, 0.0, 0.1)
from bot.cli import main
sys.exit(main(["run"]))
"""


async def test_the_process_ends_with_one_line_and_status_1(sqlite_database: str, tmp_path: Path) -> None:
    await migrate(sqlite_database)
    (tmp_path / "processes.toml").write_text(
        '[[process]]\nid = "ostia"\ntitle = "Ostia"\nparties = [{ name = "A" }, { name = "B" }]\n'
    )
    async with Playground() as pg:
        pg.faults.add(**REFUSED, times=0)
        settings = {
            "TELEGRAM_TOKEN": pg.token,
            "PARLEY_TELEGRAM_API_URL": pg.url,
            "PARLEY_DATABASE_URL": sqlite_database,
            "PARLEY_PROCESSES": str(tmp_path / "processes.toml"),
            "PARLEY_CATALOGUE": "none",
            "PARLEY_HTTP_PORT": "0",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            RUN,
            cwd=tmp_path,
            env={"PATH": "", "PYTHONPATH": str(ROOT), **settings},
            stderr=subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), 60)
    plain = [line for line in said.decode().splitlines() if not line.startswith("{")]
    assert process.returncode == 1
    assert len(plain) == 1
    assert plain[0].startswith("TokenRefused: Telegram refuses TELEGRAM_TOKEN")
