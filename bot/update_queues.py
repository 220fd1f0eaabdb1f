"""Updates in order within a chat, in parallel across chats: a queue a chat, as many at work at once as
`limit`.

What waits for its chat holds no place among those at work, and of one chat only so many wait: a flood in one
chat costs the others nothing. `handlers/rate_limit.py` counts what a person has been answered; it sees an
update only once it is at work.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from briefing.measures import Measures

# python-telegram-bot's own limit counts those that wait for their chat too: it must never be reached
_ANY = 1_000_000
_BACKLOG = 20

TooMuch = Callable[[Update], Awaitable[None]]


class UpdateObserver(Protocol):
    """What is with an update while it has its turn, and hears of its end (bot/update_intake.py)."""

    async def attend(self, update: object, answering: Awaitable[Any], /) -> None: ...

    async def ended(self, update: object, /, *, answered: bool) -> None:
        """`answered`: it needs no other run; one that gets no answer on purpose is answered too."""
        ...


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    here: int = 0  # at work and waiting
    told: bool = False


class ChatQueues(BaseUpdateProcessor):
    """Handles updates of one chat one after the other; beyond `backlog` waiting ones the chat is told once
    and the rest is dropped."""

    def __init__(self, limit: int = 64, backlog: int = _BACKLOG, too_much: TooMuch | None = None) -> None:
        super().__init__(max_concurrent_updates=_ANY)
        self._at_work = asyncio.Semaphore(limit)
        self._backlog, self._too_much = backlog, too_much
        self._queues: dict[int, _Queue] = {}
        self._over = asyncio.Event()
        self.intake: UpdateObserver | None = None
        self.measures = Measures()
        self.dropped = 0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def close(self, within: float) -> None:
        """The end is near: what has not begun in so many seconds is left to the next run, so that a flooded
        chat does not hold up a stop."""
        asyncio.get_running_loop().call_later(within, self._over.set)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        answered, came = False, time.monotonic()
        try:
            answered = await self._in_turn(update, coroutine)
        finally:
            if answered:
                self.measures.answered(time.monotonic() - came)
            if self.intake is not None:
                await self.intake.ended(update, answered=answered)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> bool:
        """Answer when it is the chat's turn; whether that is over for good."""
        key = turn_of(update)
        queue = self._queues.setdefault(key, _Queue())
        if queue.here > self._backlog and not must_be_heard(update):
            discard(coroutine)
            self.dropped += 1
            if queue.told or self._too_much is None or not isinstance(update, Update):
                return True
            queue.told = True
            coroutine = self._too_much(update)
        queue.here += 1
        try:
            async with queue.lock, self._at_work:
                if self._over.is_set():
                    discard(coroutine)
                    self.dropped += 1
                    return False
                if self.intake is None:
                    await coroutine
                else:
                    await self.intake.attend(update, coroutine)
                return True
        finally:
            queue.here -= 1
            if not queue.here:
                del self._queues[key]


def must_be_heard(update: object) -> bool:
    """Whether the bot was added or removed, or the chat has a new id: nobody says that twice."""
    if not isinstance(update, Update):
        return True
    message = update.message
    return update.my_chat_member is not None or bool(
        message and (message.migrate_to_chat_id or message.migrate_from_chat_id)
    )


def discard(coroutine: Awaitable[Any]) -> None:
    """Never to be awaited, and no warning of it."""
    if asyncio.iscoroutine(coroutine):
        coroutine.close()


def turn_of(update: object) -> int:
    """Whose turn it takes: the chat's, or where there is none the person's."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
