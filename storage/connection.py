"""A connection to the database, whose every refusal is a StorageError that says whether trying again may
help, and what to do where somebody must do something."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, CursorResult, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from news.errors import StorageError
from storage.named import named

T = TypeVar("T")

_SQLITE_TEMPORARY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL)

_SQLITE_OUT_OF_ROOM = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_LEAST_ROOM = 256 * 1024
"""Bytes: what SQLite needs beside the file before it can read it."""

_MAKE_ROOM = "its disk is full ({cause}); delete or move files to make room there"
_SQLITE_ADVICE = {
    sqlite3.SQLITE_NOTADB: "this is no SQLite database; name another file in PARLEY_DATABASE_URL, or move this one away "
    "and start again, or make it anew of a backup (`python -m bot restore FILE`)",
    sqlite3.SQLITE_CORRUPT: "the database is damaged ({cause}); stop the bot, move the file and what lies beside it "
    "(-wal, -shm) away, and make it anew of the newest backup (`python -m bot restore FILE`)",
}

_SQLSTATE_TEMPORARY = ("08", "40", "53", "55", "57")
"""PostgreSQL's classes: connection, rolled back for another's sake, out of resources, locked, shutting down
(its manual, appendix A)."""


class Direct:
    """A connection of this very thread in the place of an AsyncConnection: its answers are there at once,
    nothing is waited for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:
        return self._connection.execute(statement, values)


def finished(unit: Coroutine[Any, Any, T]) -> T:
    """What `unit` returns, run to its end here and now. RuntimeError where it waits for anything but a Direct
    connection."""
    try:
        unit.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    unit.close()
    raise RuntimeError("a unit of reading waits for something else than its books")


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection of `engine`'s pool. Errors of the body that are not the database's pass as they are."""
    inside = False
    try:
        with refusals(engine.url):
            async with engine.connect() as connection:
                inside = True
                yield connection
    except (OSError, PoolTimeout) as e:
        if inside:
            raise
        raise StorageError(f"{named(engine.url)}: no connection: {e}", temporary=True) from e


@contextmanager
def refusals(url: URL) -> Iterator[None]:
    """Every refusal of the database of `url` in the body as a StorageError that names it."""
    try:
        yield
    except DBAPIError as e:
        advice = _advice(url, e.orig)
        temporary = e.connection_invalidated or _passes(e.orig) or advice is _MAKE_ROOM
        said = advice.format(cause=e.orig) if advice else str(e.orig)
        raise StorageError(f"{named(url)}: {said}", temporary=temporary) from e


def _passes(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        return _code(cause) in _SQLITE_TEMPORARY
    return str(getattr(cause, "sqlstate", "") or "")[:2] in _SQLSTATE_TEMPORARY


def _advice(url: URL, cause: BaseException | None) -> str | None:
    """What to do about a refusal of SQLite; None where its own words must do, or nothing is to be done."""
    if not isinstance(cause, sqlite3.Error):
        return None
    code = _code(cause)
    if code == sqlite3.SQLITE_FULL or (code in _SQLITE_OUT_OF_ROOM and _no_room(url)):
        return _MAKE_ROOM
    return _SQLITE_ADVICE.get(code)


def _no_room(url: URL) -> bool:
    """Whether nothing fits on the disk: SQLite tells that of the files beside the database as any other trouble
    with a file."""
    try:
        return shutil.disk_usage(Path(url.database or "").parent).free < _LEAST_ROOM
    except OSError:
        return False


def _code(cause: sqlite3.Error) -> int:
    """The low byte: extended codes refine it. An error of the driver itself has none."""
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF
