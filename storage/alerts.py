"""Who asked to be told when a status changes, how much each was told within the hour, and what is held
back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.alert import AlertRule
from news.chat import AlertBudget, AlertLevel, Chat, ChatState, Drop, OutboxKind, OutboxState
from news.status import Change
from news.status_json import change_from_json
from storage.chats import chat_of
from storage.subscription_tables import alert_backlog
from storage.tables import alert_rules, changes, chats, outbox
from storage.upsert import insert

EVERY_PROCESS = ""

_OF = (
    select(alert_rules.c.process, alert_rules.c.level)
    .where(alert_rules.c.chat_id == bindparam("chat"))
    .order_by(alert_rules.c.process)
)


class Alerts:
    """Repository of the `alert_rules` and `alert_backlog` tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def on(self, chat_id: int, process: str, level: AlertLevel, now: datetime) -> None:
        """Tell the chat when a status of `process` changes (EVERY_PROCESS: of any)."""
        statement = insert(self._connection, alert_rules).values(
            chat_id=chat_id, process=process, level=level, created_at=now
        )
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["chat_id", "process"], set_={"level": level})
        )

    async def off(self, chat_id: int, process: str | None = None) -> None:
        """No more of `process` (EVERY_PROCESS: the exceptions from it go too; None: of anything, nor of what
        is held back)."""
        rules = [alert_rules.c.chat_id == chat_id]
        if process == EVERY_PROCESS:
            rules.append(or_(alert_rules.c.process == process, alert_rules.c.level == AlertLevel.NONE))
        elif process is not None:
            rules.append(alert_rules.c.process == process)
        await self._connection.execute(alert_rules.delete().where(*rules))
        if process is None:
            await self._hold(chat_id)
            await self._connection.execute(alert_backlog.delete().where(alert_backlog.c.chat_id == chat_id))

    async def drop_unwanted(self, chat_id: int, now: datetime) -> None:
        """Nothing is held back for the chat, nor is an alert of one change due to it, of a process it does
        not ask for (any more)."""
        levels = await self.of(chat_id)
        if levels.get(EVERY_PROCESS, AlertLevel.NONE) is AlertLevel.NONE:
            unwanted = changes.c.process.not_in(
                [process for process, level in levels.items() if level is not AlertLevel.NONE]
            )
        else:
            unwanted = changes.c.process.in_(
                [process for process, level in levels.items() if level is AlertLevel.NONE]
            )
        await self._hold(chat_id)
        held = (
            alert_backlog.c.chat_id == chat_id,
            exists().where(changes.c.id == alert_backlog.c.change_id, unwanted),
        )
        await self._connection.execute(alert_backlog.delete().where(*held))
        nothing = ~exists().where(alert_backlog.c.chat_id == chats.c.id)
        await self._connection.execute(
            update(chats).where(chats.c.id == chat_id, nothing).values(backlog_at=None)
        )
        due = (
            outbox.c.chat_id == chat_id,
            outbox.c.state == OutboxState.DUE,
            outbox.c.kind == OutboxKind.ALERT,
        )
        stopped = {"state": OutboxState.DROPPED, "settled_at": now, "trouble": Drop.STOPPED}
        about = exists().where(changes.c.id == outbox.c.change_id, unwanted)
        await self._connection.execute(update(outbox).where(*due, about).values(**stopped))

    async def _hold(self, chat_id: int) -> None:
        """The chat before what is held back for it, as `take_backlogs` does: in another order two would wait
        for each other for ever."""
        await self._connection.execute(
            select(chats.c.id).where(chats.c.id == chat_id).with_for_update(key_share=True)
        )

    async def of(self, chat_id: int) -> dict[str, AlertLevel]:
        """What the chat asked for: process → level."""
        return {
            r.process: AlertLevel(r.level) for r in await self._connection.execute(_OF, {"chat": chat_id})
        }

    async def rule(self, chat_id: int, process: str) -> AlertRule | None:
        """What the chat asks to hear of `process`: the rule for it, else the one for every process."""
        mine = alert_rules.c.chat_id == chat_id, alert_rules.c.process.in_([process, EVERY_PROCESS])
        row = (
            await self._connection.execute(
                select(alert_rules).where(*mine).order_by(alert_rules.c.process.desc()).limit(1)
            )
        ).first()
        return AlertRule(AlertLevel(row.level), row.created_at) if row else None

    async def to_alert(
        self, process: str, levels: Collection[AlertLevel], now: datetime, *, after: int, limit: int
    ) -> Sequence[tuple[Chat, AlertBudget]]:
        """Reachable, unmuted chats past the id `after` that asked for such changes of `process`, with what
        they heard of late.

        A rule for the process itself goes before one for every process.
        """
        query = _hearing(process, levels, now).where(chats.c.id > after).order_by(chats.c.id).limit(limit)
        rows = await self._connection.execute(query)
        return [(chat_of(r), AlertBudget(r.alerts_since, r.alerts_count, r.backlog_at)) for r in rows]

    async def count_to_alert(self, process: str, levels: Collection[AlertLevel], now: datetime) -> int:
        """How many chats `to_alert` would give in all."""
        query = select(func.count()).select_from(_hearing(process, levels, now).subquery())
        return int((await self._connection.execute(query)).scalar_one())

    async def spend(self, budgets: Mapping[int, AlertBudget]) -> None:
        """Write what chats have heard of late, by chat."""
        rows = [{"of": c, "s": b.since, "n": b.sent, "b": b.backlog_at} for c, b in budgets.items()]
        if rows:
            values: dict[str, Any] = {
                "alerts_since": bindparam("s"),
                "alerts_count": bindparam("n"),
                "backlog_at": bindparam("b"),
            }
            await self._connection.execute(
                update(chats).where(chats.c.id == bindparam("of")).values(values), rows
            )

    async def hold_back(self, chat_ids: Sequence[int], change_id: int, now: datetime) -> None:
        """These chats are told of the change later, together with others."""
        rows = [{"chat_id": c, "change_id": change_id, "created_at": now} for c in chat_ids]
        if rows:
            await self._connection.execute(
                insert(self._connection, alert_backlog).on_conflict_do_nothing(), rows
            )

    async def hold_back_again(
        self, chat_id: int, change_ids: Sequence[int], until: datetime, now: datetime
    ) -> None:
        """The chat is told of what `take_backlogs` gave no sooner than `until`."""
        for change_id in change_ids:
            await self.hold_back([chat_id], change_id, now)
        if change_ids:
            await self._connection.execute(
                update(chats).where(chats.c.id == chat_id).values(backlog_at=until)
            )

    async def held_back(self, chat_id: int) -> list[int]:
        """Ids of the changes that stand and wait to be told to the chat."""
        query = select(alert_backlog.c.change_id).join(changes, changes.c.id == alert_backlog.c.change_id)
        held = query.where(alert_backlog.c.chat_id == chat_id, changes.c.withdrawn_at.is_(None)).order_by(
            alert_backlog.c.change_id
        )
        return [r.change_id for r in await self._connection.execute(held)]

    async def budget(self, chat_id: int) -> AlertBudget:
        """What the chat has heard of late."""
        row = (await self._connection.execute(select(chats).where(chats.c.id == chat_id))).one()
        return AlertBudget(row.alerts_since, row.alerts_count, row.backlog_at)

    async def any_backlog(self, now: datetime) -> bool:
        """Whether held-back changes are due somewhere."""
        return (
            await self._connection.execute(select(chats.c.id).where(*_due(now)).limit(1))
        ).first() is not None

    async def take_backlogs(self, now: datetime, limit: int) -> list[tuple[Chat, list[tuple[int, Change]]]]:
        """Chats whose held-back changes are due, with those that still stand, oldest first; they are held
        back no longer.

        Of a muted chat they stay held back until it may be told again.
        """
        due = select(chats).where(*_due(now)).order_by(chats.c.backlog_at).limit(limit)
        rows = (await self._connection.execute(due.with_for_update(skip_locked=True))).all()
        ids = [r.id for r in rows]
        if not ids:
            return []
        query = select(alert_backlog.c.chat_id, changes).join(
            changes, changes.c.id == alert_backlog.c.change_id
        )
        standing = query.where(alert_backlog.c.chat_id.in_(ids), changes.c.withdrawn_at.is_(None)).order_by(
            changes.c.id
        )
        held: dict[int, list[tuple[int, Change]]] = {i: [] for i in ids}
        for r in await self._connection.execute(standing):
            held[r.chat_id].append((r.id, change_from_json(r.change)))
        await self._connection.execute(alert_backlog.delete().where(alert_backlog.c.chat_id.in_(ids)))
        await self._connection.execute(update(chats).where(chats.c.id.in_(ids)).values(backlog_at=None))
        return [(chat_of(r), held[r.id]) for r in rows]


def _hearing(process: str, levels: Collection[AlertLevel], now: datetime) -> Select[Any]:
    """Reachable, unmuted chats that hear of such changes."""
    own, every = alert_rules.alias("own"), alert_rules.alias("every")
    return (
        select(chats)
        .outerjoin(own, (own.c.chat_id == chats.c.id) & (own.c.process == process))
        .outerjoin(every, (every.c.chat_id == chats.c.id) & (every.c.process == EVERY_PROCESS))
        .where(chats.c.state == ChatState.ACTIVE, func.coalesce(own.c.level, every.c.level).in_(levels))
        .where(or_(chats.c.muted_until.is_(None), chats.c.muted_until <= now))
    )


def _due(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Chats whose held-back changes may be told."""
    return chats.c.backlog_at <= now, or_(chats.c.muted_until.is_(None), chats.c.muted_until <= now)
