"""The database as a whole: opening it, and the one place that commits (`Store.begin`)."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager, nullcontext
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import URL, Engine, event, make_url
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from news.errors import StorageError, WrongUse
from storage.admin_feeds import AdminFeeds
from storage.administration import Administration
from storage.alerts import Alerts
from storage.boards import Boards
from storage.broadcasts import Broadcasts
from storage.chats import Chats
from storage.claims import Claims
from storage.connection import Direct, connected, finished, refusals
from storage.corrections import Corrections
from storage.digests import Digests
from storage.feeds import Feeds
from storage.health import Health
from storage.items import Items
from storage.leads import Leads
from storage.leases import Leases
from storage.outbox import Outbox
from storage.pacing import Pacing
from storage.private import keep_private, make_private_folder
from storage.processes import Processes
from storage.pruning import Pruning
from storage.refusal_log import RefusalLog
from storage.rereadings import Rereadings
from storage.search import Search
from storage.statuses import Statuses
from storage.stories import Stories
from storage.subscriptions import Subscriptions
from storage.updates import Updates

T = TypeVar("T")

_TIDY = {
    "sqlite": ("PRAGMA analysis_limit=1000", "PRAGMA optimize=0x10002"),
    "postgresql": ("ANALYZE",),
}

_FREE = "PRAGMA incremental_vacuum(2000);"

_LOOKING = 4
"""So many may look at once on SQLite, each in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Books:
    """One transaction's view of everything, a repository per group of tables."""

    feeds: Feeds
    items: Items
    claims: Claims
    statuses: Statuses
    chats: Chats
    outbox: Outbox
    leases: Leases
    alerts: Alerts
    subscriptions: Subscriptions
    digests: Digests
    rereadings: Rereadings
    stories: Stories
    search: Search
    administration: Administration
    admin_feeds: AdminFeeds
    processes: Processes
    health: Health
    corrections: Corrections
    broadcasts: Broadcasts
    leads: Leads
    updates: Updates
    pruning: Pruning
    pacing: Pacing
    boards: Boards

    @classmethod
    def over(cls, connection: AsyncConnection) -> "Books":
        books: list[Any] = [field.type for field in fields(cls)]
        return cls(*(book(connection) for book in books))


