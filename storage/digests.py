"""What came in for a selection between two moments: the items a digest tells of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.item import Item
from storage.items import item_of
from storage.tables import feeds, item_processes, items

_LOOKED_AT = 3000  # items at most, where words are looked for


class Digests:
    """Reads `items` and `item_processes` together."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def new_items(self, processes: Sequence[str], words: str, since: datetime, until: datetime, limit: int) -> list[tuple[str, Item]]:
        """(main process, item) of items about `processes` (empty: about any) that came in time, newest first.

        `words`: every one must be in the title or the summary. Items of a feed's backlog are not new to anybody.
        """
        about = item_processes.c.item_id == items.c.id
        query = select(items, feeds.c.title.label("outlet"), item_processes.c.process).join(feeds, feeds.c.id == items.c.feed_id)
        if processes:
            query = query.join(item_processes, about & item_processes.c.process.in_(processes))
        else:
            query = query.join(item_processes, about & (item_processes.c.rank == 0), isouter=bool(words))
        query = query.where(items.c.first_seen > since, items.c.first_seen <= until, ~items.c.backlog)
        query = query.order_by(items.c.published.desc(), items.c.id.desc()).limit(_LOOKED_AT if words else limit * 2)
        found: dict[int, tuple[str, Item]] = {}
        wanted = words.casefold().split()
        for row in await self._connection.execute(query):
            if all(word in f"{row.title}\n{row.summary}".casefold() for word in wanted):
                found.setdefault(row.id, (row.process or "", item_of(row)))
        return list(found.values())[:limit]
