"""The items: every news item of every feed, kept for good, and which still wait to be read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.item import Item, ItemToStore, KnownItem
from storage.tables import feeds, item_processes, items
from storage.upsert import insert

_KEYS_AT_ONCE = 500


class Items:
    """Repository of the `items` table and of which processes an item is about."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def known(self, feed_id: int, keys: Sequence[str]) -> dict[str, KnownItem]:
        """What is stored of the feed under these keys."""
        found: dict[str, KnownItem] = {}
        for start in range(0, len(keys), _KEYS_AT_ONCE):
            part = keys[start : start + _KEYS_AT_ONCE]
            query = select(items.c.id, items.c.key, items.c.content_hash).where(items.c.feed_id == feed_id, items.c.key.in_(part))
            found.update({r.key: KnownItem(r.id, r.key, r.content_hash) for r in await self._connection.execute(query)})
        return found

    async def write(self, feed_id: int, new: Iterable[ItemToStore], changed: Iterable[ItemToStore], now: datetime) -> int:
        """Store new items and the new content of changed ones; both wait to be read. Returns how many new were stored."""
        rows = [
            {**_content(i), "feed_id": feed_id, "key": i.key, "published": i.published, "first_seen": now, "backlog": i.backlog}
            for i in new
        ]
        if rows:
            await self._connection.execute(insert(self._connection, items).on_conflict_do_nothing(index_elements=["feed_id", "key"]), rows)
        for item in changed:
            await self._connection.execute(update(items).where(items.c.id == item.id).values(to_read=True, **_content(item)))
        return len(rows)

    async def take_unread(self, now: datetime, limit: int, lease: timedelta) -> list[Item]:
        """Lease up to `limit` items that wait to be read, oldest first."""
        waiting = items.c.to_read, or_(items.c.lease_until.is_(None), items.c.lease_until <= now)
        query = _items().where(*waiting).order_by(items.c.published, items.c.id).limit(limit).with_for_update(skip_locked=True, of=items)
        rows = (await self._connection.execute(query)).all()
        if rows:
            taken = update(items).where(items.c.id.in_([r.id for r in rows])).values(lease_until=now + lease)
            await self._connection.execute(taken)
        return [_item(r) for r in rows]

    async def mark_read(self, item_ids: Sequence[int], reader: str, language: str | None) -> None:
        """The items, all in `language`, are read by `reader` (its version); releases the lease."""
        values = {"to_read": False, "lease_until": None, "reader": reader, "language": language}
        done = update(items).where(items.c.id.in_(item_ids)).values(values)
        await self._connection.execute(done)

    async def link(self, item_id: int, published: datetime, processes: Sequence[str]) -> None:
        """Say which processes the item is about, the main one first."""
        await self._connection.execute(item_processes.delete().where(item_processes.c.item_id == item_id))
        rows = [{"item_id": item_id, "process": p, "rank": n, "published": published} for n, p in enumerate(processes)]
        if rows:
            await self._connection.execute(item_processes.insert(), rows)

    async def newest(self, limit: int, *, process: str | None = None, before: tuple[datetime, int] | None = None) -> list[Item]:
        """The newest items, of one process or of all; `before` (published, id) pages on without gaps while new ones arrive."""
        query = _items()
        if process:
            query = query.join(item_processes, item_processes.c.item_id == items.c.id).where(item_processes.c.process == process)
            order = item_processes.c.published, item_processes.c.item_id
        else:
            order = items.c.published, items.c.id
        if before:
            query = query.where(or_(order[0] < before[0], (order[0] == before[0]) & (order[1] < before[1])))
        rows = await self._connection.execute(query.order_by(order[0].desc(), order[1].desc()).limit(limit))
        return [_item(r) for r in rows]

    async def get(self, item_ids: Sequence[int]) -> Mapping[int, Item]:
        rows = await self._connection.execute(_items().where(items.c.id.in_(item_ids)))
        return {r.id: _item(r) for r in rows}

    async def count_unread(self) -> int:
        return int((await self._connection.execute(select(func.count()).select_from(items).where(items.c.to_read))).scalar_one())

    async def count(self) -> int:
        return int((await self._connection.execute(select(func.count()).select_from(items))).scalar_one())


def _items() -> Select[Any]:
    return select(items, feeds.c.title.label("outlet")).join(feeds, feeds.c.id == items.c.feed_id)


def _content(item: ItemToStore) -> dict[str, Any]:
    return {
        "content_hash": item.content_hash,
        "link": item.link,
        "title": item.title,
        "summary": item.summary,
        "text": item.text,
        "language": item.language,
    }


def _item(row: Row[Any]) -> Item:
    return Item(
        row.id,
        row.feed_id,
        row.outlet,
        row.link,
        row.title,
        row.summary,
        row.text,
        row.published,
        row.first_seen,
        row.language,
        row.backlog,
    )
