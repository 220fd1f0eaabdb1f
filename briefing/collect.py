"""Collect: fetch due feeds, tell new items from known ones, store them (the first of the four commits)."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

from briefing.house import House
from briefing.web import Web
from feeds.schedule import Brought, next_fetch
from news.errors import FeedError, FetchFailed
from news.feed import FeedState, FeedToFetch, Fetched, passes
from news.item import ItemDecision, ParsedFeed, decide, key_of

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
"""Longer than any fetch may take, so that a second process never polls a feed twice; a dead one's feeds come back after it."""


class Collector:
    """Fetches due feeds, each as a task of its own: a slow one holds up no other."""

    def __init__(self, house: House, web: Web, most: int = 400) -> None:
        """`most`: feeds in hand at once, waiting for their turn ones included."""
        self._house, self._web, self._most = house, web, most
        self._gate = asyncio.Semaphore(web.at_once)
        self._running: set[asyncio.Task[int]] = set()

    async def begin_due(self) -> int:
        """Begin with every due feed there is room for, wait for none; 0: the next look is at the next beat."""
        room = self._most - len(self._running)
        if room > 0:
            for feed in await _take_due(self._house, room):
                task = asyncio.create_task(_one(self._house, self._web, feed, self._gate))
                self._running.add(task)
                task.add_done_callback(self._ended)
        return 0

    async def close(self) -> None:
        """Leave what is under way; its leases run out, or a process alone on its database gives them back at its start."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _ended(self, task: "asyncio.Task[int]") -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a feed could not be stored", exc_info=task.exception())


async def collect(house: House, web: Web, limit: int = 200) -> int:
    """Fetch every due feed once, at most `limit`, and wait for all; returns how many new items were stored."""
    gate = asyncio.Semaphore(web.at_once)
    return sum(await asyncio.gather(*(_one(house, web, feed, gate) for feed in await _take_due(house, limit))))


async def _take_due(house: House, limit: int) -> list[FeedToFetch]:
    async with house.store.read() as books:
        if not await books.feeds.any_due(house.now()):
            return []
    async with house.store.begin() as books:
        return await books.feeds.take_due(house.now(), limit, LEASE)


async def _one(house: House, web: Web, feed: FeedToFetch, gate: asyncio.Semaphore) -> int:
    async with gate:
        try:
            fetched = await web.fetcher.fetch(feed)
            parsed = await _parse(web, feed, fetched)
        except FeedError as e:
            await _failed(house, web, feed, e)
            return 0
    return await _store(house, web, feed, fetched, parsed)


async def _parse(web: Web, feed: FeedToFetch, fetched: Fetched) -> ParsedFeed | None:
    if fetched.body is None:
        return None
    return await web.parser.parse(fetched.body, fetched.content_type, fetched.url, feed.validators.seen)


async def _store(house: House, web: Web, feed: FeedToFetch, fetched: Fetched, parsed: ParsedFeed | None) -> int:
    now = house.now()
    async with house.store.begin() as books:
        known_feed = await books.feeds.get(feed.id)
        if known_feed is None or known_feed.state is FeedState.REMOVED:
            return 0
        decision = ItemDecision((), ())
        validators = fetched.validators
        if parsed is not None:
            known = await books.items.known(feed.id, [key_of(e) for e in parsed.entries])
            decision = decide(parsed.entries, known, primed=known_feed.primed, now=now)
            validators = replace(fetched.validators, seen=parsed.seen)
        kept = tuple(i for i in decision.new if passes(known_feed.source, i.title, i.summary, i.text))
        await books.items.write(feed.id, kept, decision.changed, now)
        if fetched.moved_to:
            await books.feeds.move(feed.id, fetched.moved_to)
        news = len(decision.new) + len(decision.changed)
        plan = next_fetch(feed, Brought(news, fetched.fresh_for, parsed.ttl if parsed else None), now, web.minimum_of(feed.url))
        await books.feeds.record_success(feed.id, validators, changed=bool(news), interval=plan.interval, next_try=plan.next_try, now=now)
    if feed.failures:
        log.info("feed back", extra={"feed_id": feed.id})
    return len(kept)


async def _failed(house: House, web: Web, feed: FeedToFetch, error: FeedError) -> None:
    now = house.now()
    plan = next_fetch(feed, error, now, web.minimum_of(feed.url))
    async with house.store.begin() as books:
        if isinstance(error, FetchFailed) and error.status == 410:
            await books.feeds.set_state(feed.id, FeedState.RETIRED)
        await books.feeds.record_failure(feed.id, error.reason, error.detail, interval=plan.interval, next_try=plan.next_try, now=now)
    if not feed.failures:
        log.warning("feed down", extra={"feed_id": feed.id, "reason": error.reason})
