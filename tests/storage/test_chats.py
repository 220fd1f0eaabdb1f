"""Chats: met once, told what they asked for, and the same chat after they moved."""

from dataclasses import replace

from news.chat import AlertBudget, AlertLevel, Chat, ChatAddress, ChatKind, ChatState
from news.status import State
from storage.alerts import EVERY_PROCESS
from storage.store import Store
from tests.storage.things import LEASE, MINUTE, NOW, chat_in, draft, record, step

FAR = -1_002_345_678_901
"""A supergroup's id: more than 32 bits."""


async def test_a_chat_is_remembered_as_it_was_met(store: Store) -> None:
    async with store.begin() as books:
        met = await books.chats.register(
            ChatAddress(FAR, 7), ChatKind.SUPERGROUP, "Newsroom", "ru", "Asia/Baku", NOW
        )
    async with store.read() as books:
        assert await books.chats.find(ChatAddress(FAR, 7)) == met
        assert await books.chats.find(ChatAddress(FAR)) is None
    assert met == Chat(
        met.id, ChatAddress(FAR, 7), ChatKind.SUPERGROUP, "Newsroom", "ru", "Asia/Baku", ChatState.ACTIVE
    )


async def test_meeting_again_is_the_same_chat_with_its_settings(store: Store) -> None:
    first = await chat_in(store)
    async with store.begin() as books:
        await books.chats.set(first.id, language="ru")
        await books.chats.set_state(first.address.telegram_id, ChatState.BLOCKED)
    again = await chat_in(store)
    assert again == replace(first, language="ru", state=ChatState.BLOCKED)


async def test_each_topic_is_a_chat_of_its_own(store: Store) -> None:
    assert len({(await chat_in(store, FAR, thread)).id for thread in (0, 1, 2)}) == 3


async def test_who_asked_for_a_process_or_for_all_is_alerted_once(store: Store) -> None:
    one, all_of_them, other = [await chat_in(store, n) for n in (1, 2, 3)]
    async with store.begin() as books:
        for chat, process in (
            (one, "north-south"),
            (one, "north-south"),
            (one, EVERY_PROCESS),
            (all_of_them, EVERY_PROCESS),
        ):
            await books.alerts.on(chat.id, process, AlertLevel.EVERY, NOW)
        await books.alerts.on(other.id, "east-west", AlertLevel.EVERY, NOW)
    assert await _alerted(store) == [one, all_of_them]
    async with store.read() as books:
        assert list(await books.alerts.of(one.id)) == [EVERY_PROCESS, "north-south"]


async def test_who_asked_for_quiet_is_not_alerted(store: Store) -> None:
    chat = await chat_in(store)
    async with store.begin() as books:
        await books.alerts.on(chat.id, EVERY_PROCESS, AlertLevel.EVERY, NOW)
        await books.alerts.off(chat.id)
    assert await _alerted(store) == []


async def test_a_chat_that_cannot_be_reached_keeps_its_wishes_for_its_return(store: Store) -> None:
    chat = await chat_in(store)
    for state, alerted in ((ChatState.BLOCKED, 0), (ChatState.KICKED, 0), (ChatState.ACTIVE, 1)):
        async with store.begin() as books:
            await books.alerts.on(chat.id, EVERY_PROCESS, AlertLevel.EVERY, NOW)
            await books.chats.set_state(chat.address.telegram_id, state)
        assert len(await _alerted(store)) == alerted


async def test_a_group_that_becomes_a_supergroup_takes_its_topics_along(store: Store) -> None:
    group, topic = (
        await chat_in(store, -5, kind=ChatKind.GROUP),
        await chat_in(store, -5, 3, kind=ChatKind.GROUP),
    )
    async with store.begin() as books:
        await books.chats.migrate(-5, FAR)
    async with store.read() as books:
        assert await books.chats.find(ChatAddress(-5)) is None
        assert await books.chats.find(ChatAddress(FAR)) == replace(
            group, address=ChatAddress(FAR), kind=ChatKind.SUPERGROUP
        )
        assert (await books.chats.find(ChatAddress(FAR, 3))).id == topic.id


async def test_a_supergroup_met_before_the_move_was_known_is_the_same_chat(store: Store) -> None:
    group, newcomer = (
        await chat_in(store, -5, kind=ChatKind.GROUP),
        await chat_in(store, FAR, kind=ChatKind.SUPERGROUP),
    )
    async with store.begin() as books:
        for chat, processes in ((group, ("a", "b")), (newcomer, ("b", "c"))):
            for process in processes:
                await books.alerts.on(chat.id, process, AlertLevel.EVERY, NOW)
            await books.outbox.owe([draft(chat, f"to {chat.id}")], NOW)
        await books.chats.migrate(-5, FAR)
    async with store.begin() as books:
        assert (await books.chats.find(ChatAddress(FAR))).id == group.id
        assert list(await books.alerts.of(group.id)) == ["a", "b", "c"]
        owed = await books.outbox.take_due(NOW, 10, LEASE)
    assert [(m.chat_id, m.address.telegram_id) for m in owed] == [(group.id, FAR)]


async def test_what_a_topic_had_held_back_and_who_set_it_up_moves_to_the_main_chat(store: Store) -> None:
    main, topic = (
        await chat_in(store, FAR, kind=ChatKind.SUPERGROUP),
        await chat_in(store, FAR, 3, kind=ChatKind.SUPERGROUP),
    )
    await record(store, [step(State.AGREED)])
    async with store.begin() as books:
        (change,) = await books.statuses.steps("north-south", 1)
        await books.chats.set(topic.id, owner_id=7)
        await books.alerts.hold_back([topic.id], change.id, NOW)
        await books.alerts.spend({topic.id: AlertBudget(None, 0, NOW + MINUTE)})
        await books.chats.leave_topic(topic)
    async with store.begin() as books:
        assert (await books.chats.get(main.id)).owner_id == 7
        told = await books.alerts.take_backlogs(NOW + MINUTE, 10)
    assert [(chat.id, [c.state for _, c in changes]) for chat, changes in told] == [(main.id, [State.AGREED])]


async def _alerted(store: Store, process: str = "north-south") -> list[Chat]:
    async with store.read() as books:
        return [
            chat
            for chat, _ in await books.alerts.to_alert(process, tuple(AlertLevel), NOW, after=0, limit=100)
        ]
