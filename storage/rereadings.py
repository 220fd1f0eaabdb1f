"""Readings of a changed reader, beside the history until they replace it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.claim import Axis, Claim, Kind, Position, Reading, weighed_on
from news.item import Item
from news.status_json import claim_from_json, claim_to_json
from storage.items import item_of, items_with_outlet
from storage.tables import claims, items, rereadings
from storage.upsert import insert


class Rereadings:
    """Repository of the `rereadings` table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def left(self, reader: str) -> int:
        """How many read items `reader` has not read yet."""
        query = (
            select(func.count())
            .select_from(items.outerjoin(rereadings, rereadings.c.item_id == items.c.id))
            .where(*_left(reader))
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def next(self, reader: str, limit: int) -> list[Item]:
        """The next of them, in the order of their ids."""
        joined = items_with_outlet().outerjoin(rereadings, rereadings.c.item_id == items.c.id)
        rows = await self._connection.execute(joined.where(*_left(reader)).order_by(items.c.id).limit(limit))
        return [item_of(row) for row in rows]

    async def keep(self, reader: str, read: Sequence[tuple[Item, Reading]]) -> None:
        """Keep what `reader` made of these items, in place of what an earlier one did.

        Not of one that changed since it was taken to be read: that is no longer what it says.
        """
        query = items_with_outlet().where(items.c.id.in_([item.id for item, _ in read]), ~items.c.to_read)
        standing = {
            row.id: item_of(row) for row in await self._connection.execute(query.with_for_update(of=items))
        }
        for item, reading in read:
            if standing.get(item.id) != item:
                continue
            values = {"reader": reader, "reading": reading_to_json(reading)}
            statement = insert(self._connection, rereadings).values(item_id=item.id, **values)
            await self._connection.execute(
                statement.on_conflict_do_update(index_elements=["item_id"], set_=values)
            )

    async def kept(self, reader: str, limit: int) -> list[tuple[Item, Reading]]:
        """Items with what `reader` made of them, still to be put in place."""
        return await self._kept(_kept(reader, limit))

    async def take(self, reader: str, limit: int) -> list[tuple[Item, Reading]]:
        """The first of `kept`, held until the transaction ends: none of them changes while it is put in
        place."""
        return await self._kept(_kept(reader, limit).with_for_update(of=items))

    async def _kept(self, query: Select[Any]) -> list[tuple[Item, Reading]]:
        return [
            (item_of(row), reading_from_json(row.reading)) for row in await self._connection.execute(query)
        ]

    async def drop(self, item_ids: Sequence[int]) -> None:
        await self._connection.execute(rereadings.delete().where(rereadings.c.item_id.in_(item_ids)))

    async def axes(self) -> list[tuple[str, Axis]]:
        """Every axis any claim is weighed on, in order."""
        columns = claims.c.process, claims.c.axis, claims.c.kind, claims.c.detail
        rows = await self._connection.execute(select(*columns).distinct())
        return sorted(
            {(r.process, axis) for r in rows for axis in weighed_on(Axis(r.axis), Kind(r.kind), r.detail)}
        )


def _left(reader: str) -> tuple[Any, ...]:
    other = or_(items.c.reader != reader, items.c.reader.is_(None))
    return other, ~items.c.to_read, or_(rereadings.c.reader.is_(None), rereadings.c.reader != reader)


def _kept(reader: str, limit: int) -> Select[Any]:
    query = (
        items_with_outlet()
        .add_columns(rereadings.c.reading)
        .join(rereadings, rereadings.c.item_id == items.c.id)
    )
    return query.where(rereadings.c.reader == reader).order_by(items.c.id).limit(limit)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    return {
        "language": reading.language,
        "read": reading.read,
        "processes": list(reading.processes),
        "claims": [claim_to_json(claim) for claim in reading.claims],
        "positions": [[p.process, p.party, p.wants, p.sentence] for p in reading.positions],
    }


def reading_from_json(value: dict[str, Any]) -> Reading:
    made: tuple[Claim, ...] = tuple(claim_from_json(claim) for claim in value["claims"])
    wanted = tuple(Position(*position) for position in value["positions"])
    return Reading(value["language"], value["read"], tuple(value["processes"]), made, wanted)
