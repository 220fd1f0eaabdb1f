"""The processes admins added or edited."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.process import Process
from news.process_json import process_from_json, process_to_json
from storage.admin_tables import processes
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
