"""Leases and due times that cannot be right: left behind by a process that died, or written while the clock
was ahead."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import OutboxState
from news.feed import FeedState
from storage.tables import chats, feeds, items, outbox

_SKEW = timedelta(minutes=2)
"""So far the clocks of two machines may differ; what lies further ahead is wrong."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How far ahead each kind of time can be at most."""

    feed_lease: timedelta
    item_lease: timedelta
    message_lease: timedelta
    next_try: timedelta


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

    async def any_doubtful(self, now: datetime, lengths: Lengths) -> bool:
        """Whether a stored time lies further ahead than it can; a look that takes no write lock."""
        for table, wrong, _ in _doubtful(now, lengths):
            if (await self._connection.execute(select(table.c.id).where(wrong).limit(1))).first() is not None:
                return True
        return False

    async def clear_future_times(self, now: datetime, lengths: Lengths) -> int:
        """What lies further ahead than it can is due, or free, now; returns how many times were mended."""
        mended = 0
        for table, wrong, values in _doubtful(now, lengths):
            mended += (await self._connection.execute(update(table).where(wrong).values(values))).rowcount
        return mended

    async def end_pauses(self) -> None:
        """No chat waits by the database alone: after a jump of the clock nobody knows until when. A process
        that heard the wait itself keeps it (bot/pace.py)."""
        await self._connection.execute(
            update(chats).where(chats.c.paused_until.is_not(None)).values(paused_until=None)
        )


def _doubtful(now: datetime, lengths: Lengths) -> list[tuple[Table, ColumnElement[bool], dict[str, Any]]]:
    """Of each table the rows that cannot be right, and what is put there instead."""
    fetched_ahead = and_(feeds.c.last_attempt > now + _SKEW, feeds.c.next_try > now)
    return [
        (
            feeds,
            and_(
                feeds.c.state == FeedState.ACTIVE,
                or_(fetched_ahead, feeds.c.next_try > now + lengths.next_try + _SKEW),
            ),
            {"next_try": now},
        ),
        (feeds, feeds.c.lease_until > now + lengths.feed_lease + _SKEW, {"lease_until": None}),
        (
            items,
            and_(items.c.to_read, items.c.lease_until > now + lengths.item_lease + _SKEW),
            {"lease_until": None},
        ),
        (
            outbox,
            and_(
                outbox.c.state == OutboxState.SENDING,
                outbox.c.lease_until > now + lengths.message_lease + _SKEW,
            ),
            {"lease_until": now},
        ),
        (
            outbox,
            and_(outbox.c.state == OutboxState.DUE, outbox.c.created_at > now + _SKEW, outbox.c.due_at > now),
            {"due_at": now},
        ),
    ]
