"""Statuses and their history: what a fold finds becomes what is stored, and nobody is told twice or never."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from news.claim import Axis, Kind
from news.item import Item
from news.status import Change, State, Status
from storage.store import Books, Store
from tests.storage.things import DAY, NOW, claim, items_in, record, step, story

AGREED, BEGUN, BROKEN = step(State.AGREED, 0), step(State.IN_EFFECT, 1), step(State.COLLAPSED, 2)


async def test_a_status_is_kept_with_its_evidence(store: Store) -> None:
    await _put(store, AGREED.status)
    async with store.read() as books:
        assert await books.statuses.get("north-south", Axis.CEASEFIRE) == AGREED.status
        assert await books.statuses.get("north-south", Axis.TALKS) is None


async def test_a_later_status_takes_the_place_of_the_one_before(store: Store) -> None:
    talks = step(State.UNDER_WAY, axis=Axis.TALKS).status
    for status in (AGREED.status, talks, BEGUN.status):
        await _put(store, status)
    async with store.read() as books:
        assert await books.statuses.all() == [BEGUN.status, talks]


async def test_the_calendar_moves_what_is_due(store: Store) -> None:
    await _put(store, AGREED.status, due_at=NOW + DAY)
    await _put(store, step(State.UNDER_WAY, axis=Axis.TALKS).status, due_at=None)
    async with store.read() as books:
        assert await books.statuses.due(NOW) == []
        assert await books.statuses.due(NOW + DAY) == [("north-south", Axis.CEASEFIRE)]


async def test_history_is_the_newest_first(store: Store) -> None:
    talks = step(State.UNDER_WAY, 1, axis=Axis.TALKS)
    await record(store, [AGREED, BEGUN, BROKEN])
    async with store.begin() as books:
        await books.statuses.record("north-south", Axis.TALKS, [talks], None, NOW, loud=())
    async with store.read() as books:
        assert await books.statuses.history("north-south", Axis.CEASEFIRE) == [BROKEN, BEGUN, AGREED]
        assert await books.statuses.history("north-south", limit=3) == [BROKEN, talks, BEGUN]


async def test_the_same_fold_twice_changes_nothing(store: Store) -> None:
    assert await record(store, [AGREED, BEGUN]) == 2
    assert await record(store, [AGREED, BEGUN]) == 0
    assert await _told(store) == [AGREED, BEGUN]
    assert await _told(store) == []


async def test_a_step_that_a_later_fold_does_not_find_is_withdrawn(store: Store) -> None:
    await record(store, [AGREED, BEGUN])
    await record(store, [AGREED])
    assert await _history(store) == [AGREED]
    assert await _told(store) == [AGREED]


async def test_a_step_before_the_folds_start_is_left_alone(store: Store) -> None:
    await record(store, [AGREED, BEGUN])
    await record(store, [BROKEN], since=NOW)
    assert await _history(store) == [BROKEN, AGREED]


async def test_a_withdrawn_step_found_again_stands_again(store: Store) -> None:
    for found in ([AGREED, BEGUN], [AGREED], [AGREED, BEGUN]):
        await record(store, found)
    assert await _history(store) == [BEGUN, AGREED]


async def test_a_step_withdrawn_before_anybody_was_told_is_told_when_it_stands_again(store: Store) -> None:
    await record(store, [AGREED])
    await record(store, [])
    assert await _told(store) == []
    await record(store, [AGREED])
    assert await _told(store) == [AGREED]


async def test_a_step_that_was_told_is_not_told_again_when_it_comes_back(store: Store) -> None:
    await record(store, [AGREED])
    assert await _told(store) == [AGREED]
    for found in ([], [AGREED]):
        await record(store, found)
    assert await _told(store) == []


async def test_a_step_found_to_have_come_earlier_is_moved(store: Store) -> None:
    earlier = replace(AGREED, at=AGREED.at.replace(hour=3), previous=State.PROPOSED)
    assert earlier.key == AGREED.key
    await record(store, [AGREED])
    assert await record(store, [earlier]) == 0
    assert await _history(store) == [earlier]
    assert await record(store, [], since=earlier.at) == 0
    assert await _history(store) == [earlier]


async def test_quiet_steps_are_history_only(store: Store) -> None:
    await record(store, [AGREED], loud=False)
    assert await _told(store) == []
    assert await _history(store) == [AGREED]


async def test_a_few_steps_at_a_time_are_told_oldest_found_first(store: Store) -> None:
    await record(store, [AGREED, BEGUN, BROKEN])
    assert await _told(store, limit=2) == [AGREED, BEGUN]
    assert await _told(store, limit=2) == [BROKEN]


async def test_folding_goes_on_from_the_settled_status(store: Store) -> None:
    settled = AGREED.status
    await _put(store, BROKEN.status, settled=settled)
    assert await _checkpoint(store, NOW + DAY) == settled
    assert settled.as_of
    assert await _checkpoint(store, settled.as_of) is None


async def test_without_a_settled_status_folding_goes_on_from_the_step_before(store: Store) -> None:
    await record(store, [AGREED, BEGUN, BROKEN])
    await record(store, [BEGUN], since=NOW, now=NOW)
    assert await _checkpoint(store, BROKEN.at + DAY) == BEGUN.status
    assert await _checkpoint(store, BEGUN.at) == AGREED.status
    assert await _checkpoint(store, AGREED.at) is None


@pytest.mark.postgres
async def test_two_processes_that_fold_one_axis_see_each_others_claims(postgres_database: str) -> None:
    """Both have read an item about the same axis; whoever folds last must weigh both."""
    one, two = Store.open(postgres_database), Store.open(postgres_database)
    items = await items_in(one, story("a"), story("b"))
    async with one.begin() as books:
        assert await _claim_and_weigh(books, items[0]) == 1
        second = asyncio.create_task(_weigh_alone(two, items[1]))
        await asyncio.wait({second}, timeout=0.5)  # it cannot end before this transaction does
    assert await second == 2
    await one.close()
    await two.close()


async def _weigh_alone(store: Store, item: Item) -> int:
    async with store.begin() as books:
        return await _claim_and_weigh(books, item)


async def _claim_and_weigh(books: Books, item: Item) -> int:
    """How many claims a fold would see after this item's is written."""
    await books.claims.replace(item, [claim(Kind.AGREED)], [])
    await books.statuses.checkpoint("north-south", Axis.CEASEFIRE, NOW)
    return len(await books.claims.evidence("north-south", Axis.CEASEFIRE, None))


async def _put(
    store: Store, status: Status, settled: Status | None = None, due_at: datetime | None = None
) -> None:
    async with store.begin() as books:
        await books.statuses.put(status, settled or Status(status.process, status.axis), NOW, due_at)


async def _history(store: Store) -> list[Change]:
    async with store.read() as books:
        return await books.statuses.history("north-south", Axis.CEASEFIRE)


async def _checkpoint(store: Store, moment: datetime) -> Any:
    async with store.begin() as books:
        return await books.statuses.checkpoint("north-south", Axis.CEASEFIRE, moment)


async def _told(store: Store, limit: int = 10) -> list[Change]:
    """The steps people are told of now."""
    async with store.begin() as books:
        found = await books.statuses.take_to_compose(limit)
        await books.statuses.mark_composed(found_id for found_id, _ in found)
    return [change for _, change in found]
