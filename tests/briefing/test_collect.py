"""Collecting: what turned together is told together, one bad feed hurts no other, and no feed's wait is
another's."""

import asyncio
import logging
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from briefing.house import House
from briefing.jobs.collect import LEASE, Collector, Weather, collect
from briefing.jobs.store_fetches import Arrival, Entering
from briefing.measures import Measures
from briefing.web import Web
from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.worker import ParserPool
from news.errors import FetchFailed
from news.feed import FeedSource, FeedToFetch, Fetched, Validators
from news.item import FeedEntry, ParsedFeed
from news.process import ProcessCatalogue
from storage.store import Store
from tests.feeds.server import FeedServer, Request, says, silence, streams

NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)


async def _house(database: str, *urls: str) -> House:
    house = House(Store.open(database), ProcessCatalogue.of([]), lambda: NOW)
    async with house.store.begin() as books:
        await books.feeds.add([FeedSource(url, url) for url in urls], NOW)
    return house


def _arrival(feed: FeedToFetch, title: str, summary: str = "") -> Arrival:
    fetched = Fetched(None, None, feed.url, None, Validators('"1"'), None)
    return Arrival(feed, fetched, ParsedFeed("Outlet", None, None, (FeedEntry(title, None, title, summary),)))


async def test_without_a_network_the_log_has_one_line_for_all_feeds(
    sqlite_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    house = await _house(sqlite_database, *(f"http://127.0.0.1:9/{n}" for n in range(29)))
    caplog.set_level(logging.INFO, "briefing.jobs.collect")
    async with Fetcher(allowed=["127.0.0.1:9"]) as fetcher:
        assert await collect(house, Web(fetcher, ParserPool(), 300.0)) == 0
    await house.store.close()
    [line] = caplog.records
    assert (line.getMessage(), line.__dict__["feeds"], line.__dict__["reasons"]) == (
        "feeds down",
        29,
        {"connection": 29},
    )


def test_what_turns_within_seconds_waits_to_be_told_together(caplog: pytest.LogCaptureFixture) -> None:
    weather = Weather()
    weather.note(Arrival(FeedToFetch(1, "http://a.example/"), error=FetchFailed("http://a.example/", "dns")))
    weather.tell()
    assert caplog.records == []
    weather.tell(at_once=True)
    weather.tell(at_once=True)
    assert [r.getMessage() for r in caplog.records] == ["feeds down"]


async def test_a_feed_the_database_refuses_hurts_no_other(sqlite_database: str) -> None:
    house = await _house(sqlite_database, "http://a.example/", "http://b.example/")
    async with house.store.begin() as books:
        feeds = await books.feeds.take_due(NOW, 2, LEASE)
    entering = Entering(house, Web(Fetcher(), ParserPool(), 300.0))
    bad, good = (
        _arrival(feed, title)
        for feed, title in zip(feeds, ("half a character \ud800", "Talks resume"), strict=True)
    )
    told = await asyncio.gather(entering.enter(bad), entering.enter(good), return_exceptions=True)
    assert isinstance(told[0], Exception)
    assert told[1] == 1
    async with house.store.read() as books:
        assert [i.title for i in await books.items.newest(9)] == ["Talks resume"]
        health = [(feed.health.trouble, feed.health.failures) for feed in await books.feeds.all()]
    assert health == [("not_stored", 1), (None, 0)]
    await house.store.close()


async def test_two_fetches_of_one_feed_that_come_in_together_are_entered_one_after_the_other(
    sqlite_database: str,
) -> None:
    house = await _house(sqlite_database, "http://a.example/")
    async with house.store.begin() as books:
        [before] = await books.feeds.take_due(NOW, 1, LEASE)
        await books.admin_feeds.look_now(before.id, NOW)
        [now] = await books.feeds.take_due(NOW, 1, LEASE)
    entering = Entering(house, Web(Fetcher(), ParserPool(), 300.0))
    entered = await asyncio.gather(
        entering.enter(_arrival(now, "Talks resume")), entering.enter(_arrival(before, "A ferry sails"))
    )
    assert list(entered) == [1, 1]
    async with house.store.read() as books:
        assert {i.title for i in await books.items.newest(9)} == {"Talks resume", "A ferry sails"}
    await house.store.close()


async def test_a_fetch_that_lost_its_lease_brings_what_is_new_but_overwrites_no_newer_text(
    database: str,
) -> None:
    house = await _house(database, "http://a.example/")
    entering = Entering(house, Web(Fetcher(), ParserPool(), 300.0))
    taken = [await _taken(house)]
    await entering.enter(_arrival(taken[0], "Talks resume", "Nobody knows where."))
    for _ in range(2):
        async with house.store.begin() as books:
            await books.admin_feeds.look_now(taken[0].id, NOW)
        taken.append(await _taken(house))
    _, late, ours = taken
    assert await entering.enter(_arrival(ours, "Talks resume", "They meet in Carrow.")) == 0
    assert await entering.enter(_arrival(late, "Talks resume", "Nobody says where.")) == 0
    assert await entering.enter(_arrival(late, "A ferry sails", "")) == 1
    async with house.store.read() as books:
        assert {(i.title, i.summary) for i in await books.items.newest(9)} == {
            ("Talks resume", "They meet in Carrow."),
            ("A ferry sails", ""),
        }
    await house.store.close()


async def test_of_a_body_that_is_too_large_nothing_is_held_until_its_failure_is_entered(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Arrival] = []
    monkeypatch.setattr(Entering, "note", lambda _, arrival: noted.append(arrival))
    async with FeedServer() as server:
        server.pages["/feed"] = streams(b" " * 65_536, 200)
        house = await _house(sqlite_database, f"{server.base}/feed")
        async with Fetcher(allowed=[server.host]) as fetcher:
            await collect(house, Web(fetcher, ParserPool(), 300.0))
        await house.store.close()
    [error] = [arrival.error for arrival in noted]
    assert error is not None
    assert error.reason == "too_large"
    assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)


