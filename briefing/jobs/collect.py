"""Collect: fetch due feeds, tell new items from known ones, store them (the first of the four commits)."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from functools import partial

from briefing.house import House
from briefing.jobs.host_queue import HostQueue
from briefing.jobs.store_fetches import Arrival, Entering
from briefing.web import Web
from feeds.body_budget import BodyBudget, BodyPlace
from news.errors import FeedError, ends_by_itself
from news.feed import FeedToFetch, Fetched

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
"""Longer than any fetch may take, so that a second process never polls a feed twice; a dead one's feeds come
back after it."""

_LEFT = timedelta(minutes=1)
"""What must be left of a lease when a fetch begins, so that it ends within it."""

_LISTENING = 5.0
"""Seconds from the first feed that turned until they are told: what goes down together is noticed
together."""

_NAMED = 5

_READ_AT_ONCE = 400
"""Feeds read or waiting to be entered at once; meanwhile no more are fetched."""

_BEHIND = 10_000
"""Feeds that may wait for busy hosts; they are few bytes each."""


class Collector:
    """Fetches due feeds: a few tasks take one after the other out of the line, so that a feed that has
    nothing new costs little."""

    def __init__(self, house: House, web: Web, most: int = 1_000) -> None:
        """`most`: feeds in line at once, those for whose hosts others wait apart."""
        self._house, self._web, self._most = house, web, most
        self._line = HostQueue(web.fetcher.limits.per_host)
        self._budget, self._places = BodyBudget(), asyncio.Semaphore(_READ_AT_ONCE)
        self._entering = Entering(house, web)
        self._weather = Weather()
        self._fetching: set[asyncio.Task[None]] = set()
        self._reading: set[asyncio.Task[None]] = set()
        self._short = asyncio.Event()
        self.stored = 0
        """New items so far."""

    async def begin_due(self) -> int:
        """Begin with every due feed there is room for and wait for none, but for room where more may be due.

        Returns how many were begun where another look is worth it at once; 0: the next look is at the next
        beat.
        """
        self._weather.tell()
        room = self._most - self._line.ready if self._line.waiting < _BEHIND else 0
        begun = await self.begin(room) if room > 0 else 0
        if begun < room or room <= 0:
            return 0
        await self._shortened()
        return begun

    async def begin_with(self, limit: int) -> None:
        """Begin with at most `limit` due feeds, as there is room for them."""
        while limit > 0 and (begun := await self.begin(min(limit, self._most))):
            limit -= begun
            await self._shortened()

    async def _shortened(self) -> None:
        """Wait until the line is short enough to look for more."""
        while self._line.ready > self._most // 2:
            self._short.clear()
            await self._short.wait()

    async def begin(self, most: int) -> int:
        """Begin with at most so many due feeds; returns with how many."""
        due = await _take_due(self._house, most)
        self._line.put(due)
        self._staff()
        return len(due)

    async def ended(self) -> None:
        """Wait for all that was begun."""
        while under_way := self._fetching | self._reading:
            await asyncio.wait(under_way)
        await self._entering.flush()
        self._weather.tell(at_once=True)

    async def close(self) -> None:
        """Leave what is under way; its leases run out, or a process alone on its database gives them back at
        its start."""
        self._line.clear()
        self._short.set()
        under_way = self._fetching | self._reading
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._entering.flush()
        self._weather.tell(at_once=True)

    def _staff(self) -> None:
        """As many tasks as there is work for."""
        for _ in range(min(self._web.fetcher.limits.at_once - len(self._fetching), self._line.ready)):
            self._begin(self._fetch_on(), self._fetching)

    def _begin(self, work: Coroutine[None, None, None], among: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(work)
        among.add(task)
        task.add_done_callback(partial(self._has_ended, among))

    def _has_ended(self, among: set[asyncio.Task[None]], task: "asyncio.Task[None]") -> None:
        among.discard(task)
        if not task.cancelled() and task.exception() is not None:
            if not ends_by_itself(task.exception()):
                log.error("a feed could not be stored", exc_info=task.exception())
            self._staff()

    async def _fetch_on(self) -> None:
        """Fetch one feed after the other, as long as there are any."""
        while first := self._line.next():
            feed, host = first
            if self._line.ready <= self._most // 2:
                self._short.set()
            place = BodyPlace(self._budget)
            try:
                arrival = await self._fetched(feed, place)
            except BaseException:
                place.end()
                raise
            finally:
                self._line.done(host)
            if arrival is None or arrival.fetched is None or arrival.fetched.body is None:
                place.end()
                self._note(arrival)
            else:
                await self._places.acquire()
                self._begin(self._read(feed, arrival.fetched, place), self._reading)
            del arrival  # a body shall not be held until the next fetch has ended

    async def _fetched(self, feed: FeedToFetch, place: BodyPlace) -> Arrival | None:
        """What came; None where the lease is about to run out, so that somebody will take the feed anew."""
        lease = feed.lease
        if lease is not None and lease - self._house.now() < _LEFT:
            return None
        began = time.monotonic()
        try:
            arrival = Arrival(feed, await self._web.fetcher.fetch(feed, place))
        except FeedError as e:
            arrival = Arrival(feed, error=_alone(e))
        self._house.measures.fetched(time.monotonic() - began, answered=arrival.error is None)
        return arrival

    def _notice(self, arrival: Arrival) -> None:
        self._weather.note(arrival)
        if arrival.error is not None:
            self._house.measures.feed_failed(arrival.error.reason)

    def _note(self, arrival: Arrival | None) -> None:
        if arrival is not None:
            self._notice(arrival)
            self._entering.note(arrival)

    async def _read(self, feed: FeedToFetch, fetched: Fetched, place: BodyPlace) -> None:
        """Read a body and enter what is in it."""
        try:
            arrival = await self._parsed(feed, fetched)
            del fetched  # the body is read: nothing shall hold it
            place.end()
            self._notice(arrival)
            stored = await self._entering.enter(arrival)
            self.stored += stored
            self._house.measures.stored(stored)
        finally:
            place.end()
            self._places.release()

    async def _parsed(self, feed: FeedToFetch, fetched: Fetched) -> Arrival:
        body, answer = fetched.body or b"", fetched._replace(body=None)
        try:
            return Arrival(
                feed,
                answer,
                await self._web.parser.parse(body, fetched.content_type, fetched.url, feed.validators.seen),
            )
        except FeedError as e:
            return Arrival(feed, error=_alone(e))


def _alone(error: FeedError) -> FeedError:
    """The error without the frames it came through: half of a body that was too large would be held until it
    is entered."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


