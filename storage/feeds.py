"""The feeds followed: which are due, how they do, what makes their next request conditional."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.feed import (
    DOWN_AFTER,
    Feed,
    FeedHealth,
    FeedKind,
    FeedSource,
    FeedState,
    FeedToFetch,
    FetchEnd,
    Reach,
    Validators,
)
from storage.tables import feeds, items
from storage.upsert import insert


class Feeds:
    """Repository of the `feeds` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sources: Iterable[FeedSource], now: datetime) -> int:
        """Follow every source not yet known by its URL; returns how many were new."""
        rows = [
            {**source_values(s), "state": FeedState.ACTIVE, "added_at": now, "next_try": now} for s in sources
        ]
        if not rows:
            return 0
        statement = (
            insert(self._connection, feeds)
            .on_conflict_do_nothing(index_elements=["url"])
            .returning(feeds.c.id)
        )
        return len((await self._connection.execute(statement, rows)).all())

    async def any_due(self, now: datetime) -> bool:
        """Whether a feed is due; a look that takes no write lock."""
        return (
            await self._connection.execute(select(feeds.c.id).where(*_due(now)).limit(1))
        ).first() is not None

    async def take_due(self, now: datetime, limit: int, lease: timedelta) -> list[FeedToFetch]:
        """Lease up to `limit` due feeds for `lease`: nobody else polls them meanwhile."""
        due = (
            select(feeds.c.id)
            .where(*_due(now))
            .order_by(feeds.c.next_try)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        taken = update(feeds).where(feeds.c.id.in_(due)).values(lease_until=now + lease)
        until = now + lease
        rows = await self._connection.execute(taken.returning(*(feeds.c[name] for name in _FETCHER_NEEDS)))
        return [
            FeedToFetch(
                feed_id,
                url,
                Validators(etag, modified, digest, seen),
                failures,
                interval,
                unchanged,
                every,
                history,
                until,
            )
            for feed_id, url, etag, modified, digest, seen, failures, interval, unchanged, every, history in rows.all()
        ]

    async def fetched(self, fetches: Sequence[FeedToFetch]) -> dict[int, tuple[Feed, bool]]:
        """The feeds of these fetches, by id, and whether the lease is still the fetch's own; nobody leases
        them before the commit.

        Where it is not, somebody else had the feed since, or an admin changed it.
        """
        leases = {fetch.id: fetch.lease for fetch in fetches}
        rows = await self._connection.execute(select(feeds).where(feeds.c.id.in_(leases)).with_for_update())
        return {r.id: (feed_of(r), r.lease_until == leases[r.id]) for r in rows}

    async def get(self, feed_id: int) -> Feed | None:
        row = (await self._connection.execute(select(feeds).where(feeds.c.id == feed_id))).one_or_none()
        return feed_of(row) if row else None

    async def all(self) -> list[Feed]:
        """Every feed not removed, by title."""
        rows = await self._connection.execute(
            select(feeds).where(feeds.c.state != FeedState.REMOVED).order_by(feeds.c.title, feeds.c.id)
        )
        return [feed_of(r) for r in rows]

    async def reach(self) -> Reach:
        """Since when anything is read, and the outlets that are followed; one is down when all its feeds
        are."""
        since = (await self._connection.execute(select(func.min(items.c.first_seen)))).scalar_one()
        failures = func.min(feeds.c.failures)
        followed = select(failures).where(feeds.c.state == FeedState.ACTIVE).group_by(feeds.c.title)
        rows = [least for (least,) in await self._connection.execute(followed)]
        return Reach(since, len(rows), sum(least >= DOWN_AFTER for least in rows))

    async def kinds(self, titles: Collection[str]) -> dict[str, FeedKind]:
        """Of which kind the outlets of these titles are; of several feeds of one title the one followed
        last."""
        query = select(feeds.c.title, feeds.c.kind).where(feeds.c.title.in_(titles)).order_by(feeds.c.id)
        return {r.title: FeedKind(r.kind) for r in await self._connection.execute(query)}

    async def end(self, ended: Sequence[FetchEnd]) -> None:
        """Fetches ended: keep how, when the next ones are, and release their leases.

        A feed whose lease is no longer the fetch's own is left as it is: an admin changed it meanwhile and it
        is due anew.
        """
        gone = [{"feed": e.feed.id, "lease": e.feed.lease} for e in ended if e.gone]
        if gone:
            await self._connection.execute(_GONE, gone)
        quietly: list[FetchEnd] = []
        loudly: list[FetchEnd] = []
        for e in ended:
            kept = e.feed.validators
            (quietly if e.validators is kept or e.validators == kept else loudly).append(e)
        await self._end_quietly(quietly)
        for well, statement in ((True, _WELL), (False, _FAILED)):
            rows = [_row(e) for e in loudly if (e.validators is not None) is well]
            if rows:
                await self._connection.execute(statement, rows)

    async def _end_quietly(self, ended: Sequence[FetchEnd]) -> None:
        """Those that went well with the same validators as before, many at a time by one statement: most
        fetches end so."""
        if not ended:
            return
        if self._connection.dialect.name == "sqlite":
            await self._connection.exec_driver_sql(_QUIETLY_ONE_BY_ONE, [_quiet_row(e) for e in ended])
            return
        rows = [
            [e.feed.id, str(e.feed.lease), e.interval, str(e.next_try), str(e.at), e.history, _unchanged(e)]
            for e in ended
        ]
        await self._connection.execute(_QUIETLY_TOGETHER, {"rows": json.dumps(rows)})

    async def move(self, fetch: FeedToFetch, url: str) -> None:
        """Remember a permanent redirect, unless the new address is another feed's already or the lease no
        longer the fetch's own."""
        taken = (await self._connection.execute(select(feeds.c.id).where(feeds.c.url == url))).first()
        if taken is None:
            ours = feeds.c.id == fetch.id, feeds.c.lease_until == fetch.lease
            await self._connection.execute(update(feeds).where(*ours).values(url=url))

    async def set_state(self, feed_id: int, state: FeedState) -> None:
        await self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(state=state))

    async def rename(self, feed_id: int, title: str) -> None:
        await self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(title=title))


