"""Alembic, driven from the program: the migrations run over a connection we opened (see
`migrations/env.py`)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from news.errors import StorageError

PROJECT = Path(__file__).resolve().parent.parent


def upgrade(connection: Connection, revision: str) -> None:
    """Migrate up to `revision`; the caller commits. Raises StorageError when the database is of an unknown
    shape."""
    try:
        command.upgrade(config(connection), revision)
    except CommandError as e:
        raise StorageError(str(e), temporary=False) from e


def downgrade(connection: Connection, revision: str) -> None:
    """Migrate down to `revision` ("base": nothing is left); the caller commits."""
    command.downgrade(config(connection), revision)


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, from pyproject.toml wherever the program was started."""
    settings = Config(toml_file=PROJECT / "pyproject.toml")
    settings.attributes["connection"] = connection
    return settings
