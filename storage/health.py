"""Figures of the work under way, counted in one look."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import ChatState, OutboxState
from news.feed import FeedState
from news.health import Figures
from storage.tables import changes, chats, feeds, items, outbox

_REASONS = 5


class Health:
    """Looks over every table work waits in."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def answers(self) -> bool:
        """Whether it answers at all: one row of a table that is always there."""
        await self._connection.execute(select(feeds.c.id).limit(1))
        return True

    async def newest(self) -> datetime | None:
        """The newest moment something was stored at."""
        seen = await self._one(select(func.max(items.c.first_seen)))
        asked = await self._one(select(func.max(feeds.c.last_attempt)))
        return max((moment for moment in (seen, asked) if moment is not None), default=None)

    async def zones(self) -> list[str]:
        """The time zones chats have set."""
        return list((await self._connection.execute(select(chats.c.zone).distinct())).scalars())

    async def figures(self, now: datetime) -> Figures:
        """What waits at `now`, since when, and what failed."""
        due = outbox.c.state == OutboxState.DUE, outbox.c.due_at <= now
        active = feeds.c.state == FeedState.ACTIVE
        refused = (
            select(outbox.c.trouble)
            .where(outbox.c.state == OutboxState.REFUSED)
            .order_by(outbox.c.id.desc())
            .limit(_REASONS)
        )
        return Figures(
            items=int(await self._one(select(func.max(items.c.id))) or 0),
            unread=await self._one(select(func.count()).select_from(items).where(items.c.to_read)),
            unread_since=await self._one(select(func.min(items.c.first_seen)).where(items.c.to_read)),
            to_compose=await self._one(
                select(func.count())
                .select_from(changes)
                .where(changes.c.to_compose, changes.c.withdrawn_at.is_(None))
            ),
            outbox=await self._by_state(outbox),
            owed_since=await self._one(select(func.min(outbox.c.due_at)).where(*due)),
            refused=tuple(r.trouble or "" for r in await self._connection.execute(refused)),
            feeds=await self._by_state(feeds),
            failing_feeds=await self._one(
                select(func.count()).select_from(feeds).where(active, feeds.c.failures > 0)
            ),
            overdue_since=await self._one(
                select(func.min(feeds.c.next_try)).where(active, feeds.c.next_try <= now)
            ),
            resting_chats=await self._one(
                select(func.count()).select_from(chats).where(chats.c.state != ChatState.ACTIVE)
            ),
            chats=await self._one(select(func.count()).select_from(chats)),
        )

    async def _one(self, query: Select[Any]) -> Any:
        return (await self._connection.execute(query)).scalar_one()

    async def _by_state(self, table: Any) -> dict[str, int]:
        rows = await self._connection.execute(select(table.c.state, func.count()).group_by(table.c.state))
        return {str(state): int(n) for state, n in rows}
