"""The clock set ahead and back by an hour stops nothing: no beat, no feed, no lease, no message."""

import asyncio
import logging
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock_watch import ClockWatch
from briefing.house import House
from briefing.jobs.deliver import LEASE
from news.chat import ChatAddress, ChatKind, Message, OutboxDraft, OutboxKind
from news.process import ProcessCatalogue
from storage.store import Store
from tests.e2e.town import ROOT
from tests.storage.things import DAY, MINUTE, NOW, ended, feed_in

HOUR = 60 * MINUTE


class Clocks:
    """The time of day, which can be set, and the time passed, which cannot."""

    def __init__(self) -> None:
        self.day, self.passed = NOW, 0.0

    def now(self) -> datetime:
        return self.day

    def steady(self) -> float:
        return self.passed

    def pass_by(self, seconds: float) -> None:
        self.day += timedelta(seconds=seconds)
        self.passed += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def house(store: Store, clocks: Clocks) -> House:
    return House(store, ProcessCatalogue.of([]), clocks.now)


async def _due(house: House) -> bool:
    async with house.store.read() as books:
        return await books.feeds.any_due(house.now())


async def test_a_feed_looked_at_while_the_clock_was_ahead_is_due_once_it_is_right(
    house: House, clocks: Clocks, caplog: pytest.LogCaptureFixture
) -> None:
    await feed_in(house.store)
    watch = ClockWatch(house, clocks.steady)
    clocks.day += HOUR
    await watch.look()
    async with house.store.begin() as books:
        (feed,) = await books.feeds.take_due(clocks.day, 9, 3 * MINUTE)
        await books.feeds.end([ended(feed, clocks.day, next_try=clocks.day + 5 * MINUTE)])
    clocks.day -= HOUR
    clocks.pass_by(2)
    assert not await _due(house)
    await watch.look()
    assert await _due(house)
    assert [
        (r.message, r.__dict__.get("seconds")) for r in caplog.records if r.levelno >= logging.WARNING
    ] == [
        ("the clock was set", 3600),
        ("the clock was set", -3600),
        ("stored times lay too far ahead; they are due now", None),
    ]


async def test_a_lease_taken_while_the_clock_was_ahead_ends_with_it(house: House, clocks: Clocks) -> None:
    await feed_in(house.store)
    async with house.store.begin() as books:
        await books.feeds.take_due(clocks.day + HOUR, 9, 3 * MINUTE)
    await ClockWatch(house, clocks.steady).look()  # a process that starts afterwards sees it too
    assert await _due(house)


async def test_a_next_try_further_ahead_than_any_is_due(house: House, clocks: Clocks) -> None:
    await feed_in(house.store)
    async with house.store.begin() as books:
        (feed,) = await books.feeds.take_due(clocks.day, 9, 3 * MINUTE)
        await books.feeds.end([ended(feed, clocks.day, next_try=clocks.day + 2 * DAY)])
    await ClockWatch(house, clocks.steady).look()
    assert await _due(house)


async def test_what_is_right_is_left_as_it_is(
    house: House, clocks: Clocks, caplog: pytest.LogCaptureFixture
) -> None:
    await feed_in(house.store)
    async with house.store.begin() as books:
        (feed,) = await books.feeds.take_due(clocks.day, 9, 3 * MINUTE)
        await books.feeds.end([ended(feed, clocks.day, next_try=clocks.day + DAY)])
    watch = ClockWatch(house, clocks.steady)
    for _ in range(20):
        await watch.look()
        clocks.pass_by(30.5)
    assert not await _due(house)
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


async def test_a_message_on_its_way_is_not_taken_for_abandoned_when_the_clock_is_set_ahead(
    house: House, clocks: Clocks
) -> None:
    await _owe(house)
    watch = ClockWatch(house, clocks.steady)
    async with house.store.begin() as books:
        assert len(await books.outbox.take_due(clocks.day, 9, LEASE)) == 1
    clocks.day += HOUR
    clocks.pass_by(5)
    assert await watch.recover() == 0
    clocks.pass_by(LEASE.total_seconds())
    assert await watch.recover() == 1


async def test_a_message_owed_while_the_clock_was_ahead_goes_out_at_once(
    house: House, clocks: Clocks
) -> None:
    clocks.day += HOUR
    await _owe(house)
    clocks.day -= HOUR
    await ClockWatch(house, clocks.steady).look()
    async with house.store.begin() as books:
        assert len(await books.outbox.take_due(clocks.day, 9, LEASE)) == 1


async def test_a_wait_asked_for_while_the_clock_was_ahead_holds_up_nothing(
    house: House, clocks: Clocks
) -> None:
    watch = ClockWatch(house, clocks.steady)
    await _owe(house)
    clocks.day += HOUR
    async with house.store.begin() as books:
        await books.chats.pause(7, clocks.day + MINUTE)
    await watch.look()
    clocks.day -= HOUR
    await watch.look()
    async with house.store.begin() as books:
        assert len(await books.outbox.take_due(clocks.day, 9, LEASE)) == 1


async def _owe(house: House) -> None:
    now = house.now()
    async with house.store.begin() as books:
        chat = await books.chats.register(ChatAddress(7), ChatKind.PRIVATE, None, "en", "UTC", now)
        await books.outbox.owe([OutboxDraft(chat.id, OutboxKind.NOTICE, "one", Message("hello"), now)], now)


BEATS = """
import asyncio, datetime
ahead = datetime.timedelta()
class Set(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + ahead
datetime.datetime = Set
from bot.schedule import Schedule

async def main():
    global ahead
    beats = asyncio.Semaphore(0)
    async def beat():
        beats.release()
        return 0
    schedule = Schedule()
    schedule.every(0.05, "beat", beat)
    schedule.start()
    for ahead in (datetime.timedelta(), datetime.timedelta(hours=1), datetime.timedelta()):
        for _ in range(3):
            await asyncio.wait_for(beats.acquire(), 5)
    schedule.stop()

asyncio.run(main())
"""


async def test_the_beats_go_on_when_the_clock_is_set() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BEATS, cwd=ROOT, env={"PYTHONPATH": str(Path(ROOT))}, stderr=subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 0, said.decode()
