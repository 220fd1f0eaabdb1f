"""The store: all of a transaction or nothing, and refusals that say whether to try again."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from news.arrivals import ItemDecision
from news.errors import StorageError
from news.feed import FeedToFetch
from storage.store import Books, Store, create_engine
from tests.storage.things import LEASE, NOW, chat_in, draft, ended, feed_in, items_in, source, story


async def test_what_a_transaction_wrote_is_there_for_the_next_and_after_a_restart(database: str) -> None:
    for expected in (0, 1):
        store = Store.open(database)
        async with store.begin() as books:
            assert len(await books.feeds.all()) == expected
            await books.feeds.add([source()], NOW)
        await store.close()


async def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(LookupError):
        async with store.begin() as books:
            await books.feeds.add([source()], NOW)
            raise LookupError
    assert await _feeds(store) == 0


async def test_a_transaction_that_is_cancelled_leaves_nothing_and_locks_nothing(store: Store) -> None:
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with store.begin() as books:
            await books.feeds.add([source()], NOW)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await _feeds(store) == 0
    await feed_in(store)
    assert await _feeds(store) == 1


async def test_a_reader_sees_one_moment(store: Store) -> None:
    async with store.read() as books:
        assert await books.feeds.all() == []
        await feed_in(store)
        assert await books.feeds.all() == []
    assert await _feeds(store) == 1


async def test_a_look_sees_one_moment_and_what_was_committed_before(store: Store) -> None:
    await feed_in(store)

    async def titles(books: Books) -> list[str]:
        return [feed.source.title for feed in await books.feeds.all() + await books.feeds.all()]

    assert await store.look(titles) == ["Herald", "Herald"]
    await feed_in(store, "courier")
    assert await store.look(titles) == ["Courier", "Herald"] * 2


async def test_many_look_at_once_while_others_write(store: Store) -> None:
    feed_id = await feed_in(store)

    async def write(number: int) -> None:
        async with store.begin() as books:
            await books.items.write({feed_id: ItemDecision((story(f"{number}"),))}, NOW)

    looks = [store.look(lambda books: books.items.count()) for _ in range(20)]
    found = await asyncio.gather(*looks, *(write(n) for n in range(20)))
    assert all(count is not None and 0 <= count <= 20 for count in found[:20])
    assert await store.look(lambda books: books.items.count()) == 20


async def test_a_look_that_fails_passes_its_error_on_and_holds_nothing(store: Store) -> None:
    async def breaks(books: Books) -> None:
        await books.feeds.all()
        raise LookupError

    for _ in range(10):
        with pytest.raises(LookupError):
            await store.look(breaks)
    assert await store.look(lambda books: books.feeds.all()) == []


async def test_a_look_waits_for_nothing_but_its_books(sqlite_database: str) -> None:
    store = Store.open(sqlite_database)

    async def sleeps(books: Books) -> None:
        await books.feeds.all()
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="something else than its books"):
        await store.look(sleeps)
    await store.close()


async def test_a_look_at_a_database_without_tables_is_refused_as_any_reading(bare_database: str) -> None:
    store = Store.open(bare_database)
    with pytest.raises(StorageError):
        await store.look(lambda books: books.feeds.all())
    await store.close()


async def test_writers_wait_for_each_other(store: Store) -> None:
    feed_id = await feed_in(store)

    async def write(number: int) -> int:
        async with store.begin() as books:
            return await books.items.write({feed_id: ItemDecision((story(f"{number}"), story("same")))}, NOW)

    assert sum(await asyncio.gather(*(write(n) for n in range(20)))) == 21


async def test_errors_of_the_caller_pass_as_they_are(store: Store) -> None:
    with pytest.raises(OSError, match="disk of the caller"):
        async with store.begin():
            raise OSError("disk of the caller")


@pytest.mark.parametrize("transaction", [Store.begin, Store.read])
async def test_a_naive_datetime_is_refused(
    store: Store, transaction: Callable[[Store], AbstractAsyncContextManager[Books]]
) -> None:
    with pytest.raises(StatementError, match="naive datetime"):
        async with transaction(store) as books:
            await books.statuses.due(datetime(2031, 3, 1, 12))  # noqa: DTZ001 - on purpose


async def test_moments_come_back_in_utc_to_the_microsecond(store: Store) -> None:
    moment = datetime.fromisoformat("2031-03-01T14:30:00.123457+05:45")
    (item,) = await items_in(store, story("a", published=moment))
    assert (item.published, item.published.utcoffset()) == (moment, timedelta(0))


async def test_an_item_without_its_feed_is_refused_for_good(store: Store) -> None:
    with pytest.raises(StorageError) as refused:
        async with store.begin() as books:
            await books.items.write({99: ItemDecision((story("a"),))}, NOW)
    assert not refused.value.temporary


async def test_a_database_never_migrated_is_refused_for_good(bare_database: str) -> None:
    store = Store.open(bare_database)
    with pytest.raises(StorageError, match="feeds") as refused:
        await _feeds(store)
    assert not refused.value.temporary
    await store.close()


async def test_no_server_there_may_pass(tmp_path: Path) -> None:
    store = Store.open(f"postgresql+asyncpg://postgres@/parley?host={tmp_path}")
    with pytest.raises(StorageError) as refused:
        await _feeds(store)
    assert refused.value.temporary


@pytest.mark.postgres
async def test_a_lost_connection_may_pass_and_the_next_transaction_works(postgres_database: str) -> None:
    store = Store.open(postgres_database)
    await feed_in(store)
    killer = create_engine(postgres_database)
    with pytest.raises(StorageError) as refused:
        async with store.read() as books:
            await books.feeds.all()
            async with killer.begin() as connection:
                others = "datname = current_database() AND pid <> pg_backend_pid()"
                await connection.execute(
                    text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
                )
            await books.feeds.all()
    assert refused.value.temporary
    assert await _feeds(store) == 1
    await killer.dispose()
    await store.close()


WRITES = {
    "feeds.add": lambda books: books.feeds.add([source()], NOW),
    "feeds.take_due": lambda books: books.feeds.take_due(NOW, 1, LEASE),
    "feeds.end": lambda books: books.feeds.end(
        [ended(FeedToFetch(1, "https://herald.example/rss", lease=NOW))]
    ),
    "items.write": lambda books: books.items.write({1: ItemDecision((story("a"),))}, NOW),
    "items.take_unread": lambda books: books.items.take_unread(NOW, 1, LEASE),
    "items.mark_read": lambda books: books.items.mark_read([1], "rules", "en"),
    "claims.forget": lambda books: books.claims.forget([1]),
    "statuses.take_to_compose": lambda books: books.statuses.take_to_compose(1),
    "outbox.take_due": lambda books: books.outbox.take_due(NOW, 1, LEASE),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
async def test_while_another_process_writes_a_refusal_may_pass(
    sqlite_database: str, write: Callable[[Books], Awaitable[Any]]
) -> None:
    store = Store.open(sqlite_database + "?timeout=0.05")
    other = sqlite3.connect(sqlite_database.partition(":///")[2])
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="locked") as refused:
        async with store.begin() as books:
            await write(books)
    assert refused.value.temporary
    assert await _feeds(store) == 0  # readers are not held up
    other.rollback()
    async with store.begin() as books:
        await books.feeds.all()
    other.close()
    await store.close()


@pytest.mark.postgres
async def test_two_processes_never_take_the_same_work(postgres_database: str) -> None:
    stores = [Store.open(postgres_database) for _ in range(2)]
    await items_in(stores[0], *(story(f"{n}") for n in range(40)))
    chats = [await chat_in(stores[0], n) for n in range(40)]
    async with stores[0].begin() as books:
        await books.feeds.add([source(f"outlet-{n}") for n in range(39)], NOW)
        await books.outbox.owe([draft(chat, str(chat.id)) for chat in chats], NOW)

    async def take(store: Store, kind: str) -> list[int]:
        async with store.begin() as books:
            takes: dict[str, Callable[[datetime, int, timedelta], Awaitable[Any]]] = {
                "feeds": books.feeds.take_due,
                "items": books.items.take_unread,
                "outbox": books.outbox.take_due,
            }
            return [taken.id for taken in await takes[kind](NOW, 7, LEASE)]

    for kind in ("feeds", "items", "outbox"):
        taken = [await asyncio.gather(*(take(store, kind) for store in stores * 2)) for _ in range(3)]
        ids = [one for part in taken for some in part for one in some]
        assert (len(ids), len(set(ids))) == (40, 40)
    for store in stores:
        await store.close()


async def test_a_database_file_may_lie_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path / 'new' / 'deep' / 'parley.sqlite'}")
    async with engine.connect() as connection:
        settings = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "wal_autocheckpoint")
        ]
    assert settings == ["wal", 1, 30_000, 4_000]
    await engine.dispose()


async def _feeds(store: Store) -> int:
    async with store.read() as books:
        return len(await books.feeds.all())


async def test_all_connections_to_sqlite_keep_few_pages_together(sqlite_database: str) -> None:
    store = Store.open(sqlite_database)
    async with store._engine.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA soft_heap_limit")).scalar_one() == 64 * 1024 * 1024
    await store.close()
