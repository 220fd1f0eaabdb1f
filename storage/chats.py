"""The chats that talk to Parley, and what becomes of them: resting, moved, forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import Chat, ChatAddress, ChatKind, ChatState
from storage.subscription_tables import alert_backlog, forgotten, subscriptions
from storage.tables import alert_rules, chats, outbox
from storage.updates import Updates
from storage.upsert import insert

_AT = select(chats).where(
    chats.c.telegram_id == bindparam("telegram_id"), chats.c.thread_id == bindparam("thread_id")
)


class Chats:
    """Repository of the `chats` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, address: ChatAddress) -> Chat | None:
        row = (await self._connection.execute(_AT, _at(address))).one_or_none()
        return chat_of(row) if row else None

    async def register(
        self, address: ChatAddress, kind: ChatKind, title: str | None, language: str, zone: str, now: datetime
    ) -> Chat:
        """The chat at `address`, remembered from now on if it was unknown."""
        values = {
            "telegram_id": address.telegram_id,
            "thread_id": address.thread_id,
            "kind": kind,
            "title": title,
            "language": language,
            "zone": zone,
            "created_at": now,
        }
        await self._connection.execute(
            insert(self._connection, chats).values(**values).on_conflict_do_nothing()
        )
        return chat_of((await self._connection.execute(_AT, _at(address))).one())

    async def get(self, chat_id: int) -> Chat | None:
        row = (await self._connection.execute(select(chats).where(chats.c.id == chat_id))).one_or_none()
        return chat_of(row) if row else None

    async def reachable(self, chat_ids: Sequence[int]) -> list[Chat]:
        """Those of the chats that can be written to."""
        found: list[Chat] = []
        for start in range(0, len(chat_ids), 400):
            mine = chats.c.id.in_(chat_ids[start : start + 400]), chats.c.state == ChatState.ACTIVE
            rows = await self._connection.execute(select(chats).where(*mine).order_by(chats.c.id))
            found += [chat_of(r) for r in rows]
        return found

    async def all_at(self, telegram_id: int) -> list[Chat]:
        """The chat and its topics."""
        rows = await self._connection.execute(
            select(chats).where(chats.c.telegram_id == telegram_id).order_by(chats.c.thread_id)
        )
        return [chat_of(r) for r in rows]

    async def set_state(self, telegram_id: int, state: ChatState) -> None:
        """The chat (and its topics) rests or is awake."""
        await self._connection.execute(
            update(chats).where(chats.c.telegram_id == telegram_id).values(state=state)
        )

    async def set(self, chat_id: int, **values: Any) -> None:
        """Write what a chat wants: names of columns and their values."""
        await self._connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))

    async def pause(self, telegram_id: int, until: datetime) -> None:
        """Telegram asked for a wait (429): remembered, since a restart does not end it."""
        await self._connection.execute(
            update(chats).where(chats.c.telegram_id == telegram_id).values(paused_until=until)
        )

    async def paused(self, now: datetime) -> dict[int, datetime]:
        """Chats (Telegram's ids) Telegram asked to wait for, and until when."""
        rows = await self._connection.execute(
            select(chats.c.telegram_id, chats.c.paused_until).where(chats.c.paused_until > now)
        )
        return {r.telegram_id: r.paused_until for r in rows}

    async def leave_topic(self, chat: Chat) -> Chat:
        """The topic is gone: what its chat asked for and is owed goes to the main one. Returns that chat."""
        main = await self.find(ChatAddress(chat.address.telegram_id))
        if main is None:
            await self.set(chat.id, thread_id=0)
        else:
            await self._merge(chat.id, into=main.id)
        return await self.find(ChatAddress(chat.address.telegram_id)) or chat

    async def forget(self, telegram_id: int) -> int:
        """Delete the chat, its topics and all that is theirs; returns how many rows went."""
        ids = [c.id for c in await self.all_at(telegram_id)]
        gone = 0
        for table in (outbox, alert_rules, alert_backlog, subscriptions):
            gone += (await self._connection.execute(table.delete().where(table.c.chat_id.in_(ids)))).rowcount
        await self._connection.execute(
            update(chats).where(chats.c.owner_id == telegram_id).values(owner_id=None)
        )
        gone += (await self._connection.execute(chats.delete().where(chats.c.id.in_(ids)))).rowcount
        return int(gone) + await Updates(self._connection).forget(telegram_id)

    async def note_forgotten(self, rows: int, now: datetime) -> None:
        """The audit of a /forget; it names nobody."""
        await self._connection.execute(forgotten.insert().values(at=now, rows=rows))

    async def migrate(self, telegram_id: int, new_id: int) -> None:
        """The group `telegram_id` became the supergroup `new_id`: its chats (topics too) move with all that
        is theirs."""
        moving = select(chats.c.id, chats.c.thread_id).where(chats.c.telegram_id == telegram_id)
        for chat_id, thread_id in (await self._connection.execute(moving)).all():
            met_before = await self.find(ChatAddress(new_id, thread_id))
            if met_before is not None:
                await self._merge(met_before.id, into=chat_id)
            values = {"telegram_id": new_id, "kind": ChatKind.SUPERGROUP, "state": ChatState.ACTIVE}
            await self._connection.execute(update(chats).where(chats.c.id == chat_id).values(values))

    async def _merge(self, chat_id: int, *, into: int) -> None:
        """The same chat was met under two ids: what `chat_id` asked for and is owed goes to `into`."""
        rows = await self._connection.execute(select(chats).where(chats.c.id.in_([chat_id, into])))
        left, main = sorted(rows.all(), key=lambda row: row.id == into)
        kept = {
            name: getattr(left, name)
            for name in ("backlog_at", "owner_id", "paused_until")
            if getattr(main, name) is None
        }
        if kept:
            await self.set(into, **kept)
        known = select(alert_rules.c.process).where(alert_rules.c.chat_id == into)
        new = update(alert_rules).where(alert_rules.c.chat_id == chat_id, alert_rules.c.process.not_in(known))
        await self._connection.execute(new.values(chat_id=into))
        held = select(alert_backlog.c.change_id).where(alert_backlog.c.chat_id == into)
        waiting = update(alert_backlog).where(
            alert_backlog.c.chat_id == chat_id, alert_backlog.c.change_id.not_in(held)
        )
        await self._connection.execute(waiting.values(chat_id=into))
        for table in (outbox, subscriptions):
            await self._connection.execute(
                update(table).where(table.c.chat_id == chat_id).values(chat_id=into)
            )
        await self._connection.execute(chats.delete().where(chats.c.id == chat_id))


def _at(address: ChatAddress) -> dict[str, int]:
    return {"telegram_id": address.telegram_id, "thread_id": address.thread_id}


def chat_of(row: Any) -> Chat:
    """The chat of a row that has the columns of `chats`."""
    address = ChatAddress(row.telegram_id, row.thread_id)
    return Chat(
        row.id,
        address,
        ChatKind(row.kind),
        row.title,
        row.language,
        row.zone,
        ChatState(row.state),
        None if row.quiet_from is None else (row.quiet_from, row.quiet_to),
        row.brief,
        row.muted_until,
        row.per_hour,
        row.owner_id,
    )
