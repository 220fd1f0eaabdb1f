"""Who administers, what they did, and what they have not confirmed yet."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.administration import Deed, Draft
from storage.admin_tables import admins, audit, drafts
from storage.upsert import insert

DRAFT_AGE = timedelta(days=7)


class Administration:
    """Repository of the `admins`, `audit` and `drafts` tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def admins(self) -> frozenset[int]:
        return frozenset(r.person_id for r in await self._connection.execute(select(admins.c.person_id)))

    async def add_admin(self, person_id: int, by: int, now: datetime) -> None:
        statement = insert(self._connection, admins).values(person_id=person_id, added_by=by, added_at=now)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def remove_admin(self, person_id: int) -> None:
        await self._connection.execute(admins.delete().where(admins.c.person_id == person_id))

    async def note(self, deed: Deed) -> None:
        """Write down what was done, in the transaction that does it."""
        values = {"at": deed.at, "person_id": deed.person_id, "what": deed.what, "about": deed.about[:500]}
        await self._connection.execute(audit.insert().values(values))

    async def deeds(self, offset: int, limit: int) -> list[Deed]:
        """The newest first."""
        rows = await self._connection.execute(
            select(audit).order_by(audit.c.id.desc()).offset(offset).limit(limit)
        )
        return [Deed(r.at, r.person_id, r.what, r.about) for r in rows]

    async def last_deed(self) -> int:
        """A number that grows with every deed; 0 before the first."""
        return int((await self._connection.execute(select(func.max(audit.c.id)))).scalar_one() or 0)

    async def keep(self, person_id: int, kind: str, content: Mapping[str, Any], now: datetime) -> int:
        """Keep what waits for a confirmation, and forget what nobody confirmed in a week; returns its id."""
        await self._connection.execute(drafts.delete().where(drafts.c.created_at < now - DRAFT_AGE))
        values = {"person_id": person_id, "kind": kind, "content": dict(content), "created_at": now}
        return int(
            (
                await self._connection.execute(drafts.insert().values(values).returning(drafts.c.id))
            ).scalar_one()
        )

    async def draft(self, draft_id: int, kind: str) -> Draft | None:
        row = (
            await self._connection.execute(
                select(drafts).where(drafts.c.id == draft_id, drafts.c.kind == kind)
            )
        ).one_or_none()
        return Draft(row.id, row.person_id, row.kind, row.content) if row else None

    async def take_draft(self, draft_id: int, kind: str) -> Draft | None:
        """The draft, which is gone with this transaction: a second press finds nothing."""
        gone = drafts.delete().where(drafts.c.id == draft_id, drafts.c.kind == kind).returning(drafts)
        row = (await self._connection.execute(gone)).one_or_none()
        return Draft(row.id, row.person_id, row.kind, row.content) if row else None
