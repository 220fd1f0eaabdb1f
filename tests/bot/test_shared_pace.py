"""Several processes of one bot keep to Telegram's limits together: one pace in one PostgreSQL."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.pace import Pace, Priority, chat_of
from bot.shared_pace import SharedPace
from playground.server.flood import Flood
from storage.store import Store

pytestmark = pytest.mark.postgres


@pytest.fixture
async def stores(postgres_database: str) -> AsyncIterator[list[Store]]:
    opened = [Store.open(postgres_database) for _ in range(2)]
    yield opened
    for store in opened:
        await store.close()


class Telegram:
    """Counts strictly what comes, from whichever process."""

    def __init__(self) -> None:
        self.flood, self.sent = Flood("strict", time.monotonic), 0

    def take(self, chat: int) -> None:
        if self.flood.take(1, chat, group=chat < 0) == 0:
            self.sent += 1


async def _broadcast(pace: Pace, telegram: Telegram, dice: random.Random, until: float) -> None:
    """As the courier does it: asks for some chats of few, and sends what may go."""
    while time.monotonic() < until:
        chats = dice.sample(range(1, 60), 12)
        for chat, wait in zip(chats, await pace.grant(chats), strict=True):
            if wait == 0:
                telegram.take(chat)
        await asyncio.sleep(max(pace.room(), 0.05))


async def _answer(pace: Pace, telegram: Telegram, dice: random.Random, until: float) -> None:
    while time.monotonic() < until:
        chat = dice.choice([*range(1, 60), *range(1000, 1030)])

        async def call(chat: int = chat) -> bool:
            telegram.take(chat)
            return True

        await pace.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, None)
        await asyncio.sleep(dice.uniform(0.0, 0.4))


async def _both(paces: list[Pace], seconds: float) -> Telegram:
    telegram, until = Telegram(), time.monotonic() + seconds
    for pace in paces:  # no bursts to a chat: a broadcast is under way
        await pace.grant([99])
    works = [
        work(pace, telegram, random.Random(n), until)
        for n, pace in enumerate(paces)
        for work in (_broadcast, _answer)
    ]
    await asyncio.gather(*works)
    return telegram


async def test_two_processes_are_never_refused_and_use_nearly_all_there_is(stores: list[Store]) -> None:
    telegram = await _both([SharedPace(store) for store in stores], 6.0)
    assert telegram.flood.refused == 0
    assert telegram.sent > 6 * 30 * 0.8


async def test_each_with_a_pace_of_its_own_is_refused() -> None:
    """What the test above would show without the shared counts."""
    assert (await _both([Pace(), Pace()], 3.0)).flood.refused > 20


async def test_a_group_gets_twenty_in_any_minute_from_all_together(stores: list[Store]) -> None:
    paces = [SharedPace(store) for store in stores]
    async with stores[0].begin() as books:
        now, _ = await books.pacing.open([-7])
        sent = [now - 50 + n for n in range(20)]
        counted = {"free_at": now, "paused_until": 0.0, "sent": sent}
        await books.pacing.keep({-7: (counted, now + 60)})
    for pace in paces:
        [wait] = await pace.grant([-7])
        assert wait == pytest.approx(10.0, abs=0.5)


async def test_a_429_in_one_process_halts_the_chat_in_the_other_and_after_a_restart(
    stores: list[Store],
) -> None:
    first, second = (SharedPace(store) for store in stores)

    async def refused() -> bool:
        raise RetryAfter(300)

    with pytest.raises(RetryAfter):
        await first.process_request(refused, (), {}, "sendMessage", {"chat_id": 7}, Priority.GRANTED)
    for pace in (second, SharedPace(stores[0])):
        [here, there] = await pace.grant([7, 8 if pace is second else 9])
        assert here == pytest.approx(300.0, abs=1.0)
        assert there == 0
        with pytest.raises(RetryAfter):
            await pace.process_request(refused, (), {}, "sendMessage", {"chat_id": 7}, None)


async def test_counts_written_before_the_clock_was_set_back_hold_nobody_up(stores: list[Store]) -> None:
    async with stores[0].begin() as books:
        now, _ = await books.pacing.open([7])
        later = now + 3600
        overall = {"all": {"left": 14.0, "at": later}, "last_broadcast": later, "last_refusal": later}
        chat = {"free_at": later, "paused_until": 0.0}
        await books.pacing.keep({0: (overall, now), 7: (chat, later)})
    [other, wait] = await SharedPace(stores[1]).grant([8, 7])
    assert other == 0
    assert wait is not None
    assert 0 < wait <= 10.0


async def test_answers_go_while_the_database_is_gone(stores: list[Store]) -> None:
    pace = SharedPace(stores[0])
    sent: list[float] = []

    async def call() -> bool:
        sent.append(time.monotonic())
        return True

    broken: Any = pace
    broken._store = Store.open("postgresql+asyncpg://parley@/parley?host=/nowhere")
    for _ in range(5):
        await pace.process_request(call, (), {}, "sendMessage", {"chat_id": 7}, None)
    assert sent[-1] - sent[0] > 0.9  # by this process's own counts: four at once, then one a second
    await broken._store.close()


async def test_what_is_of_no_use_any_more_is_forgotten(stores: list[Store]) -> None:
    async with stores[0].begin() as books:
        now, _ = await books.pacing.open([])
        chat: dict[str, Any] = {"free_at": now, "paused_until": 0.0}
        await books.pacing.keep({7: (chat, now - 1), 8: (chat, now + 60)})
        await books.pacing.prune()
        assert set((await books.pacing.open([7, 8]))[1]) == {0, 8}


def test_a_channel_known_by_its_name_has_the_same_number_everywhere() -> None:
    assert chat_of({"chat_id": "@Peace"}) == chat_of({"chat_id": "@peace"}) == -1907179670
