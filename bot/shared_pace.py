"""One pace of several processes, on PostgreSQL: the counts lie in the database, whoever counts holds their lock,
and the clock is the database's. Where the database does not answer, answers to people go by this process's own
counts alone; broadcasts wait with their outbox."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.pace import Pace
from bot.pace_counts import GROUP_WINDOW, PER_CHAT, ChatCount, Counts, Tokens
from news.errors import ParleyError
from storage.pacing import OVERALL
from storage.store import Store

_WITHIN = 1.0  # seconds the database may take for an answer's place
_TRUSTED = 10.0
"""Seconds a count may lie ahead of the database's clock; more was written before that clock was set back."""


class SharedPace(Pace):
    """The pace of every process of one bot; `store`'s database has the counts."""

    def __init__(self, store: Store, *, paid: bool = False) -> None:
        super().__init__(paid=paid)
        self._store = store
        self._no_room_until = 0.0

    def room(self) -> float:
        """Seconds until it is worth asking for a broadcast's place; 0: now."""
        return max(self._no_room_until - self._clock(), 0.0)

    async def grant(self, chats: Sequence[int], /) -> Sequence[float | None]:
        granted: list[float | None] = []
        async with self._counting(chats) as (counts, now):
            for chat in chats:
                full = counts.room(now) > 0
                granted.append(None if full else counts.take(chat, now))
            room = counts.room(now)
        self._no_room_until = self._clock() + room
        return granted

    async def _answer(self, chat: int) -> float:
        return float(await self._counted(chat, lambda counts, now: counts.answer(chat, now)))

    async def _broadcast(self, chat: int) -> float:
        [wait] = await self.grant([chat])
        return self.room() if wait is None else wait

    async def _arrived(self, chat: int) -> None:
        await self._counted(chat, lambda counts, now: counts.arrived(chat, now))

    async def _pause(self, chat: int, seconds: float) -> None:
        await self._counted(chat, lambda counts, now: counts.refused(chat, now, seconds))

    async def _counted(self, chat: int, count: Callable[[Counts, float], Any]) -> Any:
        """What `count` says over the shared counts, or over this process's own."""
        own = count(self._counts, self._clock())  # kept up, for when the database does not answer
        try:
            async with asyncio.timeout(_WITHIN), self._counting([chat]) as (counts, now):
                return count(counts, now)
        except (ParleyError, OSError, TimeoutError):
            return own

    @asynccontextmanager
    async def _counting(self, chats: Sequence[int]) -> AsyncIterator[tuple[Counts, float]]:
        """The shared counts, locked; what is counted in the body is kept."""
        async with self._store.begin() as books:
            now, found = await books.pacing.open(chats)
            counts = _read(found, now, paid=self.paid)
            yield counts, now
            await books.pacing.keep(_written(counts, now))


def _read(found: dict[int, dict[str, Any]], now: float, *, paid: bool) -> Counts:
    counts = Counts(now, paid=paid)
    overall = found.pop(OVERALL, {})
    _fill(counts.all, overall.get("all"), now)
    if paid:
        _fill(counts.broadcast, overall.get("paid"), now)
    counts.last_broadcast = min(overall.get("last_broadcast", 0.0), now)
    counts.last_refusal = min(overall.get("last_refusal", 0.0), now)
    for chat, of in found.items():
        sent = deque(at for at in of.get("sent", ()) if now - GROUP_WINDOW < at <= now)
        counts.chats[chat] = ChatCount(min(of["free_at"], now + _TRUSTED), of["paused_until"], sent)
    return counts


def _fill(tokens: Tokens, kept: dict[str, float] | None, now: float) -> None:
    if kept is not None:
        tokens.left, tokens.at = kept["left"], min(kept["at"], now)


def _written(counts: Counts, now: float) -> dict[int, tuple[dict[str, Any], float]]:
    overall = {
        "all": {"left": counts.all.left, "at": counts.all.at},
        "last_broadcast": max(counts.last_broadcast, 0.0),
        "last_refusal": max(counts.last_refusal, 0.0),
    }
    if counts.paid:
        overall["paid"] = {"left": counts.broadcast.left, "at": counts.broadcast.at}
    rows: dict[int, tuple[dict[str, Any], float]] = {OVERALL: (overall, now)}
    for chat, of in counts.chats.items():
        sent = list(of.sent)
        counted = {"free_at": of.free_at, "paused_until": of.paused_until} | ({"sent": sent} if sent else {})
        last = now + 1.0 / PER_CHAT + (GROUP_WINDOW if sent else 0.0)
        rows[chat] = counted, max(last, of.free_at, of.paused_until)
    return rows
