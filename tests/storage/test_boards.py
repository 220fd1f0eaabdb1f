"""The boards that are kept current: one a chat, looked at when due, written down only where still asked for."""

from datetime import datetime, timedelta

from news.chat import ChatAddress, ChatKind, ChatState
from storage.store import Store
from tests.storage.things import NOW

LEASE = timedelta(minutes=5)


async def chat_in(store: Store, number: int = 1) -> int:
    async with store.begin() as books:
        return (await books.chats.register(ChatAddress(number), ChatKind.PRIVATE, None, "en", "UTC", NOW)).id


async def due(store: Store, minutes: float = 0) -> list[tuple[int, int | None, str, datetime | None]]:
    async with store.begin() as books:
        found = await books.boards.take_due(NOW + timedelta(minutes=minutes), 10, LEASE)
    return [(board.chat.id, board.message_id, board.shown, board.edited_at) for board in found]


async def test_a_board_is_due_once_until_it_is_looked_at_again(store: Store) -> None:
    chat = await chat_in(store)
    async with store.begin() as books:
        assert await books.boards.keep(chat, NOW) is None
        (board,) = await books.boards.take_due(NOW, 10, LEASE)
        assert await books.boards.now_shows(board, 7, "a", NOW, NOW + timedelta(minutes=5))
    assert await due(store, 4) == []
    assert await due(store, 5) == [(chat, 7, "a", NOW)]
    async with store.begin() as books:
        await books.boards.put_off([chat], NOW + timedelta(minutes=6))
    assert await due(store, 6) == [(chat, 7, "a", NOW)]


async def test_asked_for_anew_it_is_another_message(store: Store) -> None:
    chat = await chat_in(store)
    async with store.begin() as books:
        await books.boards.keep(chat, NOW)
        (board,) = await books.boards.take_due(NOW, 10, LEASE)
        await books.boards.now_shows(board, 7, "a", NOW, NOW + LEASE)
        assert await books.boards.keep(chat, NOW) == 7
        (again,) = await books.boards.take_due(NOW, 10, LEASE)
        assert await books.boards.now_shows(again, 9, "a", NOW, NOW + LEASE)
        assert not await books.boards.now_shows(again, 8, "b", NOW, NOW + LEASE)
    assert await due(store, 5) == [(chat, 9, "a", NOW)]


async def test_chats_that_cannot_be_reached_rest(store: Store) -> None:
    chat = await chat_in(store)
    async with store.begin() as books:
        await books.boards.keep(chat, NOW)
        await books.chats.set_state(1, ChatState.BLOCKED)
    assert await due(store) == []
    async with store.begin() as books:
        await books.chats.set_state(1, ChatState.ACTIVE)
    assert await due(store) == [(chat, None, "", None)]


async def test_it_ends_and_goes_with_its_chat(store: Store) -> None:
    first, second = await chat_in(store), await chat_in(store, 2)
    async with store.begin() as books:
        await books.boards.keep(first, NOW)
        await books.boards.keep(second, NOW)
        assert await books.boards.stop(first) == (True, None)
        assert await books.boards.stop(first) == (False, None)
    assert await due(store) == [(second, None, "", None)]
