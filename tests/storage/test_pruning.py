"""Old items go in small steps where the operator says so; what is shown, folded or still to be read stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.house import House
from briefing.jobs import prune
from briefing.jobs.prune import ItemPruner, Tidier
from news.chat import AlertLevel, ChatAddress, ChatKind, Message, OutboxDraft, OutboxKind
from news.claim import Position
from news.process import ProcessCatalogue
from news.query import parse_query
from storage.migrate import migrate
from storage.pruning import LISTED
from storage.store import Store
from tests.storage.things import DAY, NOW, claim, items_in, story

LATER = NOW + 30 * DAY


async def _read(store: Store, *, but: str = "") -> None:
    """Every item is read and in a story of its own, but the one of a key that still waits."""
    async with store.begin() as books:
        taken = [i for i in await books.items.take_unread(NOW, 10_000, DAY) if i.title != f"Title {but}"]
        await books.items.mark_read([i.id for i in taken], "reader-1", "en")
        for item in taken:
            story_id = await books.stories.open(item.published)
            await books.stories.put(item, story_id, None, ["north-south"], NOW)
        await books.stories.joined([i.id for i in taken])


async def _pruned(store: Store, days: int | None = 7) -> set[str]:
    """The titles that are left."""
    pruner = ItemPruner(House(store, ProcessCatalogue.of([]), lambda: LATER), days)
    while await pruner.step():
        pass
    async with store.read() as books:
        return {i.title.removeprefix("Title ") for i in await books.items.newest(10_000)}


async def _listed(store: Store, feed: str = "herald") -> None:
    """So many newer items of the feed that the ones before them are listed no more."""
    await items_in(store, *(story(f"newer {n}") for n in range(LISTED)), feed=feed)


async def test_only_what_nobody_needs_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prune, "STEP", 2)
    old = await items_in(
        store, *(story(k, 9) for k in ("plain", "claimed", "wanted", "unread", "waits", "more"))
    )
    await _listed(store)
    await _read(store, but="unread")
    async with store.begin() as books:
        await books.claims.replace(old[1], [claim()], [])
        await books.claims.replace(old[2], [], [Position("north-south", "North", True, "It wants talks.")])
        await books.items.mark_reread([old[4].id], "reader-2", "en")  # it waits for its story anew
        evidence = await books.claims.of_items([i.id for i in old])
        stories = len(await books.stories.page(10_000))
    left = await _pruned(store)
    assert {k for k in left if not k.startswith("newer")} == {"claimed", "wanted", "unread", "waits"}
    assert len(left) == LISTED + 4
    async with store.read() as books:
        assert await books.claims.of_items([i.id for i in old]) == evidence
        assert len(await books.stories.page(10_000)) == stories - 2
        assert await books.search.find(parse_query("plain"), lambda word: [word]) == []


async def test_a_story_tells_of_what_is_left_of_it(store: Store) -> None:
    first, second = await items_in(store, story("first", 9), story("second", 8))
    await _listed(store)
    await _read(store)
    async with store.begin() as books:
        told = await books.stories.story_of(first.id)
        assert told is not None
        await books.stories.put(second, told[0], None, ["north-south"], NOW)
        await books.claims.replace(second, [claim()], [])
    await _pruned(store)
    async with store.read() as books:
        assert [[i.title for i, _ in s.items] for s in await books.stories.get([told[0]])] == [
            ["Title second"]
        ]


@pytest.mark.parametrize("days", [None, 40])
async def test_what_is_not_old_enough_stays(store: Store, days: int | None) -> None:
    await items_in(store, story("plain", 9))
    await _listed(store)
    await _read(store)
    assert "plain" in await _pruned(store, days)


async def test_what_a_feed_may_still_list_stays(store: Store) -> None:
    await items_in(store, story("plain", 9))
    await _read(store)
    assert await _pruned(store) == {"plain"}


async def test_the_database_is_tidied_once_in_the_quiet_hours(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [datetime(2031, 3, 1, 1, 30, tzinfo=UTC)]  # 4:30 in Moscow
    house = House(store, ProcessCatalogue.of([]), lambda: now[0], zone="Europe/Moscow")
    done: list[datetime] = []
    real = store.tidy

    async def tidy() -> None:
        await real()
        done.append(now[0])

    monkeypatch.setattr(store, "tidy", tidy)
    tidier = Tidier(house)
    for _ in range(200):
        await tidier.tidy()
        now[0] += timedelta(minutes=10)
    assert [when.isoformat() for when in done] == [
        "2031-03-01T01:30:00+00:00",
        "2031-03-02T00:00:00+00:00",
    ]


async def test_freed_pages_of_a_file_go_back(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/new.db"
    await migrate(url)
    store = Store.open(url)
    await items_in(store, *(story(f"{n}", text="word " * 3_000) for n in range(100)))
    async with store._engine.begin() as connection:
        before = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql("DELETE FROM items")
    await store.tidy()
    async with store._engine.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one() < before / 2
    await store.close()


async def test_the_demo_forgets_what_it_read_and_keeps_who_asked_for_what(store: Store) -> None:
    await items_in(store, story("a"), story("b"))
    await _read(store)
    async with store.begin() as books:
        chat = await books.chats.register(ChatAddress(1), ChatKind.PRIVATE, None, "en", "UTC", NOW)
        await books.alerts.on(chat.id, "north-south", AlertLevel.EVERY, NOW)
        await books.outbox.owe([OutboxDraft(chat.id, OutboxKind.NOTICE, "x", Message("x"), NOW)], NOW)
        await books.pruning.forget_news(LATER)
    async with store.read() as books:
        assert await books.items.newest(10) == []
        assert await books.stories.page(10) == []
        assert await books.outbox.record(chat.id, 10) == []
        assert await books.alerts.of(chat.id) == {"north-south": AlertLevel.EVERY}
        assert [feed.primed for feed in await books.feeds.all()] == [False]
        assert await books.search.find(parse_query("title"), lambda word: [word], limit=5) == []
