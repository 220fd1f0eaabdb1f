"""What came in for a selection between two moments: the stories a digest tells of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.item import Item
from storage.items import item_of
from storage.story_tables import story_items
from storage.tables import feeds, item_processes, items

_LOOKED_AT = 3000  # items at most, where words are looked for


class Digests:
    """Reads `items` and `item_processes` together."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def new_items(
        self, processes: Sequence[str], words: str, since: datetime, until: datetime, limit: int
    ) -> list[tuple[str, Item, int]]:
        """(process, item, how many more outlets tell its story) of stories about `processes` (empty: any)
        that came in time.

        Newest first; `words`: every one must be in the title or the summary. Items of a feed's backlog are
        not new to anybody.
        """
        about = item_processes.c.item_id == items.c.id
        query = select(
            items, feeds.c.title.label("outlet"), item_processes.c.process, story_items.c.story_id
        ).join(feeds, feeds.c.id == items.c.feed_id)
        if processes:
            query = query.join(item_processes, about & item_processes.c.process.in_(processes))
        else:
            query = query.join(item_processes, about & (item_processes.c.rank == 0), isouter=bool(words))
        query = query.where(items.c.first_seen > since, items.c.first_seen <= until, ~items.c.backlog)
        query = query.order_by(items.c.published.desc(), items.c.id.desc()).limit(
            _LOOKED_AT if words else limit * 4
        )
        query = query.join(story_items, story_items.c.item_id == items.c.id, isouter=True)
        found: dict[tuple[str, int], tuple[str, Item]] = {}
        outlets: dict[tuple[str, int], set[int]] = {}
        wanted = words.casefold().split()
        for row in await self._connection.execute(query):
            if all(word in f"{row.title}\n{row.summary}".casefold() for word in wanted):
                story = ("story", row.story_id) if row.story_id is not None else ("item", row.id)
                found.setdefault(story, (row.process or "", item_of(row)))
                outlets.setdefault(story, set()).add(row.feed_id)
        return [(process, item, len(outlets[story]) - 1) for story, (process, item) in found.items()][:limit]