def source_values(source: FeedSource) -> dict[str, Any]:
    return {
        "url": source.url,
        "title": source.title,
        "kind": source.kind,
        "country": source.country,
        "language": source.language,
        "side": source.side,
        "include": list(source.include),
        "exclude": list(source.exclude),
        "every": source.every,
    }


_FETCHER_NEEDS = (
    "id",
    "url",
    "etag",
    "last_modified",
    "body_hash",
    "seen",
    "failures",
    "interval",
    "unchanged",
    "every",
    "history",
)


_OURS = feeds.c.id == bindparam("feed"), feeds.c.lease_until == bindparam("lease")
_GONE = update(feeds).where(*_OURS, feeds.c.state == FeedState.ACTIVE).values(state=FeedState.RETIRED)
_FAILED = update(feeds).where(*_OURS).values(lease_until=None)
_WELL = _FAILED.values(failures=0, trouble=None, detail=None, primed=True)


_QUIETLY = (
    "UPDATE feeds SET lease_until = NULL, failures = 0, trouble = NULL, detail = NULL, primed = {true}, interval = {interval}, "
    "next_try = {next_try}, last_attempt = {at}, last_success = {at}, history = {history}, unchanged = {unchanged}{rows} "
    "WHERE feeds.id = {feed} AND feeds.lease_until = {lease}"
)
_QUIETLY_ONE_BY_ONE = _QUIETLY.format(
    true="1", interval="?", next_try="?", at="?", history="?", unchanged="?", feed="?", lease="?", rows=""
)
"""SQLite runs it again and again in half the time it takes to unpack rows of JSON; PostgreSQL has a way to go
for each.

Its parameters have no numbers: to the driver `?1` is a name, and from Python 3.14 on it refuses a sequence
for names.
"""

_QUIETLY_TOGETHER = text(
    _QUIETLY.format(
        true="true",
        feed="CAST(ended ->> 0 AS bigint)",
        lease="CAST(ended ->> 1 AS timestamptz)",
        interval="CAST(ended ->> 2 AS double precision)",
        next_try="CAST(ended ->> 3 AS timestamptz)",
        at="CAST(ended ->> 4 AS timestamptz)",
        history="ended ->> 5",
        unchanged="CAST(ended ->> 6 AS integer)",
        rows=" FROM jsonb_array_elements(CAST(:rows AS jsonb)) AS ended",
    )
)


def _quiet_row(e: FetchEnd) -> tuple[Any, ...]:
    """The parameters of `_QUIETLY_ONE_BY_ONE` in its order; many feeds were taken and ended at the same
    moments."""
    next_try, at, lease = _as_kept(e.next_try), _many_times(e.at), _many_times(e.feed.lease)
    return e.interval, next_try, at, at, e.history, _unchanged(e), e.feed.id, lease


def _as_kept(moment: datetime | None) -> str | None:
    """As SQLite keeps an aware UTC moment (UtcDateTime)."""
    return moment.isoformat(" ", "microseconds")[:26] if moment else None


_many_times = lru_cache(maxsize=64)(_as_kept)


def _row(ended: FetchEnd) -> dict[str, Any]:
    """The fetch's feed and lease, and the columns it changes."""
    row: dict[str, Any] = {
        "feed": ended.feed.id,
        "lease": ended.feed.lease,
        "interval": ended.interval,
        "next_try": ended.next_try,
        "last_attempt": ended.at,
        "history": ended.history,
    }
    if ended.validators is None:
        return {
            **row,
            "failures": ended.feed.failures + 1,
            "trouble": ended.trouble[:64],
            "detail": ended.detail[:500],
        }
    kept = ended.validators
    row |= {
        "etag": kept.etag,
        "last_modified": kept.last_modified,
        "body_hash": kept.body_hash,
        "seen": kept.seen,
    }
    return {**row, "last_success": ended.at, "unchanged": _unchanged(ended)}


def _unchanged(ended: FetchEnd) -> int:
    return 0 if ended.brought else ended.feed.unchanged + 1


def feed_of(row: Row[Any]) -> Feed:
    source = FeedSource(
        row.url,
        row.title,
        FeedKind(row.kind),
        row.country,
        row.language,
        row.side,
        _words(row.include),
        _words(row.exclude),
        row.every,
    )
    health = FeedHealth(
        row.last_success, row.last_attempt, row.failures, row.trouble, row.detail, 0.0, row.next_try
    )
    return Feed(row.id, source, FeedState(row.state), health, row.primed)


def _words(value: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(value or ())


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= now)
    return feeds.c.state == FeedState.ACTIVE, feeds.c.next_try <= now, free
