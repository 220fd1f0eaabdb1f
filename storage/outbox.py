"""The outbox: messages owed to chats, from the commit of their cause to the word of what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import (
    ChatKind,
    Message,
    MessageRecord,
    OutboxDraft,
    OutboxKind,
    OutboxMessage,
    OutboxState,
    Outcome,
)
from storage.outbox_rows import (
    SHARED,
    message_from_json,
    message_of,
    message_to_json,
    record_of_row,
    values_of,
)
from storage.subscription_tables import composed
from storage.tables import changes, chats, outbox
from storage.upsert import insert

_WHERE = chats.c.telegram_id, chats.c.thread_id, chats.c.kind.label("chat_kind")
_CHAT = *_WHERE, chats.c.language, chats.c.zone, chats.c.quiet_from, chats.c.quiet_to
_ORDER = (OutboxKind.NOTICE, OutboxKind.ALERT, OutboxKind.DIGEST, OutboxKind.BROADCAST)
_EMPTY = Message("")
_GONE = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNCERTAIN)  # it left, or may have
_LOOKED_AT = 200  # messages of a chat at most, where one is looked for by its cause


class Outbox:
    """Repository of the `outbox` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def owe(self, drafts: Iterable[OutboxDraft], now: datetime) -> None:
        """Owe these messages; a dedup key already owed is left as it is."""
        rows = [values_of(d, now) for d in drafts]
        if rows:
            await self._connection.execute(
                insert(self._connection, outbox).on_conflict_do_nothing(index_elements=["dedup_key"]), rows
            )

    async def any_head(self, now: datetime) -> bool:
        """Whether something may be sent now; locks nothing."""
        for kind in _ORDER:
            if (await self._connection.execute(_heads(kind, now, 1))).first() is not None:
                return True
        return False

    async def heads(self, now: datetime, limit: int) -> list[OutboxMessage]:
        """Up to `limit` due messages that nothing of their chat goes before: notices, then alerts, then
        digests, the oldest first."""
        found: list[OutboxMessage] = []
        for kind in _ORDER:
            if len(found) < limit:
                held = _heads(kind, now, limit - len(found)).with_for_update(skip_locked=True, of=outbox)
                rows = (await self._connection.execute(held)).all()
                taken = {m.chat_id for m in found}
                found += [message_of(r, r.attempts + 1) for r in rows if r.chat_id not in taken]
        return await self._filled(found)

    async def take_due(self, now: datetime, limit: int, lease: timedelta) -> list[OutboxMessage]:
        """Mark up to `limit` of the heads as being sent, and lease them."""
        found = await self.heads(now, limit)
        await self.lease([m.id for m in found], now, lease)
        return found

    async def lease(self, message_ids: Sequence[int], now: datetime, lease: timedelta) -> None:
        """These are being sent from now on."""
        values = {"state": OutboxState.SENDING, "lease_until": now + lease, "attempts": outbox.c.attempts + 1}
        await self._connection.execute(update(outbox).where(outbox.c.id.in_(message_ids)).values(values))

    async def put_off(self, chat_id: int, until: datetime) -> None:
        """Nothing due goes to the chat before `until`; the order of its messages stays."""
        late = outbox.c.chat_id == chat_id, outbox.c.state == OutboxState.DUE, outbox.c.due_at < until
        await self._connection.execute(update(outbox).where(*late).values(due_at=until))

    async def abandoned(self, now: datetime | None) -> list[OutboxMessage]:
        """Messages whose sender died while sending: perhaps sent, perhaps not. `now` None: whatever their
        lease says."""
        query = _messages().where(outbox.c.state == OutboxState.SENDING).order_by(outbox.c.id)
        if now is not None:
            query = query.where(outbox.c.lease_until <= now)
        rows = (await self._connection.execute(query.with_for_update(skip_locked=True, of=outbox))).all()
        return await self._filled([message_of(r, r.attempts) for r in rows])

    async def settle(
        self,
        message_id: int,
        state: OutboxState,
        now: datetime,
        *,
        telegram_message: int | None = None,
        trouble: str | None = None,
    ) -> None:
        """Say what became of the message for good."""
        await self.settle_all([Outcome(message_id, state, telegram_message, trouble)], now)

    async def settle_all(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Say what became of these messages for good."""
        if not outcomes:
            return
        rows = [{"of": o.message_id, "s": o.state, "m": o.telegram_message, "t": o.trouble} for o in outcomes]
        values = {
            "state": bindparam("s"),
            "message_id": bindparam("m"),
            "trouble": bindparam("t"),
            "settled_at": now,
            "lease_until": None,
        }
        await self._connection.execute(
            update(outbox).where(outbox.c.id == bindparam("of")).values(values), rows
        )

    async def drop_due(
        self, chat_id: int, now: datetime, trouble: str, kind: OutboxKind | None = None
    ) -> list[Mapping[str, Any]]:
        """Nothing more of what is due to the chat (of a `kind`) is sent; the cause of each."""
        due = [outbox.c.chat_id == chat_id, outbox.c.state == OutboxState.DUE]
        if kind is not None:
            due.append(outbox.c.kind == kind)
        values = {"state": OutboxState.DROPPED, "settled_at": now, "trouble": trouble}
        dropped = await self._connection.execute(
            update(outbox).where(*due).values(values).returning(outbox.c.cause)
        )
        return [r.cause for r in dropped]

    async def postpone(self, message_id: int, due_at: datetime, trouble: str, *, alone: bool = False) -> None:
        """The message was surely not sent: try again at `due_at`, and nothing due of its chat before
        (`alone`: others may go)."""
        values = {"state": OutboxState.DUE, "due_at": due_at, "lease_until": None, "trouble": trouble}
        await self._connection.execute(update(outbox).where(outbox.c.id == message_id).values(values))
        chat = (
            await self._connection.execute(select(outbox.c.chat_id).where(outbox.c.id == message_id))
        ).scalar_one_or_none()
        if chat is not None and not alone:  # None: forgotten while it was being sent
            await self.put_off(chat, due_at)

    async def repeat(self, message: OutboxMessage, again: Message, due_at: datetime, trouble: str) -> None:
        """Send once more, as `again` (marked as perhaps a repetition); its cause remembers that it was
        repeated."""
        values = {"message": message_to_json(again), "cause": {**message.cause, "repeated": True}}
        await self._connection.execute(update(outbox).where(outbox.c.id == message.id).values(values))
        await self.postpone(message.id, due_at, trouble)

    async def states(self) -> Mapping[OutboxState, int]:
        rows = await self._connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
        return {OutboxState(state): int(n) for state, n in rows}

    async def record(
        self, chat_id: int, limit: int, *, telegram_message: int | None = None
    ) -> list[MessageRecord]:
        """The chat's newest messages and what became of them; only the one Telegram knows as
        `telegram_message` if given."""
        query = select(outbox).where(outbox.c.chat_id == chat_id).order_by(outbox.c.id.desc()).limit(limit)
        if telegram_message is not None:
            query = query.where(outbox.c.message_id == telegram_message)
        return [record_of_row(r) for r in await self._connection.execute(query)]

    async def posted(self, message_id: int) -> Message | None:
        """A message as it was sent to a channel, where everybody may read it; None: there is none of this
        id."""
        query = _messages().where(
            outbox.c.id == message_id, chats.c.kind == ChatKind.CHANNEL, outbox.c.message_id.is_not(None)
        )
        found = await self._filled([message_of(r, r.attempts) for r in await self._connection.execute(query)])
        return found[0].message if found else None

    async def about(self, chat_id: int, change_id: int) -> MessageRecord | None:
        """The newest message that told the chat of a change, by itself or together with others."""
        own = outbox.c.chat_id == chat_id, outbox.c.kind == OutboxKind.ALERT
        told = (
            select(outbox).where(*own, outbox.c.change_id == change_id).order_by(outbox.c.id.desc()).limit(1)
        )
        row = (await self._connection.execute(told)).one_or_none()
        if row is not None:
            return record_of_row(row)
        together = (
            select(outbox)
            .where(*own, outbox.c.change_id.is_(None))
            .order_by(outbox.c.id.desc())
            .limit(_LOOKED_AT)
        )
        found = (record_of_row(r) for r in await self._connection.execute(together))
        return next((record for record in found if change_id in record.cause.get("changes", ())), None)

    async def told_of(self, change_id: int, since: datetime) -> list[int]:
        """The chats that were told of a change found at `since`, or may have been: by itself or together with
        others."""
        together = outbox.c.change_id.is_(None) & (outbox.c.kind == OutboxKind.ALERT)
        query = select(outbox.c.chat_id, outbox.c.change_id, outbox.c.state, outbox.c.cause).where(
            or_(outbox.c.change_id == change_id, together & (outbox.c.created_at >= since))
        )
        rows = await self._connection.execute(query.order_by(outbox.c.chat_id))
        told = (
            r.chat_id
            for r in rows
            if (r.change_id == change_id or change_id in r.cause.get("changes", ()))
            and (r.state in _GONE or r.cause.get("repeated"))
        )
        return list(dict.fromkeys(told))

    async def prune(self, before: datetime) -> int:
        """Forget settled messages from before, and shared texts nobody is owed any more; returns how many
        messages went."""
        settled = outbox.c.state.in_(
            [s for s in OutboxState if s not in (OutboxState.DUE, OutboxState.SENDING)]
        )
        gone = await self._connection.execute(
            outbox.delete().where(settled, outbox.c.due_at < before, outbox.c.settled_at < before)
        )
        await self._connection.execute(
            composed.delete().where(composed.c.created_at < before - timedelta(days=7))
        )
        return int(gone.rowcount)

    async def compose(self, key: str, message: Message, now: datetime) -> int:
        """Keep a message many chats will be owed; the id of the one kept under `key` (the first stays)."""
        values = {"key": key, "message": message_to_json(message), "created_at": now}
        await self._connection.execute(
            insert(self._connection, composed).values(**values).on_conflict_do_nothing(index_elements=["key"])
        )
        return int(
            (await self._connection.execute(select(composed.c.id).where(composed.c.key == key))).scalar_one()
        )

    async def composed_under(self, key: str) -> list[int] | None:
        """The ids of the messages kept under `key/0`, `key/1` …; None until `key/n` says how many they
        are."""
        rows = await self._connection.execute(
            select(composed.c.key, composed.c.id, composed.c.message).where(
                composed.c.key >= f"{key}/", composed.c.key < f"{key}0"
            )
        )
        found = {r.key.rpartition("/")[2]: r for r in rows}
        if "n" not in found:
            return None
        return [int(found[str(n)].id) for n in range(int(found["n"].message["html"]))]

    async def _filled(self, found: list[OutboxMessage]) -> list[OutboxMessage]:
        """The messages with the shared texts they point to."""
        wanted = {int(m.message.html[1:]) for m in found if m.message.html.startswith(SHARED)}
        if not wanted:
            return found
        rows = await self._connection.execute(
            select(composed.c.id, composed.c.message).where(composed.c.id.in_(wanted))
        )
        texts = {f"{SHARED}{r.id}": message_from_json(r.message) for r in rows}
        return [
            replace(m, message=texts.get(m.message.html, _EMPTY)) if m.message.html.startswith(SHARED) else m
            for m in found
        ]


def _messages() -> Select[Any]:
    query = select(outbox, *_CHAT, changes.c.withdrawn_at).join(chats, chats.c.id == outbox.c.chat_id)
    return query.outerjoin(changes, changes.c.id == outbox.c.change_id)


def _heads(kind: OutboxKind, now: datetime, limit: int) -> Select[Any]:
    earlier = outbox.alias("earlier")
    busy = outbox.alias("busy")
    first = (
        earlier.c.chat_id == outbox.c.chat_id,
        earlier.c.state == OutboxState.DUE,
        earlier.c.kind == outbox.c.kind,
    )
    # coalesce: SQLite, which knows no numbers of rows, would look through all that is due and not through the
    # chat's few
    waits = exists().where(*first, earlier.c.id < outbox.c.id, func.coalesce(earlier.c.due_at, now) <= now)
    sending = exists().where(busy.c.chat_id == outbox.c.chat_id, busy.c.state == OutboxState.SENDING)
    return (
        _messages()
        .where(
            outbox.c.state == OutboxState.DUE, outbox.c.kind == kind, outbox.c.due_at <= now, ~waits, ~sending
        )
        .where(or_(chats.c.paused_until.is_(None), chats.c.paused_until <= now))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
    )
