"""Messages of an admin to every chat: owed in portions, so that a restart in between goes on where it
stopped."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.administration import Draft
from news.chat import ChatKind, ChatState
from storage.admin_tables import drafts
from storage.tables import chats, outbox

WAITING, SENDING, SENT = "broadcast", "broadcasting", "broadcasted"
"""What a draft's kind says of it."""


class Broadcasts:
    """Repository of the broadcasts among the `drafts`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def audience(self) -> int:
        """How many chats a broadcast goes to."""
        return int(
            (
                await self._connection.execute(select(func.count()).select_from(_audience().subquery()))
            ).scalar_one()
        )

    async def portion(self, after: int, limit: int) -> Sequence[int]:
        """The next chats' ids after `after`; of a forum's topics the first."""
        query = _audience().having(func.min(chats.c.id) > after).order_by(func.min(chats.c.id)).limit(limit)
        return [int(chat_id) for chat_id in (await self._connection.execute(query)).scalars()]

    async def confirm(self, draft_id: int) -> Draft | None:
        """Begin to send what waits; None when it does not wait (any more)."""
        return await self._move(draft_id, WAITING, SENDING, None)

    async def any_left(self) -> bool:
        """Whether one is being sent."""
        return (
            await self._connection.execute(select(drafts.c.id).where(drafts.c.kind == SENDING).limit(1))
        ).first() is not None

    async def under_way(self, draft_id: int) -> bool:
        """Whether some chats' messages of this one are not owed yet."""
        query = select(drafts.c.id).where(drafts.c.id == draft_id, drafts.c.kind == SENDING)
        return (await self._connection.execute(query)).first() is not None

    async def next(self) -> Draft | None:
        """The oldest one being sent, held until the transaction ends."""
        query = (
            select(drafts)
            .where(drafts.c.kind == SENDING)
            .order_by(drafts.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return Draft(row.id, row.person_id, row.kind, row.content) if row else None

    async def go_on(self, draft: Draft, after: int | None) -> None:
        """It is owed to all chats up to `after`; None: to all there are."""
        kind = SENDING if after is not None else SENT
        await self._move(draft.id, SENDING, kind, {**draft.content, "after": after})

    async def progress(self, draft_id: int) -> Mapping[str, int]:
        """How many chats' messages are in which state of the outbox."""
        mine = outbox.c.dedup_key >= f"broadcast/{draft_id}/", outbox.c.dedup_key < f"broadcast/{draft_id}0"
        rows = await self._connection.execute(
            select(outbox.c.state, func.count()).where(*mine).group_by(outbox.c.state)
        )
        return {str(state): int(n) for state, n in rows}

    async def _move(
        self, draft_id: int, kind: str, to: str, content: Mapping[str, object] | None
    ) -> Draft | None:
        values = {"kind": to} if content is None else {"kind": to, "content": dict(content)}
        statement = (
            update(drafts)
            .where(drafts.c.id == draft_id, drafts.c.kind == kind)
            .values(values)
            .returning(drafts)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return Draft(row.id, row.person_id, row.kind, row.content) if row else None


def _audience() -> Select[Any]:
    reachable = chats.c.state == ChatState.ACTIVE, chats.c.kind != ChatKind.CHANNEL
    return select(func.min(chats.c.id)).where(*reachable).group_by(chats.c.telegram_id)
