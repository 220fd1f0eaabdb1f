"""Which processes of the bot live, and which of them leads in what only one may do at a time."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.update_tables import leads
from storage.upsert import insert

LENGTH = timedelta(seconds=15)
"""So long a process lives, or leads, without saying so again."""

_PROCESS = "process/"


class Leads:
    """Repository of the `leads` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def live(self, holder: str, now: datetime) -> None:
        """The process `holder` lives, for LENGTH from now on."""
        await self.lead(f"{_PROCESS}{holder}", holder, now)

    async def lead(self, name: str, holder: str, now: datetime) -> bool:
        """`holder` leads in `name` for LENGTH from now on, unless another does; whether it does."""
        new = insert(self._connection, leads).values(name=name, holder=holder, until=now + LENGTH)
        free = or_(leads.c.holder == holder, ~_stands(now))
        values = {"holder": holder, "until": now + LENGTH}
        taken = new.on_conflict_do_update(index_elements=["name"], set_=values, where=free)
        return (await self._connection.execute(taken.returning(leads.c.name))).first() is not None

    async def leave(self, holder: str) -> None:
        """The process ends: whoever waits for its lead need not wait for its lease."""
        await self._connection.execute(leads.delete().where(leads.c.holder == holder))

    async def clear(self) -> None:
        """Nobody lives. Only for a process that is alone on its database."""
        await self._connection.execute(leads.delete())

    async def prune(self, now: datetime) -> None:
        """Forget processes that are long gone."""
        await self._connection.execute(leads.delete().where(~_stands(now)))


def living(now: datetime) -> Select[tuple[str]]:
    """The processes that live."""
    name = leads.c.name == literal(_PROCESS) + leads.c.holder
    return select(leads.c.holder).where(name, _stands(now))


def _stands(now: datetime) -> ColumnElement[bool]:
    """A lease longer than any was taken while the clock was ahead."""
    return and_(leads.c.until > now, leads.c.until <= now + 2 * LENGTH)
