"""Items: stored once, read once, paged without gaps."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from news.arrivals import ItemDecision, Names
from news.item import Item, KnownItem
from storage.store import Store
from tests.storage.things import LEASE, MINUTE, NOW, feed_in, items_in, keys, story


async def test_an_item_is_kept_as_it_came(store: Store) -> None:
    (item,) = await items_in(
        store, story("a", 3, summary="Short.", text="Long.", backlog=True, language=None)
    )
    assert (item.outlet, item.title, item.summary, item.text, item.link) == (
        "Herald",
        "Title a",
        "Short.",
        "Long.",
        "https://herald.example/a",
    )
    assert (item.published, item.first_seen, item.language, item.backlog) == (
        NOW - 3 * MINUTE,
        NOW,
        None,
        True,
    )


async def test_an_item_stored_twice_is_one_item(store: Store) -> None:
    feed_id = await feed_in(store)
    async with store.begin() as books:
        assert await books.items.write({feed_id: ItemDecision((story("a"), story("b")))}, NOW) == 2
    async with store.begin() as books:
        assert await books.items.write({feed_id: ItemDecision((story("b"), story("c")))}, NOW) == 1
        assert await books.items.write({feed_id: ItemDecision()}, NOW) == 0
    async with store.read() as books:
        assert await books.items.count() == 3


async def test_the_same_key_in_two_feeds_is_two_items(store: Store) -> None:
    (one,) = await items_in(store, story("a"), feed="herald")
    (two,) = await items_in(store, story("a"), feed="courier")
    assert one.id != two.id


async def test_what_is_known_is_found_by_key(store: Store) -> None:
    stories = [story(f"k{n}") for n in range(1200)]
    items = await items_in(store, *stories)
    feed_id = items[0].feed_id
    async with store.read() as books:
        known = await books.items.known({feed_id: keys("unknown", *(s.key for s in stories)), 99: keys("k1")})
        assert await books.items.known({}) == {}
    expected = [
        KnownItem(i.id, s.key, s.content_hash, s.link, s.title, s.published)
        for s, i in zip(stories, items, strict=True)
    ]
    assert sorted(known[feed_id], key=lambda k: k.id) == expected
    assert known[99] == []


async def test_what_is_known_is_found_by_link_and_by_words_within_its_feed_the_newest_first_of_all(
    store: Store,
) -> None:
    same: dict[str, Any] = {"link": "https://herald.example/live", "content_hash": "words"}
    old, new = await items_in(store, story("old", 9, **same), story("new", 1, **same))
    await items_in(store, story("else", **same), feed="courier")
    for names in (
        Names(frozenset(), frozenset([same["link"]]), frozenset()),
        Names(frozenset(), frozenset(), frozenset(["words"])),
    ):
        async with store.read() as books:
            known = await books.items.known({old.feed_id: names})
        assert [k.id for k in known[old.feed_id]] == [new.id]


async def test_what_is_known_is_found_by_its_moment_all_of_it(store: Store) -> None:
    first, second, _ = await items_in(store, story("a", 9), story("b", 9), story("c", 8))
    await items_in(store, story("d", 9), feed="courier")
    moments = Names(frozenset(), frozenset(), frozenset(), frozenset([first.published]))
    async with store.read() as books:
        known = await books.items.known({first.feed_id: moments})
    assert {k.id for k in known[first.feed_id]} == {first.id, second.id}


async def test_waiting_items_are_taken_oldest_first_by_one_reader(store: Store) -> None:
    old, new = await items_in(store, story("old", 9), story("new", 1))
    assert [i.id for i in await _take(store, NOW, limit=1)] == [old.id]
    assert [i.id for i in await _take(store, NOW)] == [new.id]
    assert await _take(store, NOW) == []
    assert [i.id for i in await _take(store, NOW + LEASE)] == [old.id, new.id]


async def test_a_read_item_waits_no_more(store: Store) -> None:
    one, two = await items_in(store, story("a"), story("b"))
    await _take(store, NOW)
    await _mark_read(store, one)
    async with store.read() as books:
        assert await books.items.count_unread() == 1
        assert (await books.items.get([one.id]))[one.id].language == "ru"
    assert await _take(store, NOW + LEASE) == [two]


async def test_a_changed_item_is_read_anew(store: Store) -> None:
    (item,) = await items_in(store, story("a"))
    await _take(store, NOW)
    await _mark_read(store, item)
    await _change(store, item)
    (again,) = await _take(store, NOW)
    assert (again.id, again.title, again.published) == (item.id, "Corrected", item.published)


async def test_an_item_that_changes_while_it_is_read_is_read_again(store: Store) -> None:
    (item,) = await items_in(store, story("a"))
    await _take(store, NOW)
    await _change(store, item)
    await _mark_read(store, item)
    assert [i.title for i in await _take(store, NOW)] == ["Corrected"]


async def test_pages_have_no_gaps_while_new_items_arrive(store: Store) -> None:
    await items_in(store, *(story(f"old {n}", n // 2) for n in range(7)))
    pages = [await _page(store)]
    while pages[-1]:
        await items_in(store, story(f"new {len(pages)}", -1))
        pages.append(await _page(store, before=pages[-1][-1]))
    titles = [item.title for page in pages for item in page]
    assert sorted(titles) == [f"Title old {n}" for n in range(7)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]


async def test_the_newest_of_one_process_are_paged_the_same_way(store: Store) -> None:
    items = await items_in(store, *(story(f"{n}", n) for n in range(4)))
    async with store.begin() as books:
        for item in items[1:]:
            await books.items.link(
                item.id, item.published, ["north-south", "other:harbour-row", "north-south"]
            )
    first = await _page(store, process="north-south")
    assert first == items[1:]
    assert await _page(store, process="north-south", before=first[1]) == items[3:]


async def test_an_item_is_about_what_was_read_last(store: Store) -> None:
    (item,) = await items_in(store, story("a"))
    for processes in (["north-south"], ["east-west"], []):
        async with store.begin() as books:
            await books.items.link(item.id, item.published, processes)
        for process in ("north-south", "east-west"):
            assert await _page(store, process=process) == ([item] if process in processes else [])


async def _take(store: Store, now: datetime, limit: int = 10) -> list[Item]:
    async with store.begin() as books:
        return await books.items.take_unread(now, limit, LEASE)


async def _mark_read(store: Store, item: Item) -> None:
    async with store.begin() as books:
        await books.items.mark_read([item.id], "rules-1", "ru")


async def _change(store: Store, item: Item) -> None:
    async with store.begin() as books:
        changed = replace(story("a", -5), id=item.id, title="Corrected", content_hash="another")
        await books.items.write({item.feed_id: ItemDecision((), (changed,))}, NOW)


async def _page(store: Store, process: str | None = None, before: Item | None = None) -> list[Item]:
    async with store.read() as books:
        return await books.items.newest(
            3, process=process, before=(before.published, before.id) if before else None
        )


async def test_what_could_not_be_read_may_be_taken_again_soon(store: Store) -> None:
    [item] = await items_in(store, story("a"))
    async with store.begin() as books:
        assert [i.id for i in await books.items.take_unread(NOW, 9, LEASE)] == [item.id]
        await books.items.hold([item.id], NOW + MINUTE)
        assert await books.items.take_unread(NOW, 9, LEASE) == []
        assert await books.items.take_unread(NOW + MINUTE, 9, LEASE) != []
