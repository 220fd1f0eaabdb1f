"""Where every axis stands, and the history of how it got there."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.alert import StoredChange
from news.chat import AlertLevel, ChatState, Drop, OutboxState
from news.claim import Axis
from news.status import Change, Status
from news.status_json import change_from_json, change_to_json, status_from_json, status_to_json
from storage.tables import alert_rules, changes, chats, outbox, statuses
from storage.upsert import insert

_OF_PROCESS = select(statuses.c.axis, statuses.c.status).where(statuses.c.process == bindparam("process"))

_MARK = select(
    func.coalesce(
        func.aggregate_strings(
            statuses.c.process + statuses.c.axis + cast(statuses.c.folded_at, String), ","
        ),
        literal(""),
    )
)


class Statuses:
    """Repository of the `statuses` and `changes` tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, process: str, axis: Axis) -> Status | None:
        row = (
            await self._connection.execute(
                select(statuses).where(statuses.c.process == process, statuses.c.axis == axis)
            )
        ).one_or_none()
        return status_from_json(row.status) if row else None

    async def of(self, process: str) -> dict[Axis, Status]:
        """Where each axis of the process stands."""
        rows = await self._connection.execute(_OF_PROCESS, {"process": process})
        return {Axis(r.axis): status_from_json(r.status) for r in rows}

    async def all(self) -> list[Status]:
        return [
            status_from_json(r.status)
            for r in await self._connection.execute(
                select(statuses).order_by(statuses.c.process, statuses.c.axis)
            )
        ]

    async def mark(self) -> str:
        """Changes whenever any axis is folded: whether what one remembers of all of them still holds."""
        return str((await self._connection.execute(_MARK)).scalar_one())

    async def marks(self) -> dict[tuple[str, Axis], datetime]:
        """When each axis was last folded: whether what one remembers of it still holds."""
        rows = await self._connection.execute(
            select(statuses.c.process, statuses.c.axis, statuses.c.folded_at)
        )
        return {(r.process, Axis(r.axis)): r.folded_at for r in rows}

    async def put(self, status: Status, settled: Status, now: datetime, due_at: datetime | None) -> None:
        """Write where an axis stands; `settled` is where later folds start, `due_at` when the calendar alone
        moves it next."""
        values = {
            "state": status.state,
            "status": status_to_json(status),
            "settled": status_to_json(settled),
            "settled_at": settled.as_of,
            "folded_at": now,
            "due_at": due_at,
        }
        statement = insert(self._connection, statuses).values(
            process=status.process, axis=status.axis, **values
        )
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["process", "axis"], set_=values)
        )

    async def due(self, now: datetime) -> list[tuple[str, Axis]]:
        """Axes the calendar moves by itself now (roll-forward)."""
        query = select(statuses.c.process, statuses.c.axis).where(statuses.c.due_at <= now)
        rows = await self._connection.execute(query.order_by(statuses.c.process, statuses.c.axis))
        return [(r.process, Axis(r.axis)) for r in rows]

    async def checkpoint(self, process: str, axis: Axis, moment: datetime) -> Status | None:
        """A status surely reached before `moment` to fold on from: the settled one, else that of the last
        step before; None: begin anew.

        Holds the axis until the transaction ends: whoever folds it next sees these claims too. Several axes:
        in sorted order.
        """
        await self._hold(process, axis)
        query = select(statuses.c.settled).where(
            statuses.c.process == process, statuses.c.axis == axis, statuses.c.settled_at < moment
        )
        row = (await self._connection.execute(query)).first()
        if row is not None:
            return status_from_json(row.settled)
        steps = select(changes.c.change).where(*_standing(process, axis), changes.c.at < moment)
        row = (
            await self._connection.execute(steps.order_by(changes.c.at.desc(), changes.c.id.desc()).limit(1))
        ).first()
        status = change_from_json(row.change).status if row else None
        return status if status and status.as_of and status.as_of < moment else None

    async def record(
        self,
        process: str,
        axis: Axis,
        found: Sequence[Change],
        since: datetime | None,
        now: datetime,
        *,
        loud: Collection[str],
    ) -> int:
        """Make the history after `since` (None: all of it) say what the fold found: new steps are added,
        vanished ones withdrawn, and alerts are owed again of those that had vanished and are back.

        Only steps whose key is in `loud` wait to be composed into alerts. Returns how many steps are new.
        """
        query = select(changes.c.key, changes.c.withdrawn_at).where(
            changes.c.process == process, changes.c.axis == axis
        )
        if since is not None:
            query = query.where(changes.c.at > since)
        stored = {r.key: r.withdrawn_at for r in await self._connection.execute(query)}
        keys = {c.key for c in found}
        await self._withdraw(
            [k for k, withdrawn in stored.items() if k not in keys and withdrawn is None], now
        )
        for change in found:
            if change.key in stored:
                values = {
                    "withdrawn_at": None,
                    "at": change.at,
                    "previous": change.previous,
                    "change": change_to_json(change),
                }
                await self._connection.execute(
                    update(changes).where(changes.c.key == change.key).values(**values)
                )
        await self._owe_again(process, [c.key for c in found if stored.get(c.key) is not None], now)
        rows = [_change_values(c, now, quiet=c.key not in loud) for c in found if c.key not in stored]
        if rows:
            await self._connection.execute(
                insert(self._connection, changes).on_conflict_do_nothing(index_elements=["key"]), rows
            )
        return len(rows)

    async def take_to_compose(self, limit: int) -> list[tuple[int, Change]]:
        """Steps that stand and that nobody has been told of yet, oldest first."""
        waiting = changes.c.to_compose, changes.c.withdrawn_at.is_(None)
        query = (
            select(changes)
            .where(*waiting)
            .order_by(changes.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [(r.id, change_from_json(r.change)) for r in await self._connection.execute(query)]

    async def skip_to_compose(self) -> int | None:
        """Tell nobody of the oldest step `take_to_compose` would give; returns its id."""
        waiting = changes.c.to_compose, changes.c.withdrawn_at.is_(None)
        query = (
            select(changes.c.id)
            .where(*waiting)
            .order_by(changes.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found: int | None = (await self._connection.execute(query)).scalar_one_or_none()
        if found is not None:
            await self.mark_composed([found])
        return found

    async def next_to_compose(self) -> StoredChange | None:
        """The step `take_to_compose` would give first; locks nothing."""
        waiting = changes.c.to_compose, changes.c.withdrawn_at.is_(None)
        row = (
            await self._connection.execute(select(changes).where(*waiting).order_by(changes.c.id).limit(1))
        ).first()
        return _step(row) if row else None

    async def composed_upto(self, change_id: int) -> int:
        """The last chat (its id) that was owed an alert of this change."""
        return int(
            (
                await self._connection.execute(
                    select(changes.c.composed_upto).where(changes.c.id == change_id)
                )
            ).scalar_one()
        )

    async def note_composed_upto(self, change_id: int, chat_id: int) -> None:
        await self._connection.execute(
            update(changes).where(changes.c.id == change_id).values(composed_upto=chat_id)
        )

    async def mark_composed(self, change_ids: Iterable[int]) -> None:
        await self._connection.execute(
            update(changes).where(changes.c.id.in_(list(change_ids))).values(to_compose=False)
        )

    async def between(
        self,
        since: datetime,
        until: datetime,
        processes: Sequence[str],
        limit: int,
        *,
        fighting: bool = False,
    ) -> list[Change]:
        """Steps that stand and were found after `since` and not after `until`, newest first; empty
        `processes`: of any; those of fighting only where they are asked for, too."""
        query = select(changes).where(
            changes.c.found_at > since,
            changes.c.found_at <= until,
            changes.c.withdrawn_at.is_(None),
        )
        if not fighting:
            query = query.where(changes.c.axis != Axis.FIGHTING)
        if processes:
            query = query.where(changes.c.process.in_(processes))
        rows = await self._connection.execute(
            query.where(~changes.c.quiet).order_by(changes.c.at.desc(), changes.c.id.desc()).limit(limit)
        )
        return [change_from_json(r.change) for r in rows]

    async def stood(self, moment: datetime) -> list[Status]:
        """Where each axis stood by what was found up to `moment` and still stands."""
        then = changes.c.found_at <= moment, changes.c.withdrawn_at.is_(None)
        newest = (
            func.row_number()
            .over(
                partition_by=(changes.c.process, changes.c.axis),
                order_by=(changes.c.at.desc(), changes.c.id.desc()),
            )
            .label("newest")
        )
        ranked = select(changes.c.process, changes.c.axis, changes.c.change, newest).where(*then).subquery()
        query = select(ranked.c.change).where(ranked.c.newest == 1).order_by(ranked.c.process, ranked.c.axis)
        return [change_from_json(r.change).status for r in await self._connection.execute(query)]

    async def history(self, process: str, axis: Axis | None = None, limit: int = 100) -> list[Change]:
        """The newest steps that stand, newest first; those of fighting only when `axis` asks for them."""
        query = select(changes.c.change).where(changes.c.process == process, changes.c.withdrawn_at.is_(None))
        query = query.where(changes.c.axis == axis if axis else changes.c.axis != Axis.FIGHTING)
        rows = await self._connection.execute(
            query.order_by(changes.c.at.desc(), changes.c.id.desc()).limit(limit)
        )
        return [change_from_json(r.change) for r in rows]

    async def step(self, change_id: int) -> StoredChange | None:
        """One step, also one that was withdrawn."""
        row = (await self._connection.execute(select(changes).where(changes.c.id == change_id))).one_or_none()
        return _step(row) if row else None

    async def at(self, process: str, axis: Axis, moment: datetime) -> list[StoredChange]:
        """The steps that were made at this very moment, withdrawn or not."""
        mine = changes.c.process == process, changes.c.axis == axis, changes.c.at == moment
        return [
            _step(r)
            for r in await self._connection.execute(select(changes).where(*mine).order_by(changes.c.id))
        ]

    async def standing(self, change_ids: Collection[int]) -> list[int]:
        """Those of the steps that were not withdrawn, by id."""
        query = select(changes.c.id).where(changes.c.id.in_(change_ids), changes.c.withdrawn_at.is_(None))
        return [r.id for r in await self._connection.execute(query.order_by(changes.c.id))]

    async def steps(self, process: str, limit: int) -> list[StoredChange]:
        """The newest steps of `process` that stand, newest first; without those of fighting."""
        query = select(changes).where(
            changes.c.process == process,
            changes.c.withdrawn_at.is_(None),
            changes.c.axis != Axis.FIGHTING,
        )
        return [
            _step(r)
            for r in await self._connection.execute(
                query.order_by(changes.c.at.desc(), changes.c.id.desc()).limit(limit)
            )
        ]

    async def _hold(self, process: str, axis: Axis) -> None:
        """SQLite has one writer anyway; on PostgreSQL two folds of one axis would each miss the other's
        claims."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(
                select(func.pg_advisory_xact_lock(func.hashtextextended(f"{process}/{axis}", 0)))
            )

    async def _owe_again(self, process: str, keys: Sequence[str], now: datetime) -> None:
        """Alerts of these steps that were dropped while they did not stand are due again, where the chat
        still wants and can get them."""
        if not keys:
            return
        mine = alert_rules.c.chat_id == outbox.c.chat_id
        wanted = exists().where(
            mine, alert_rules.c.process.in_((process, "")), alert_rules.c.level != AlertLevel.NONE
        )
        excepted = exists().where(
            mine, alert_rules.c.process == process, alert_rules.c.level == AlertLevel.NONE
        )
        told = or_(chats.c.muted_until.is_(None), chats.c.muted_until <= now)
        reached = exists().where(chats.c.id == outbox.c.chat_id, chats.c.state == ChatState.ACTIVE, told)
        dropped = (
            outbox.c.state == OutboxState.DROPPED,
            outbox.c.trouble == Drop.WITHDRAWN,
            outbox.c.expires_at > now,
        )
        again = update(outbox).where(
            outbox.c.change_id.in_(select(changes.c.id).where(changes.c.key.in_(keys))), *dropped
        )
        values = {"state": OutboxState.DUE, "due_at": now, "settled_at": None, "trouble": None}
        await self._connection.execute(again.where(wanted, ~excepted, reached).values(values))

    async def _withdraw(self, keys: Sequence[str], now: datetime) -> None:
        if keys:
            await self._connection.execute(
                update(changes).where(changes.c.key.in_(keys)).values(withdrawn_at=now)
            )


def _step(row: Any) -> StoredChange:
    return StoredChange(
        row.id, change_from_json(row.change), row.found_at, row.quiet, row.to_compose, row.withdrawn_at
    )


def _standing(process: str, axis: Axis) -> tuple[Any, ...]:
    return changes.c.process == process, changes.c.axis == axis, changes.c.withdrawn_at.is_(None)


def _change_values(change: Change, now: datetime, *, quiet: bool) -> dict[str, Any]:
    return {
        "key": change.key,
        "process": change.process,
        "axis": change.axis,
        "at": change.at,
        "state": change.state,
        "previous": change.previous,
        "change": change_to_json(change),
        "quiet": quiet,
        "found_at": now,
        "to_compose": not quiet,
    }
