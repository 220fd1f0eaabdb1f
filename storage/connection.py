"""A connection to the database, whose every refusal is a StorageError that says whether trying again may
help."""

import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, CursorResult, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from news.errors import StorageError
from storage.named import named

T = TypeVar("T")

_SQLITE_TEMPORARY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL)

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
        temporary = e.connection_invalidated or _passes(e.orig)
        raise StorageError(f"{named(url)}: {e.orig}", temporary=temporary) from e


def _passes(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        return (cause.sqlite_errorcode & 0xFF) in _SQLITE_TEMPORARY  # the low byte: extended codes refine it
    return str(getattr(cause, "sqlstate", "") or "")[:2] in _SQLSTATE_TEMPORARY
