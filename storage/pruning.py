"""Items nobody needs any more: found in small steps, and forgotten with their stories' mention of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.stories import Stories
from storage.story_tables import stories, story_items, to_join
from storage.subscription_tables import alert_backlog, composed
from storage.tables import changes, chats, claims, feeds, items, outbox, positions, statuses
from storage.types import UtcDateTime

LISTED = 300
"""So many items of each feed, its newest, always stay: what a feed still lists and edits would come in as new
again."""

Place = tuple[datetime, int]
"""When an item was first seen, and its id."""


class Pruning:
    """Repository of what may go from `items`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, before: datetime, after: Place | None, limit: int) -> list[tuple[Place, int]]:
        """(place, feed) of the next items first seen before `before` that nothing is known by, after a
        place.

        Not among them: what waits to be read or joined, and what a claim or a position of a side was read
        out of: that is evidence.
        """
        query = select(items.c.first_seen, items.c.id, items.c.feed_id).where(
            items.c.first_seen < before, *_not_needed()
        )
        if after is not None:
            place = tuple_(literal(after[0], UtcDateTime), after[1])
            query = query.where(tuple_(items.c.first_seen, items.c.id) > place)
        rows = await self._connection.execute(query.order_by(items.c.first_seen, items.c.id).limit(limit))
        return [((r.first_seen, r.id), r.feed_id) for r in rows]

    async def listed_from(self, feed_id: int) -> int:
        """The oldest id of the feed's items that stay because the feed may still list them."""
        row = (await self._connection.execute(_oldest_listed(feed_id))).first()
        return int(row.id) if row else 0

    async def forget(self, item_ids: Sequence[int]) -> int:
        """Delete those of the items that are still not needed, with all that hangs on them, and stories left
        without any; returns how many went. What was read since they were looked for stays."""
        still = select(items.c.id).where(items.c.id.in_(item_ids), *_not_needed()).with_for_update()
        item_ids = [r.id for r in await self._connection.execute(still)]
        told = select(story_items.c.story_id).where(story_items.c.item_id.in_(item_ids)).distinct()
        touched = [r.story_id for r in await self._connection.execute(told)]
        gone = await self._connection.execute(items.delete().where(items.c.id.in_(item_ids)))
        await Stories(self._connection).lost_items(touched)
        return int(gone.rowcount)

    async def forget_news(self, now: datetime) -> None:
        """Forget everything that was read and told, as if no feed had been looked at yet; chats keep what they
        asked for. For the demo, which tells its story again."""
        for table in (alert_backlog, outbox, composed, changes, statuses, stories, items):
            await self._connection.execute(table.delete())
        unread = {"etag": None, "last_modified": None, "body_hash": None, "seen": b"", "primed": False}
        await self._connection.execute(update(feeds).values(**unread, unchanged=0, next_try=now))
        quiet = {"backlog_at": None, "alerts_since": None, "alerts_count": 0}
        await self._connection.execute(update(chats).values(**quiet))


def _not_needed() -> tuple[ColumnElement[bool], ...]:
    needed = (claims, positions, to_join)
    return (~items.c.to_read, *(~exists().where(table.c.item_id == items.c.id) for table in needed))


def _oldest_listed(feed_id: int) -> Select[tuple[int]]:
    """abs() keeps SQLite on the feed's own index, where it might walk through all items by id."""
    newest_first = func.abs(items.c.id).desc()
    return (
        select(items.c.id)
        .where(items.c.feed_id == feed_id)
        .order_by(newest_first)
        .offset(LISTED - 1)
        .limit(1)
    )
