"""The pace all processes of the bot share: what was sent of late, over all and to each chat, and one lock that
makes who counts wait for whoever counts now. PostgreSQL only; on SQLite there is one process."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.update_tables import pacing
from storage.upsert import insert

OVERALL = 0
"""The row of all chats together; no chat of Telegram has this id."""

_NOW = func.extract("epoch", func.clock_timestamp())


class Pacing:
    """Repository of the `pacing` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, chats: Collection[int]) -> tuple[float, dict[int, dict[str, Any]]]:
        """Lock the counts until the transaction ends; the database's time in seconds, and what is counted of
        OVERALL and `chats`.

        The time is the database's, since those of two machines differ.
        """
        # no count is worth a wait for the disk: a database that dies takes its clients' sends with it
        await self._connection.execute(text("SET LOCAL synchronous_commit = off"))
        if not await self._lock():
            first = insert(self._connection, pacing).values(chat=OVERALL, counted={}, until=0.0)
            await self._connection.execute(first.on_conflict_do_nothing())
            await self._lock()
        wanted = pacing.c.chat.in_([OVERALL, *chats])
        rows = await self._connection.execute(select(pacing.c.chat, pacing.c.counted).where(wanted))
        found = {row.chat: dict(row.counted) for row in rows}
        now = (await self._connection.execute(select(_NOW))).scalar_one()
        return float(now), found

    async def _lock(self) -> bool:
        row = select(pacing.c.chat).where(pacing.c.chat == OVERALL).with_for_update()
        return (await self._connection.execute(row)).first() is not None

    async def keep(self, counted: Mapping[int, tuple[dict[str, Any], float]]) -> None:
        """What is counted of each, and until when that is of use."""
        rows = [{"chat": chat, "counted": of, "until": until} for chat, (of, until) in counted.items()]
        new = insert(self._connection, pacing)
        values = {"counted": new.excluded.counted, "until": new.excluded.until}
        await self._connection.execute(new.on_conflict_do_update(index_elements=["chat"], set_=values), rows)

    async def prune(self) -> None:
        """Forget chats whose counts are of no use any more."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(
                pacing.delete().where(pacing.c.chat != OVERALL, pacing.c.until < _NOW)
            )
