"""The outbox: owed once, sent in order, and what became of it is never unknown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from news.chat import (
    Button,
    Chat,
    ChatAddress,
    ChatKind,
    Message,
    OutboxDraft,
    OutboxKind,
    OutboxMessage,
    OutboxState,
)
from storage.store import Store
from tests.storage.things import LEASE, MINUTE, NOW, chat_in, draft

S = OutboxState


async def test_a_message_is_kept_as_it_was_owed(store: Store) -> None:
    async with store.begin() as books:
        chat = await books.chats.register(ChatAddress(-77, 4), ChatKind.SUPERGROUP, None, "ru", "UTC", NOW)
        buttons = (
            (Button("Почему?", data="1:why:7"), Button("Open", url="https://herald.example/")),
            (Button("Share", inline="north"),),
        )
        message = Message("<b>Перемирие</b> &amp; talks", buttons, preview=True)
        await books.outbox.owe(
            [OutboxDraft(chat.id, OutboxKind.DIGEST, "k", message, NOW, NOW + LEASE, {"change": 7})],
            NOW - MINUTE,
        )
    (owed,) = await _take(store)
    assert (owed.chat_id, owed.address, owed.kind, owed.message, owed.cause) == (
        chat.id,
        ChatAddress(-77, 4),
        OutboxKind.DIGEST,
        message,
        {"change": 7},
    )
    assert (owed.attempts, owed.created_at, owed.expires_at, owed.language) == (
        1,
        NOW - MINUTE,
        NOW + LEASE,
        "ru",
    )


async def test_one_cause_owes_one_message(store: Store) -> None:
    chat = await chat_in(store)
    await _owe(store, draft(chat, "once"), draft(chat, "once"))
    await _owe(store, draft(chat, "once"))
    (owed,) = await _take(store)
    await _settle(store, owed, S.SENT)
    await _owe(store, draft(chat, "once"))
    assert await _states(store) == {S.SENT: 1}


async def test_only_one_sender_gets_a_message(store: Store) -> None:
    await _owe(store, *[draft(await chat_in(store, n), str(n)) for n in range(5)])
    taken = [await _take(store, limit=2) for _ in range(4)]
    assert [[m.message.html for m in part] for part in taken] == [
        ["<b>0</b>", "<b>1</b>"],
        ["<b>2</b>", "<b>3</b>"],
        ["<b>4</b>"],
        [],
    ]


async def test_a_chats_messages_go_one_after_the_other(store: Store) -> None:
    chat, other = await chat_in(store, 1), await chat_in(store, 2)
    await _owe(store, draft(chat, "first"), draft(chat, "second"), draft(other, "elsewhere"))
    first, elsewhere = await _take(store)
    assert (first.message.html, elsewhere.message.html) == ("<b>first</b>", "<b>elsewhere</b>")
    assert await _take(store) == []
    await _settle(store, first, S.SENT)
    assert [m.message.html for m in await _take(store)] == ["<b>second</b>"]


async def test_a_message_that_waits_holds_back_only_its_own_chat(store: Store) -> None:
    chat, other = await chat_in(store, 1), await chat_in(store, 2)
    await _owe(store, draft(chat, "first"), draft(chat, "second"))
    (first,) = await _take(store)
    async with store.begin() as books:
        await books.outbox.postpone(first.id, NOW + MINUTE, "retry_after=60")
    await _owe(store, draft(other, "elsewhere"))
    assert [m.message.html for m in await _take(store)] == ["<b>elsewhere</b>"]
    (again,) = await _take(store, NOW + MINUTE)
    assert (again.id, again.attempts) == (first.id, 2)


async def test_nothing_is_sent_before_its_time(store: Store) -> None:
    await _owe(store, draft(await chat_in(store), "later", NOW + MINUTE))
    assert await _take(store) == []
    assert len(await _take(store, NOW + MINUTE)) == 1


async def test_every_end_is_final_and_lets_the_next_go(store: Store) -> None:
    chat = await chat_in(store)
    ends = [S.SENT, S.UNCERTAIN, S.REFUSED, S.DROPPED]
    await _owe(store, *(draft(chat, end) for end in ends))
    for end in ends:
        (message,) = await _take(store)
        await _settle(store, message, end)
    assert await _take(store, NOW + 99 * LEASE) == []
    assert await _states(store) == dict.fromkeys(ends, 1)


async def test_a_sender_that_died_leaves_its_messages_to_be_found(store: Store) -> None:
    chat = await chat_in(store)
    await _owe(store, draft(chat, "first"), draft(chat, "second"))
    (taken,) = await _take(store)
    assert await _abandoned(store, NOW + LEASE - MINUTE) == []
    assert await _abandoned(store, NOW + LEASE) == [taken]
    assert await _take(store, NOW + LEASE) == []  # the order is kept until somebody decides


async def test_a_message_repeated_once_remembers_it(store: Store) -> None:
    await _owe(store, draft(await chat_in(store), "once", cause={"change": 7}))
    (taken,) = await _take(store)
    async with store.begin() as books:
        await books.outbox.repeat(taken, Message("<b>once</b> (again)"), NOW + MINUTE, "answer lost")
    assert await _take(store) == []
    (again,) = await _take(store, NOW + MINUTE)
    assert (again.id, again.message.html, again.attempts, again.cause) == (
        taken.id,
        "<b>once</b> (again)",
        2,
        {"change": 7, "repeated": True},
    )


async def test_what_is_owed_dies_with_its_transaction(store: Store) -> None:
    chat = await chat_in(store)
    try:
        async with store.begin() as books:
            await books.outbox.owe([draft(chat, "never")], NOW)
            raise KeyError
    except KeyError:
        assert await _states(store) == {}


async def _owe(store: Store, *drafts: OutboxDraft) -> None:
    async with store.begin() as books:
        await books.outbox.owe(drafts, NOW)


async def _take(store: Store, now: datetime = NOW, limit: int = 10) -> list[OutboxMessage]:
    async with store.begin() as books:
        return await books.outbox.take_due(now, limit, LEASE)


async def _abandoned(store: Store, now: datetime) -> Any:
    async with store.begin() as books:
        return await books.outbox.abandoned(now)


async def _settle(store: Store, message: OutboxMessage, state: OutboxState) -> None:
    async with store.begin() as books:
        await books.outbox.settle(message.id, state, NOW, telegram_message=5, trouble="why")


async def _states(store: Store) -> Mapping[OutboxState, int]:
    async with store.read() as books:
        return await books.outbox.states()


async def test_who_was_told_of_a_change_is_known_by_whatever_told_it(store: Store) -> None:
    """By itself or together with others; not who was owed it and never sent."""
    alone, together, other, waiting, dropped = [await chat_in(store, n) for n in range(21, 26)]
    causes: tuple[tuple[Chat, dict[str, Any]], ...] = (
        (alone, {}),
        (together, {"changes": [6, 7]}),
        (other, {"changes": [6]}),
        (waiting, {"changes": [7]}),
    )
    await _owe(store, *(draft(chat, f"k{chat.id}", cause=cause) for chat, cause in causes))
    await _owe(store, draft(alone, "own", change_id=7), draft(dropped, "never", change_id=7))
    async with store.begin() as books:
        owed = {m.chat_id: m.id for m in await books.outbox.heads(NOW, 9)}
        for chat, state in ((together, S.UNCERTAIN), (other, S.SENT), (dropped, S.DROPPED), (alone, S.SENT)):
            await books.outbox.settle(owed[chat.id], state, NOW)
    async with store.begin() as books:
        (own,) = [m for m in await books.outbox.heads(NOW, 9) if m.chat_id == alone.id]
        await books.outbox.settle(own.id, S.SENT, NOW)
        assert await books.outbox.told_of(7, NOW - MINUTE) == [alone.id, together.id]
        assert await books.outbox.told_of(7, NOW + MINUTE) == [alone.id]
