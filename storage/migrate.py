"""Bringing a database to the shape the tables have now (`migrations/`), quickly when it has it already."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from news.errors import WrongUse
from storage.connection import connected
from storage.named import named
from storage.store import create_engine

HEAD = "20261207_parts"
"""The newest migration. Said here too, so that a start on a database of today's shape loads nothing of
Alembic."""


_STEPS = Path(__file__).parent.parent / "migrations" / "versions"


class NewerDatabase(WrongUse):
    """The database has been through a migration this program does not have."""

    key = "error.newer_database"


class OthersDatabase(WrongUse):
    """An SQLite file of another program."""

    key = "error.others_database"


async def migrate(url: str) -> None:
    """Bring the database at `url` to HEAD, all steps or none.

    Raises StorageError when the database refuses, NewerDatabase where a newer program has been at it,
    OthersDatabase where another program keeps its own tables in the file.
    """
    async with _connected(url) as connection:
        revision = await _revision(connection)
        strange = [] if revision else await connection.run_sync(_tables_of_others)
    if revision == HEAD:
        return
    refuse_newer(revision)
    if strange:
        raise OthersDatabase(
            f"{named(url)} is the database of another program (it has a table {strange[0]!r}); nothing was changed. "
            "Name a file of its own in PARLEY_DATABASE_URL"
        )
    from storage.upgrade import (
        upgrade,
    )  # here, not above: Alembic takes half a second to load, and most starts end one line up

    async with _connected(url) as connection:
        await connection.run_sync(upgrade, HEAD)
        await connection.commit()


def refuse_newer(revision: str | None) -> None:
    """Raise NewerDatabase where `revision` is no migration of this program (None: none yet)."""
    if revision is not None and not (_STEPS / f"{revision}.py").is_file():
        raise NewerDatabase(
            f"the database was brought to {revision} by a newer Parley, and this one knows it up to {HEAD} only; "
            "nothing was changed. Start the newer program again, or restore a backup made before the update"
        )


async def current_revision(url: str) -> str | None:
    """The last migration the database at `url` has been through; None: none. Raises StorageError."""
    async with _connected(url) as connection:
        return await _revision(connection)


def migrating_engine(url: str) -> AsyncEngine:
    """An engine whose SQLite connections leave foreign keys alone: rebuilding a table must not delete what
    points to it."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _rest_foreign_keys)
    return engine


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[AsyncConnection]:
    engine = migrating_engine(url)
    try:
        async with connected(engine) as connection:
            yield connection
    finally:
        await engine.dispose()


async def _revision(connection: AsyncConnection) -> str | None:
    looking = await connection.execution_options(parley_write=False)
    if not await looking.run_sync(_was_migrated):
        return None
    return (await looking.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()


def _was_migrated(connection: Connection) -> bool:
    return inspect(connection).has_table("alembic_version")


def _tables_of_others(connection: Connection) -> list[str]:
    """Tables in an SQLite file no migration has been at; a PostgreSQL database may be shared."""
    looked = inspect(connection)
    sqlite = connection.dialect.name == "sqlite"
    return [t for t in looked.get_table_names() if t != "alembic_version"] if sqlite else []


def _rest_foreign_keys(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()
