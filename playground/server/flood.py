"""Telegram's flood limits: how fast a bot may send to one chat, to one group, and over all."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

LEVELS = ("off", "normal", "strict")
SLACK = 0.1
SWEEP_AT = 50_000


class _Bucket:
    """Tokens that come back at `rate` a second, at most `burst`; a tenth of a message too early is forgiven
    and paid back later."""

    __slots__ = ("at", "burst", "rate", "tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate = rate
        self.burst = burst
        self.tokens = burst
        self.at = now

    def wait(self, now: float, count: int) -> float:
        """Seconds until `count` messages may go."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        missing = min(count, self.burst) - SLACK - self.tokens
        return missing / self.rate if missing > 0 else 0.0

    def spend(self, count: int) -> None:
        """Take the tokens of `count` messages."""
        self.tokens -= count


class _Window:
    """At most `limit` messages in any `seconds`."""

    __slots__ = ("at", "limit", "seconds", "sent")

    def __init__(self, limit: int, seconds: float, now: float) -> None:
        self.limit = limit
        self.seconds = seconds
        self.sent: deque[float] = deque()
        self.at = now

    def wait(self, now: float, count: int) -> float:
        """Seconds until `count` messages may go."""
        self.at = now
        while self.sent and self.sent[0] <= now - self.seconds:
            self.sent.popleft()
        over = len(self.sent) + min(count, self.limit) - self.limit
        return self.sent[over - 1] + self.seconds - now if over > 0 else 0.0

    def spend(self, count: int) -> None:
        """Note `count` messages."""
        self.sent.extend([self.at] * count)


Gauge = _Bucket | _Window


class Flood:
    """All limits of all bots: one message a second to a chat, twenty a minute to a group or channel, thirty a
    second over all (a thousand for paid broadcasts). "normal" allows five at once to a chat after a rest and
    counts groups by a bucket; "strict" allows no burst to a chat and twenty in any minute to a group; "off"
    limits nothing.

    A refused call is told after how many whole seconds to come again; whoever comes earlier waits a second
    longer.
    """

    def __init__(self, level: str, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.refused = 0
        self._swept = 0.0
        self.set_level(level)

    def set_level(self, level: str) -> str:
        """Change the level and forget what was counted; ValueError when there is no such level."""
        if level not in LEVELS:
            raise ValueError(f"flood is one of {', '.join(LEVELS)}, not {level!r}")
        self.level = level
        self._gauges: dict[tuple[int, str, int], Gauge] = {}
        self._blocked: dict[tuple[int, int], float] = {}
        return level

    def take(self, bot: int, chat: int, *, group: bool, count: int = 1, paid: bool = False) -> int:
        """Count `count` messages or edits to a chat; 0 when they may go, else the seconds to wait."""
        if self.level == "off":
            return 0
        now = self._clock()
        until = self._blocked.get((bot, chat), 0.0)
        if now < until:
            self._blocked[bot, chat] = until + 1
            self.refused += 1
            return math.ceil(until + 1 - now)
        gauges = [self._gauge(bot, "chat", chat, now), self._gauge(bot, "paid" if paid else "all", 0, now)]
        if group:
            gauges.append(self._gauge(bot, "group", chat, now))
        wait = max(gauge.wait(now, count) for gauge in gauges)
        if wait > 0:
            self.refused += 1
            self._blocked[bot, chat] = now + math.ceil(wait)
            return math.ceil(wait)
        for gauge in gauges:
            gauge.spend(count)
        if len(self._gauges) > SWEEP_AT and now > self._swept + 60:
            self._sweep(now)
        return 0

    def _gauge(self, bot: int, kind: str, chat: int, now: float) -> Gauge:
        key = (bot, kind, chat)
        gauge = self._gauges.get(key)
        if gauge is None:
            gauge = self._gauges[key] = self._new(kind, now)
        return gauge

    def _new(self, kind: str, now: float) -> Gauge:
        strict = self.level == "strict"
        if kind == "chat":
            return _Bucket(1.0, 1.0 if strict else 5.0, now)
        if kind == "group":
            return _Window(20, 60.0, now) if strict else _Bucket(20 / 60, 20.0, now)
        return _Bucket(1000.0, 1000.0, now) if kind == "paid" else _Bucket(30.0, 30.0, now)

    def _sweep(self, now: float) -> None:
        """Forget chats at rest, so that memory does not grow with all chats ever sent to."""
        self._swept = now
        self._gauges = {
            key: gauge
            for key, gauge in self._gauges.items()
            if gauge.at > now - 60 or key[1] in ("all", "paid")
        }
        self._blocked = {key: until for key, until in self._blocked.items() if until > now}
