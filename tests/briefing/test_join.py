"""The join job hands over through its table, on both databases, and loses nothing when it is cut off."""

from collections.abc import Iterable

import pytest

from briefing.house import House
from briefing.jobs.join import Joiner
from news.arrivals import ItemDecision
from news.item import Item, ItemToStore
from news.process import Process, ProcessCatalogue
from storage.store import Store
from tests.storage.things import MINUTE, NOW, claim, items_in, story

LEAD = "Delegates of the north and the south signed a truce in Carrow on Monday"


@pytest.fixture
def house(store: Store) -> House:
    return House(store, ProcessCatalogue.of([Process("north-south", "North and South")]), lambda: NOW)


async def told(store: Store, *stories: ItemToStore, feed: str = "herald") -> list[Item]:
    """Items stored and read."""
    items = await items_in(store, *stories, feed=feed)
    async with store.begin() as books:
        await books.items.take_unread(NOW, 100, 2 * MINUTE)
        await books.items.mark_read([i.id for i in items], "test", "en")
    return items


async def stories_of(store: Store, items: Iterable[Item]) -> list[tuple[int, str | None]]:
    """Story and voice of each item that has a story."""
    async with store.read() as books:
        found = [await books.stories.story_of(item.id) for item in items]
    return [story for story in found if story]


async def test_items_of_one_event_are_one_story(store: Store, house: House) -> None:
    first = await told(store, story("a", 30, title="Truce signed in Carrow", summary=LEAD))
    second = await told(
        store,
        story("b", 20, title="North and south sign Carrow truce", summary=LEAD + ", envoys said"),
        feed="wire",
    )
    other = await told(
        store, story("c", 10, title="Plum harvest begins in the valley", summary="Growers expect a record.")
    )
    assert await Joiner(house).join() == 3
    (a, _), (b, _), (c, _) = await stories_of(store, [*first, *second, *other])
    assert (a == b, a == c) == (True, False)


async def test_nothing_waits_once_it_is_joined(store: Store, house: House) -> None:
    await told(store, story("a"))
    assert [await Joiner(house).join(), await Joiner(house).join()] == [1, 0]


async def test_another_joiner_goes_on_from_the_database(store: Store, house: House) -> None:
    first = await told(store, story("a", 30, title="Truce signed in Carrow", summary=LEAD))
    await Joiner(house).join()
    second = await told(
        store, story("b", 20, title="Carrow truce signed", summary=LEAD + ", envoys said"), feed="wire"
    )
    await Joiner(house).join()
    (a, _), (b, _) = await stories_of(store, [*first, *second])
    assert a == b


async def test_a_joiner_cut_off_begins_again(
    store: Store, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await told(store, story("a", 30, title="Truce signed in Carrow", summary=LEAD))
    joiner = Joiner(house)
    with monkeypatch.context() as broken:
        broken.setattr("storage.stories.Stories.joined", _refuse)
        with pytest.raises(RuntimeError):
            await joiner.join()
    assert await stories_of(store, first) == []
    assert await joiner.join() == 1
    assert len(await stories_of(store, first)) == 1


async def test_copies_of_a_wire_report_speak_with_one_voice(store: Store, house: House) -> None:
    first = await told(store, story("a", 30, title="Truce signed in Carrow", summary=LEAD))
    second = await told(store, story("b", 20, title="Truce signed in Carrow", summary=LEAD), feed="wire")
    async with store.begin() as books:
        for item in (*first, *second):
            await books.claims.replace(item, [claim()], [])
    await Joiner(house).join()
    async with store.read() as books:
        pieces = await books.claims.of_items([i.id for i in (*first, *second)])
    assert {piece.story for piece in pieces} == {f"wire:{first[0].id}"}


async def test_an_edited_item_moves_to_the_story_it_now_tells(store: Store, house: House) -> None:
    first = await told(store, story("a", 30, title="Truce signed in Carrow", summary=LEAD))
    moving = await told(
        store, story("b", 20, title="Plum harvest begins", summary="Growers expect a record."), feed="wire"
    )
    joiner = Joiner(house)
    await joiner.join()
    async with store.begin() as books:
        changed = story(
            "b",
            20,
            title="Carrow truce signed",
            summary=LEAD + ", envoys said",
            id=moving[0].id,
            content_hash="new",
        )
        await books.items.write({moving[0].feed_id: ItemDecision((), (changed,))}, NOW)
        await books.items.take_unread(NOW, 100, 2 * MINUTE)
        await books.items.mark_read([moving[0].id], "test", "en")
    await joiner.join()
    (a, _), (b, _) = await stories_of(store, [*first, *moving])
    assert a == b
    async with store.read() as books:
        assert len(await books.stories.page(10)) == 1


async def _refuse(*_: object) -> None:
    raise RuntimeError("the power is gone")


async def test_old_items_that_come_together_are_joined_too(store: Store, house: House) -> None:
    month = 30 * 24 * 60
    first = await told(store, story("a", month + 30, title="Truce signed in Carrow", summary=LEAD))
    second = await told(
        store, story("b", month, title="Carrow truce signed", summary=LEAD + ", envoys said"), feed="wire"
    )
    await Joiner(house).join()
    (a, _), (b, _) = await stories_of(store, [*first, *second])
    assert a == b
