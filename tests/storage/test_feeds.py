"""Feeds: followed once, polled by one at a time, their health kept."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import event

from news.feed import FeedKind, FeedSource, FeedState, FeedToFetch, Validators
from storage.store import Store
from tests.storage.things import LEASE, MINUTE, NOW, ended, feed_in, fetched, source


async def test_a_feed_is_kept_as_it_was_named(store: Store) -> None:
    named = FeedSource(
        "https://herald.example/rss",
        "Herald",
        FeedKind.WIRE,
        "ch",
        "en",
        "North",
        ("truce",),
        ("sport", "weather"),
    )
    async with store.begin() as books:
        assert await books.feeds.add([named], NOW) == 1
    async with store.read() as books:
        (kept,) = await books.feeds.all()
        assert await books.feeds.get(kept.id) == kept
    assert (kept.source, kept.state, kept.primed, kept.health.next_try) == (
        named,
        FeedState.ACTIVE,
        False,
        NOW,
    )


async def test_a_known_address_is_not_followed_twice(store: Store) -> None:
    async with store.begin() as books:
        assert await books.feeds.add([source("a"), source("a"), source("b")], NOW) == 2
    async with store.begin() as books:
        assert await books.feeds.add([replace(source("a"), title="Other"), source("c")], NOW) == 1
        assert await books.feeds.add([], NOW) == 0
    async with store.read() as books:
        assert [f.source.title for f in await books.feeds.all()] == ["A", "B", "C"]


async def test_thousands_of_feeds_are_followed_at_once(store: Store) -> None:
    async with store.begin() as books:
        assert await books.feeds.add([source(f"outlet-{n}") for n in range(3000)], NOW) == 3000


async def test_due_feeds_are_taken_by_one_until_the_lease_ends(store: Store) -> None:
    for name in ("a", "b", "c"):
        await feed_in(store, name)
    assert len(await _take(store, NOW, limit=2)) == 2
    assert len(await _take(store, NOW)) == 1
    assert await _take(store, NOW + LEASE - MINUTE) == []
    assert len(await _take(store, NOW + LEASE)) == 3


async def test_only_active_feeds_whose_time_has_come_are_taken(store: Store) -> None:
    ids = {name: await feed_in(store, name) for name in ("due", "later", "paused", "retired")}
    await fetched(store, ids["later"], next_try=NOW + MINUTE)
    async with store.begin() as books:
        await books.feeds.set_state(ids["paused"], FeedState.PAUSED)
        await books.feeds.set_state(ids["retired"], FeedState.RETIRED)
    assert [f.id for f in await _take(store, NOW)] == [ids["due"]]


async def test_success_makes_the_next_request_conditional_and_frees_the_feed(store: Store) -> None:
    feed_id = await feed_in(store)
    validators = Validators('W/"1"', "Sat, 01 Mar 2031 12:00:00 GMT", "abc", b"\x00\xff")
    for brought in (True, False, False):
        await fetched(
            store, feed_id, validators=validators, brought=brought, interval=900, history="1 1 1 0 0 -"
        )
    [again] = await _take(store, NOW)
    assert again == FeedToFetch(
        feed_id,
        source().url,
        validators,
        0,
        interval=900,
        unchanged=2,
        history="1 1 1 0 0 -",
        lease=NOW + LEASE,
    )
    async with store.read() as books:
        feed = await books.feeds.get(feed_id)
    assert (feed.primed, feed.health.last_success, feed.health.last_attempt, feed.health.trouble) == (
        True,
        NOW,
        NOW,
        None,
    )


async def test_no_statement_for_sqlite_numbers_its_parameters(sqlite_database: str) -> None:
    """Python 3.14 refuses a sequence for `?1`, 3.12 and 3.13 warn, 3.11 says nothing: so the words are looked
    at."""
    store, sent = Store.open(sqlite_database), []
    event.listen(store._engine.sync_engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    feed_id = await feed_in(store)
    for how in ({}, {"validators": Validators("new")}, {"validators": None}):
        await fetched(store, feed_id, **how)
    await store.close()
    assert len([statement for statement in sent if statement.startswith("UPDATE feeds")]) >= 6
    assert [statement for statement in sent if re.search(r"\?\d", statement)] == []


async def test_failures_are_counted_until_a_success_with_the_same_validators_or_others(store: Store) -> None:
    feed_id = await feed_in(store)
    for validators in (Validators(), Validators("new")):
        for _ in range(2):
            await fetched(store, feed_id, validators=None, trouble="http_500", detail="x" * 2000)
        async with store.read() as books:
            health = (await books.feeds.get(feed_id)).health
        assert (health.failures, health.trouble, health.detail) == (2, "http_500", "x" * 500)
        await fetched(store, feed_id, validators=validators)
        async with store.read() as books:
            health = (await books.feeds.get(feed_id)).health
        assert (health.failures, health.trouble, health.detail) == (0, None, None)


async def test_a_feed_an_admin_changed_while_it_was_fetched_stays_due_anew(store: Store) -> None:
    feed_id = await feed_in(store)
    for how in ({}, {"validators": Validators("new")}, {"validators": None}):
        [feed] = await _take(store, NOW)
        async with store.begin() as books:
            await books.admin_feeds.look_now(feed_id, NOW)
            await books.feeds.end([ended(feed, next_try=NOW + MINUTE, **how)])
        assert [f.validators for f in await _take(store, NOW)] == [Validators()]
        async with store.begin() as books:
            await books.leases.give_back(NOW)


async def test_a_feed_that_is_gone_is_retired(store: Store) -> None:
    feed_id = await feed_in(store)
    await fetched(store, feed_id, validators=None, trouble="http_410", gone=True)
    async with store.read() as books:
        assert (await books.feeds.get(feed_id)).state is FeedState.RETIRED


async def test_a_fetch_that_lost_its_lease_retires_nothing_and_says_so(store: Store) -> None:
    feed_id = await feed_in(store)
    [late] = await _take(store, NOW)
    [ours] = await _take(store, NOW + LEASE)
    async with store.begin() as books:
        await books.feeds.end([ended(late, validators=None, trouble="http_410", gone=True)])
        assert [(await books.feeds.fetched([fetch]))[feed_id][1] for fetch in (late, ours)] == [False, True]
    async with store.read() as books:
        assert (await books.feeds.get(feed_id)).state is FeedState.ACTIVE


async def test_a_moved_feed_keeps_its_new_address_unless_it_is_anothers(store: Store) -> None:
    for name in ("first", "second"):
        await feed_in(store, name)
    first, second = await _take(store, NOW)
    async with store.begin() as books:
        await books.feeds.move(first._replace(lease=NOW), "https://late.example/rss")
        await books.feeds.move(first, "https://moved.example/rss")
        await books.feeds.move(second, "https://moved.example/rss")
        await books.feeds.rename(first.id, "Moved")
    async with store.read() as books:
        assert [(f.source.url, f.source.title) for f in await books.feeds.all()] == [
            ("https://moved.example/rss", "Moved"),
            (source("second").url, "Second"),
        ]


async def test_a_removed_feed_is_shown_no_more(store: Store) -> None:
    feed_id = await feed_in(store)
    async with store.begin() as books:
        await books.feeds.set_state(feed_id, FeedState.REMOVED)
    async with store.read() as books:
        assert await books.feeds.all() == []
        assert await books.feeds.get(feed_id + 1) is None


async def _take(store: Store, now: datetime, limit: int = 10) -> list[FeedToFetch]:
    async with store.begin() as books:
        return await books.feeds.take_due(now, limit, LEASE)
