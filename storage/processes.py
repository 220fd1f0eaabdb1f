"""The processes admins added or edited."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.process import Process
from news.process_json import process_from_json, process_to_json
from storage.admin_tables import processes
from storage.tables import items
from storage.upsert import insert


class Processes:
    """Repository of the `processes` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> list[Process]:
        rows = await self._connection.execute(select(processes).order_by(processes.c.id))
        return [process_from_json(r.process) for r in rows]

    async def put(self, process: Process, now: datetime) -> None:
        """Add the process, or put it in place of the one with its id."""
        values = {"process": process_to_json(process), "edited_at": now}
        statement = insert(self._connection, processes).values(id=process.id, **values)
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    async def read_again(self, item_ids: Sequence[int]) -> None:
        """These items wait to be read once more: what they are about may be told otherwise now."""
        await self._connection.execute(
            update(items).where(items.c.id.in_(item_ids)).values(to_read=True, lease_until=None)
        )
