"""A connection to the database, whose every refusal is a StorageError that says whether trying again may help."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from news.errors import StorageError

_SQLITE_TEMPORARY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL)

_SQLSTATE_TEMPORARY = ("08", "40", "53", "55", "57")
"""PostgreSQL's classes: connection, rolled back for another's sake, out of resources, locked, shutting down (its manual, appendix A)."""


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection of `engine`'s pool. Errors of the body that are not the database's pass as they are."""
    inside = False
    try:
        async with engine.connect() as connection:
            inside = True
            yield connection
    except DBAPIError as e:
        raise StorageError(str(e.orig), temporary=e.connection_invalidated or _passes(e.orig)) from e
    except (OSError, PoolTimeout) as e:
        if inside:
            raise
        raise StorageError(f"no connection: {e}", temporary=True) from e


def _passes(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        return (cause.sqlite_errorcode & 0xFF) in _SQLITE_TEMPORARY  # the low byte: extended codes refine it
    return str(getattr(cause, "sqlstate", "") or "")[:2] in _SQLSTATE_TEMPORARY
