"""The boards that are kept current, one a chat at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL, ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.chat import Chat, ChatState
from storage.chats import chat_of
from storage.subscription_tables import boards
from storage.subscriptions import RowPart
from storage.tables import chats
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class KeptBoard:
    """A chat's board: Telegram's number of the message (None: to be sent), what it shows, since when."""

    chat: Chat
    message_id: int | None
    shown: str
    edited_at: datetime | None


class Boards:
    """Repository of the `boards` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, chat_id: int, now: datetime) -> int | None:
        """Send a new board to the chat; the number of the message that was its board so far."""
        before = await self._message(chat_id)
        values = {"message_id": None, "shown": "", "edited_at": None, "due_at": now}
        new = insert(self._connection, boards).values(chat_id=chat_id, **values)
        await self._connection.execute(new.on_conflict_do_update(index_elements=["chat_id"], set_=values))
        return before

    async def stop(self, chat_id: int) -> tuple[bool, int | None]:
        """Keep no board in the chat; whether there was one, and the number of its message."""
        before = await self._message(chat_id)
        gone = await self._connection.execute(boards.delete().where(boards.c.chat_id == chat_id))
        return bool(gone.rowcount), before

    async def any_due(self, now: datetime) -> bool:
        """Whether a board is to be looked at; locks nothing."""
        query = (
            select(boards.c.chat_id).join(chats, chats.c.id == boards.c.chat_id).where(*_due(now)).limit(1)
        )
        return (await self._connection.execute(query)).first() is not None

    async def take_due(self, now: datetime, limit: int, lease: timedelta) -> list[KeptBoard]:
        """Boards to be looked at, of chats that can be reached; each is put off by `lease` meanwhile."""
        query = (
            select(boards, chats)
            .join(chats, chats.c.id == boards.c.chat_id)
            .where(*_due(now))
            .order_by(boards.c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True, of=boards)
        )
        rows = (await self._connection.execute(query.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL))).all()
        found = [
            KeptBoard(chat_of(RowPart(r, "chats_")), r.boards_message_id, r.boards_shown, r.boards_edited_at)
            for r in rows
        ]
        await self.put_off([board.chat.id for board in found], now + lease)
        return found

    async def put_off(self, chat_ids: Sequence[int], due_at: datetime) -> None:
        """Look at these again then."""
        if chat_ids:
            await self._connection.execute(
                update(boards).where(boards.c.chat_id.in_(chat_ids)).values(due_at=due_at)
            )

    async def now_shows(
        self, board: KeptBoard, message_id: int, shown: str, now: datetime, due_at: datetime
    ) -> bool:
        """The message shows this now; False where another board was asked for meanwhile, or none any more."""
        same = boards.c.chat_id == board.chat.id, boards.c.message_id.is_not_distinct_from(board.message_id)
        values = {"message_id": message_id, "shown": shown, "edited_at": now, "due_at": due_at}
        done = await self._connection.execute(update(boards).where(*same).values(values))
        return bool(done.rowcount)

    async def _message(self, chat_id: int) -> int | None:
        query = select(boards.c.message_id).where(boards.c.chat_id == chat_id)
        return (await self._connection.execute(query)).scalar_one_or_none()


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return boards.c.due_at <= now, chats.c.state == ChatState.ACTIVE
