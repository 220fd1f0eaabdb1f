"""The SQLite file and what lies beside it are their owner's only, whatever the umask, when made and when
found wider."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.migrate import migrate
from storage.store import Store
from tests.storage.test_store import _feeds


@pytest.fixture(params=[0o022, 0o000])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _modes(folder: Path) -> dict[str, int]:
    return {path.name: _mode(path) for path in sorted(folder.iterdir())}


def _open_to_all(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o644)
    folder.chmod(0o755)


OWNER_ONLY = {"parley.db": 0o600, "parley.db-shm": 0o600, "parley.db-wal": 0o600}


async def test_a_new_database_is_its_owners_only(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "new" / "deep"
    url = f"sqlite+aiosqlite:///{folder / 'parley.db'}"
    await migrate(url)
    store = Store.open(url)
    async with store.begin() as books:
        assert await books.feeds.all() == []
        assert _modes(folder) == OWNER_ONLY
    await store.close()
    assert _mode(folder) == 0o700


async def test_one_found_wider_is_narrowed_and_its_folder_left_alone(tmp_path: Path, umask: int) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'parley.db'}"
    await migrate(url)
    running = Store.open(url)
    assert await _feeds(running) == 0
    _open_to_all(tmp_path)
    store = Store.open(url)
    assert await _feeds(store) == 0
    assert _modes(tmp_path) == OWNER_ONLY
    assert _mode(tmp_path) == 0o755
    await store.close()
    await running.close()


async def test_a_look_by_itself_makes_it_private_too(tmp_path: Path, umask: int) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'parley.db'}"
    await migrate(url)
    (tmp_path / "parley.db").chmod(0o664)
    store = Store.open(url)
    assert await store.look(lambda books: books.feeds.all()) == []
    assert _modes(tmp_path)["parley.db"] == 0o600
    await store.close()
