"""The items: every news item of every feed, and which still wait to be read."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Row, Select, bindparam, func, literal, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.arrivals import ItemDecision, Names
from news.item import Item, ItemToStore, KnownItem
from storage.story_tables import to_join
from storage.tables import feeds, item_processes, items, rereadings
from storage.types import UtcDateTime
from storage.upsert import insert

_NAMES_AT_ONCE = 500


def items_with_outlet() -> Select[Any]:
    return select(items, feeds.c.title.label("outlet")).join(feeds, feeds.c.id == items.c.feed_id)


_OF_IDS = items_with_outlet().where(items.c.id.in_(bindparam("ids", expanding=True)))


class Items:
    """Repository of the `items` table and of which processes an item is about."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def known(self, wanted: Mapping[int, Names]) -> dict[int, list[KnownItem]]:
        """What is stored of each feed (by id) under the names; of several items with one link or the same
        words the newest."""
        found: dict[int, dict[int, KnownItem]] = {feed_id: {} for feed_id in wanted}
        for column, names in (
            (items.c.published, [(f, moment) for f, n in wanted.items() for moment in n.moments]),
            (items.c.key, [(f, name) for f, n in wanted.items() for name in n.keys]),
            (items.c.link, [(f, name) for f, n in wanted.items() for name in n.links]),
            (items.c.content_hash, [(f, name) for f, n in wanted.items() for name in n.contents]),
        ):
            for start in range(0, len(names), _NAMES_AT_ONCE):
                for row in await self._connection.execute(
                    _named(column, names[start : start + _NAMES_AT_ONCE])
                ):
                    found[row.feed_id][row.id] = KnownItem(
                        row.id, row.key, row.content_hash, row.link, row.title, row.published
                    )
        return {feed_id: list(those.values()) for feed_id, those in found.items()}

    async def write(self, decided: Mapping[int, ItemDecision], now: datetime) -> int:
        """Store the new items of each feed (by id) and the new content of changed ones; all wait to be read.

        What a changed reader made of the old content is dropped. Returns how many new ones were stored.
        """
        rows = [
            {
                **_content(i),
                "feed_id": f,
                "key": i.key,
                "published": i.published,
                "first_seen": now,
                "backlog": i.backlog,
            }
            for f, decision in decided.items()
            for i in decision.new
        ]
        stored = 0
        if rows:
            statement = (
                insert(self._connection, items)
                .on_conflict_do_nothing(index_elements=["feed_id", "key"])
                .returning(items.c.id)
            )
            stored = len((await self._connection.execute(statement, rows)).all())
        changed = [{**_content(i), "item": i.id} for decision in decided.values() for i in decision.changed]
        if changed:
            again = (
                update(items).where(items.c.id == bindparam("item")).values(to_read=True, lease_until=None)
            )
            await self._connection.execute(again, changed)
            of_it = rereadings.delete().where(rereadings.c.item_id == bindparam("item"))
            await self._connection.execute(of_it, [{"item": row["item"]} for row in changed])
        return stored

    async def take_unread(self, now: datetime, limit: int, lease: timedelta) -> list[Item]:
        """Lease up to `limit` items that wait to be read, oldest first."""
        waiting = items.c.to_read, or_(items.c.lease_until.is_(None), items.c.lease_until <= now)
        query = (
            items_with_outlet()
            .where(*waiting)
            .order_by(items.c.published, items.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=items)
        )
        rows = (await self._connection.execute(query)).all()
        if rows:
            taken = update(items).where(items.c.id.in_([r.id for r in rows])).values(lease_until=now + lease)
            await self._connection.execute(taken)
        return [item_of(r) for r in rows]

    async def hold(self, item_ids: Sequence[int], until: datetime) -> None:
        """What was taken to be read could not be, and may be taken again from `until` on."""
        held = items.c.id.in_(item_ids), items.c.lease_until.is_not(None)
        await self._connection.execute(update(items).where(*held).values(lease_until=until))

    async def mark_read(self, item_ids: Sequence[int], reader: str, language: str | None) -> None:
        """The items, all in `language`, are read by `reader` (its version); releases the lease.

        Only those still leased: one that changed meanwhile lost its lease, since what was read of it is no
        longer what it says. They wait for their story from now on.
        """
        values = {"to_read": False, "lease_until": None, "reader": reader, "language": language}
        await self._connection.execute(
            update(items).where(items.c.id.in_(item_ids), items.c.lease_until.is_not(None)).values(values)
        )
        await self._let_join(item_ids)

    async def mark_reread(self, item_ids: Sequence[int], reader: str, language: str | None) -> None:
        """The items, all in `language` and read before, are now read by `reader` instead; they wait for their
        story anew.

        Only those that do not wait to be read: one that changed meanwhile is understood as it is now.
        """
        values = {"reader": reader, "language": language}
        await self._connection.execute(
            update(items).where(items.c.id.in_(item_ids), ~items.c.to_read).values(values)
        )
        await self._let_join(item_ids)

    async def _let_join(self, item_ids: Sequence[int]) -> None:
        read = select(items.c.id).where(items.c.id.in_(item_ids), items.c.to_read.is_(False))
        await self._connection.execute(
            insert(self._connection, to_join).from_select(["item_id"], read).on_conflict_do_nothing()
        )

    async def link(self, item_id: int, published: datetime, processes: Sequence[str]) -> None:
        """Say which processes the item is about, the main one first."""
        await self._connection.execute(item_processes.delete().where(item_processes.c.item_id == item_id))
        rows = [
            {"item_id": item_id, "process": p, "rank": n, "published": published}
            for n, p in enumerate(dict.fromkeys(processes))
        ]
        if rows:
            await self._connection.execute(item_processes.insert(), rows)

    async def newest(
        self, limit: int, *, process: str | None = None, before: tuple[datetime, int] | None = None
    ) -> list[Item]:
        """The newest items, of one process or of all; `before` (published, id) pages on without gaps while
        new ones arrive."""
        query = items_with_outlet()
        if process:
            query = query.join(item_processes, item_processes.c.item_id == items.c.id).where(
                item_processes.c.process == process
            )
            published, item_id = item_processes.c.published, item_processes.c.item_id
        else:
            published, item_id = items.c.published, items.c.id
        if before:
            query = query.where(
                tuple_(published, item_id) < tuple_(literal(before[0], UtcDateTime), before[1])
            )
        rows = await self._connection.execute(query.order_by(published.desc(), item_id.desc()).limit(limit))
        return [item_of(r) for r in rows]

    async def get(self, item_ids: Sequence[int]) -> Mapping[int, Item]:
        rows = await self._connection.execute(_OF_IDS, {"ids": list(item_ids)})
        return {r.id: item_of(r) for r in rows}

    async def count_unread(self) -> int:
        return int(
            (
                await self._connection.execute(select(func.count()).select_from(items).where(items.c.to_read))
            ).scalar_one()
        )

    async def unread_since(self) -> datetime | None:
        """When the item came in that has waited longest to be read; None: all are. A new feed's backlog does
        not count."""
        query = select(func.min(items.c.first_seen)).where(items.c.to_read, ~items.c.backlog)
        found: datetime | None = (await self._connection.execute(query)).scalar_one()
        return found

    async def count(self) -> int:
        return int((await self._connection.execute(select(func.count()).select_from(items))).scalar_one())


def _named(column: Column[Any], names: Sequence[tuple[int, Any]]) -> Select[Any]:
    wanted = tuple_(items.c.feed_id, column).in_(names)
    known = select(
        items.c.id,
        items.c.feed_id,
        items.c.key,
        items.c.content_hash,
        items.c.link,
        items.c.title,
        items.c.published,
    )
    if column is items.c.key or column is items.c.published:
        return known.where(wanted)
    return known.where(
        items.c.id.in_(select(func.max(items.c.id)).where(wanted).group_by(items.c.feed_id, column))
    )


_CONTENT = ("content_hash", "link", "title", "summary", "text", "language")


def _content(item: ItemToStore) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _CONTENT}


def item_of(row: Row[Any]) -> Item:
    """The item of a row that has the columns of `items` and `outlet`."""
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
