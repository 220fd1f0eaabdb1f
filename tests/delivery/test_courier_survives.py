"""No failure, however unknown, ends the deliveries or leaves a message without its fate."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from briefing.jobs.deliver import Courier
from news.chat import ChatAddress, Message
from storage.store import Store
from tests.delivery.conftest import Office


class _Clumsy:
    """Fails in a way nobody foresaw, for one word only."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.has_sent = asyncio.Event()

    async def send(self, _address: ChatAddress, message: Message) -> int:
        if message.html == "bad":
            raise KeyError("unforeseen")
        self.sent.append(message.html)
        self.has_sent.set()
        return len(self.sent)


async def test_an_unknown_failure_of_a_send_is_an_uncertain_one_and_is_logged(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    (_, one), (_, other) = await office.person("Mira"), await office.person("Ada")
    await office.owe(one, "bad")
    await office.owe(other, "good")
    courier = Courier(office.house, _Clumsy())
    await courier.start_due()
    await courier.arrived()
    await courier.settle()
    assert await office.fates(one) == [("uncertain", "KeyError: 'unforeseen'")]
    assert await office.fates(other) == [("sent", None)]
    assert "a send failed in an unknown way" in caplog.text


async def test_the_courier_goes_on_after_a_failure_of_its_own(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, chat = await office.person()
    await office.owe(chat, "hello")
    sender = _Clumsy()
    courier = Courier(office.house, sender)
    real: Any = courier.start_due
    looks: list[int] = []

    async def start_due() -> int:
        looks.append(1)
        if len(looks) == 1:
            raise KeyError("unforeseen")
        return int(await real())

    monkeypatch.setattr(courier, "start_due", start_due)
    stop = asyncio.Event()
    running = asyncio.create_task(courier.run(stop))
    await asyncio.wait_for(sender.has_sent.wait(), 10)
    stop.set()
    await running
    assert await office.fates(chat) == [("sent", None)]


async def test_a_result_that_cannot_be_written_down_keeps_no_other_from_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_, one), (place, other) = await office.person("Mira"), await office.person("Ada")
    office.pg.faults.add(method="sendMessage", chat=one.address.telegram_id, status=403)
    await office.owe(one, "bad")
    await office.owe(other, "good")

    async def failed(*_: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr("briefing.jobs.settle._failed", failed)
    await office.deliver()
    assert await office.fates(one) == [("uncertain", "KeyError: 'unforeseen'")]
    assert await office.fates(other) == [("sent", None)]
    assert office.said(place) == ["good"]


async def test_an_outage_of_the_database_is_told_by_the_store_alone(
    office: Office, sqlite_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    _, chat = await office.person()
    await office.owe(chat, "hello")
    await office.house.store.close()
    office.house.store = Store.open(f"{sqlite_database}?timeout=0.01")
    sender, stop = _Clumsy(), asyncio.Event()
    courier = Courier(office.house, sender)
    looks: list[int] = []
    real: Any = courier.start_due

    async def start_due() -> int:
        looks.append(1)
        return int(await real())

    courier.start_due = start_due  # type: ignore[method-assign]
    with closing(sqlite3.connect(office.house.store.file or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        running = asyncio.create_task(courier.run(stop))
        async with asyncio.timeout(20):
            while len(looks) < 4:
                await asyncio.sleep(0.01)
        other.execute("ROLLBACK")
    async with asyncio.timeout(20):
        while not await office.fates(chat) or (await office.fates(chat))[0][0] != "sent":
            await asyncio.sleep(0.01)
    stop.set()
    await running
    lines = [r for r in caplog.records if r.name.startswith(("briefing.jobs", "storage"))]
    assert [r.name for r in lines] == ["storage.refusal_log"]
    assert lines[0].exc_info is None
    assert "database is locked" in lines[0].__dict__["reason"]
