"""Stories: which items tell of one event, and which items still wait for their story."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, literal, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.item import Item
from storage.story_tables import stories, story_items, story_processes, to_join
from storage.tables import feeds, item_processes, items
from storage.types import UtcDateTime
from storage.upsert import insert

_TURN = 5_055_001
"""The advisory lock that lets one process join at a time (PostgreSQL)."""

Page = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story and its items, the first one first, each with its voice (None: its own)."""

    id: int
    opened: datetime
    newest: datetime
    items: tuple[tuple[Item, str | None], ...]


class Stories:
    """Repository of the stories and of the queue `to_join`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take_to_join(self, limit: int) -> list[int]:
        """Ids of items that wait for their story, the oldest first; empty while another process has its turn."""
        if self._connection.dialect.name == "postgresql":
            mine = await self._connection.execute(text("SELECT pg_try_advisory_xact_lock(:turn)"), {"turn": _TURN})
            if not mine.scalar_one():
                return []
        query = select(to_join.c.item_id).join(items, items.c.id == to_join.c.item_id).order_by(to_join.c.item_id).limit(limit)
        return [r.item_id for r in await self._connection.execute(query)]

    async def any_to_join(self, item_ids: Sequence[int]) -> bool:
        """Whether one of these items still waits for its story."""
        query = select(to_join.c.item_id).where(to_join.c.item_id.in_(item_ids)).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def joined(self, item_ids: Sequence[int]) -> None:
        """The items have their story; they wait no longer."""
        await self._connection.execute(to_join.delete().where(to_join.c.item_id.in_(item_ids)))

    async def story_of(self, item_id: int) -> tuple[int, str | None] | None:
        """(story, voice) of the item, where it has one."""
        row = (await self._connection.execute(select(story_items).where(story_items.c.item_id == item_id))).first()
        return (row.story_id, row.voice) if row else None

    async def since(self, joined_at: datetime | None, published: datetime) -> list[tuple[int, int, datetime]]:
        """(item, story, when the story opened) of items published after `published` that were joined from `joined_at` on."""
        query = select(story_items.c.item_id, story_items.c.story_id, stories.c.opened).join(
            stories, stories.c.id == story_items.c.story_id
        )
        query = query.where(story_items.c.published >= published)
        if joined_at is not None:
            query = query.where(story_items.c.joined_at >= joined_at)
        rows = await self._connection.execute(query.order_by(story_items.c.published, story_items.c.item_id))
        return [(r.item_id, r.story_id, r.opened) for r in rows]

    async def open(self, published: datetime) -> int:
        """A new story; its id."""
        row = await self._connection.execute(stories.insert().values(opened=published, newest=published, told=0))
        return int(row.inserted_primary_key[0])  # type: ignore[index]

    async def put(self, item: Item, story: int, voice: str | None, processes: Iterable[str], now: datetime) -> None:
        """The item tells of `story`; it leaves the story it was in."""
        before = await self.story_of(item.id)
        values = {"story_id": story, "published": item.published, "voice": voice, "joined_at": now}
        statement = insert(self._connection, story_items).values(item_id=item.id, **values)
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=values))
        for touched in {story, *([before[0]] if before else [])}:
            await self._recount(touched)
        opened = (await self._connection.execute(select(stories.c.opened).where(stories.c.id == story))).scalar_one()
        rows = [{"story_id": story, "process": p, "opened": opened} for p in processes]
        if rows:
            await self._connection.execute(insert(self._connection, story_processes).on_conflict_do_nothing(), rows)

    async def set_voice(self, item_id: int, voice: str) -> None:
        await self._connection.execute(update(story_items).where(story_items.c.item_id == item_id).values(voice=voice))

    async def page(self, limit: int, *, process: str | None = None, before: Page | None = None, after: Page | None = None) -> list[int]:
        """Ids of the newest stories; `before` and `after` (opened, id) page on and back without gaps while new ones arrive."""
        table = story_processes if process else stories
        story_id = story_processes.c.story_id if process else stories.c.id
        key = table.c.opened, story_id
        query = select(story_id.label("id"))
        if process:
            query = query.where(story_processes.c.process == process)
        if before:
            query = query.where(tuple_(*key) < tuple_(literal(before[0], UtcDateTime), before[1]))
        if after:
            query = query.where(tuple_(*key) > tuple_(literal(after[0], UtcDateTime), after[1]))
            rows = await self._connection.execute(query.order_by(key[0], key[1]).limit(limit))
            return [r.id for r in rows][::-1]
        rows = await self._connection.execute(query.order_by(key[0].desc(), key[1].desc()).limit(limit))
        return [r.id for r in rows]

    async def waiting(self, limit: int, process: str | None = None) -> list[Item]:
        """The newest items that were read and have no story yet."""
        query = (
            select(items, feeds.c.title.label("outlet"))
            .join(to_join, to_join.c.item_id == items.c.id)
            .join(feeds, feeds.c.id == items.c.feed_id)
            .outerjoin(story_items, story_items.c.item_id == items.c.id)
            .where(story_items.c.item_id.is_(None))
        )
        if process:
            query = query.join(item_processes, item_processes.c.item_id == items.c.id).where(item_processes.c.process == process)
        rows = await self._connection.execute(query.order_by(to_join.c.item_id.desc()).limit(limit))
        return [_item(r) for r in rows]

    async def get(self, story_ids: Sequence[int], most: int = 40) -> list[StoredStory]:
        """The stories in the order of their ids given, each with at most about `most` items."""
        query = (
            select(items, feeds.c.title.label("outlet"), story_items.c.story_id, story_items.c.voice, stories.c.opened, stories.c.newest)
            .join(story_items, story_items.c.item_id == items.c.id)
            .join(stories, stories.c.id == story_items.c.story_id)
            .join(feeds, feeds.c.id == items.c.feed_id)
            .where(story_items.c.story_id.in_(story_ids))
            .order_by(story_items.c.published, story_items.c.item_id)
            .limit(most * max(len(story_ids), 1))
        )
        told: dict[int, list[Row[Any]]] = {}
        for row in await self._connection.execute(query):
            told.setdefault(row.story_id, []).append(row)
        return [_story(story, told[story]) for story in story_ids if story in told]

    async def processes_of(self, item_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        """Which processes each item is about."""
        query = select(item_processes.c.item_id, item_processes.c.process).where(item_processes.c.item_id.in_(item_ids))
        found: dict[int, set[str]] = {}
        for row in await self._connection.execute(query):
            found.setdefault(row.item_id, set()).add(row.process)
        return {item: frozenset(names) for item, names in found.items()}

    async def linked(self, links: Sequence[str]) -> list[Item]:
        """The items these links lead to, in the order of the links; of several with one link the newest."""
        query = select(items, feeds.c.title.label("outlet")).join(feeds, feeds.c.id == items.c.feed_id).where(items.c.link.in_(links))
        found = {r.link: _item(r) for r in await self._connection.execute(query.order_by(items.c.published, items.c.id))}
        return [found[link] for link in dict.fromkeys(links) if link in found]

    async def mainly_about(self, item_ids: Sequence[int], process: str) -> set[int]:
        """Those of the items whose main process it is."""
        query = select(item_processes.c.item_id).where(
            item_processes.c.item_id.in_(item_ids), item_processes.c.process == process, item_processes.c.rank == 0
        )
        return {r.item_id for r in await self._connection.execute(query)}

    async def _recount(self, story: int) -> None:
        mine = story_items.c.story_id == story
        query = select(func.count(), func.max(story_items.c.published)).where(mine)
        told, newest = (await self._connection.execute(query)).one()
        if told:
            await self._connection.execute(update(stories).where(stories.c.id == story).values(told=told, newest=newest))
        else:
            await self._connection.execute(stories.delete().where(stories.c.id == story))


def _story(story: int, rows: Sequence[Row[Any]]) -> StoredStory:
    return StoredStory(story, rows[0].opened, rows[0].newest, tuple((_item(r), r.voice) for r in rows))


def _item(row: Row[Any]) -> Item:
    texts = row.title, row.summary, ""
    return Item(row.id, row.feed_id, row.outlet, row.link, *texts, row.published, row.first_seen, row.language, row.backlog)
