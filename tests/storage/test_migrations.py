"""Migrations lead up and down step by step, and what they lead up to is what the tables say."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage.migrate import HEAD, NewerDatabase, current_revision, migrate, migrating_engine
from storage.story_tables import metadata, of_the_tables
from storage.upgrade import config, downgrade, upgrade

REVISIONS = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()][::-1]


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [HEAD]


def test_every_migration_is_named_by_its_day_and_purpose() -> None:
    scripts = ScriptDirectory.from_config(config()).walk_revisions()
    assert [Path(script.path).stem for script in scripts] == REVISIONS[::-1]


async def test_each_migration_goes_up_and_down_and_up_again(bare_database: str) -> None:
    for before, revision in zip(["base", *REVISIONS], REVISIONS, strict=False):
        await _within(bare_database, upgrade, revision)
        shape = await _within(bare_database, _shape)
        await _within(bare_database, downgrade, before)
        await _within(bare_database, upgrade, revision)
        assert await _within(bare_database, _shape) == shape


async def test_nothing_is_left_when_all_migrations_are_undone(bare_database: str) -> None:
    await migrate(bare_database)
    await _within(bare_database, downgrade, "base")
    assert await _within(bare_database, _shape) == {"alembic_version": [("version_num", "VARCHAR(32)")]}


async def test_the_migrated_database_is_what_the_tables_say(database: str) -> None:
    assert await _within(database, _differences) == []


async def test_a_database_knows_how_far_it_has_come(bare_database: str) -> None:
    assert await current_revision(bare_database) is None
    await migrate(bare_database)
    assert await current_revision(bare_database) == HEAD


async def test_migrating_twice_is_migrating_once(bare_database: str) -> None:
    await migrate(bare_database)
    shape = await _within(bare_database, _shape)
    await migrate(bare_database)
    assert await _within(bare_database, _shape) == shape


async def test_those_that_start_together_migrate_one_after_the_other(bare_database: str) -> None:
    program = "import asyncio, sys; from storage.migrate import migrate; asyncio.run(migrate(sys.argv[1]))"
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, bare_database) for _ in range(4)
    ]
    assert [await process.wait() for process in started] == [0, 0, 0, 0]
    assert await current_revision(bare_database) == HEAD


async def test_a_database_of_a_newer_program_is_refused(database: str) -> None:
    await _within(
        database,
        lambda connection: connection.exec_driver_sql(
            "UPDATE alembic_version SET version_num = '20991231_flying_cars'"
        ),
    )
    with pytest.raises(NewerDatabase, match=r"by a newer Parley.*restore a backup"):
        await migrate(database)
    assert await current_revision(database) == "20991231_flying_cars"


def test_a_start_on_a_database_of_todays_shape_loads_nothing_of_alembic(sqlite_database: str) -> None:
    program = "import asyncio, sys; from storage.migrate import migrate; asyncio.run(migrate(sys.argv[1])); print('alembic' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", program, sqlite_database], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "False"


async def test_migrations_find_themselves_from_any_folder(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await migrate(bare_database)
    assert await current_revision(bare_database) == HEAD


def test_alembics_own_command_migrates_the_named_database(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'named.sqlite'}"
    for command in (["upgrade", "head"], ["check"]):
        ended = subprocess.run(
            [sys.executable, "-m", "alembic", "-x", f"url={url}", *command],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (0, "")
    assert asyncio.run(current_revision(url)) == HEAD


def test_alembics_own_command_asks_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_DATABASE_URL", raising=False)
    ended = subprocess.run(
        [sys.executable, "-m", "alembic", "current"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr[:18]) == (1, "name the database:")


async def _within(url: str, work: Callable[..., Any], *arguments: Any) -> Any:
    """Do `work` on the connection in one transaction, as `migrate` does."""
    engine = migrating_engine(url)
    try:
        async with engine.connect() as connection:
            done = await connection.run_sync(work, *arguments)
            await connection.commit()
            return done
    finally:
        await engine.dispose()


def _shape(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    inspector = inspect(connection)
    return {
        table: sorted((column["name"], str(column["type"])) for column in inspector.get_columns(table))
        for table in sorted(inspector.get_table_names())
    }


def _differences(connection: Connection) -> list[object]:
    return list(
        compare_metadata(
            MigrationContext.configure(connection, opts={"include_object": of_the_tables}), metadata
        )
    )
