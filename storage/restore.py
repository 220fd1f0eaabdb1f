"""A backup becomes the database again: never over another one, and only after it was looked through."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sqlalchemy import text

from news.errors import StorageError, WrongUse
from storage.backup import copy
from storage.connection import connected
from storage.migrate import HEAD, current_revision, refuse_newer
from storage.named import named
from storage.postgres_tools import run_tool
from storage.store import create_engine, make_folder, sqlite_file

_COUNTS = "SELECT (SELECT count(*) FROM items), (SELECT count(*) FROM chats), (SELECT count(*) FROM changes)"
_NEWEST = "SELECT published FROM items ORDER BY published DESC LIMIT 1"
_PART = ".restoring"


class NotRestored(WrongUse):
    """The file is no backup, or there is a database already where it should go."""

    key = "error.not_restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was found in a backup; `newest`: when its newest item was published, "" where it has none."""

    items: int
    chats: int
    changes: int
    newest: str
    revision: str


async def restore(url: str, source: Path) -> Restored:
    """Make the database of `url` out of the backup `source`; what was found in it.

    Raises NotRestored (nothing is ever overwritten), NewerDatabase, ToolMissing and StorageError; whichever
    it is, nothing is left behind.
    """
    _refuse_missing(source)
    target = sqlite_file(url)
    return await _into_postgres(url, source) if target is None else _into_file(target, source)


def _into_file(target: Path, source: Path) -> Restored:
    _refuse_existing(target)
    make_folder(target)
    part = Path(f"{target}{_PART}")
    part.unlink(missing_ok=True)  # of a restore that was killed
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy(source, part)
        with closing(sqlite3.connect(part)) as connection:
            found = _examined(connection, source)
        os.link(part, target)  # unlike a move this never replaces what came there meanwhile
    except sqlite3.Error as e:
        raise NotRestored(f"{source} is damaged: {e}; nothing was restored") from e
    except StorageError as e:
        raise NotRestored(f"{source} is no SQLite database that can be read ({e})") from e
    except OSError as e:
        raise NotRestored(f"{target} cannot be made ({e.strerror})") from e
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return found


def _refuse_missing(source: Path) -> None:
    if not source.is_file():
        raise NotRestored(f"there is no file {source}")


def _refuse_existing(target: Path) -> None:
    for end in ("", "-wal", "-shm"):
        if Path(f"{target}{end}").exists():
            raise NotRestored(
                f"there is {target}{end} already, and a restore overwrites nothing; move it away, or name "
                "another place by PARLEY_DATABASE_URL"
            )


def _examined(connection: sqlite3.Connection, source: Path) -> Restored:
    """What is in the copy. Raises NotRestored, NewerDatabase, and sqlite3's errors where it is damaged."""
    said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    if said != ["ok"]:
        raise NotRestored(f"{source} is damaged: {'; '.join(said)}; nothing was restored")
    if orphans := connection.execute("PRAGMA foreign_key_check").fetchmany(1):
        raise NotRestored(f"{source} is damaged: a row of {orphans[0][0]} has lost what it belongs to")
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchall():
        raise NotRestored(f"{source} is no database of Parley")
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    refuse_newer(revision)
    (newest,) = connection.execute(_NEWEST).fetchone() or ("",)
    items, chats, changes = connection.execute(_COUNTS).fetchone()
    return Restored(items, chats, changes, newest[:16], revision)


async def _into_postgres(url: str, source: Path) -> Restored:
    engine = create_engine(url)
    try:
        async with connected(engine) as connection:
            there = await connection.execute(
                text(
                    "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
                )
            )
            if there.scalar_one():
                raise NotRestored(
                    f"{named(url)} has tables already, and a restore overwrites nothing; make an empty database "
                    "and name it by PARLEY_DATABASE_URL"
                )
        refuse_newer(_revision_in(url, source))
        run_tool(
            url, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
            f"--dbname={engine.url.database}", str(source),
        )  # fmt: skip
        async with connected(engine) as connection:
            await connection.execute(text("ANALYZE"))
            await connection.commit()
            items, chats, changes = (await connection.execute(text(_COUNTS))).one()
            newest = (await connection.execute(text(_NEWEST))).scalar_one_or_none()
    finally:
        await engine.dispose()
    when = f"{newest.astimezone(UTC):%Y-%m-%d %H:%M}" if newest else ""
    return Restored(items, chats, changes, when, await current_revision(url) or HEAD)


def _revision_in(url: str, source: Path) -> str:
    """The last migration the dump has been through. Raises NotRestored where it is none of Parley's."""
    try:
        said = run_tool(url, "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(source))
    except StorageError as e:
        raise NotRestored(f"{source} is no dump that pg_restore can read ({e})") from e
    found = re.search(rb"^COPY .*alembic_version .*\n(\w+)\n", said, re.M)
    if found is None:
        raise NotRestored(f"{source} is no database of Parley")
    return found[1].decode()
