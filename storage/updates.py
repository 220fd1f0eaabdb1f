"""What Telegram told, kept from before Telegram hears that it was taken until it is answered."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.update import KeptUpdate, NewUpdate
from storage.leads import living
from storage.update_tables import updates
from storage.upsert import insert

_FORGOTTEN: dict[str, Any] = {"body": None, "chat": 0}


class Updates:
    """Repository of the `updates` table. `holder` is the process that answers."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, told: Sequence[NewUpdate], holder: str, now: datetime) -> list[int]:
        """Keep those not known yet; returns the numbers of those `holder` is to answer.

        Where another living process is at work for the same chat, the new ones are that process's too, so
        that the chat's order is kept.
        """
        others = await self._busy_elsewhere({t.chat for t in told}, holder, now)
        rows = [
            {
                "id": t.number,
                "chat": t.chat,
                "mark": t.mark,
                "body": dict(t.body),
                "received_at": now,
                "holder": others.get(t.chat, holder),
                "begun": False,
                "done": False,
            }
            for t in told
        ]
        if not rows:
            return []
        new = insert(self._connection, updates)
        another = and_(updates.c.done, updates.c.mark != new.excluded.mark)
        values = {name: new.excluded[name] for name in rows[0] if name != "id"}
        statement = new.on_conflict_do_update(index_elements=["id"], set_=values, where=another)
        kept = await self._connection.execute(statement.returning(updates.c.id, updates.c.holder), rows)
        return [r.id for r in kept.all() if r.holder == holder]

    async def take_over(self, holder: str, now: datetime) -> list[KeptUpdate]:
        """What waits for `holder`, and from now on what a process that died left, in Telegram's order."""
        mine = or_(updates.c.holder == holder, updates.c.holder.not_in(living(now)))
        query = select(updates).where(~updates.c.done, mine).order_by(updates.c.id).with_for_update()
        rows = (await self._connection.execute(query)).all()
        taken = [r.id for r in rows if r.holder != holder]
        if taken:
            await self._connection.execute(
                update(updates).where(updates.c.id.in_(taken)).values(holder=holder)
            )
        return [KeptUpdate(r.id, r.body or {}, r.received_at, r.begun) for r in rows]

    async def any_waiting(self, holder: str, now: datetime, besides: Collection[int] = ()) -> bool:
        """Whether `take_over` would find any `besides` these; takes no lock."""
        mine = or_(updates.c.holder == holder, updates.c.holder.not_in(living(now)))
        query = select(updates.c.id).where(~updates.c.done, mine).order_by(updates.c.id)
        return any(r.id not in besides for r in await self._connection.execute(query))

    async def begin(self, number: int, holder: str) -> bool:
        """An answer goes out; False: another process has taken the update over, or it is answered."""
        ours = updates.c.id == number, updates.c.holder == holder, ~updates.c.done
        begun = await self._connection.execute(update(updates).where(*ours).values(begun=True))
        return bool(begun.rowcount)

    async def done(self, numbers: Collection[int], holder: str) -> None:
        """`holder` has answered them: what they said and who said it goes."""
        ours = updates.c.id.in_(numbers), updates.c.holder == holder
        values = {**_FORGOTTEN, "holder": None, "done": True}
        await self._connection.execute(update(updates).where(*ours).values(values))

    async def forget(self, chat: int) -> int:
        """Nothing of the chat stays, not even of what is not answered yet; returns how many there were."""
        gone = await self._connection.execute(
            update(updates).where(updates.c.chat == chat, ~updates.c.done).values(_FORGOTTEN)
        )
        return int(gone.rowcount)

    async def prune(self, now: datetime, kept: timedelta) -> None:
        """Forget those from longer ago, and those from a time when the clock was ahead."""
        wrong = or_(updates.c.received_at < now - kept, updates.c.received_at > now + kept)
        await self._connection.execute(updates.delete().where(wrong))

    async def _busy_elsewhere(self, chats: set[int], holder: str, now: datetime) -> dict[int, str]:
        """Who else is at work for these chats; on PostgreSQL nobody begins for one of them until the
        commit."""
        if self._connection.dialect.name != "postgresql":
            return {}
        for chat in sorted(chats):
            key = func.hashtextextended(f"updates/{chat}", 0)
            await self._connection.execute(select(func.pg_advisory_xact_lock(key)))
        busy = (
            updates.c.chat.in_(chats),
            ~updates.c.done,
            updates.c.holder != holder,
            updates.c.holder.in_(living(now)),
        )
        rows = await self._connection.execute(select(updates.c.chat, updates.c.holder).where(*busy))
        return {r.chat: r.holder for r in rows}
