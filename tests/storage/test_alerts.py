"""Alerts no more wanted: what was held back or due of them goes, the rest stays, and nobody waits for each
other for ever."""

import asyncio

import pytest
from sqlalchemy import text

from news.chat import AlertBudget, AlertLevel, Chat, Drop, OutboxState
from news.feed import FeedKind, FeedSource
from news.status import State
from storage.alerts import EVERY_PROCESS
from storage.store import Store, create_engine
from tests.storage.things import MINUTE, NOW, chat_in, draft, record, step


async def held_back(store: Store, chat: Chat, process: str = "north-south") -> int:
    """A change of the process is held back for the chat; its id."""
    await record(store, [step(State.AGREED)])
    async with store.begin() as books:
        (change,) = await books.statuses.steps("north-south", 9)
        await books.alerts.on(chat.id, process, AlertLevel.EVERY, NOW)
        await books.alerts.hold_back([chat.id], change.id, NOW)
        await books.alerts.spend({chat.id: AlertBudget(None, 0, NOW + MINUTE)})
    return change.id


async def drop_unwanted(store: Store, chat: Chat) -> tuple[list[int], bool]:
    """What is held back after it, and whether a time for it is still set."""
    async with store.begin() as books:
        await books.alerts.drop_unwanted(chat.id, NOW)
    async with store.read() as books:
        return await books.alerts.held_back(chat.id), (
            await books.alerts.budget(chat.id)
        ).backlog_at is not None


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ({}, False),
        ({"east-west": AlertLevel.EVERY}, False),
        ({"north-south": AlertLevel.EVERY}, True),
        ({EVERY_PROCESS: AlertLevel.EVERY}, True),
        ({EVERY_PROCESS: AlertLevel.EVERY, "north-south": AlertLevel.NONE}, False),
        ({EVERY_PROCESS: AlertLevel.EVERY, "east-west": AlertLevel.NONE}, True),
    ],
)
async def test_only_what_is_asked_for_stays_held_back_and_due(
    store: Store, rules: dict[str, AlertLevel], kept: bool
) -> None:
    chat, other = await chat_in(store, 1), await chat_in(store, 2)
    change = await held_back(store, chat)
    await held_back(store, other)
    async with store.begin() as books:
        await books.alerts.off(chat.id, "north-south")
        for process, level in rules.items():
            await books.alerts.on(chat.id, process, level, NOW)
        await books.outbox.owe(
            [
                draft(chat, "one", change_id=change),
                draft(other, "two", change_id=change),
                draft(chat, "many"),
            ],
            NOW,
        )
    assert await drop_unwanted(store, chat) == (([change], True) if kept else ([], False))
    async with store.begin() as books:
        assert await books.alerts.held_back(other.id) == [change]
        due = [m.message.html for m in await books.outbox.take_due(NOW, 9, MINUTE)]
        record = await books.outbox.about(chat.id, change)
    assert sorted(due) == (["<b>one</b>", "<b>two</b>"] if kept else ["<b>many</b>", "<b>two</b>"])
    assert (record.state, record.trouble) == (
        (OutboxState.SENDING, None) if kept else (OutboxState.DROPPED, Drop.STOPPED)
    )


@pytest.mark.postgres
async def test_whoever_holds_a_chat_may_take_what_is_held_back_for_it_meanwhile(
    postgres_database: str,
) -> None:
    store, engine = Store.open(postgres_database), create_engine(postgres_database)
    chat = await chat_in(store)
    await held_back(store, chat, "east-west")
    async with store.begin() as books:
        await books.alerts.off(chat.id, "east-west")
    async with engine.begin() as sender, engine.connect() as watcher:
        await sender.execute(text(f"SELECT id FROM chats WHERE id = {chat.id} FOR UPDATE"))
        dropping = asyncio.create_task(drop_unwanted(store, chat))
        waiting = text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while not (await watcher.execute(waiting)).scalar_one():
            await watcher.rollback()
        await sender.execute(text("DELETE FROM alert_backlog"))
    assert await dropping == ([], False)
    await engine.dispose()
    await store.close()


async def test_outlets_are_of_the_kind_their_feed_is_of(store: Store) -> None:
    feeds = (
        ("a", "Herald", FeedKind.WIRE),
        ("b", "Post", FeedKind.INDEPENDENT),
        ("c", "Herald", FeedKind.STATE_MEDIA),
    )
    async with store.begin() as books:
        await books.feeds.add(
            [FeedSource(f"https://{at}.example/rss", title, kind) for at, title, kind in feeds], NOW
        )
    async with store.read() as books:
        assert await books.feeds.kinds({"Herald", "Post", "Nobody"}) == {
            "Herald": FeedKind.STATE_MEDIA,
            "Post": FeedKind.INDEPENDENT,
        }
        assert await books.feeds.kinds(set()) == {}
