"""Ends what takes too long, as `asyncio.timeout` does, for thousands of short tasks that may all take equally
long: one timer for all."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Self


class Deadlines:
    """Deadlines `seconds` after each one's begin."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: dict[Deadline, None] = {}  # in the order they end
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> "Deadline":
        """One for the running task, to be entered with `with`; raises TimeoutError at its end where the time
        was over."""
        return Deadline(self)

    def _add(self, deadline: "Deadline", loop: asyncio.AbstractEventLoop) -> float:
        self._running[deadline] = None
        when = loop.time() + self._seconds
        if self._timer is None:
            self._timer = loop.call_at(when, self._look, loop)
        return when

    def _remove(self, deadline: "Deadline") -> None:
        self._running.pop(deadline, None)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        for deadline in list(self._running):
            if deadline.when > loop.time():
                self._timer = loop.call_at(deadline.when, self._look, loop)
                return
            self._remove(deadline)
            deadline.expire()


class Deadline:
    """One task's deadline."""

    __slots__ = ("_cancelling", "_deadlines", "_expired", "_loop", "_resumed", "_task", "when")

    def __init__(self, deadlines: Deadlines) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a deadline is a task's")
        self._deadlines, self._task, self._loop = deadlines, task, task.get_loop()
        self._expired = False
        self._resumed: asyncio.TimerHandle | None = None

    def __enter__(self) -> Self:
        self._cancelling = self._task.cancelling()
        self.when = self._deadlines._add(self, self._loop)  # noqa: SLF001 - its own
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        if self._expired and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError from error

    async def without(self, waiting: Coroutine[None, None, None]) -> None:
        """Wait for something that does not count."""
        self._stop()
        left = self.when - self._loop.time()
        await waiting
        self.when = self._loop.time() + left
        self._resumed = self._loop.call_at(self.when, self.expire)

    def expire(self) -> None:
        """The time is over."""
        self._expired = True
        self._task.cancel()

    def _stop(self) -> None:
        self._deadlines._remove(self)  # noqa: SLF001
        if self._resumed is not None:
            self._resumed.cancel()
            self._resumed = None
