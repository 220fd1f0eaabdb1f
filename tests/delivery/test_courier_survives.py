"""No failure, however unknown, ends the deliveries or leaves a message without its fate."""

import asyncio
from typing import Any

import pytest

from briefing.jobs.deliver import Courier
from news.chat import ChatAddress, Message
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
