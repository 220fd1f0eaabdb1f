"""Enter what fetches brought: everything that has come in since the last commit in one transaction, so that
many feeds cost little."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from briefing.house import House
from briefing.web import Web
from feeds.schedule import Brought, next_fetch
from news.arrivals import ItemDecision, decide, names_of
from news.errors import FeedError, FetchFailed, StorageError, ends_by_itself
from news.feed import Feed, FeedState, FeedToFetch, Fetched, FetchEnd, passes
from news.fetch_history import with_fetch
from news.item import KnownItem, ParsedFeed
from storage.store import Books

log = logging.getLogger(__name__)

_GATHERING = 0.05
"""Seconds arrivals are gathered for: a transaction costs as much as ten feeds in it."""

_LONGEST_PAUSE = 4.0
"""Seconds between two tries to enter what the database refused for a while."""

_PATIENCE = 5
"""So many times as long what brought nothing is gathered for: nobody waits for it."""

_FEEDS, _ENTRIES, _QUIET = 100, 300, 1_000
"""Feeds that brought something, their entries, and feeds that brought nothing in one transaction: answers
wait for the database meanwhile, but never long."""


class Arrival(NamedTuple):
    """What the fetch of one feed brought: a failure, or an answer and, where that was not an unchanged one,
    what is in it."""

    feed: FeedToFetch
    fetched: Fetched | None = None
    parsed: ParsedFeed | None = None
    error: FeedError | None = None


class Entering:
    """Takes arrivals as they come and enters those that wait together."""

    def __init__(self, house: House, web: Web) -> None:
        self._house, self._web = house, web
        self._waiting: list[tuple[Arrival, asyncio.Future[int] | None]] = []
        self._quiet: list[FetchEnd] = []
        self._work: asyncio.Task[None] | None = None
        self._enough = asyncio.Event()
        self._closing = False

    async def enter(self, arrival: Arrival) -> int:
        """How many new items were stored, once the commit stands. Raises StorageError."""
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, done))
        self._begin()
        return await done

    def note(self, arrival: Arrival) -> None:
        """An arrival nobody waits for: it brought no items. What cannot be stored of it is logged; its lease
        runs out then."""
        feed, fetched, parsed, _ = arrival
        if fetched is not None and parsed is None and _is_quiet(feed, fetched):
            self._quiet.append(_ended_quietly(feed, fetched, self._web, self._house.now()))
            if len(self._quiet) >= _QUIET:
                self._enough.set()
        else:
            self._waiting.append((arrival, None))
        if self._work is None or self._work.done():
            self._begin()

    async def flush(self) -> None:
        """Enter everything that waits, now; nothing comes meanwhile."""
        self._closing = True
        self._enough.set()
        if self._work is not None:
            await self._work
        self._closing = False

    def _begin(self) -> None:
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._enter_all())

    async def _enter_all(self) -> None:
        while self._waiting or self._quiet:
            await self._gather()
            size = self._fitting()
            batch, self._waiting = self._waiting[:size], self._waiting[size:]
            quiet, self._quiet = self._quiet[:_QUIET], self._quiet[_QUIET:]
            if await self._enter_batch(batch, quiet):
                continue
            for part in (
                (batch[:0], quiet),
                *(([one], quiet[:0]) for one in batch),
            ):  # whichever it was, the others shall not suffer
                await self._enter_batch(*part)

    async def _gather(self) -> None:
        """Wait a little for more."""
        for _ in range(_PATIENCE):
            if self._closing or len(self._quiet) >= _QUIET or self._fitting() < len(self._waiting):
                return
            self._enough.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_GATHERING):
                    await self._enough.wait()
            if self._waiting:
                return

    def _fitting(self) -> int:
        """How many of those that wait fit into one transaction; of one feed (an admin had it read once more)
        one fetch."""
        feeds: set[int] = set()
        entries = 0
        for n, (arrival, _) in enumerate(self._waiting[:_FEEDS]):
            entries += len(arrival.parsed.entries) if arrival.parsed else 0
            if n and (entries > _ENTRIES or arrival.feed.id in feeds):
                return n
            feeds.add(arrival.feed.id)
        return len(feeds)

    async def _enter_batch(
        self, batch: Sequence[tuple[Arrival, asyncio.Future[int] | None]], quiet: Sequence[FetchEnd]
    ) -> bool:
        """Whether that is settled; False where one of several may be the cause and each is to be tried
        alone."""
        try:
            stored = await self._enter_once_it_can([arrival for arrival, _ in batch], quiet)
        except Exception as e:
            lasting = not (isinstance(e, StorageError) and e.temporary)
            if lasting and len(batch) + bool(quiet) > 1:
                return False
            if lasting and batch:
                await self._refused(batch[0][0], e)
            self._tell(batch, quiet, e)
            return True
        for arrival, done in batch:
            if done is not None and not done.done():
                done.set_result(stored.get(arrival.feed.id, 0))
        return True

    async def _enter_once_it_can(
        self, arrivals: Sequence[Arrival], quiet: Sequence[FetchEnd]
    ) -> dict[int, int]:
        """Enter them; where the database refuses for a while, once it does not: what was fetched is not fetched
        again, and no feed waits for its lease to run out. No more is fetched meanwhile."""
        pause = _GATHERING
        while True:
            try:
                return await _enter(self._house, self._web, arrivals, quiet)
            except StorageError as e:
                if self._closing or not e.temporary:
                    raise
            pause = min(pause * 2, _LONGEST_PAUSE)
            self._enough.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._enough.wait()

    def _tell(
        self,
        batch: Sequence[tuple[Arrival, asyncio.Future[int] | None]],
        quiet: Sequence[FetchEnd],
        cause: Exception,
    ) -> None:
        """Who waits gets the cause; the log gets it where nobody waits."""
        unheard = len(quiet)
        for _, done in batch:
            if done is None:
                unheard += 1
            elif not done.done():
                done.set_exception(cause)
        if unheard and not ends_by_itself(cause):
            log.error("fetches could not be stored", exc_info=cause, extra={"feeds": unheard})

    async def _refused(self, arrival: Arrival, cause: Exception) -> None:
        """Say in the feed's health that what it holds cannot be stored; else it would be fetched again in
        vain, unseen."""
        error = FeedError(arrival.feed.url, "not_stored", type(cause).__name__)
        with suppress(Exception):  # `cause` goes to who waits
            await _enter(self._house, self._web, [Arrival(arrival.feed, error=error)])


class _News(NamedTuple):
    """What one feed brought: what of it is stored, and how much it was before its filters."""

    stored: ItemDecision
    brought: int


async def _enter(
    house: House, web: Web, arrivals: Sequence[Arrival], quiet: Sequence[FetchEnd] = ()
) -> dict[int, int]:
    """How many new items of each feed were stored."""
    now = house.now()
    async with house.store.begin() as books:
        news = await _decided(books, [a for a in arrivals if a.parsed is not None], now)
        if news:
            await books.items.write({feed_id: told.stored for feed_id, told in news.items()}, now)
        for arrival in arrivals:
            if arrival.fetched is not None and arrival.fetched.moved_to:
                await books.feeds.move(arrival.feed, arrival.fetched.moved_to)
        await books.feeds.end(
            [*(_ended(a, news.get(a.feed.id, _NOTHING), web, now) for a in arrivals), *quiet]
        )
    return {feed_id: len(told.stored.new) for feed_id, told in news.items()}


_NOTHING = _News(ItemDecision(), 0)


async def _decided(books: Books, read: Sequence[Arrival], now: datetime) -> Mapping[int, _News]:
    """What each feed that is still followed brought.

    Of a fetch whose lease is no longer its own only what is new: a text it has may be older than the one a
    later fetch brought.
    """
    if not read:
        return {}
    feeds = await books.feeds.fetched([a.feed for a in read])
    followed = [(*feeds[a.feed.id], a.parsed) for a in read if a.parsed and a.feed.id in feeds]
    followed = [
        (feed, ours, parsed) for feed, ours, parsed in followed if feed.state is not FeedState.REMOVED
    ]
    had = [
        (feed.id, parsed) for feed, _, parsed in followed if feed.primed or feed.health.last_success
    ]  # followed again: has items
    known = await books.items.known(
        {feed_id: names_of(parsed.entries, parsed.skipped) for feed_id, parsed in had}
    )
    return {
        feed.id: _news(feed, parsed, known.get(feed.id, ()), now, ours=ours)
        for feed, ours, parsed in followed
    }


def _news(feed: Feed, parsed: ParsedFeed, known: Sequence[KnownItem], now: datetime, *, ours: bool) -> _News:
    decision = decide(parsed.entries, known, primed=feed.primed, now=now, skipped=parsed.skipped)
    passing = tuple(i for i in decision.new if passes(feed.source, i.title, i.summary, i.text))
    changed = decision.changed if ours else ()
    return _News(ItemDecision(passing, changed), len(decision.new) + len(changed))


def _is_quiet(feed: FeedToFetch, fetched: Fetched) -> bool:
    """Whether all that is new of a feed is that it was looked at."""
    return fetched.moved_to is None and fetched.validators is feed.validators


def _ended_quietly(feed: FeedToFetch, fetched: Fetched, web: Web, now: datetime) -> FetchEnd:
    """As `_ended`, for what most looks bring."""
    interval, next_try = next_fetch(feed, Brought(0, fetched.fresh_for), now, web.minimum_of(feed.url))
    return FetchEnd(feed, now, interval, next_try, with_fetch(feed.history, now), feed.validators)


def _ended(arrival: Arrival, news: _News, web: Web, now: datetime) -> FetchEnd:
    feed, error = arrival.feed, arrival.error
    minimum = web.minimum_of(feed.url)
    if error is not None:
        plan = next_fetch(feed, error, now, minimum)
        gone = isinstance(error, FetchFailed) and error.status == 410
        history = with_fetch(feed.history, now, trouble=error.reason)
        return FetchEnd(
            feed,
            now,
            plan.interval,
            plan.next_try,
            history,
            trouble=error.reason,
            detail=error.detail,
            gone=gone,
        )
    assert arrival.fetched is not None
    parsed, validators = arrival.parsed, arrival.fetched.validators
    plan = next_fetch(
        feed, Brought(news.brought, arrival.fetched.fresh_for, parsed.ttl if parsed else None), now, minimum
    )
    history = with_fetch(feed.history, now, len(news.stored.new), len(news.stored.changed))
    if parsed is not None:
        validators = validators._replace(seen=parsed.seen)
    return FetchEnd(feed, now, plan.interval, plan.next_try, history, validators, news.brought > 0)
