"""Updates of one chat keep their order; chats do not wait for one another."""

import asyncio

from telegram import Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.update_queues import ChatQueues


def _update(chat: int, number: int) -> Update:
    message = Message(number, None, Chat(chat, "private"))  # type: ignore[arg-type]
    return Update(number, message=message)


async def test_one_chat_is_in_order_and_another_is_not_held_up() -> None:
    processor = ChatQueues()
    done: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        done.append("slow 1")

    async def quick(name: str) -> None:
        done.append(name)

    async with processor:
        first = asyncio.create_task(processor.process_update(_update(1, 1), slow()))
        second = asyncio.create_task(processor.process_update(_update(1, 2), quick("second 1")))
        await processor.process_update(_update(2, 3), quick("other chat"))
        assert done == ["other chat"]
        gate.set()
        await asyncio.gather(first, second)
    assert done == ["other chat", "slow 1", "second 1"]


async def test_nothing_is_kept_of_chats_that_are_quiet() -> None:
    processor = ChatQueues()

    async def nothing() -> None:
        return None

    async with processor:
        for number in range(100):
            await processor.process_update(_update(number, number), nothing())
    assert processor._queues == {}


async def test_a_flood_in_one_chat_holds_up_no_other_and_is_cut_and_told_once() -> None:
    told: list[int] = []

    async def too_much(update: Update) -> None:
        told.append(update.update_id)

    processor = ChatQueues(limit=2, backlog=20, too_much=too_much)
    gate = asyncio.Event()
    done: list[int] = []

    async def slow(number: int) -> None:
        await gate.wait()
        done.append(number)

    async def quick() -> None:
        done.append(-1)

    async with processor:
        flood = [asyncio.create_task(processor.process_update(_update(1, n), slow(n))) for n in range(90)]
        await asyncio.sleep(0)
        await asyncio.wait_for(processor.process_update(_update(2, 1), quick()), 1)
        assert done == [-1]
        gate.set()
        await asyncio.gather(*flood)
    assert done == [-1, *range(21)]
    assert told == [21]
    assert processor.dropped == 69
    assert processor._queues == {}


async def test_what_nobody_says_twice_is_heard_in_a_flood_too() -> None:
    processor = ChatQueues(backlog=1)
    gate = asyncio.Event()
    done: list[str] = []

    async def work(name: str) -> None:
        await gate.wait()
        done.append(name)

    person, place = User(5, "Mira", False), Chat(1, "private")
    member = ChatMember(person, "left")
    left = Update(9, my_chat_member=ChatMemberUpdated(place, person, None, member, member))  # type: ignore[arg-type]
    async with processor:
        tasks = [asyncio.create_task(processor.process_update(_update(1, n), work(str(n)))) for n in range(4)]
        tasks.append(asyncio.create_task(processor.process_update(left, work("left"))))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*tasks)
    assert done == ["0", "1", "left"]


async def test_once_the_end_is_near_what_waits_is_dropped_and_what_is_at_work_ends() -> None:
    """Twenty updates of a flooded chat, each waiting for Telegram's pace, must not hold up a stop."""
    processor = ChatQueues()
    gate = asyncio.Event()
    done: list[int] = []

    async def slow(number: int) -> None:
        await gate.wait()
        done.append(number)

    async with processor:
        flood = [asyncio.create_task(processor.process_update(_update(1, n), slow(n))) for n in range(5)]
        await asyncio.sleep(0)
        processor.close(0.0)
        await processor._over.wait()
        gate.set()
        await asyncio.gather(*flood)
    assert done == [0]
    assert processor.dropped == 4
