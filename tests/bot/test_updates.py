"""Updates of one chat keep their order; chats do not wait for one another."""

import asyncio

from telegram import Chat, Message, Update

from bot.updates import PerChat


def _update(chat: int, number: int) -> Update:
    message = Message(number, None, Chat(chat, "private"))  # type: ignore[arg-type]
    return Update(number, message=message)


async def test_one_chat_is_in_order_and_another_is_not_held_up() -> None:
    processor = PerChat()
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
    processor = PerChat()

    async def nothing() -> None:
        return None

    async with processor:
        for number in range(100):
            await processor.process_update(_update(number, number), nothing())
    assert processor._locks == {}
