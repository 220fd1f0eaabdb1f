"""The database as a whole: opening it, and the one place that commits (`Store.begin`)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from news.errors import StorageError
from storage.chats import Chats
from storage.claims import Claims
from storage.feeds import Feeds
from storage.items import Items
from storage.outbox import Outbox
from storage.search import Search
from storage.statuses import Statuses
from storage.stories import Stories


@dataclass(frozen=True, slots=True)
class Books:
    """One transaction's view of everything, a repository per group of tables."""

    feeds: Feeds
    items: Items
    claims: Claims
    statuses: Statuses
    chats: Chats
    outbox: Outbox
    stories: Stories
    search: Search

    @classmethod
    def over(cls, connection: AsyncConnection) -> "Books":
        return cls(
            Feeds(connection),
            Items(connection),
            Claims(connection),
            Statuses(connection),
            Chats(connection),
            Outbox(connection),
            Stories(connection),
            Search(connection),
        )


class Store:
    """The open database. Use `begin` to write and `read` to look; neither is ever nested."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open `url` (an SQLAlchemy async URL). Nothing is connected before the first transaction."""
        return cls(create_engine(url))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Books]:
        """A transaction that commits at the end, or not at all. Raises StorageError when the database refuses."""
        async with self._transaction(write=True) as books:
            yield books

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Books]:
        """A consistent view that writes nothing."""
        async with self._transaction(write=False) as books:
            yield books

    @asynccontextmanager
    async def _transaction(self, *, write: bool) -> AsyncIterator[Books]:
        try:
            async with self._engine.connect() as connection:
                options = await connection.execution_options(parley_write=write)
                async with options.begin():
                    yield Books.over(options)
        except DBAPIError as e:
            raise refusal(e) from e

    async def close(self) -> None:
        await self._engine.dispose()


def refusal(error: DBAPIError) -> StorageError:
    """What the database refused, as the one error the floors above know."""
    return StorageError(str(error.orig), temporary=isinstance(error, OperationalError) or error.connection_invalidated)


def create_engine(url: str) -> AsyncEngine:
    """An async engine for SQLite (WAL, foreign keys, immediate write transactions) or PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, pool_size=8, max_overflow=8, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(parsed, connect_args={"timeout": 30.0}, pool_size=8, max_overflow=8)
    event.listen(engine.sync_engine, "connect", _tune_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN below, not the driver's
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000", "cache_size=-16000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    """A writer takes the write lock at once: a late upgrade from a reader fails with "database is locked"."""
    write = connection.get_execution_options().get("parley_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