async def test_what_brought_nothing_is_entered_without_anybody_waiting_and_its_lease_ends(
    sqlite_database: str,
) -> None:
    house = await _house(sqlite_database, *(f"http://{n}.example/" for n in range(3)))
    async with house.store.begin() as books:
        feeds = await books.feeds.take_due(NOW, 3, LEASE)
    entering = Entering(house, Web(Fetcher(), ParserPool(), 300.0))
    for feed in feeds[:2]:
        entering.note(Arrival(feed, Fetched(None, None, feed.url, None, feed.validators, None)))
    entering.note(Arrival(feeds[2], error=FetchFailed(feeds[2].url, "dns")))
    await entering.flush()
    async with house.store.read() as books:
        health = [feed.health for feed in await books.feeds.all()]
    assert [(h.last_attempt, h.last_success, h.trouble) for h in health] == [
        (NOW, NOW, None),
        (NOW, NOW, None),
        (NOW, None, "dns"),
    ]
    assert all(h.next_try is not None and h.next_try > NOW for h in health)
    async with house.store.begin() as books:
        assert len(await books.feeds.take_due(NOW + timedelta(hours=1), 3, LEASE)) == 3
    await house.store.close()


async def test_what_cannot_be_stored_and_nobody_waits_for_is_in_the_log(
    sqlite_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    house = await _house(sqlite_database, "http://a.example/")
    feed = await _taken(house)
    await house.store.close()
    house.store = Store.open(sqlite_database + "?timeout=0.01")
    entering = Entering(house, Web(Fetcher(), ParserPool(), 300.0))
    with closing(sqlite3.connect(sqlite_database.partition(":///")[2])) as other:
        other.execute("BEGIN IMMEDIATE")
        entering.note(Arrival(feed, Fetched(None, None, feed.url, None, feed.validators, None)))
        await entering.flush()
    file = sqlite_database.partition(":///")[2]
    assert [(r.name, r.__dict__["reason"]) for r in caplog.records] == [
        ("storage.refusal_log", f"{file}: database is locked")
    ]
    await house.store.close()


async def test_a_fetch_is_not_begun_when_its_lease_is_about_to_end(sqlite_database: str) -> None:
    clock = iter([NOW, NOW, NOW + LEASE - timedelta(seconds=59)])
    house = await _house(sqlite_database, "http://127.0.0.1:9/")
    house.now = lambda: next(clock)
    async with Fetcher(allowed=["127.0.0.1:9"]) as fetcher:
        assert await collect(house, Web(fetcher, ParserPool(), 300.0), limit=1) == 0
    async with house.store.read() as books:
        assert [feed.health.last_attempt for feed in await books.feeds.all()] == [None]
    await house.store.close()


async def test_whoever_waits_for_a_shorter_line_goes_home_when_the_collector_closes(
    sqlite_database: str,
) -> None:
    async with FeedServer() as site:
        house = await _house(sqlite_database, *(f"{site.base}/{n}" for n in range(12)))
        asked = asyncio.Event()

        async def noted_silence(request: Request, out: asyncio.StreamWriter) -> None:
            asked.set()
            await silence(request, out)

        site.pages = {f"/{n}": noted_silence for n in range(12)}
        async with Fetcher(allowed=[site.host], limits=Limits(per_host=12, at_once=1)) as fetcher:
            collector = Collector(house, Web(fetcher, ParserPool(), 300.0), most=8)
            waiting = asyncio.create_task(collector.begin_due())
            await asyncio.wait_for(asked.wait(), 10)
            await collector.close()
            assert await asyncio.wait_for(waiting, 10) == 8
    async with house.store.read() as books:
        assert {feed.health.last_attempt for feed in await books.feeds.all()} == {None}
    await house.store.close()


async def test_a_round_begins_with_no_more_than_it_was_asked_for(sqlite_database: str) -> None:
    house = await _house(sqlite_database, *(f"http://127.0.0.1:9/{n}" for n in range(30)))
    async with Fetcher(allowed=["127.0.0.1:9"]) as fetcher:
        collector = Collector(house, Web(fetcher, ParserPool(), 300.0), most=4)
        await collector.begin_with(25)
        await collector.ended()
    async with house.store.read() as books:
        assert Counter(feed.health.trouble for feed in await books.feeds.all()) == {"connection": 25, None: 5}
    await house.store.close()


async def _taken(house: House) -> FeedToFetch:
    async with house.store.begin() as books:
        [feed] = await books.feeds.take_due(NOW, 1, LEASE)
    return feed


class _Heard(Measures):
    def __init__(self) -> None:
        self.fetches: list[bool] = []
        self.troubles: list[str] = []
        self.items = 0

    def fetched(self, seconds: float, *, answered: bool) -> None:
        assert 0 <= seconds < 10
        self.fetches.append(answered)

    def feed_failed(self, reason: str) -> None:
        self.troubles.append(reason)

    def stored(self, items: int) -> None:
        self.items += items


async def test_each_fetch_and_what_it_brought_is_measured(sqlite_database: str) -> None:
    async with FeedServer() as site:
        house = await _house(sqlite_database, f"{site.base}/a", f"{site.base}/b", f"{site.base}/c")
        house.measures = heard = _Heard()
        feed = b"<rss version='2.0'><channel><title>x</title><item><guid>1</guid><title>Talks</title></item></channel></rss>"
        site.pages = {"/a": says(feed), "/b": says(status="404 Not Found"), "/c": says(b"no feed at all")}
        pool = ParserPool()
        async with Fetcher(allowed=[site.host]) as fetcher:
            await collect(house, Web(fetcher, pool, 300.0))
        await pool.close()
    assert sorted(heard.fetches) == [False, True, True]
    assert sorted(heard.troubles) == ["http_404", "not_a_feed"]
    assert heard.items == 1
    await house.store.close()


async def test_what_was_fetched_while_the_database_refused_is_entered_once_it_does_not(
    sqlite_database: str,
) -> None:
    """It would be fetched again only when its lease has run out, minutes later."""
    house = await _house(sqlite_database, "http://a.example/")
    feed = await _taken(house)
    await house.store.close()
    house.store = Store.open(sqlite_database + "?timeout=0.01")
    entering = Entering(house, Web(Fetcher(), ParserPool(), 300.0))
    with closing(sqlite3.connect(sqlite_database.partition(":///")[2])) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(entering.enter(_arrival(feed, "Talks resume")))
        await asyncio.sleep(0.3)
        assert not waiting.done()
    assert await asyncio.wait_for(waiting, 10) == 1
    await entering.flush()
    await house.store.close()
