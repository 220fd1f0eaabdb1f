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
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

Result = bool | dict[str, Any] | list[dict[str, Any]]

PER_CHAT = 1.0  # messages a second
PER_GROUP, GROUP_WINDOW = 20, 60.0  # messages in so many seconds
OVERALL, OVERALL_PAID = 30.0, 1000.0  # messages a second
_SAFE = 0.994  # of an overall rate: our clock and Telegram's may differ
_DEPTH = 0.5  # seconds of the overall rate that may go at once
_KEPT_FOR_ANSWERS = 6.0  # messages of the overall rate no broadcast may use
_BURST = 3.0  # seconds a chat may run ahead with answers while no broadcast is under way
_CALM = 10.0  # seconds after a broadcast's message until bursts are allowed again
_WARY = 600.0  # seconds after a 429 without bursts
_LONGEST_WAIT = 45.0  # seconds an answer may wait for its slot
_REMEMBERED = 20_000
_TRIES = 3
_NOTHING = 1e-6  # less is rounding
_COUNTED = ("send", "edit", "copy", "forward")
_FREE = ("sendchataction",)
_EDITS = "edit"  # whose repetition nobody sees


class Priority(enum.IntEnum):
    """`rate_limit_args` of a call; none given is an answer."""

    ANSWER = 0
    BROADCAST = 1
    GRANTED = 2  # `take` has already counted it


class _Gauge:
    """Tokens coming back at `rate` a second, at most `depth`."""

    def __init__(self, rate: float, now: float) -> None:
        self.rate = rate * _SAFE
        self.depth = max(rate * _DEPTH, 2.0)
        self.tokens = self.depth
        self._at = now

    def wait(self, now: float, kept: float = 0.0) -> float:
        """Seconds until one more may go and `kept` are left."""
        self.tokens = min(self.depth, self.tokens + max(now - self._at, 0.0) * self.rate)
        self._at = now
        missing = 1.0 + kept - self.tokens
        return missing / self.rate if missing > _NOTHING else 0.0


@dataclass(slots=True)
class _Chat:
    free_at: float = 0.0  # when a message a second would allow the next one
    paused_until: float = 0.0
    sent: deque[float] = field(default_factory=deque)  # a group's last twenty


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
        self._all = _Gauge(OVERALL, clock())
        self._broadcast = _Gauge(OVERALL_PAID, clock()) if paid else self._all
        self._chats: OrderedDict[int, _Chat] = OrderedDict()
        self._last_broadcast = self._last_refusal = float("-inf")
        self._rests_until = clock() + rest

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def room(self) -> float:
        """Seconds until some broadcast may go; 0: now."""
        now = self._clock()
        return max(
            self._rests_until - now, self._broadcast.wait(now, 0.0 if self.paid else _KEPT_FOR_ANSWERS)
        )

    def take(self, chat: int) -> float:
        """0 when a broadcast to `chat` may go now, and then it is counted; else the seconds to wait."""
        now = self._clock()
        wait = max(self._chat_wait(chat, now, 0.0), self.room())
        if wait <= 0:
            self._last_broadcast = now
            self._count(chat, now, self._broadcast)
        return wait

    def pause(self, chat: int, seconds: float) -> None:
        """Nothing goes to `chat` for so many seconds."""
        state = self._chat(chat)
        state.paused_until = max(state.paused_until, self._clock() + seconds)

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
                    self._arrived(chat)
                return result
            except RetryAfter as e:
                await self._refused(chat, seconds_of(e))
                if last or priority is Priority.GRANTED or seconds_of(e) > _LONGEST_WAIT:
                    raise
        raise AssertionError("the last try returns or raises")

    async def _slot(self, chat: int, priority: Priority) -> None:
        """Wait for a slot and take it. Raises RetryAfter when it is too far away."""
        while (wait := self._wait(chat, priority)) > 0:
            if wait > _LONGEST_WAIT and priority is Priority.ANSWER:
                raise RetryAfter(int(wait) + 1)
            await self._sleep(wait)

    def _wait(self, chat: int, priority: Priority) -> float:
        if priority is Priority.BROADCAST:
            return self.take(chat)
        now = self._clock()
        hasty = now - self._last_broadcast > _CALM and now - self._last_refusal > _WARY
        wait = max(self._chat_wait(chat, now, _BURST if hasty else 0.0), self._all.wait(now))
        if wait <= 0:
            self._count(chat, now, self._all)
        return wait

    def _chat_wait(self, chat: int, now: float, ahead: float) -> float:
        state = self._chats.get(chat)
        if state is None:
            return 0.0
        wait = max(state.free_at - ahead - now, state.paused_until - now, 0.0)
        while state.sent and state.sent[0] <= now - GROUP_WINDOW:
            state.sent.popleft()
        if len(state.sent) >= PER_GROUP:
            wait = max(wait, state.sent[-PER_GROUP] + GROUP_WINDOW - now)
        return wait if wait > _NOTHING else 0.0

    def _count(self, chat: int, now: float, gauge: _Gauge) -> None:
        gauge.tokens -= 1.0
        state = self._chat(chat)
        state.free_at = max(state.free_at, now) + 1.0 / PER_CHAT
        if chat < 0:
            state.sent.append(now)

    def _arrived(self, chat: int) -> None:
        """Count a broadcast's second from its answer: Telegram counted it at some time before it, and after a slow
        way there the next one would come too soon."""
        state = self._chat(chat)
        state.free_at = max(state.free_at, self._clock() + 1.0 / PER_CHAT)

    def _chat(self, chat: int) -> _Chat:
        state = self._chats.get(chat)
        if state is None:
            if len(self._chats) >= _REMEMBERED:
                self._forget_rested()
            state = self._chats[chat] = _Chat()
        self._chats.move_to_end(chat)
        return state

    def _forget_rested(self) -> None:
        """Drop chats that owe nothing to the past, oldest first, so that memory does not grow with all chats
        ever sent to."""
        now = self._clock()
        for chat in list(self._chats)[: _REMEMBERED // 2]:
            if self._chat_wait(chat, now, 0.0) <= 0 and not self._chats[chat].sent:
                del self._chats[chat]

    async def _refused(self, chat: int, seconds: float) -> None:
        self.refused += 1
        self._last_refusal = self._clock()
        self.pause(chat, seconds)
        if self.on_pause is not None:
            await self.on_pause(chat, seconds)


def chat_of(data: dict[str, Any]) -> int | None:
    """The chat a call goes to; a @name is a channel's (some negative number that stands for it)."""
    chat = data.get("chat_id")
    if isinstance(chat, int):
        return chat
    if isinstance(chat, str) and chat:
        return int(chat) if chat.lstrip("-").isdecimal() else -abs(hash(chat)) - 1
    return None


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    return error._retry_after.total_seconds()  # noqa: SLF001 - the public one warns until PTB_TIMEDELTA is the rule
