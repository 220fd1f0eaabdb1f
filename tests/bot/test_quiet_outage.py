"""Work that meets a database that refuses for a while leaves no traceback and no line of its own."""

import asyncio
import logging

import pytest

from bot.schedule import Schedule
from briefing.jobs.outage_log import OutageLog
from news.errors import StorageError
from tests.e2e.town import until


@pytest.mark.parametrize(("temporary", "lines"), [(True, []), (False, ["work failed"])])
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
