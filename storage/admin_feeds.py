"""What admins do to feeds: follow, edit, look again now, and how each fares."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.feed import Feed, FeedSource, FeedState
from storage.admin_tables import feed_notices
from storage.feeds import feed_of, source_values
from storage.tables import feeds, items
from storage.upsert import insert

_FRESH: dict[str, Any] = {"etag": None, "last_modified": None, "body_hash": None, "seen": b""}
"""Without these the whole feed is read again, as after a change of its filters."""

_ALIVE = {"failures": 0, "trouble": None, "detail": None, "lease_until": None}
_WEEK = timedelta(days=7)


class AdminFeeds:
    """Repository of the `feeds` table for administration, and of `feed_notices`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def follow(self, sources: Sequence[FeedSource], first: Sequence[datetime], now: datetime) -> int:
        """Follow these from the moments `first` on, removed and retired ones again too; returns how many were
        not followed before.

        What a feed followed again holds now is backlog, as with a new one.
        """
        rows = [
            {**source_values(source), "state": FeedState.ACTIVE, "added_at": now, "next_try": moment}
            for source, moment in zip(sources, first, strict=True)
        ]
        put = insert(self._connection, feeds)
        again = {
            "state": FeedState.ACTIVE,
            "next_try": put.excluded.next_try,
            "title": put.excluded.title,
            "primed": False,
        }
        ended = or_(
            feeds.c.state == FeedState.REMOVED, feeds.c.state == FeedState.RETIRED
        )  # `in_` does not go with many rows
        put = put.on_conflict_do_update(index_elements=["url"], set_=again | _ALIVE | _FRESH, where=ended)
        return len((await self._connection.execute(put.returning(feeds.c.id), rows)).all())

    async def by_url(self, url: str) -> Feed | None:
        row = (await self._connection.execute(select(feeds).where(feeds.c.url == url))).one_or_none()
        return feed_of(row) if row else None

    async def page(self, offset: int, limit: int) -> list[Feed]:
        """Feeds not removed: those in trouble first, then by title."""
        well = feeds.c.state != FeedState.ACTIVE, feeds.c.failures == 0, feeds.c.title, feeds.c.id
        rows = await self._connection.execute(
            select(feeds).where(_kept()).order_by(*well).offset(offset).limit(limit)
        )
        return [feed_of(r) for r in rows]

    async def count(self) -> int:
        return int(
            (
                await self._connection.execute(select(func.count()).select_from(feeds).where(_kept()))
            ).scalar_one()
        )

    async def items_a_day(self, feed_ids: Sequence[int], now: datetime) -> dict[int, float]:
        """How many items a day each brought in the last week."""
        since = items.c.feed_id.in_(feed_ids), items.c.published >= now - _WEEK
        rows = await self._connection.execute(
            select(items.c.feed_id, func.count()).where(*since).group_by(items.c.feed_id)
        )
        return {feed_id: n / 7 for feed_id, n in rows}

    async def look_now(self, feed_id: int, now: datetime) -> None:
        """Due at once, whatever the server asked for; the body is read anew."""
        values = {"next_try": now, "lease_until": None, **_FRESH}
        await self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(values))

    async def set_state(self, feed_id: int, state: FeedState, now: datetime) -> None:
        """Pause, remove, or (ACTIVE) follow again from now on."""
        again = {"next_try": now, **_ALIVE} if state is FeedState.ACTIVE else {"lease_until": None}
        await self._connection.execute(
            update(feeds).where(feeds.c.id == feed_id).values(state=state, **again)
        )

    async def edit(self, feed_id: int, source: FeedSource, now: datetime) -> None:
        """The feed as `source` describes it, its address apart; it is read anew, for other items may pass
        now."""
        values = {k: v for k, v in source_values(source).items() if k != "url"}
        await self._connection.execute(
            update(feeds)
            .where(feeds.c.id == feed_id)
            .values(**values, **_FRESH, next_try=now, lease_until=None)
        )

    async def newest_texts(self, feed_id: int, limit: int) -> list[tuple[str, str, str]]:
        """(title, summary, text) of the newest items of the feed."""
        query = select(items.c.title, items.c.summary, items.c.text).where(items.c.feed_id == feed_id)
        rows = await self._connection.execute(
            query.order_by(items.c.published.desc(), items.c.id.desc()).limit(limit)
        )
        return [(r.title, r.summary, r.text) for r in rows]

    async def history(self, feed_id: int) -> str:
        """The last looks at the feed, to be read by news/fetch_history.py."""
        return str(
            (
                await self._connection.execute(select(feeds.c.history).where(feeds.c.id == feed_id))
            ).scalar_one_or_none()
            or ""
        )

    async def newly_down(self, failures: int) -> list[Feed]:
        """Feeds that failed so often in a row, or were retired, and the admins do not know yet."""
        failing = and_(feeds.c.state == FeedState.ACTIVE, feeds.c.failures >= failures)
        query = select(feeds).where(
            or_(failing, feeds.c.state == FeedState.RETIRED),
            feeds.c.id.not_in(select(feed_notices.c.feed_id)),
        )
        return [feed_of(r) for r in await self._connection.execute(query.order_by(feeds.c.title, feeds.c.id))]

    async def newly_back(self) -> list[Feed]:
        """Feeds the admins were told are down, and which work again."""
        well = (
            feeds.c.state == FeedState.ACTIVE,
            feeds.c.failures == 0,
            feeds.c.last_success > feed_notices.c.told_at,
        )
        query = select(feeds).join(feed_notices, feed_notices.c.feed_id == feeds.c.id).where(*well)
        return [feed_of(r) for r in await self._connection.execute(query.order_by(feeds.c.title, feeds.c.id))]

    async def told(self, down: Iterable[int], back: Iterable[int], now: datetime) -> None:
        """The admins know of these now."""
        rows = [{"feed_id": i, "told_at": now} for i in down]
        if rows:
            await self._connection.execute(
                insert(self._connection, feed_notices).on_conflict_do_nothing(), rows
            )
        await self._connection.execute(feed_notices.delete().where(feed_notices.c.feed_id.in_(list(back))))


def _kept() -> Any:
    return feeds.c.state != FeedState.REMOVED
