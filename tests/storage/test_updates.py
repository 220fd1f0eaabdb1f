"""Updates wait until they are answered, once; a dead process's are taken over, and nothing said stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, text

from news.update import NewUpdate
from storage.leads import LENGTH
from storage.store import Store
from tests.storage.things import DAY, MINUTE, NOW


def new_update(number: int, chat: int = 7, words: str = "/privacy") -> NewUpdate:
    return NewUpdate(number, chat, f"mark of {number} {words}", {"update_id": number, "text": words})


async def _live(store: Store, *holders: str, at: datetime = NOW) -> None:
    async with store.begin() as books:
        for holder in holders:
            await books.leads.live(holder, at)


async def _keep(store: Store, *updates: NewUpdate, holder: str = "a", at: datetime = NOW) -> list[int]:
    async with store.begin() as books:
        return await books.updates.keep(updates, holder, at)


async def _waiting(store: Store, holder: str, at: datetime = NOW) -> list[int]:
    async with store.begin() as books:
        return [k.number for k in await books.updates.take_over(holder, at)]


async def _done(store: Store, *numbers: int) -> None:
    async with store.begin() as books:
        await books.updates.done(numbers, "a")


async def test_one_that_comes_again_is_not_new_even_once_it_is_answered(store: Store) -> None:
    await _live(store, "a")
    assert await _keep(store, new_update(2), new_update(1)) == [2, 1]
    assert await _keep(store, new_update(1), new_update(3)) == [3]
    await _done(store, 1)
    assert await _keep(store, new_update(1)) == []
    assert await _waiting(store, "a") == [2, 3]


async def test_another_update_of_an_old_number_is_new(store: Store) -> None:
    await _live(store, "a")
    await _keep(store, new_update(1))
    await _done(store, 1)
    assert await _keep(store, new_update(1, words="/help")) == [1]


async def test_a_living_process_keeps_its_own_and_a_dead_ones_are_taken_over(store: Store) -> None:
    await _live(store, "a", "b")
    await _keep(store, new_update(1), new_update(2, 8))
    assert await _waiting(store, "b") == []
    later = NOW + LENGTH + timedelta(seconds=1)
    await _live(store, "b", at=later)
    async with store.read() as books:
        assert await books.updates.any_waiting("b", later)
        assert not await books.updates.any_waiting("b", later, {1, 2})
    assert await _waiting(store, "b", later) == [1, 2]
    async with store.begin() as books:
        assert not await books.updates.begin(1, "a")
        assert await books.updates.begin(1, "b")
        assert [k.begun for k in await books.updates.take_over("b", later)] == [True, False]
        await books.updates.done([1], "a")
        assert [k.number for k in await books.updates.take_over("b", later)] == [1, 2]


@pytest.mark.postgres
async def test_a_chats_next_one_goes_to_the_process_that_is_at_work_for_it(postgres_database: str) -> None:
    store = Store.open(postgres_database)
    await _live(store, "a", "b")
    assert await _keep(store, new_update(1, 7), holder="a") == [1]
    assert await _keep(store, new_update(2, 7), new_update(3, 8), holder="b") == [3]
    assert await _waiting(store, "a") == [1, 2]
    await _done(store, 1, 2)
    assert await _keep(store, new_update(4, 7), holder="b") == [4]
    await store.close()


async def test_a_process_that_leaves_is_not_waited_for(store: Store) -> None:
    await _live(store, "a", "b")
    await _keep(store, new_update(1))
    async with store.begin() as books:
        await books.leads.leave("a")
    assert await _waiting(store, "b") == [1]


async def test_nothing_of_what_was_said_stays_once_it_is_answered_or_forgotten(store: Store) -> None:
    await _live(store, "a")
    await _keep(store, new_update(1, words="my secret"), new_update(2, 8, "my secret"))
    await _done(store, 1)
    async with store.begin() as books:
        await books.chats.forget(8)
    rows = await _all(store)
    assert "my secret" not in str([r[:-1] for r in rows])
    assert [(r.id, r.chat, r.body) for r in rows] == [(1, 0, None), (2, 0, None)]


async def test_old_ones_go(store: Store) -> None:
    await _live(store, "a")
    await _keep(store, new_update(1), at=NOW - 2 * DAY)
    await _keep(store, new_update(2), at=NOW + 2 * DAY)
    await _keep(store, new_update(3), at=NOW - MINUTE)
    async with store.begin() as books:
        await books.updates.prune(NOW, DAY)
    assert [r.id for r in await _all(store)] == [3]


async def test_one_leads_and_the_next_takes_over_when_it_is_dead_or_its_lease_too_long(store: Store) -> None:
    async with store.begin() as books:
        assert await books.leads.lead("polling", "a", NOW)
        assert not await books.leads.lead("polling", "b", NOW + LENGTH / 2)
        assert await books.leads.lead("polling", "a", NOW + LENGTH / 2)
        assert not await books.leads.lead("polling", "b", NOW + LENGTH)
        assert await books.leads.lead("polling", "b", NOW + 2 * LENGTH)
        assert not await books.leads.lead("polling", "a", NOW + 2 * LENGTH)
        assert await books.leads.lead("polling", "a", NOW - 60 * MINUTE)
        await books.leads.leave("a")
        assert await books.leads.lead("polling", "b", NOW)


async def _all(store: Store) -> Sequence[Row[Any]]:
    async with store._engine.connect() as connection:
        query = text("SELECT id, chat, body, mark FROM updates ORDER BY id")
        return (await connection.execute(query)).all()
