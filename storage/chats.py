"""The chats that talk to Parley, and who asked to be told when a status changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import Chat, ChatAddress, ChatKind, ChatState
from storage.tables import alert_rules, chats, outbox
from storage.upsert import insert

EVERY_PROCESS = ""


class Chats:
    """Repository of the `chats` and `alert_rules` tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, address: ChatAddress) -> Chat | None:
        row = (await self._connection.execute(select(chats).where(*_at(address)))).one_or_none()
        return _chat(row) if row else None

    async def meet(self, address: ChatAddress, kind: ChatKind, title: str | None, language: str, zone: str, now: datetime) -> Chat:
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
        await self._connection.execute(insert(self._connection, chats).values(**values).on_conflict_do_nothing())
        return _chat((await self._connection.execute(select(chats).where(*_at(address)))).one())

    async def set_state(self, chat_id: int, state: ChatState) -> None:
        await self._connection.execute(update(chats).where(chats.c.id == chat_id).values(state=state))

    async def migrate(self, telegram_id: int, new_id: int) -> None:
        """The group `telegram_id` became the supergroup `new_id`: its chats (topics too) move with all that is theirs."""
        moving = select(chats.c.id, chats.c.thread_id).where(chats.c.telegram_id == telegram_id)
        for chat_id, thread_id in (await self._connection.execute(moving)).all():
            met_before = await self.find(ChatAddress(new_id, thread_id))
            if met_before is not None:
                await self._merge(met_before.id, into=chat_id)
            values = {"telegram_id": new_id, "kind": ChatKind.SUPERGROUP, "state": ChatState.ACTIVE}
            await self._connection.execute(update(chats).where(chats.c.id == chat_id).values(values))

    async def _merge(self, chat_id: int, *, into: int) -> None:
        """The same chat was met under two ids: what `chat_id` asked for and is owed goes to `into`."""
        known = select(alert_rules.c.process).where(alert_rules.c.chat_id == into)
        new = update(alert_rules).where(alert_rules.c.chat_id == chat_id, alert_rules.c.process.not_in(known))
        await self._connection.execute(new.values(chat_id=into))
        await self._connection.execute(update(outbox).where(outbox.c.chat_id == chat_id).values(chat_id=into))
        await self._connection.execute(chats.delete().where(chats.c.id == chat_id))

    async def set_language(self, chat_id: int, language: str) -> None:
        await self._connection.execute(update(chats).where(chats.c.id == chat_id).values(language=language))

    async def alert_on(self, chat_id: int, process: str, now: datetime) -> None:
        """Tell the chat when a status of `process` changes (EVERY_PROCESS: of any)."""
        statement = insert(self._connection, alert_rules).values(chat_id=chat_id, process=process, created_at=now)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def alert_off(self, chat_id: int) -> None:
        await self._connection.execute(alert_rules.delete().where(alert_rules.c.chat_id == chat_id))

    async def alerts_of(self, chat_id: int) -> list[str]:
        rows = await self._connection.execute(
            select(alert_rules.c.process).where(alert_rules.c.chat_id == chat_id).order_by(alert_rules.c.process)
        )
        return [r.process for r in rows]

    async def to_alert(self, process: str) -> Sequence[Chat]:
        """Every reachable chat that asked for changes of `process`."""
        asked = select(alert_rules.c.chat_id).where(or_(alert_rules.c.process == process, alert_rules.c.process == EVERY_PROCESS))
        rows = await self._connection.execute(
            select(chats).where(chats.c.id.in_(asked), chats.c.state == ChatState.ACTIVE).order_by(chats.c.id)
        )
        return [_chat(r) for r in rows]


def _at(address: ChatAddress) -> tuple[Any, ...]:
    return chats.c.telegram_id == address.telegram_id, chats.c.thread_id == address.thread_id


def _chat(row: Row[Any]) -> Chat:
    address = ChatAddress(row.telegram_id, row.thread_id)
    return Chat(row.id, address, ChatKind(row.kind), row.title, row.language, row.zone, ChatState(row.state))
