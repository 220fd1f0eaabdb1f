"""Work that meets a database that refuses for a while leaves no traceback and no line of its own."""

import asyncio
import logging
import sqlite3
from contextlib import closing

import pytest

from bot import heartbeat
from bot.clock import now
from bot.schedule import Schedule
from briefing.house import House
from briefing.jobs.outage_log import OutageLog
from news.errors import ModelUnusable, StorageError
from news.process import ProcessCatalogue
from storage.store import Store
from tests.e2e.town import until
from tests.waiting import logged


@pytest.mark.parametrize(("temporary", "lines"), [(True, []), (False, ["work failed; it is tried again"])])
async def test_a_beat(temporary: bool, lines: list[str], caplog: pytest.LogCaptureFixture) -> None:
    schedule = Schedule()

    async def fail() -> int:
        raise StorageError("parley.db: no", temporary=temporary)

    schedule.every(0.001, "compose", fail)
    schedule.start()
    await until(lambda: schedule.failures.get("compose", 0) > 3, "it fails")
    schedule.stop()
    await asyncio.sleep(0)
    assert [r.getMessage() for r in caplog.records if r.name == "bot.schedule"] == lines


@pytest.mark.parametrize(("temporary", "lines"), [(True, 0), (False, 1)])
def test_deliveries(temporary: bool, lines: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    outage = OutageLog("delivery")
    for _ in range(5):
        outage.failed(StorageError("parley.db: no", temporary=temporary))
    assert len(caplog.records) == lines


async def test_work_that_goes_on_again_says_after_how_many_failures(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    schedule, failing = Schedule(), True

    async def read() -> int:
        if failing:
            raise ModelUnusable("the reader's process failed 3 times in a row")
        return 0

    schedule.every(0.001, "understand", read)
    schedule.start()
    await until(lambda: schedule.failures.get("understand", 0) > 3, "it fails")
    failing = False
    await until(lambda: not schedule.failures, "it works")
    schedule.stop()
    lines = [r for r in caplog.records if r.name == "bot.schedule"]
    assert [r.getMessage() for r in lines] == ["work failed; it is tried again", "work goes on"]
    assert lines[0].exc_info is None
    assert lines[1].__dict__["failures"] > 3


async def test_a_beat_of_the_heart_that_takes_long_is_a_line(
    sqlite_database: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(heartbeat, "_LONG", 0.1)
    house, stop = House(Store.open(sqlite_database), ProcessCatalogue.of([]), now), asyncio.Event()
    heart = heartbeat.Heartbeat(house, polls=False, beat=0.01)
    with closing(sqlite3.connect(str(house.store.file), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        running = asyncio.create_task(heart.run(stop))
        await logged(caplog, "the database takes nothing; all goes on by itself once it does")
        other.execute("ROLLBACK")
    await logged(caplog, "a slow write has ended")
    stop.set()
    await running
    await house.store.close()
