"""Every test of answers has a newsroom of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.desk import Newsroom


@pytest.fixture
async def newsroom(tmp_path: Path, sqlite_database: str) -> AsyncIterator[Newsroom]:
    async with Newsroom(tmp_path, sqlite_database) as room:
        yield room
