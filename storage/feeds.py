"""The feeds followed: which are due, how they do, what makes their next request conditional."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.feed import Feed, FeedHealth, FeedKind, FeedSource, FeedState, FeedToFetch, Validators
from storage.tables import feeds
from storage.upsert import insert


class Feeds:
    """Repository of the `feeds` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sources: Iterable[FeedSource], now: datetime) -> int:
        """Follow every source not yet known by its URL; returns how many were new."""
        rows = [{**source_values(s), "state": FeedState.ACTIVE, "added_at": now, "next_try": now} for s in sources]
        if not rows:
            return 0
        statement = insert(self._connection, feeds).on_conflict_do_nothing(index_elements=["url"]).returning(feeds.c.id)
        return len((await self._connection.execute(statement, rows)).all())

    async def any_due(self, now: datetime) -> bool:
        """Whether a feed is due; a look that takes no write lock."""
        return (await self._connection.execute(select(feeds.c.id).where(*_due(now)).limit(1))).first() is not None

    async def take_due(self, now: datetime, limit: int, lease: timedelta) -> list[FeedToFetch]:
        """Lease up to `limit` due feeds for `lease`: nobody else polls them meanwhile."""
        due = select(feeds).where(*_due(now)).order_by(feeds.c.next_try).limit(limit).with_for_update(skip_locked=True)
        rows = (await self._connection.execute(due)).all()
        if rows:
            taken = update(feeds).where(feeds.c.id.in_([r.id for r in rows])).values(lease_until=now + lease)
            await self._connection.execute(taken)
        return [_to_fetch(r) for r in rows]

    async def get(self, feed_id: int) -> Feed | None:
        row = (await self._connection.execute(select(feeds).where(feeds.c.id == feed_id))).one_or_none()
        return feed_of(row) if row else None

    async def all(self) -> list[Feed]:
        """Every feed not removed, by title."""
        rows = await self._connection.execute(select(feeds).where(feeds.c.state != FeedState.REMOVED).order_by(feeds.c.title, feeds.c.id))
        return [feed_of(r) for r in rows]

    async def record_success(
        self, feed_id: int, validators: Validators, *, changed: bool, interval: float, next_try: datetime, now: datetime
    ) -> None:
        """The feed answered: keep what makes the next request conditional and release the lease. `interval` in seconds."""
        await self._settle(
            feed_id,
            etag=validators.etag,
            last_modified=validators.last_modified,
            body_hash=validators.body_hash,
            seen=validators.seen,
            unchanged=0 if changed else feeds.c.unchanged + 1,
            failures=0,
            trouble=None,
            detail=None,
            primed=True,
            interval=interval,
            next_try=next_try,
            last_attempt=now,
            last_success=now,
        )

    async def record_failure(self, feed_id: int, trouble: str, detail: str, *, interval: float, next_try: datetime, now: datetime) -> None:
        """The feed failed: keep the reason for /feeds and release the lease."""
        await self._settle(
            feed_id,
            failures=feeds.c.failures + 1,
            trouble=trouble[:64],
            detail=detail[:500],
            interval=interval,
            next_try=next_try,
            last_attempt=now,
        )

    async def move(self, feed_id: int, url: str) -> None:
        """Remember a permanent redirect, unless the new address is another feed's already."""
        taken = (await self._connection.execute(select(feeds.c.id).where(feeds.c.url == url))).first()
        if taken is None:
            await self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(url=url))

    async def set_state(self, feed_id: int, state: FeedState) -> None:
        await self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(state=state))

    async def rename(self, feed_id: int, title: str) -> None:
        await self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(title=title))

    async def _settle(self, feed_id: int, **values: Any) -> None:
        await self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(lease_until=None, **values))


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
    }


def _to_fetch(row: Row[Any]) -> FeedToFetch:
    return FeedToFetch(
        row.id, row.url, Validators(row.etag, row.last_modified, row.body_hash, row.seen), row.failures, row.interval, row.unchanged
    )


def feed_of(row: Row[Any]) -> Feed:
    source = FeedSource(
        row.url, row.title, FeedKind(row.kind), row.country, row.language, row.side, _words(row.include), _words(row.exclude)
    )
    health = FeedHealth(row.last_success, row.last_attempt, row.failures, row.trouble, row.detail, 0.0, row.next_try)
    return Feed(row.id, source, FeedState(row.state), health, row.primed)


def _words(value: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(value or ())


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= now)
    return feeds.c.state == FeedState.ACTIVE, feeds.c.next_try <= now, free
