"""The claims and positions read out of items: the ground every status stands on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.claim import OUTCOMES, Axis, Claim, Kind, Piece, Position, Scope, Stance, weighed_on
from news.item import Item
from storage.tables import claims, feeds, item_processes, items, positions


class Claims:
    """Repository of the `claims` and `positions` tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def replace(self, item: Item, made: Iterable[Claim], wanted: Iterable[Position]) -> None:
        """Write what was read of the item in place of what was read before."""
        await self.forget([item.id])
        rows = [_claim_values(item, c) for c in made]
        if rows:
            await self._connection.execute(claims.insert(), rows)
        wants = [
            {
                "item_id": item.id,
                "process": p.process,
                "party": p.party,
                "wants": p.wants,
                "sentence": p.sentence,
                "published": item.published,
            }
            for p in wanted
        ]
        if wants:
            await self._connection.execute(positions.insert(), wants)

    async def forget(self, item_ids: Sequence[int]) -> None:
        await self._connection.execute(claims.delete().where(claims.c.item_id.in_(item_ids)))
        await self._connection.execute(positions.delete().where(positions.c.item_id.in_(item_ids)))

    async def speak_as(self, item_ids: Sequence[int], voice: str) -> None:
        """The claims of these items are one wire report: they count as the one `voice`."""
        await self._connection.execute(
            update(claims).where(claims.c.item_id.in_(item_ids)).values(story=voice)
        )

    async def axes_of(self, item_ids: Sequence[int]) -> set[tuple[str, Axis, int]]:
        """Which (process, axis, item id) the claims the items make now are weighed on."""
        columns = claims.c.process, claims.c.axis, claims.c.kind, claims.c.detail, claims.c.item_id
        rows = await self._connection.execute(
            select(*columns).where(claims.c.item_id.in_(item_ids)).distinct()
        )
        return {
            (r.process, axis, r.item_id)
            for r in rows
            for axis in weighed_on(Axis(r.axis), Kind(r.kind), r.detail)
        }

    async def evidence(self, process: str, axis: Axis, since: datetime | None) -> list[Piece]:
        """All claims weighed on one axis published after `since` (None: ever), oldest first."""
        about = claims.c.axis == axis
        if axis is Axis.TALKS:
            outcome = (
                claims.c.axis == Axis.CEASEFIRE,
                claims.c.kind == Kind.AGREED,
                claims.c.detail.in_(OUTCOMES),
            )
            about = or_(about, and_(*outcome))
        query = select(claims).where(claims.c.process == process, about)
        if since is not None:
            query = query.where(claims.c.published > since)
        rows = await self._connection.execute(
            query.order_by(claims.c.published, claims.c.item_id, claims.c.id)
        )
        return [_evidence(r) for r in rows]

    async def reports(self, process: str, since: datetime | None) -> list[datetime]:
        """When items about the process were published after `since` (None: ever), whatever they tell."""
        query = select(item_processes.c.published).where(item_processes.c.process == process).distinct()
        if since is not None:
            query = query.where(item_processes.c.published > since)
        return [row.published for row in await self._connection.execute(query)]

    async def of_items(self, item_ids: Sequence[int]) -> list[Piece]:
        rows = await self._connection.execute(
            select(claims).where(claims.c.item_id.in_(item_ids)).order_by(claims.c.id)
        )
        return [_evidence(r) for r in rows]

    async def positions(self, process: str, parties: Iterable[str]) -> list[tuple[Position, Item]]:
        """What each side said last that it wants and what that it refuses, the newest first, each with its
        item; of items that are mainly about this process."""
        said: list[tuple[Position, Item]] = []
        for party in parties:
            for wants in (True, False):
                values = {"process": process, "party": party, "wants": wants}
                rows = await self._connection.execute(_POSITIONS, values)
                said += [(_position(r), _position_item(r)) for r in rows.fetchmany(1)]
        return sorted(said, key=lambda told: (told[1].published, told[1].id), reverse=True)


_LAST = (
    select(positions)
    .where(
        positions.c.process == bindparam("process"),
        positions.c.party == bindparam("party"),
        positions.c.wants == bindparam("wants"),
    )
    .order_by(positions.c.published.desc(), positions.c.id.desc())
    .limit(30)
    .subquery("last")
)
_POSITIONS = (
    select(
        _LAST, items.c.link, items.c.title, items.c.feed_id, items.c.first_seen, feeds.c.title.label("outlet")
    )
    .join_from(
        _LAST, items, items.c.id == _LAST.c.item_id, isouter=True
    )  # outer: SQLite keeps the order, the few first
    .join(feeds, feeds.c.id == items.c.feed_id, isouter=True)
    .where(
        exists().where(
            item_processes.c.item_id == _LAST.c.item_id,
            item_processes.c.process == _LAST.c.process,
            item_processes.c.rank == 0,
        )
    )
    .order_by(_LAST.c.published.desc(), _LAST.c.id.desc())
)


def _claim_values(item: Item, claim: Claim) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "process": claim.process,
        "axis": claim.axis,
        "kind": claim.kind,
        "stance": claim.stance,
        "by": claim.by,
        "sentence": claim.sentence,
        "confidence": claim.confidence,
        "scope": claim.scope,
        "effective_at": claim.effective_at,
        "ends_at": claim.ends_at,
        "detail": claim.detail,
        "reason": claim.reason,
        "place": claim.where,
        "deaths": claim.deaths,
        "part": claim.part,
        "proofs": list(claim.proofs) or None,
        "outlet": item.outlet,
        "link": item.link,
        "story": None,
        "published": item.published,
        "backlog": item.backlog,
    }


def _evidence(row: Row[Any]) -> Piece:
    claim = Claim(
        row.process,
        Axis(row.axis),
        Kind(row.kind),
        Stance(row.stance),
        row.by,
        row.sentence,
        row.confidence,
        Scope(row.scope),
        row.effective_at,
        row.ends_at,
        row.detail,
        row.reason,
        row.place,
        row.deaths,
        tuple(row.proofs or ()),
        row.part,
    )
    return Piece(claim, str(row.item_id), row.outlet, row.published, row.link, row.story, row.backlog)


def _position(row: Row[Any]) -> Position:
    return Position(row.process, row.party, row.wants, row.sentence)


def _position_item(row: Row[Any]) -> Item:
    return Item(
        row.item_id, row.feed_id, row.outlet, row.link, row.title, "", "", row.published, row.first_seen
    )
