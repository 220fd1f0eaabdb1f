"""What Alembic runs: one transaction over the connection it is given, or over the database `-x url=…` names."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, text

from storage.migrate import migrating_engine
from storage.story_tables import metadata, of_the_tables
from storage.subscription_tables import subscriptions

_ALL_TABLES = (subscriptions,)  # imported, so that `metadata` knows the tables of delivery too
_LOCK = 0x7061726C6579  # "parley": two processes that start together migrate one after the other


def migrate(connection: Connection) -> None:
    """Run the asked-for migrations over `connection`, all or nothing; the caller commits.

    The transaction is begun before Alembic looks: on SQLite it would commit after every step, and another process could begin
    with the same step in between.
    """
    sqlite = connection.dialect.name == "sqlite"
    if not connection.in_transaction():
        connection.begin()
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=sqlite, include_object=of_the_tables
    )
    if not sqlite:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    context.run_migrations()
    _refuse_orphans(connection)


def _refuse_orphans(connection: Connection) -> None:
    """Foreign keys rest while SQLite's tables are rebuilt: nothing may point into the void afterwards."""
    if connection.dialect.name == "sqlite":
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
        if orphans:
            raise RuntimeError(f"rows without their parent after the migration: {orphans[:3]}")


async def _migrate_named_database() -> None:
    url = context.get_x_argument(as_dictionary=True).get("url") or os.environ.get("PARLEY_DATABASE_URL")
    if not url:
        raise SystemExit(
            "name the database: alembic -x url=sqlite+aiosqlite:///var/parley.sqlite … (or PARLEY_DATABASE_URL)"
        )
    engine = migrating_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
            await connection.commit()
    finally:
        await engine.dispose()


given = context.config.attributes.get("connection")
if given is None:
    asyncio.run(_migrate_named_database())
else:
    migrate(given)
