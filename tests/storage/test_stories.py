"""Stories are told page by page, each with its first items, from an index however large the archive is."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from news.item import Item, ItemToStore
from storage import search, stories
from storage.claims import _POSITIONS
from storage.store import Store, create_engine
from storage.stories import StoredStory
from tests.storage.things import MINUTE, NOW, items_in, story


async def _tell(store: Store, *told: ItemToStore, about: Sequence[str] = ("north-south",)) -> None:
    """Each item a story of its own."""
    for item in await items_in(store, *told):
        async with store.begin() as books:
            await books.stories.put(item, await books.stories.open(item.published), None, about, NOW)


async def _tell_together(store: Store, *told: ItemToStore) -> list[Item]:
    """One story; its items."""
    items = await items_in(store, *told)
    async with store.begin() as books:
        number = await books.stories.open(items[0].published)
        for item in items:
            await books.stories.put(item, number, None, ["north-south"], NOW)
    return items


async def test_pages_lead_on_and_back_without_gaps(store: Store) -> None:
    await _tell(store, *(story(f"{n}", n) for n in range(7)))
    await _tell(store, story("elsewhere", 2.5), about=["east-west"])

    async def page(**more: Any) -> list[StoredStory]:
        async with store.read() as books:
            return await books.stories.page(3, **more)

    def titles(told: list[StoredStory]) -> list[str]:
        return [s.items[0][0].title for s in told]

    first = await page(process="north-south")
    assert titles(first) == ["Title 0", "Title 1", "Title 2"]
    second = await page(process="north-south", before=(first[-1].opened, first[-1].id))
    assert titles(second) == ["Title 3", "Title 4", "Title 5"]
    assert await page(process="north-south", after=(second[0].opened, second[0].id)) == first
    assert titles(await page()) == ["Title 0", "Title 1", "Title 2"]
    assert titles(await page(before=(first[-1].opened, first[-1].id))) == [
        "Title elsewhere",
        "Title 3",
        "Title 4",
    ]
    assert await page(process="nowhere") == []


async def test_a_story_of_two_processes_is_one_of_any(store: Store) -> None:
    await _tell(store, story("both", 1), about=["east-west", "north-south"])
    await _tell(store, story("none", 0), about=[])
    await _tell(store, story("one", 2))
    async with store.read() as books:
        told = await books.stories.page(9, of_any=True)
        before = await books.stories.page(9, of_any=True, before=(told[0].opened, told[0].id))
        after = await books.stories.page(9, of_any=True, after=(told[1].opened, told[1].id))
    titles = [s.items[0][0].title for s in told]
    assert (titles, before, after) == (["Title both", "Title one"], told[1:], told[:1])


async def test_a_long_story_shows_its_first_items_and_hides_no_other(store: Store) -> None:
    await _tell(store, story("other", 2))
    items = await _tell_together(store, *(story(f"{n}", 90 - n) for n in range(60)))
    async with store.read() as books:
        newest, long = await books.stories.page(2)
        assert await books.stories.get([long.id, newest.id, 99_999]) == [long, newest]
        assert await books.stories.get([]) == []
    assert newest.items[0][0].title == "Title other"
    assert [item.id for item, _ in long.items] == [item.id for item in items[: stories.MEMBERS]]


async def test_a_story_is_about_what_its_items_are_about_now(store: Store) -> None:
    first, second = await items_in(store, story("first", 9), story("second", 8))

    async def put(item: Item, number: int, *about: str) -> None:
        async with store.begin() as books:
            await books.items.link(item.id, item.published, about)
            await books.stories.put(item, number, None, about, NOW)

    async def told_of(process: str) -> list[int]:
        async with store.read() as books:
            return [told.id for told in await books.stories.page(9, process=process)]

    async with store.begin() as books:
        one, other = await books.stories.open(first.published), await books.stories.open(second.published)
    await put(first, one, "north-south")
    await put(second, one, "north-south", "east-west")
    assert (await told_of("north-south"), await told_of("east-west")) == ([one], [one])
    await put(second, other, "east-west")
    assert (await told_of("north-south"), await told_of("east-west")) == ([one], [other])
    await put(second, other, "up-down")
    assert (await told_of("north-south"), await told_of("east-west"), await told_of("up-down")) == (
        [one],
        [],
        [other],
    )


async def test_items_without_a_story_are_shown_newest_first(store: Store) -> None:
    told = await _tell_together(store, story("told", 5))
    waiting = await items_in(store, story("a", 4), story("b", 3), story("c", 2))
    async with store.begin() as books:
        await books.items.take_unread(NOW, 10, timedelta(minutes=2))
        await books.items.mark_read([item.id for item in (*told, *waiting)], "reader", "en")
        await books.items.link(waiting[0].id, NOW - MINUTE, ["north-south"])
    async with store.read() as books:
        assert [item.title for item in await books.stories.waiting(2)] == ["Title c", "Title b"]
        assert [item.title for item in await books.stories.waiting(2, "north-south")] == ["Title a"]


@pytest.mark.parametrize(
    "query",
    [
        *(
            stories._page(*about, turn)
            for about in ((False, False), (True, False), (False, True))
            for turn in ("", "before", "after")
        ),
        stories._waiting(True, False),
        stories._waiting(False, True),
        stories._waiting(False, False),
        _POSITIONS,
        search._SQLITE,
    ],
)
async def test_no_question_walks_the_whole_archive(sqlite_database: str, query: Any) -> None:
    """The tables that grow are only searched by key; what is scanned is an index in its order, or what was
    already found."""
    engine = create_engine(sqlite_database)
    async with engine.begin() as connection:
        await connection.execute(text("ANALYZE"))
        for table in (
            "items",
            "stories",
            "story_items",
        ):  # figures of a large archive, as ANALYZE would leave them
            await connection.execute(text(f"INSERT INTO sqlite_stat1 VALUES ('{table}', NULL, '1000000')"))
        await connection.execute(text("ANALYZE sqlite_schema"))  # reads them
    async with engine.connect() as connection:
        compiled = query.compile(dialect=sqlite.dialect(paramstyle="named"))
        plan = await connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {compiled}", dict.fromkeys(compiled.params, 1)
        )
        steps = [str(step) for *_, step in plan]
    await engine.dispose()
    grown = ("items", "story_items", "feeds", "positions", "item_processes")
    assert [step for step in steps if step.startswith("SCAN") and step.split()[1] in grown] == []
    assert [step for step in steps if "AUTOMATIC" in step or "FOR DISTINCT" in step] == []
