"""Two processes on one PostgreSQL: each digest is owed once and each message sent once."""

import asyncio
from datetime import timedelta

import pytest

from briefing.house import House
from briefing.jobs.deliver import Courier
from briefing.jobs.digest import send_digests
from news.chat import ChatAddress, ChatKind, Message
from news.digest import EVERY_DAY, Subscription, Timetable
from storage.store import Store
from tests.delivery.conftest import PROCESSES, Clock


class Letterbox:
    """Takes every message and notes it."""

    def __init__(self) -> None:
        self.taken: list[int] = []

    async def send(self, address: ChatAddress, _message: Message) -> int:
        await asyncio.sleep(0)
        self.taken.append(address.telegram_id)
        return len(self.taken)


@pytest.mark.postgres
async def test_two_processes_send_each_digest_once(postgres_database: str, clock: Clock) -> None:
    houses = [House(Store.open(postgres_database), PROCESSES, clock) for _ in range(2)]
    box, now = Letterbox(), clock()
    async with houses[0].store.begin() as books:
        for number in range(1, 61):
            chat = await books.chats.register(ChatAddress(number), ChatKind.PRIVATE, None, "en", "UTC", now)
            table = Timetable(EVERY_DAY, (now.time(),))
            due = now - timedelta(seconds=1)
            await books.subscriptions.add(
                Subscription(0, chat.id, (), "", table, True, due, "", now - timedelta(days=1)), now
            )
    couriers = [Courier(house, box) for house in houses]
    for _ in range(12):
        await asyncio.gather(*(send_digests(house, limit=7) for house in houses))
        await asyncio.gather(*(courier.start_due() for courier in couriers))
        for courier in couriers:
            await courier.arrived()
            await courier.settle()
    for house in houses:
        await house.store.close()
    assert sorted(box.taken) == list(range(1, 61))