class Store:
    """The open database. Use `begin` to write, `read` to read, `look` where somebody waits for the answer;
    none is ever nested."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        one_writer = engine.dialect.name == "sqlite"
        self._turn: AbstractAsyncContextManager[None] = asyncio.Lock() if one_writer else nullcontext()
        self._looking = _Looking(engine.url) if self.file else None
        self._refusals = RefusalLog()

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open `url` (an SQLAlchemy async URL). Nothing is connected before the first transaction."""
        return cls(create_engine(url))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Books]:
        """A transaction that commits at the end, or not at all. Raises StorageError when the database
        refuses.

        Writers of this process queue here: waiting on SQLite's own lock is polling, and the unlucky starve.
        """
        async with self._turn, self._transaction(parley_write=True) as books:
            yield books
        self._refusals.taken()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Books]:
        """A consistent view that writes nothing. Raises StorageError when the database refuses."""
        snapshot = (
            {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            if self._engine.name == "postgresql"
            else {}
        )
        async with self._transaction(parley_write=False, **snapshot) as books:
            yield books

    async def look(self, unit: Callable[[Books], Coroutine[Any, Any, T]]) -> T:
        """What `unit` reads, in one consistent view. Raises StorageError when the database refuses.

        `unit` waits for nothing but its books: on SQLite it runs as a whole in another thread, where `read`
        would go there and back several times for every statement.
        """
        if self._looking is not None:
            with self._noticed():
                return await self._looking.run(unit)
        async with self.read() as books:
            return await unit(books)

    @asynccontextmanager
    async def _transaction(self, **options: Any) -> AsyncIterator[Books]:
        with self._noticed():
            async with connected(self._engine) as connection:
                await connection.execution_options(**options)
                async with connection.begin():
                    yield Books.over(connection)

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        try:
            yield
        except StorageError as e:
            self._refusals.refused(e)
            raise

    async def tidy(self) -> None:
        """Bring the planner's statistics up to date and give freed pages of an SQLite file back, a few MB at
        once. Raises StorageError.

        PostgreSQL vacuums by itself.
        """
        async with self._turn, connected(self._engine) as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in _TIDY[self._engine.dialect.name]:
                await connection.exec_driver_sql(statement)
            if self.file:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.executescript(
                    _FREE
                )  # goes on page by page until it is done, which execute() does not

    @property
    def file(self) -> Path | None:
        """The SQLite file; None where the database lives elsewhere."""
        return sqlite_file(self._engine.url.render_as_string(hide_password=False))

    @property
    def for_several(self) -> bool:
        """Whether several processes may work on it at once."""
        return self._engine.dialect.name == "postgresql"

    async def close(self) -> None:
        await self._engine.dispose()
        if self._looking is not None:
            self._looking.close()


class _Looking:
    """Threads that read one SQLite file, each unit of reading in one of them."""

    def __init__(self, url: URL) -> None:
        self._threads = ThreadPoolExecutor(_LOOKING, "looking")
        self._engine = _tuned(
            create_sync_engine(url.set(drivername="sqlite"), pool_size=_LOOKING, hide_parameters=True)
        )

    async def run(self, unit: Callable[[Books], Coroutine[Any, Any, T]]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, unit)

    def _run(self, unit: Callable[[Books], Coroutine[Any, Any, T]]) -> T:
        with (
            refusals(self._engine.url),
            self._engine.connect().execution_options(parley_write=False) as connection,
            connection.begin(),
        ):
            return finished(unit(Books.over(cast("AsyncConnection", Direct(connection)))))

    def close(self) -> None:
        self._threads.shutdown()
        self._engine.dispose()


def sqlite_file(url: str) -> Path | None:
    """The SQLite file `url` names; None for PostgreSQL and for a database in memory."""
    parsed = make_url(url)
    named = parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:"
    return Path(str(parsed.database)) if named else None


def make_folder(file: Path) -> None:
    """The folder an SQLite file lies in, for its owner only where it is made here. Raises WrongUse where it
    cannot be made."""
    try:
        make_private_folder(file.parent)
    except OSError as e:
        raise WrongUse(
            f"PARLEY_DATABASE_URL: the folder of {file} cannot be made ({e.strerror}); name one that can be written"
        ) from e


def create_engine(url: str) -> AsyncEngine:
    """An async engine for SQLite (WAL, foreign keys, immediate write transactions) or PostgreSQL.

    An SQLite writer waits 30 s for another process's transaction; `?timeout=SECONDS` in the URL says
    otherwise.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(
            parsed, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True
        )
    file = sqlite_file(url)
    if file is not None:
        make_folder(file)
    engine = create_async_engine(
        parsed.update_query_dict({"timeout": parsed.query.get("timeout", "30")}),
        pool_size=8,
        max_overflow=8,
        hide_parameters=True,
    )
    _tuned(engine.sync_engine)
    return engine


def _tuned(engine: Engine) -> Engine:
    event.listen(engine, "do_connect", _guard_sqlite)
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


_CHECKPOINT = "wal_autocheckpoint=4000"
"""Pages: 16 MB, four times SQLite's own. A look at thousands of feeds writes each row twice; so most pages go
to the file once."""


_MEMORY = f"soft_heap_limit={64 * 1024 * 1024}"
"""Bytes of all connections of the process together: each may keep 16 MB of pages, and there may be twenty."""


def _guard_sqlite(_dialect: Any, _record: Any, arguments: Any, _options: Any) -> None:
    """Before SQLite makes the file, or reads one that was made for everybody to see."""
    name = str(arguments[0]) if arguments else ""
    if name and not name.startswith((":", "file:")):
        keep_private(Path(name))
        _give_back_pages(Path(name))


def _give_back_pages(file: Path) -> None:
    """Let a new file give freed pages back; a file that has tables keeps them (SQLite, auto_vacuum). Asked
    once, before anything is written: on every connection it would wait for whoever writes."""
    if file.exists() and not file.stat().st_size:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
            connection.execute("VACUUM")


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN below, not the driver's
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-16000",
        _MEMORY,
        _CHECKPOINT,
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    """A writer takes the write lock at once: a late upgrade from a reader fails with "database is locked"."""
    write = connection.get_execution_options().get("parley_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
