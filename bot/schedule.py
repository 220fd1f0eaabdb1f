"""Beats: each looks into its table for due work. Nothing due lives in memory, and no beat asks the time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from news.errors import ParleyError, ends_by_itself

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[int]]

_ROUNDS = 50


class Schedule:
    """Runs every piece of work on its beat, one run of each at a time; a failure is logged and the next beat
    tries again.

    The beats are counted on a clock nobody can set: one by the time of day stands still for the hour the
    clock is set back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._beats: dict[str, tuple[float, Work]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._moved: dict[str, float] = {}
        self._failing_since: dict[str, float] = {}
        self._told: set[str] = set()  # failing work the log tells of
        self.failures: dict[str, int] = {}
        self.runs: dict[str, int] = {}

    def every(self, seconds: float, name: str, work: Work) -> None:
        """Run `work` every `seconds`; while it finds something to do it goes on at once."""
        self._beats[name] = seconds, work

    def start(self) -> None:
        for name, (seconds, work) in self._beats.items():
            self._moved[name] = self._clock()
            self._tasks.append(asyncio.create_task(self._beat(name, seconds, work), name=name))

    def stop(self) -> None:
        """No new beat; work under way is not waited for, its leases run out or its commit stands."""
        for task in self._tasks:
            task.cancel()

    def still(self) -> dict[str, float]:
        """For how many seconds each piece of work is behind its beat: it hangs, or only fails."""
        now = self._clock()
        return {
            name: max(now - self._failing_since.get(name, moved) - self._beats[name][0], 0.0)
            for name, moved in self._moved.items()
        }

    async def _beat(self, name: str, seconds: float, work: Work) -> None:
        due = asyncio.get_running_loop().time() + seconds
        while True:
            now = asyncio.get_running_loop().time()
            await asyncio.sleep(due - now)
            due = max(due, now) + seconds  # what was missed is not made up for
            await self._run(name, work)

    async def _run(self, name: str, work: Work) -> None:
        try:
            for _ in range(_ROUNDS):
                found = await work()
                self._moved[name] = self._clock()
                if not found:
                    break
            if failures := self.failures.pop(name, 0):
                self._works_again(name, failures)
            self._failing_since.pop(name, None)
        except ParleyError as e:
            self._failed(name, e)
        except Exception as e:  # the beat must go on; the traceback is in the log
            self._failed(name, e)
        self.runs[name] = self.runs.get(name, 0) + 1

    def _works_again(self, name: str, failures: int) -> None:
        if name in self._told:
            log.info("work goes on", extra={"work": name, "failures": failures})
            self._told.discard(name)

    def _failed(self, name: str, error: Exception) -> None:
        self._failing_since.setdefault(name, self._moved.get(name, self._clock()))
        if name not in self._told and not ends_by_itself(error):
            self._told.add(name)
            foreseen = isinstance(error, ParleyError)  # its words say enough
            log.error(
                "work failed; it is tried again",
                exc_info=None if foreseen else error,
                extra={"work": name, "reason": str(error)},
            )
        self.failures[name] = self.failures.get(name, 0) + 1
