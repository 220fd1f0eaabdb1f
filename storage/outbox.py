"""The outbox: messages owed to chats, from the commit of their cause to the word of what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import Button, ChatAddress, Message, OutboxDraft, OutboxKind, OutboxMessage, OutboxState
from storage.tables import chats, outbox
from storage.upsert import insert

_CHAT = chats.c.telegram_id, chats.c.thread_id, chats.c.language


class Outbox:
    """Repository of the `outbox` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def owe(self, drafts: Iterable[OutboxDraft], now: datetime) -> None:
        """Owe these messages; a dedup key already owed is left as it is."""
        rows = [_values(d, now) for d in drafts]
        if rows:
            await self._connection.execute(insert(self._connection, outbox).on_conflict_do_nothing(index_elements=["dedup_key"]), rows)

    async def take_due(self, now: datetime, limit: int, lease: timedelta) -> list[OutboxMessage]:
        """Mark up to `limit` due messages as being sent, the oldest of each chat first, and lease them."""
        earlier = outbox.alias("earlier")
        waits = exists().where(
            earlier.c.chat_id == outbox.c.chat_id, earlier.c.state.in_([OutboxState.DUE, OutboxState.SENDING]), earlier.c.id < outbox.c.id
        )
        query = (
            select(outbox, *_CHAT)
            .join(chats, chats.c.id == outbox.c.chat_id)
            .where(outbox.c.state == OutboxState.DUE, outbox.c.due_at <= now, ~waits)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=outbox)
        )
        rows = (await self._connection.execute(query)).all()
        if rows:
            values = {"state": OutboxState.SENDING, "lease_until": now + lease, "attempts": outbox.c.attempts + 1}
            await self._connection.execute(update(outbox).where(outbox.c.id.in_([r.id for r in rows])).values(values))
        return [_message(r, attempts=r.attempts + 1) for r in rows]

    async def abandoned(self, now: datetime) -> list[OutboxMessage]:
        """Messages whose sender died while sending: perhaps sent, perhaps not."""
        query = (
            select(outbox, *_CHAT)
            .join(chats, chats.c.id == outbox.c.chat_id)
            .where(outbox.c.state == OutboxState.SENDING, outbox.c.lease_until <= now)
            .order_by(outbox.c.id)
            .with_for_update(skip_locked=True, of=outbox)
        )
        return [_message(r, attempts=r.attempts) for r in await self._connection.execute(query)]

    async def settle(
        self, message_id: int, state: OutboxState, now: datetime, *, telegram_message: int | None = None, trouble: str | None = None
    ) -> None:
        """Say what became of the message for good."""
        values = {"state": state, "settled_at": now, "lease_until": None, "message_id": telegram_message, "trouble": trouble}
        await self._connection.execute(update(outbox).where(outbox.c.id == message_id).values(values))

    async def postpone(self, message_id: int, due_at: datetime, trouble: str) -> None:
        """The message was surely not sent: try again at `due_at`."""
        values = {"state": OutboxState.DUE, "due_at": due_at, "lease_until": None, "trouble": trouble}
        await self._connection.execute(update(outbox).where(outbox.c.id == message_id).values(values))

    async def repeat(self, message: OutboxMessage, again: Message, due_at: datetime, trouble: str) -> None:
        """Send once more, as `again` (marked as perhaps a repetition); its cause remembers that it was repeated."""
        values = {"message": message_to_json(again), "cause": {**message.cause, "repeated": True}}
        await self._connection.execute(update(outbox).where(outbox.c.id == message.id).values(values))
        await self.postpone(message.id, due_at, trouble)

    async def states(self) -> Mapping[OutboxState, int]:
        rows = await self._connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
        return {OutboxState(state): int(n) for state, n in rows}


def message_to_json(message: Message) -> dict[str, Any]:
    return asdict(message)


def message_from_json(stored: Mapping[str, Any]) -> Message:
    buttons = tuple(tuple(Button(**b) for b in row) for row in stored["buttons"])
    return Message(stored["html"], buttons, stored["preview"])


def _values(draft: OutboxDraft, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": draft.chat_id,
        "kind": draft.kind,
        "dedup_key": draft.dedup_key,
        "message": message_to_json(draft.message),
        "cause": dict(draft.cause),
        "state": OutboxState.DUE,
        "created_at": now,
        "due_at": draft.due_at,
        "expires_at": draft.expires_at,
    }


def _message(row: Row[Any], *, attempts: int) -> OutboxMessage:
    """`attempts` counts the try under way."""
    return OutboxMessage(
        row.id,
        row.chat_id,
        ChatAddress(row.telegram_id, row.thread_id),
        OutboxKind(row.kind),
        message_from_json(row.message),
        attempts,
        row.created_at,
        row.expires_at,
        row.language,
        row.cause,
    )
