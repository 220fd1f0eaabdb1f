"""Waiting for what happens, in place of looking again and again: for a change, for a line of the log, and for
time itself."""

import asyncio
import logging
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.web import HealthServer


class WatchedHealth(HealthServer):
    """Health whose changes can be waited for."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._changed = asyncio.Event()
        super().__init__(*given, **named)

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name in ("ready", "trouble"):
            self._changed.set()

    async def until(self, true: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until `true()`, looked at after each change."""
        async with asyncio.timeout(seconds):
            while not true():
                self._changed.clear()
                await self._changed.wait()


class _Ear(logging.Handler):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.heard = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self._words in record.getMessage():
            self.heard.set()


async def logged(caplog: pytest.LogCaptureFixture, words: str, seconds: float = 5.0) -> None:
    """Wait until a line with these words is in the log; it may be there already."""
    ear = _Ear(words)
    root = logging.getLogger()
    root.addHandler(ear)
    try:
        if words not in caplog.text:
            await asyncio.wait_for(ear.heard.wait(), seconds)
    finally:
        root.removeHandler(ear)


class _SteppingLoop(asyncio.SelectorEventLoop):
    """Where nothing is to be done before the next timer, that timer's time has come: nobody waits for it."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_NoWait(self))

    def time(self) -> float:
        return self._now

    def step(self, seconds: float) -> None:
        self._now += seconds


class _NoWait(selectors.DefaultSelector):
    def __init__(self, loop: _SteppingLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if timeout is not None else None)
        if not ready and timeout:
            self._loop.step(timeout)
        return ready


def stepping(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` by a clock that goes on by itself to each next timer."""
    with asyncio.Runner(loop_factory=_SteppingLoop) as runner:
        runner.run(work)
