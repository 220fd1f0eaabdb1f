"""What persons corrected, and took back."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.claim import Axis
from news.fold.correction import Correction
from news.status import State
from storage.admin_tables import corrections


class Corrections:
    """Repository of the `corrections` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, process: str, axis: Axis, state: State, reason: str, person_id: int, now: datetime
    ) -> None:
        values = {
            "process": process,
            "axis": axis,
            "state": state,
            "reason": reason,
            "person_id": person_id,
            "at": now,
        }
        await self._connection.execute(corrections.insert().values(values))

    async def standing(self, process: str, axis: Axis) -> list[Correction]:
        """Those not taken back, oldest first."""
        mine = corrections.c.process == process, corrections.c.axis == axis, corrections.c.undone_at.is_(None)
        rows = await self._connection.execute(
            select(corrections).where(*mine).order_by(corrections.c.at, corrections.c.id)
        )
        return [_correction(r) for r in rows]

    async def get(self, correction_id: int) -> Correction | None:
        """The correction; None where there is none, or it was taken back."""
        mine = corrections.c.id == correction_id, corrections.c.undone_at.is_(None)
        row = (await self._connection.execute(select(corrections).where(*mine))).one_or_none()
        return _correction(row) if row else None

    async def undo(self, correction_id: int, now: datetime) -> None:
        await self._connection.execute(
            update(corrections).where(corrections.c.id == correction_id).values(undone_at=now)
        )


def _correction(row: Any) -> Correction:
    return Correction(row.id, row.process, Axis(row.axis), State(row.state), row.reason, row.at)
