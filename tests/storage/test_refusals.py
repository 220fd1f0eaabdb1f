"""What SQLite's refusals are called: the file, what is wrong with it, and what to do."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from news.errors import StorageError
from storage.migrate import HEAD, OthersDatabase, current_revision, migrate


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def test_a_file_beside_the_database_that_does_not_fit_on_the_disk_is_a_full_disk(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parley.sqlite-wal").mkdir()  # so it cannot be made
    with pytest.raises(StorageError) as told:
        await current_revision(sqlite_database)
    assert (told.value.temporary, "disk is full" in str(told.value)) == (False, False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: _Usage(4096, 4096, 0))
    with pytest.raises(StorageError) as told:
        await current_revision(sqlite_database)
    assert told.value.temporary
    assert str(told.value).startswith(f"{tmp_path / 'parley.sqlite'}: its disk is full (")
    assert str(told.value).endswith("); delete or move files to make room there")
    (tmp_path / "parley.sqlite-wal").rmdir()
    assert await current_revision(sqlite_database) == HEAD


@pytest.mark.parametrize("length", [10, 5000])
async def test_a_file_that_is_no_database(tmp_path: Path, length: int) -> None:
    (tmp_path / "notes.txt").write_bytes(b"n" * length)
    with pytest.raises(StorageError) as told:
        await migrate(_url(tmp_path / "notes.txt"))
    assert not told.value.temporary
    assert str(told.value) == (
        f"{tmp_path / 'notes.txt'}: this is no SQLite database; name another file in PARLEY_DATABASE_URL, or move "
        "this one away and start again, or make it anew of a backup (`python -m bot restore FILE`)"
    )
    assert (tmp_path / "notes.txt").read_bytes() == b"n" * length


async def test_a_damaged_database(sqlite_database: str, tmp_path: Path) -> None:
    file = tmp_path / "parley.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(StorageError, match=r"the database is damaged \(.*restore FILE") as told:
        await migrate(sqlite_database)
    assert not told.value.temporary


async def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE places (name TEXT)")
    with pytest.raises(OthersDatabase, match="another program") as told:
        await migrate(_url(file))
    assert str(file) in str(told.value)
    assert "'places'" in str(told.value)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("places",)]
