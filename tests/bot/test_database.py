"""A start waits for its database, and says so in one line."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot.database import migrate_when_there
from news.errors import StorageError
from storage.migrate import HEAD, current_revision


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
