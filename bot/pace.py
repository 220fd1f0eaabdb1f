"""Telegram's pace: who may send now, who waits and how long; answers to people go before broadcasts.

A chat takes about one message a second, a group or channel twenty a minute, the bot thirty a second over all,
and a thousand where paid broadcasts are switched on. Edits count, callback answers are free. A 429 halts its
own chat for the whole of its `retry_after` and no other one.

    answer:     process_request → wait for the slot → call
    broadcast:  briefing/jobs/deliver.py asks `take` first and sends only what may go now, with Priority.GRANTED
"""

import asyncio
import enum
import time
import zlib
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.pace_counts import Counts

Result = bool | dict[str, Any] | list[dict[str, Any]]

_LONGEST_WAIT = 45.0  # seconds an answer may wait for its slot
_TRIES = 3
_COUNTED = ("send", "edit", "copy", "forward")
_FREE = ("sendchataction",)
_EDITS = "edit"  # whose repetition nobody sees


class Priority(enum.IntEnum):
    """`rate_limit_args` of a call; none given is an answer."""

    ANSWER = 0
    BROADCAST = 1
    GRANTED = 2  # `take` has already counted it


class Pace(BaseRateLimiter[int]):
    """One bot's pace. `clock` gives seconds that never go back; `sleep` waits on that clock; `paid` switches
    paid broadcasts on.

    No broadcast goes in the first `rest` seconds: a process killed just before may have sent to any chat, and
    this one does not know which. `on_pause(chat id, seconds)` hears of every 429, so that
    it can be remembered across a restart; `on_answer` of every message that leaves now and was not granted
    before.
    """

    def __init__(
        self,
        *,
        paid: bool = False,
        rest: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.paid = paid
        self.refused = 0  # how many 429s came
        self.on_pause: Callable[[int, float], Awaitable[None]] | None = None
        self.on_answer: Callable[[], Awaitable[None]] | None = None
        self._clock, self._sleep = clock, sleep
        self._counts = Counts(clock(), paid=paid)
        self._rests_until = clock() + rest

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def room(self) -> float:
        """Seconds until some broadcast may go; 0: now."""
        now = self._clock()
        return max(self._rests_until - now, self._counts.room(now))

    def take(self, chat: int) -> float:
        """0 when a broadcast to `chat` may go now, and then it is counted; else the seconds to wait."""
        now = self._clock()
        rest = self._rests_until - now
        return rest if rest > 0 else self._counts.take(chat, now)

    async def grant(self, chats: Sequence[int], /) -> Sequence[float | None]:
        """For each chat when a broadcast to it may go; 0: now, and it is counted. None: none may for the moment,
        whichever the chat is."""
        return [None if self.room() > 0 else self.take(chat) for chat in chats]

    def pause(self, chat: int, seconds: float) -> None:
        """Nothing goes to `chat` for so many seconds."""
        self._counts.pause(chat, self._clock(), seconds)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Call when it is time. Raises RetryAfter when the chat must wait longer than an answer is worth
        waiting for."""
        name = endpoint.lower()
        chat = chat_of(data)
        if chat is None or name in _FREE or not name.startswith(_COUNTED):
            return await callback(*args, **kwargs)
        priority = Priority(rate_limit_args or 0)
        for last in (False,) * (_TRIES - 1) + (True,):
            if priority is not Priority.GRANTED:
                await self._slot(chat, priority)
                if self.on_answer is not None and not name.startswith(_EDITS):
                    await self.on_answer()
            try:
                result = await callback(*args, **kwargs)
                if priority is not Priority.ANSWER:
                    await self._arrived(chat)
                return result
            except RetryAfter as e:
                await self._refused(chat, seconds_of(e))
                if last or priority is Priority.GRANTED or seconds_of(e) > _LONGEST_WAIT:
                    raise
        raise AssertionError("the last try returns or raises")

    async def _slot(self, chat: int, priority: Priority) -> None:
        """Wait for a slot and take it. Raises RetryAfter when it is too far away."""
        place = self._broadcast if priority is Priority.BROADCAST else self._answer
        while (wait := await place(chat)) > 0:
            if wait > _LONGEST_WAIT and priority is Priority.ANSWER:
                raise RetryAfter(int(wait) + 1)
            await self._sleep(wait)

    async def _answer(self, chat: int) -> float:
        """0 when an answer to `chat` may go now, and then it is counted; else the seconds to wait."""
        return self._counts.answer(chat, self._clock())

    async def _broadcast(self, chat: int) -> float:
        """0 when a broadcast to `chat` may go now, and then it is counted; else the seconds to wait."""
        return self.take(chat)

    async def _arrived(self, chat: int) -> None:
        """Telegram has a broadcast."""
        self._counts.arrived(chat, self._clock())

    async def _pause(self, chat: int, seconds: float) -> None:
        """Telegram answered 429."""
        self._counts.refused(chat, self._clock(), seconds)

    async def _refused(self, chat: int, seconds: float) -> None:
        self.refused += 1
        await self._pause(chat, seconds)
        if self.on_pause is not None:
            await self.on_pause(chat, seconds)


def chat_of(data: dict[str, Any]) -> int | None:
    """The chat a call goes to; a @name is a channel's (some negative number that stands for it)."""
    chat = data.get("chat_id")
    if isinstance(chat, int):
        return chat
    if isinstance(chat, str) and chat:
        # the same number in each process
        return int(chat) if chat.lstrip("-").isdecimal() else -zlib.crc32(chat.lower().encode()) - 1
    return None


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    return error._retry_after.total_seconds()  # noqa: SLF001 - the public one warns until PTB_TIMEDELTA is the rule
