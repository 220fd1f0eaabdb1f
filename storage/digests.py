"""What came in for a selection between two moments: the stories a digest tells of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.story_tables import story_items
from storage.tables import feeds, item_processes, items

_LOOKED_AT = 3000
"""So many of the newest items are looked at."""


@dataclass(slots=True)
class NewStory:
    """A story (`story` None: one item that is in none) with what came of it in time: its items, newest first,
    and its outlets."""

    process: str
    story: int | None
    newest: datetime
    items: list[int] = field(default_factory=list)
    outlets: set[int] = field(default_factory=set)
    known: bool = False  # some item of it had come in before


class Digests:
    """Reads `items` and `item_processes` together."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def new_stories(
        self, processes: Sequence[str], words: str, since: datetime, until: datetime
    ) -> list[NewStory]:
        """Stories about `processes` (empty: any) of which an item came after `since` and not after `until`:
        those that are new first, then by how many outlets tell them, then the newest.

        `words`: every one must be in the title or the summary of an item. Items of a feed's backlog are not
        new to anybody.
        """
        about = item_processes.c.item_id == items.c.id
        columns = items.c.id, items.c.feed_id, items.c.title, items.c.summary, items.c.published
        query = select(*columns, item_processes.c.process, story_items.c.story_id).join(
            feeds, feeds.c.id == items.c.feed_id
        )
        if processes:
            query = query.join(item_processes, about & item_processes.c.process.in_(processes))
        else:
            query = query.join(item_processes, about & (item_processes.c.rank == 0), isouter=bool(words))
        query = query.where(items.c.first_seen > since, items.c.first_seen <= until, ~items.c.backlog)
        query = query.order_by(items.c.published.desc(), items.c.id.desc()).limit(_LOOKED_AT)
        query = query.join(story_items, story_items.c.item_id == items.c.id, isouter=True)
        found: dict[tuple[str, int], NewStory] = {}
        wanted = words.casefold().split()
        for row in await self._connection.execute(query):
            if all(word in f"{row.title}\n{row.summary}".casefold() for word in wanted):
                key = ("story", row.story_id) if row.story_id is not None else ("item", row.id)
                new = found.setdefault(key, NewStory(row.process or "", row.story_id, row.published))
                new.items.append(row.id)
                new.outlets.add(row.feed_id)
        known = await self._known([new.story for new in found.values() if new.story is not None], since)
        for new in found.values():
            new.known = new.story in known
        return sorted(found.values(), key=lambda new: (new.known, -len(new.outlets), -new.newest.timestamp()))

    async def _known(self, stories: Sequence[int], since: datetime) -> set[int]:
        """Those of the stories of which an item had come in up to `since`."""
        known: set[int] = set()
        for start in range(0, len(stories), 400):
            query = (
                select(story_items.c.story_id)
                .join(items, items.c.id == story_items.c.item_id)
                .where(story_items.c.story_id.in_(stories[start : start + 400]), ~items.c.backlog)
                .group_by(story_items.c.story_id)
                .having(func.min(items.c.first_seen) <= since)
            )
            known |= {r.story_id for r in await self._connection.execute(query)}
        return known
