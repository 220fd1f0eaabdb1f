"""A town for each test of administration."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.admin.house import Town


@pytest.fixture
async def town(tmp_path: Path, sqlite_database: str) -> AsyncIterator[Town]:
    built = Town(tmp_path, sqlite_database)
    await built.start()
    yield built
    await built.stop()
