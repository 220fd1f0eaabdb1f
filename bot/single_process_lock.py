"""One process a SQLite file: a lock beside it that a killed process leaves open (several processes need
PostgreSQL)."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from news.errors import WrongUse
from storage.private import keep_private
from storage.store import make_folder, sqlite_file


class AlreadyRunning(WrongUse):
    """Another process runs on this SQLite file."""

    key = "error.already_running"


@contextmanager
def locked_to_one_process(database_url: str) -> Iterator[bool]:
    """Hold the SQLite file for this process; gives whether it is ours alone (False on PostgreSQL).

    Raises AlreadyRunning, or WrongUse where the folder or the lock cannot be made.
    """
    database = sqlite_file(database_url)
    if database is None:
        yield False
        return
    path = Path(f"{database}.lock")
    make_folder(path)
    keep_private(path)  # whoever may read a file may lock it, and then this bot could not start
    with _opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            raise AlreadyRunning(
                f"another Parley runs on {database}; stop it first, or use PostgreSQL for several processes"
            ) from e
        yield True


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w")
    except OSError as e:
        raise WrongUse(
            f"the lock {path} cannot be made ({e.strerror}); let the bot write into its folder and make room there, "
            "or name another place in PARLEY_DATABASE_URL"
        ) from e
