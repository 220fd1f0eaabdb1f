"""Telegram's flood limits: how fast a bot may send to one chat, to one group, and over all."""

from __future__ import annotations

from collections.abc import Callable

LEVELS = ("off", "normal", "strict")


class _Bucket:
    """Tokens that come back at a steady rate; `blocked` until a time once it ran dry."""

    __slots__ = ("at", "blocked", "tokens")

    def __init__(self, at: float, tokens: float) -> None:
        self.at = at
        self.tokens = tokens
        self.blocked = 0.0


class Flood:
    """All limits of all bots. "normal" allows short bursts, "strict" none; "off" limits nothing.

    A call refused says after how many seconds to come again; coming earlier makes it longer.
    """

    RATES = {"normal": {"private": (1.0, 5.0), "group": (20 / 60, 20.0), "all": (30.0, 30.0), "paid": (1000.0, 1000.0)},
             "strict": {"private": (1.0, 1.0), "group": (20 / 60, 1.0), "all": (30.0, 30.0), "paid": (1000.0, 1000.0)}}  # fmt: skip

    def __init__(self, level: str, clock: Callable[[], float]) -> None:
        if level not in LEVELS:
            raise ValueError(f"flood is one of {', '.join(LEVELS)}, not {level!r}")
        self.level = level
        self._clock = clock
        self._buckets: dict[tuple[int, str, int], _Bucket] = {}
        self.refused = 0

    def take(self, bot: int, chat: int, *, group: bool, count: int = 1, paid: bool = False) -> int:
        """Count `count` messages to a chat; 0 when they may go, else the seconds to wait."""
        if self.level == "off":
            return 0
        raise NotImplementedError
