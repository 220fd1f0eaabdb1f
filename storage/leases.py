"""Leases left behind by a process that died: given back at once where no other process can hold any."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import OutboxState
from storage.tables import feeds, items, outbox


class Leases:
    """All leases of the database at once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def give_back(self, now: datetime) -> None:
        """End every lease. Only for a process that is alone on its database (SQLite): another's work would be
        done twice."""
        for table in (feeds, items):
            await self._connection.execute(
                update(table).where(table.c.lease_until.is_not(None)).values(lease_until=None)
            )
        await self._connection.execute(
            update(outbox).where(outbox.c.state == OutboxState.SENDING).values(lease_until=now)
        )
