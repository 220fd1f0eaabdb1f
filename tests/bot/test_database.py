"""A start waits for its database, and says so in one line."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.database import migrate_when_there
from bot.run import run
from bot.settings import load_settings
from bot.wiring import build
from news.errors import StorageError
from playground import Playground
from storage.migrate import HEAD, current_revision
from tests.waiting import logged


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "bot.database"]


@pytest.mark.postgres
async def test_a_start_waits_until_postgresql_is_there(
    postgres_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    base, _, socket = postgres_database.partition("host=")
    later = f"{base}host={tmp_path}/pg"
    waiting = asyncio.create_task(migrate_when_there(later, asyncio.Event(), first_pause=0.01))
    async with asyncio.timeout(10):
        while not _lines(caplog):
            await asyncio.sleep(0)
    (tmp_path / "pg").symlink_to(socket)
    assert await asyncio.wait_for(waiting, 60)
    assert await current_revision(later) == HEAD
    assert _lines(caplog) == ["the database cannot be used yet; waiting for it", "the database is there"]


async def test_a_stop_ends_the_wait(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stop = asyncio.Event()
    url = f"postgresql+asyncpg://parley@/parley?host={tmp_path}"
    waiting = asyncio.create_task(migrate_when_there(url, stop, first_pause=3600))
    async with asyncio.timeout(10):
        while not _lines(caplog):
            await asyncio.sleep(0)
    stop.set()
    assert not await asyncio.wait_for(waiting, 10)


async def test_what_waiting_does_not_mend_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "damaged.db").write_bytes(b"no database at all " * 100)
    with pytest.raises(StorageError, match=r"damaged\.db"):
        await migrate_when_there(f"sqlite+aiosqlite:///{tmp_path}/damaged.db", asyncio.Event())


async def test_a_start_on_a_full_disk_waits_until_there_is_room(
    sqlite_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    feeds = "".join(
        f'[[feed]]\nurl = "http://127.0.0.1:9/{n}.xml"\ntitle = "Outlet {n}"\n' for n in range(300)
    )
    (tmp_path / "feeds.toml").write_text(feeds)
    async with Playground() as pg:
        parley = build(
            load_settings(
                TELEGRAM_TOKEN=pg.token,
                PARLEY_TELEGRAM_API_URL=pg.url,
                PARLEY_DATABASE_URL=sqlite_database,
                PARLEY_CATALOGUE=str(tmp_path / "feeds.toml"),
                PARLEY_HTTP_PORT=0,
                _env_file=None,
            )
        )
        full, stop = [True], asyncio.Event()

        def limit(connection: Any, *_: Any) -> None:
            cursor = connection.cursor()
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0] if full[0] else 2**31}")
            cursor.close()

        event.listen(parley.house.store._engine.sync_engine, "checkout", limit)
        ran = asyncio.create_task(run(parley, stop))
        await logged(caplog, "the database cannot be used yet; waiting for it", 20)
        assert (
            "its disk is full"
            in next(r for r in caplog.records if r.name == "bot.database").__dict__["reason"]
        )
        full[0] = False
        await logged(caplog, "the database is there", 30)
        await logged(caplog, "asks Telegram for updates", 30)
        stop.set()
        await asyncio.wait_for(ran, 30)
