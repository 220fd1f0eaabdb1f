"""The doctor looks at clock, disk, zones, weights, migrations and feeds, and of each that is not well it says what
to do."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot import doctor
from bot.cli import main
from bot.doctor import examine
from bot.finding import Finding
from bot.machine_checks import clock, disk, zones
from bot.settings import Settings, load_settings
from news.chat import ChatAddress, ChatKind
from news.feed import FeedSource
from playground import Playground
from reading.model.weights import WEIGHTS
from storage.store import Store
from tests.feeds.server import FeedServer, says
from tests.storage.things import ended

HOUR = timedelta(hours=1)


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


def _settings(database: str, **more: object) -> Settings:
    given = {"PARLEY_DATABASE_URL": database, "PARLEY_CATALOGUE": "none", "_env_file": None, **more}
    return load_settings(**given)


async def _found(settings: Settings, ahead: timedelta = timedelta()) -> dict[str, Finding]:
    found = [f async for f in examine(settings, lambda: datetime.now(UTC) + ahead)]
    assert [f.what for f in found if not f.well and not f.remedy] == []
    return {f.what: f for f in found}


async def test_all_is_well(pg: Playground, sqlite_database: str) -> None:
    found = await _found(_settings(sqlite_database, TELEGRAM_TOKEN=pg.token, PARLEY_TELEGRAM_API_URL=pg.url))
    assert [str(f) for f in found.values() if not f.well] == []
    order = ["processes", "catalogue", "model", "disk", "database", "zones", "feeds", "clock", "telegram"]
    assert list(found) == order
    assert "nothing to compare it with" in found["clock"].said  # the playground's server tells no time


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(HOUR, "s ahead of that of"), (-HOUR, "s behind that of"), (timedelta(), "as that of")],
)
async def test_the_clock_beside_a_servers(ahead: timedelta, said: str) -> None:
    async with FeedServer() as server:
        now = datetime.now(UTC)
        server.pages = {"/": says(Date=format_datetime(now, usegmt=True))}
        found = await clock(f"{server.base}/", None, lambda: now + ahead)
    assert found.well is (not ahead)
    assert f"{said} 127.0.0.1" in found.said
    assert ("timedatectl" in str(found)) is bool(ahead)
    assert not ahead or 3598 <= int(found.said.split()[0]) <= 3601


async def test_without_a_network_the_clock_is_compared_with_what_is_stored(sqlite_database: str) -> None:
    store, later = Store.open(sqlite_database), datetime.now(UTC) + HOUR
    async with store.begin() as books:
        await books.feeds.add([FeedSource("http://a.example/", "A")], later - HOUR)
    for away in (later - 2 * HOUR, later):
        async with store.begin() as books:
            [feed] = await books.feeds.take_due(later, 1, timedelta())
            await books.feeds.end([ended(feed, away, next_try=later)])
        found = (await _found(_settings(sqlite_database)))["clock"]
        assert found.well == (away < later)
    assert "before the newest time that is stored" in found.said
    await store.close()
    refused = await clock("http://127.0.0.1:9", None, lambda: later)
    assert refused.well
    assert refused.said.endswith("nothing to compare it with")


def test_a_disk_with_little_room(tmp_path: Path) -> None:
    found = disk(tmp_path / "made/later/parley.db", lambda path: 5 * 2**20 if path == tmp_path else 0)
    assert str(found).startswith(f"NOT  disk: 5 MB are free in {tmp_path}; make room there")
    assert not (tmp_path / "made").exists()
    assert disk(tmp_path / "parley.db", lambda _path: 2**40).well


async def test_a_zone_that_is_not_known(sqlite_database: str) -> None:
    store = Store.open(sqlite_database)
    async with store.begin() as books:
        await books.chats.register(
            ChatAddress(7), ChatKind.PRIVATE, None, "en", "Europe/Atlantis", datetime.now(UTC)
        )
    await store.close()
    found = (await _found(_settings(sqlite_database)))["zones"]
    assert str(found).startswith(
        "NOT  zones: Europe/Atlantis not known: times there are told in UTC; install"
    )
    assert zones(["Asia/Kathmandu", "UTC"]).well


async def test_damaged_weights_and_failing_feeds(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    for file in WEIGHTS.iterdir():
        (weights / file.name).symlink_to(file)
    (weights / "encoder.onnx").unlink()
    monkeypatch.setattr(doctor, "WEIGHTS", weights)
    store = Store.open(sqlite_database)
    async with store.begin() as books:
        await books.feeds.add([FeedSource("http://a.example/", "Harbour Post")], datetime.now(UTC))
        [feed] = await books.feeds.take_due(datetime.now(UTC), 1, HOUR)
        await books.feeds.end([ended(feed, datetime.now(UTC), trouble="dns", validators=None)])
    await store.close()
    found = await _found(_settings(sqlite_database))
    assert "encoder.onnx" in found["model"].said
    assert "git checkout reading/weights" in str(found["model"])
    assert found["feeds"].said == "1 active, 1 failing: Harbour Post (dns)"
    assert "/addfeed" in str(found["feeds"])


def test_each_line_of_a_bare_place_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in list(os.environ):
        if name.startswith("PARLEY_") or name == "TELEGRAM_TOKEN":
            monkeypatch.delenv(name)
    monkeypatch.setenv("PARLEY_DATABASE_URL", f"sqlite:///{tmp_path}/notes.txt")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("no database at all " * 100)
    assert main(["doctor"]) == 1
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("NOT")]
    assert "notes.txt: this is no SQLite database; name another file" in line
