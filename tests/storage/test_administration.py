"""What administration keeps, on both databases: admins, audit, drafts, corrections, processes, broadcasts,
notices."""

from datetime import UTC, datetime, timedelta

from news.administration import Deed
from news.chat import ChatAddress, ChatKind
from news.claim import Axis
from news.feed import FeedSource, FeedState
from news.process import Process
from news.status import State
from storage.broadcasts import WAITING
from storage.store import Store
from tests.storage.things import fetched

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


async def test_admins_are_added_once_and_removed(store: Store) -> None:
    async with store.begin() as books:
        await books.administration.add_admin(7, 1, NOW)
        await books.administration.add_admin(7, 2, NOW)
    async with store.begin() as books:
        assert await books.administration.admins() == {7}
        await books.administration.remove_admin(7)
    async with store.read() as books:
        assert await books.administration.admins() == frozenset()


async def test_deeds_come_newest_first_and_their_last_number_grows(store: Store) -> None:
    async with store.begin() as books:
        assert await books.administration.last_deed() == 0
        for n in range(3):
            await books.administration.note(Deed(NOW, n, "did", str(n)))
    async with store.read() as books:
        assert [d.about for d in await books.administration.deeds(1, 2)] == ["1", "0"]
        assert await books.administration.last_deed() >= 3


async def test_a_draft_is_taken_once_and_forgotten_after_a_week(store: Store) -> None:
    async with store.begin() as books:
        old = await books.administration.keep(1, "feed", {"a": [1]}, NOW - timedelta(days=8))
        new = await books.administration.keep(1, "feed", {"a": [2]}, NOW)
    async with store.begin() as books:
        assert await books.administration.draft(old, "feed") is None
        assert await books.administration.take_draft(new, "other") is None
        taken = await books.administration.take_draft(new, "feed")
        assert taken
        assert taken.content == {"a": [2]}
        assert await books.administration.take_draft(new, "feed") is None


async def test_a_removed_feed_is_followed_again_and_a_known_one_is_left_alone(store: Store) -> None:
    one, two = FeedSource("https://a.example/", "A"), FeedSource("https://b.example/", "B")
    async with store.begin() as books:
        assert await books.admin_feeds.follow([one, two], [NOW, NOW], NOW) == 2
        feed = await books.admin_feeds.by_url(one.url)
        assert feed
        await books.admin_feeds.set_state(feed.id, FeedState.REMOVED, NOW)
        assert await books.admin_feeds.count() == 1
        assert await books.admin_feeds.follow([one, two], [NOW, NOW], NOW) == 1
    async with store.read() as books:
        assert [f.source.title for f in await books.admin_feeds.page(0, 8)] == ["A", "B"]
        assert await books.admin_feeds.items_a_day([feed.id], NOW) == {}


async def test_a_feed_is_newly_down_until_told_and_newly_back_once(store: Store) -> None:
    async with store.begin() as books:
        await books.admin_feeds.follow([FeedSource("https://a.example/", "A")], [NOW], NOW)
        [feed] = await books.feeds.all()
    for _ in range(2):
        await fetched(store, feed.id, NOW, validators=None, trouble="timeout")
    async with store.begin() as books:
        assert [f.id for f in await books.admin_feeds.newly_down(2)] == [feed.id]
        await books.admin_feeds.told([feed.id], [], NOW)
        assert await books.admin_feeds.newly_down(2) == await books.admin_feeds.newly_back() == []
    later = NOW + timedelta(hours=1)
    await fetched(store, feed.id, later)
    async with store.begin() as books:
        assert [f.id for f in await books.admin_feeds.newly_back()] == [feed.id]
        await books.admin_feeds.told([], [feed.id], later)
        assert await books.admin_feeds.newly_back() == []


async def test_corrections_stand_until_they_are_undone(store: Store) -> None:
    async with store.begin() as books:
        await books.corrections.add("ostia", Axis.TALKS, State.STALLED, "why", 1, NOW)
        [standing] = await books.corrections.standing("ostia", Axis.TALKS)
        assert (standing.state, standing.reason, standing.at) == (State.STALLED, "why", NOW)
        await books.corrections.undo(standing.id, NOW)
        assert await books.corrections.standing("ostia", Axis.TALKS) == []


async def test_a_process_is_put_in_place_of_the_one_with_its_id(store: Store) -> None:
    async with store.begin() as books:
        await books.processes.put(Process("ostia", "Old"), NOW)
        await books.processes.put(Process("ostia", "New", aliases=("x",)), NOW)
    async with store.read() as books:
        assert await books.processes.all() == [Process("ostia", "New", aliases=("x",))]


async def test_a_broadcast_reaches_each_chat_once_and_no_channel(store: Store) -> None:
    async with store.begin() as books:
        for telegram_id, thread, kind in (
            (1, 0, ChatKind.PRIVATE),
            (-2, 5, ChatKind.SUPERGROUP),
            (-2, 6, ChatKind.SUPERGROUP),
            (-3, 0, ChatKind.CHANNEL),
        ):
            await books.chats.register(ChatAddress(telegram_id, thread), kind, None, "en", "UTC", NOW)
        assert await books.broadcasts.audience() == 2
        draft_id = await books.administration.keep(1, WAITING, {"text": "x", "after": 0}, NOW)
        assert not await books.broadcasts.any_left()
        assert await books.broadcasts.confirm(draft_id)
        assert await books.broadcasts.confirm(draft_id) is None
    async with store.begin() as books:
        draft = await books.broadcasts.next()
        assert draft
        first = await books.broadcasts.portion(0, 1)
        assert len(await books.broadcasts.portion(first[0], 5)) == 1
        await books.broadcasts.go_on(draft, None)
        assert not await books.broadcasts.any_left()
        assert await books.broadcasts.progress(draft_id) == {}


async def test_figures_of_an_empty_database_are_zeros(store: Store) -> None:
    async with store.read() as books:
        figures = await books.health.figures(NOW)
    assert (figures.items, figures.unread, figures.unread_since, dict(figures.outbox), figures.refused) == (
        0,
        0,
        None,
        {},
        (),
    )
