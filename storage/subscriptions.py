"""The digests chats subscribed to, and when each is due next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL, Row, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import Chat, ChatState
from news.digest import Subscription, Timetable, times_from_text, times_to_text
from storage.chats import chat_of
from storage.subscription_tables import subscriptions
from storage.tables import chats


class Subscriptions:
    """Repository of the `subscriptions` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: Subscription, now: datetime) -> int:
        """Store `new` (its id is not looked at); returns its id."""
        values = {
            "chat_id": new.chat_id,
            "processes": list(new.processes),
            "words": new.words,
            "days": _days_to_text(new.timetable.days),
            "times": times_to_text(new.timetable.times),
            "tell_nothing": new.tell_nothing,
            "next_due": new.next_due,
            "last_slot": new.last_slot,
            "covered_until": new.covered_until,
            "created_at": now,
        }
        done = await self._connection.execute(
            subscriptions.insert().values(**values).returning(subscriptions.c.id)
        )
        return int(done.scalar_one())

    async def of(self, chat_id: int) -> list[Subscription]:
        rows = await self._connection.execute(
            select(subscriptions).where(subscriptions.c.chat_id == chat_id).order_by(subscriptions.c.id)
        )
        return [_subscription(r) for r in rows]

    async def change(self, subscription_id: int, **values: Any) -> None:
        """Write columns of one subscription."""
        await self._connection.execute(
            update(subscriptions).where(subscriptions.c.id == subscription_id).values(**values)
        )

    async def set_timetable(self, subscription_id: int, timetable: Timetable, next_due: datetime) -> None:
        days, times = _days_to_text(timetable.days), times_to_text(timetable.times)
        await self.change(subscription_id, days=days, times=times, next_due=next_due)

    async def remove(self, chat_id: int, subscription_id: int | None = None) -> int:
        """Delete one of the chat's subscriptions, or all; returns how many."""
        which = [subscriptions.c.chat_id == chat_id]
        if subscription_id is not None:
            which.append(subscriptions.c.id == subscription_id)
        return int((await self._connection.execute(subscriptions.delete().where(*which))).rowcount)

    async def any_due(self, now: datetime) -> bool:
        query = (
            select(subscriptions.c.id)
            .join(chats, chats.c.id == subscriptions.c.chat_id)
            .where(*_due(now))
            .limit(1)
        )
        return (await self._connection.execute(query)).first() is not None

    async def due(self, now: datetime, limit: int) -> Sequence[tuple[Subscription, Chat]]:
        """Due subscriptions of reachable, unmuted chats, the longest due first; held until the transaction
        ends."""
        query = (
            select(subscriptions, chats)
            .join(chats, chats.c.id == subscriptions.c.chat_id)
            .where(*_due(now))
            .order_by(subscriptions.c.next_due, subscriptions.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=subscriptions)
        )
        rows = (await self._connection.execute(query.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL))).all()
        return [(_subscription(RowPart(r, "subscriptions_")), chat_of(RowPart(r, "chats_"))) for r in rows]

    async def reopen(self, subscription_id: int, since: datetime) -> None:
        """What was covered after `since` may not have arrived: the next digest covers it again."""
        earlier = subscriptions.c.id == subscription_id, subscriptions.c.covered_until > since
        await self._connection.execute(update(subscriptions).where(*earlier).values(covered_until=since))

    async def serve(self, served: Sequence[tuple[int, datetime, str, datetime]]) -> None:
        """Write (id, next due, slot served, covered until) of each."""
        rows = [{"of": i, "d": due, "s": slot, "c": covered} for i, due, slot, covered in served]
        if rows:
            values: dict[str, Any] = {
                "next_due": bindparam("d"),
                "last_slot": bindparam("s"),
                "covered_until": bindparam("c"),
            }
            await self._connection.execute(
                update(subscriptions).where(subscriptions.c.id == bindparam("of")).values(values), rows
            )


def _due(now: datetime) -> tuple[Any, ...]:
    awake = or_(chats.c.muted_until.is_(None), chats.c.muted_until <= now)
    return subscriptions.c.next_due <= now, chats.c.state == ChatState.ACTIVE, awake


def _days_to_text(days: frozenset[int]) -> str:
    return "".join(str(d) for d in sorted(days))


class RowPart:
    """A row's columns of one of two joined tables."""

    def __init__(self, row: Row[Any], prefix: str) -> None:
        self._row, self._prefix = row, prefix

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, self._prefix + name)


def _subscription(row: Any) -> Subscription:
    timetable = Timetable(frozenset(int(d) for d in row.days), times_from_text(row.times))
    return Subscription(
        row.id,
        row.chat_id,
        tuple(row.processes),
        row.words,
        timetable,
        row.tell_nothing,
        row.next_due,
        row.last_slot,
        row.covered_until,
    )
