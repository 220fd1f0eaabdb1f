"""A copy of a running SQLite database, readable only by its owner."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from news.errors import StorageError, WrongUse
from storage.store import sqlite_file


class NoBackupHere(WrongUse):
    """The database is not a file, or the copy may not be written where it was asked for."""

    key = "error.no_backup"


def back_up(url: str, target: Path) -> int:
    """Copy the SQLite database of `url` to the new file `target`, whole and consistent while the bot runs;
    bytes written.

    Raises NoBackupHere (PostgreSQL has pg_dump; an existing target is never overwritten) and StorageError.
    """
    source = sqlite_file(url)
    if source is None:
        raise NoBackupHere("only an SQLite file is copied here; for PostgreSQL use pg_dump")
    if not source.exists():
        raise NoBackupHere(f"there is no database {source} yet")
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as e:
        raise NoBackupHere(
            f"{target} cannot be written ({e.strerror}); name a new file in a folder that exists"
        ) from e
    try:
        live = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
        with closing(live), closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
    except sqlite3.Error as e:
        target.unlink(missing_ok=True)
        raise StorageError(str(e), temporary=False) from e
    return target.stat().st_size
