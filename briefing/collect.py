"""Collect: fetch due feeds, tell new items from known ones, store them (the first of the four commits)."""

import asyncio
import logging
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from briefing.enter_fetches import Arrival, Entering
from briefing.house import House
from briefing.web import Web
from feeds.room import Hold, Room
from news.errors import FeedError
from news.feed import FeedToFetch

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
"""Longer than any fetch may take, so that a second process never polls a feed twice; a dead one's feeds come back after it."""

_LISTENING = 5.0
"""Seconds from the first feed that turned until they are told: what goes down together is noticed together."""

_NAMED = 5


class Collector:
    """Fetches due feeds, each as a task of its own: a slow one holds up no other."""

    def __init__(self, house: House, web: Web, most: int = 400) -> None:
        """`most`: feeds in hand at once, waiting for their turn ones included."""
        self._house, self._web, self._most = house, web, most
        self._round = _Round(house, web)
        self._running: set[asyncio.Task[int]] = set()
        self._room = asyncio.Event()

    async def begin_due(self) -> int:
        """Begin with every due feed there is room for and wait for none, but for room where more may be due.

        Returns how many were begun where another look is worth it at once; 0: the next look is at the next beat.
        """
        self._round.weather.tell()
        room = self._most - len(self._running)
        begun = await _take_due(self._house, room) if room > 0 else []
        for feed in begun:
            task = asyncio.create_task(self._round.one(feed))
            self._running.add(task)
            task.add_done_callback(self._ended)
        if len(begun) < room or room <= 0:
            return 0
        self._room.clear()
        await self._room.wait()
        return len(begun)

    async def close(self) -> None:
        """Leave what is under way; its leases run out, or a process alone on its database gives them back at its start."""
        self._room.set()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._round.entering.close()
        self._round.weather.tell(at_once=True)

    def _ended(self, task: "asyncio.Task[int]") -> None:
        self._running.discard(task)
        if len(self._running) <= self._most // 2:
            self._room.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("a feed could not be stored", exc_info=task.exception())


async def collect(house: House, web: Web, limit: int = 200) -> int:
    """Fetch every due feed once, at most `limit`, and wait for all; returns how many new items were stored."""
    round_ = _Round(house, web)
    stored = sum(await asyncio.gather(*(round_.one(feed) for feed in await _take_due(house, limit))))
    round_.weather.tell(at_once=True)
    return stored


async def _take_due(house: House, limit: int) -> list[FeedToFetch]:
    async with house.store.read() as books:
        if not await books.feeds.any_due(house.now()):
            return []
    async with house.store.begin() as books:
        return await books.feeds.take_due(house.now(), limit, LEASE)


class _Round:
    """The way of one feed: fetched, read, entered."""

    def __init__(self, house: House, web: Web) -> None:
        self._web, self._room = web, Room()
        self.entering = Entering(house, web)
        self.weather = Weather()

    async def one(self, feed: FeedToFetch) -> int:
        """How many new items were stored."""
        hold = Hold(self._room)
        try:
            arrival = await self._arrival(feed, hold)
        finally:
            hold.end()
        self.weather.note(arrival)
        return await self.entering.enter(arrival)

    async def _arrival(self, feed: FeedToFetch, hold: Hold) -> Arrival:
        try:
            fetched = await self._web.fetcher.fetch(feed, hold)
            if fetched.body is None:
                return Arrival(feed, fetched)
            parsed = await self._web.parser.parse(fetched.body, fetched.content_type, fetched.url, feed.validators.seen)
        except FeedError as e:
            return Arrival(feed, error=e)
        return Arrival(feed, replace(fetched, body=None), parsed)  # the body is read: nothing shall hold it


class Weather:
    """Feeds that went down or came back, told in the log together: without a network that is one line, not one a feed."""

    def __init__(self) -> None:
        self._down: list[tuple[int, str]] = []
        self._back: list[int] = []
        self._since: float | None = None

    def note(self, arrival: Arrival) -> None:
        """Take notice where a feed's health turned."""
        if arrival.error is not None and not arrival.feed.failures:
            self._down.append((arrival.feed.id, arrival.error.reason))
        elif arrival.error is None and arrival.feed.failures:
            self._back.append(arrival.feed.id)
        else:
            return
        self._since = self._since or time.monotonic()

    def tell(self, *, at_once: bool = False) -> None:
        """Say what was noticed, a while after it began."""
        if self._since is None or not (at_once or time.monotonic() - self._since > _LISTENING):
            return
        self._since = None
        if self._down:
            reasons = Counter(reason for _, reason in self._down)
            first = [feed_id for feed_id, _ in self._down[:_NAMED]]
            log.warning("feeds down", extra={"feeds": len(self._down), "reasons": dict(reasons), "feed_ids": first})
        if self._back:
            log.info("feeds back", extra={"feeds": len(self._back), "feed_ids": self._back[:_NAMED]})
        self._down, self._back = [], []
