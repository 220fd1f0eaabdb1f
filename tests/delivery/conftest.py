"""A bot's way out on a stepped clock: real SQLite, the real pace and request, the playground as Telegram."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.pace import Pace
from bot.settings import load_settings
from bot.telegram import TelegramSender
from bot.wiring import build_application
from briefing.house import House
from briefing.jobs.deliver import Courier
from news.chat import Chat, ChatAddress, ChatKind, Message, OutboxDraft, OutboxKind
from news.process import Process, ProcessCatalogue
from playground import Playground
from storage.store import Store

START = datetime(2031, 3, 3, 12, tzinfo=UTC)
PROCESSES = ProcessCatalogue.of(
    [Process("north-south", "North and South"), Process("east-west", "East and West")]
)


class Clock:
    """Stands still until it is moved; gives datetimes, Unix seconds and sleeps."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def unix(self) -> float:
        return self.now.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.go(seconds)

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Office:
    """A house that delivers into a playground."""

    def __init__(
        self, house: House, pg: Playground, clock: Clock, courier: Courier, pace: Pace, bot: Any
    ) -> None:
        self.house, self.pg, self.clock, self.courier, self.pace, self.bot = (
            house,
            pg,
            clock,
            courier,
            pace,
            bot,
        )
        self._number = 0

    async def meet(
        self, telegram_id: int, kind: ChatKind = ChatKind.PRIVATE, thread: int = 0, **wants: Any
    ) -> Chat:
        async with self.house.store.begin() as books:
            chat = await books.chats.register(
                ChatAddress(telegram_id, thread), kind, "A place", "en", "UTC", self.clock()
            )
            if wants:
                await books.chats.set(chat.id, **wants)
            return await books.chats.get(chat.id) or chat

    async def person(self, name: str = "Mira", **wants: Any) -> tuple[Any, Chat]:
        """A private chat of the playground and the same as the house knows it."""
        place = self.pg.private(self.pg.person(name, started=True))
        return place, await self.meet(place.id, **wants)

    async def owe(self, chat: Chat, *words: str, kind: OutboxKind = OutboxKind.DIGEST, **more: Any) -> None:
        drafts = []
        for said in words:
            self._number += 1
            drafts.append(
                OutboxDraft(chat.id, kind, f"{said}/{self._number}", Message(said), self.clock(), **more)
            )
        async with self.house.store.begin() as books:
            await books.outbox.owe(drafts, self.clock())

    async def deliver(self, seconds: float = 0.0, step: float = 0.25) -> None:
        """Deliver now, and go on for so many seconds of the clock."""
        end = self.clock.now + timedelta(seconds=seconds)
        while True:
            await self.courier.start_due()
            await self.courier.arrived()
            await self.courier.settle()
            if self.clock.now >= end:
                return
            self.clock.go(step)

    def said(self, place: Any, thread: int | None = None) -> list[str]:
        return [seen.text for seen in self.pg.transcript(place, thread=thread) if seen.by_bot]

    async def fates(self, chat: Chat) -> list[tuple[str, str | None]]:
        """(state, trouble) of each message of the chat, oldest first."""
        async with self.house.store.read() as books:
            return [(f.state.value, f.trouble) for f in reversed(await books.outbox.record(chat.id, 100))]

    async def chat(self, chat: Chat) -> Chat:
        async with self.house.store.read() as books:
            found = await books.chats.get(chat.id)
        assert found is not None
        return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def office(sqlite_database: str, clock: Clock) -> AsyncIterator[Office]:
    async with Playground(flood="strict", clock=clock.unix) as pg:
        settings = load_settings(TELEGRAM_TOKEN=pg.token, PARLEY_TELEGRAM_API_URL=pg.url)
        pace = Pace(clock=clock.unix, sleep=clock.sleep)
        application = build_application(settings, pace)
        await application.initialize()
        house = House(Store.open(sqlite_database), PROCESSES, clock)
        try:
            yield Office(
                house, pg, clock, Courier(house, TelegramSender(application.bot), pace), pace, application.bot
            )
        finally:
            await application.shutdown()
            await house.store.close()
