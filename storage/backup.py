"""A copy of a running database in one new file, readable only by its owner."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from news.errors import StorageError, WrongUse
from storage.postgres_tools import run_tool
from storage.store import sqlite_file


class NoBackupHere(WrongUse):
    """There is nothing to copy, or the copy may not be written where it was asked for."""

    key = "error.no_backup"


def back_up(url: str, target: Path) -> int:
    """Copy the database of `url` to the new file `target`, whole and consistent while the bot runs; bytes
    written.

    An SQLite file becomes an SQLite file; PostgreSQL is dumped by its own pg_dump, in its custom format.
    Raises NoBackupHere (an existing target is never overwritten), ToolMissing and StorageError.
    """
    source = sqlite_file(url)
    if source is not None and not source.exists():
        raise NoBackupHere(f"there is no database {source} yet")
    with _new_file(target):
        if source is None:
            with target.open("wb") as out:
                run_tool(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", out=out)
        else:
            copy(source, target)
    return target.stat().st_size


def copy(source: Path, target: Path) -> None:
    """Write the SQLite database `source` into `target`, as one file by itself. Raises StorageError."""
    try:
        live = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        with closing(live), closing(sqlite3.connect(target)) as made:
            live.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")  # or whoever opens the copy makes files beside it
    except sqlite3.Error as e:
        raise StorageError(f"{source}: {e}", temporary=False) from e


@contextmanager
def _new_file(target: Path) -> Iterator[None]:
    """Make `target`, for its owner only; it goes again where the body fails. Raises NoBackupHere."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as e:
        raise NoBackupHere(
            f"{target} cannot be written ({e.strerror}); name a new file in a folder that exists"
        ) from e
    try:
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise
