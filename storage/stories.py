"""Stories: which items tell of one event, and which items still wait for their story."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Row,
    Select,
    Subquery,
    bindparam,
    exists,
    func,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from news.item import Item
from storage.story_tables import stories, story_items, story_processes, to_join
from storage.tables import feeds, item_processes, items
from storage.types import UtcDateTime
from storage.upsert import insert

_TURN = 5_055_001
"""The advisory lock that lets one process join at a time (PostgreSQL)."""

MEMBERS = 40
"""So many items of a story are told, its first ones."""

_LOOKED_AT = 500

_SHOWN = (
    *(
        items.c[name]
        for name in (
            "id",
            "feed_id",
            "link",
            "title",
            "summary",
            "published",
            "first_seen",
            "language",
            "backlog",
        )
    ),
    feeds.c.title.label("outlet"),
)
"""What is shown of an item. Its text is not: that may be 100 kB."""

Page = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story and its items, the first one first, each with its voice (None: its own)."""

    id: int
    opened: datetime
    items: tuple[tuple[Item, str | None], ...]


class Stories:
    """Repository of the stories and of the queue `to_join`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take_to_join(self, limit: int) -> list[int]:
        """Ids of items that wait for their story, the oldest first; empty while another process has its
        turn."""
        if self._connection.dialect.name == "postgresql":
            mine = await self._connection.execute(
                text("SELECT pg_try_advisory_xact_lock(:turn)"), {"turn": _TURN}
            )
            if not mine.scalar_one():
                return []
        query = (
            select(to_join.c.item_id)
            .join(items, items.c.id == to_join.c.item_id)
            .order_by(to_join.c.item_id)
            .limit(limit)
        )
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
        row = (
            await self._connection.execute(select(story_items).where(story_items.c.item_id == item_id))
        ).first()
        return (row.story_id, row.voice) if row else None

    async def of_items(self, item_ids: Sequence[int]) -> dict[int, int]:
        """Item → story of those that have one, in the order given."""
        query = select(story_items.c.item_id, story_items.c.story_id).where(
            story_items.c.item_id.in_(item_ids)
        )
        found = {r.item_id: r.story_id for r in await self._connection.execute(query)}
        return {item: found[item] for item in item_ids if item in found}

    async def newest_first(self, story_ids: Iterable[int]) -> list[int]:
        """The stories by when they opened, the newest first."""
        query = select(stories.c.id).where(stories.c.id.in_(list(story_ids)))
        return [
            r.id
            for r in await self._connection.execute(
                query.order_by(stories.c.opened.desc(), stories.c.id.desc())
            )
        ]

    async def since(self, joined_at: datetime | None, published: datetime) -> list[tuple[int, int, datetime]]:
        """(item, story, when the story opened) of items published after `published` that were joined from
        `joined_at` on."""
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
        row = await self._connection.execute(
            stories.insert().values(opened=published, newest=published, told=0)
        )
        return int(row.inserted_primary_key[0])  # type: ignore[index]

    async def put(
        self, item: Item, story: int, voice: str | None, processes: Iterable[str], now: datetime
    ) -> None:
        """The item tells of `story`, which is about its processes; it leaves the story it was in, and what
        that was about by it alone."""
        before = await self.story_of(item.id)
        values = {"story_id": story, "published": item.published, "voice": voice, "joined_at": now}
        statement = insert(self._connection, story_items).values(item_id=item.id, **values)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["item_id"], set_=values)
        )
        for touched in {story, *([before[0]] if before else [])}:
            await self._recount(touched)
            await self._unlink(touched)
        opened = (
            await self._connection.execute(select(stories.c.opened).where(stories.c.id == story))
        ).scalar_one()
        rows = [{"story_id": story, "process": p, "opened": opened} for p in processes]
        if rows:
            await self._connection.execute(
                insert(self._connection, story_processes).on_conflict_do_nothing(), rows
            )

    async def lost_items(self, story_ids: Iterable[int]) -> None:
        """Items of these stories were deleted: what is left of each is counted anew, and one left without any
        goes."""
        for story in story_ids:
            await self._recount(story)
            await self._unlink(story)

    async def set_voice(self, item_id: int, voice: str) -> None:
        await self._connection.execute(
            update(story_items).where(story_items.c.item_id == item_id).values(voice=voice)
        )

    async def page(
        self,
        limit: int,
        *,
        process: str | None = None,
        of_any: bool = False,
        before: Page | None = None,
        after: Page | None = None,
    ) -> list[StoredStory]:
        """The newest stories, newest first, about `process` or `of_any`; `before` and `after` (opened, id)
        page on and back without gaps while new ones arrive."""
        opened, story = after or before or (None, None)
        values = {"process": process, "opened": opened, "story": story, "limit": limit}
        query = _page(process is not None, of_any, _turn(before, after))
        told = _stories(await self._connection.execute(query, values))
        return told[::-1] if after else told

    async def waiting(self, limit: int, process: str | None = None, *, of_any: bool = False) -> list[Item]:
        """The newest items that were read and have no story yet, about `process` or `of_any`."""
        query = _waiting(process is not None, of_any)
        rows = await self._connection.execute(query, {"process": process, "limit": limit})
        return [_item(r) for r in rows]

    async def get(self, story_ids: Sequence[int]) -> list[StoredStory]:
        """The stories in the order of their ids given."""
        if not story_ids:
            return []
        told = {
            story.id: story
            for story in _stories(await self._connection.execute(_of_ids(), {"ids": list(story_ids)}))
        }
        return [told[story] for story in story_ids if story in told]

    async def processes_of(self, item_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        """Which processes each item is about."""
        query = select(item_processes.c.item_id, item_processes.c.process).where(
            item_processes.c.item_id.in_(item_ids)
        )
        found: dict[int, set[str]] = {}
        for row in await self._connection.execute(query):
            found.setdefault(row.item_id, set()).add(row.process)
        return {item: frozenset(names) for item, names in found.items()}

    async def linked(self, links: Sequence[str]) -> list[Item]:
        """The items these links lead to, in the order of the links; of several with one link the newest."""
        query = (
            select(*_SHOWN)
            .join_from(items, feeds, feeds.c.id == items.c.feed_id)
            .where(items.c.link.in_(links))
        )
        found = {
            r.link: _item(r)
            for r in await self._connection.execute(query.order_by(items.c.published, items.c.id))
        }
        return [found[link] for link in dict.fromkeys(links) if link in found]

    async def _unlink(self, story: int) -> None:
        """The story is no longer about a process that none of its items is about any more (corrected, read
        anew, or gone)."""
        told = story_items.c.story_id == story, item_processes.c.process == story_processes.c.process
        still = exists().where(item_processes.c.item_id == story_items.c.item_id, *told)
        await self._connection.execute(
            story_processes.delete().where(story_processes.c.story_id == story, ~still)
        )

    async def _recount(self, story: int) -> None:
        mine = story_items.c.story_id == story
        query = select(func.count(), func.max(story_items.c.published)).where(mine)
        told, newest = (await self._connection.execute(query)).one()
        if told:
            await self._connection.execute(
                update(stories).where(stories.c.id == story).values(told=told, newest=newest)
            )
        else:
            await self._connection.execute(stories.delete().where(stories.c.id == story))


def _turn(before: Page | None, after: Page | None) -> str:
    return "after" if after else "before" if before else ""


@cache
def _page(of_process: bool, of_any: bool, turn: str) -> Select[Any]:
    """The statement of one page; kept, since building it costs more than running it."""
    table = story_processes if of_process or of_any else stories
    story = story_processes.c.story_id if of_process or of_any else stories.c.id
    key, place = (
        tuple_(table.c.opened, story),
        tuple_(bindparam("opened", type_=UtcDateTime), bindparam("story", type_=BigInteger)),
    )
    query = select(story.label("id"), table.c.opened)
    if of_process:
        query = query.where(story_processes.c.process == bindparam("process"))
    elif of_any:
        query = query.group_by(table.c.opened, story)  # of two processes once; as its index has them
    if turn:
        query = query.where(key > place if turn == "after" else key < place)
    order = (table.c.opened, story) if turn == "after" else (table.c.opened.desc(), story.desc())
    return _told(
        query.order_by(*order).limit(bindparam("limit")).subquery("wanted"), descending=turn != "after"
    )


@cache
def _of_ids() -> Select[Any]:
    return _told(
        select(stories.c.id, stories.c.opened)
        .where(stories.c.id.in_(bindparam("ids", expanding=True)))
        .subquery("wanted")
    )


def _told(wanted: Subquery, *, descending: bool = True) -> Select[Any]:
    """The stories of `wanted` (id, opened) in its order, each with its first MEMBERS items, the first one
    first.

    The joins are outer ones, though nothing is missing: SQLite keeps their order, where it might begin with a
    million stories.
    """
    number = func.row_number().over(
        partition_by=story_items.c.story_id, order_by=(story_items.c.published, story_items.c.item_id)
    )
    member = (
        select(
            wanted.c.id, wanted.c.opened, story_items.c.item_id, story_items.c.voice, number.label("number")
        )
        .join_from(wanted, story_items, story_items.c.story_id == wanted.c.id, isouter=True)
        .subquery("member")
    )
    order = (member.c.opened.desc(), member.c.id.desc()) if descending else (member.c.opened, member.c.id)
    return (
        select(member.c.id.label("story_id"), member.c.opened, member.c.voice, *_SHOWN)
        .join_from(member, items, items.c.id == member.c.item_id, isouter=True)
        .join(feeds, feeds.c.id == items.c.feed_id, isouter=True)
        .where(member.c.number <= MEMBERS)
        .order_by(*order, member.c.number)
    )


@cache
def _waiting(of_process: bool, of_any: bool) -> Select[Any]:
    """Only the last ones that wait are looked at: after a move of the whole archive a rare process would be
    searched for long."""
    last = select(to_join.c.item_id).order_by(to_join.c.item_id.desc()).limit(_LOOKED_AT).subquery("last")
    query = (
        select(*_SHOWN)
        .join_from(last, items, items.c.id == last.c.item_id, isouter=True)
        .join(feeds, feeds.c.id == items.c.feed_id, isouter=True)
        .where(~exists().where(story_items.c.item_id == last.c.item_id))
    )
    if of_process:
        about = item_processes.c.item_id == last.c.item_id, item_processes.c.process == bindparam("process")
        query = query.where(exists().where(*about))
    elif of_any:
        query = query.where(exists().where(item_processes.c.item_id == last.c.item_id))
    return query.order_by(last.c.item_id.desc()).limit(bindparam("limit"))


def _stories(rows: Iterable[Row[Any]]) -> list[StoredStory]:
    """The stories in the order of the rows."""
    told: dict[int, list[Row[Any]]] = {}
    for row in rows:
        told.setdefault(row.story_id, []).append(row)
    return [
        StoredStory(story, mine[0].opened, tuple((_item(r), r.voice) for r in mine))
        for story, mine in told.items()
    ]


def _item(row: Row[Any]) -> Item:
    texts = row.title, row.summary, ""
    return Item(
        row.id,
        row.feed_id,
        row.outlet,
        row.link,
        *texts,
        row.published,
        row.first_seen,
        row.language,
        row.backlog,
    )