async def collect(house: House, web: Web, limit: int = 200) -> int:
    """Fetch every due feed once, at most `limit`, and wait for all; returns how many new items were
    stored."""
    collector = Collector(house, web)
    await collector.begin_with(limit)
    await collector.ended()
    return collector.stored


async def _take_due(house: House, limit: int) -> list[FeedToFetch]:
    async with house.store.read() as books:
        if not await books.feeds.any_due(house.now()):
            return []
    async with house.store.begin() as books:
        return await books.feeds.take_due(house.now(), limit, LEASE)


class Weather:
    """Feeds that went down or came back, told in the log together: without a network that is one line, not
    one a feed."""

    def __init__(self) -> None:
        self._down: list[tuple[int, str]] = []
        self._back: list[int] = []
        self._since: float | None = None

    def note(self, arrival: Arrival) -> None:
        """Take notice where a feed's health turned."""
        feed, _, _, error = arrival
        if error is not None and not feed.failures:
            self._down.append((feed.id, error.reason))
        elif error is None and feed.failures:
            self._back.append(feed.id)
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
            log.warning(
                "feeds down", extra={"feeds": len(self._down), "reasons": dict(reasons), "feed_ids": first}
            )
        if self._back:
            log.info("feeds back", extra={"feeds": len(self._back), "feed_ids": self._back[:_NAMED]})
        self._down, self._back = [], []
