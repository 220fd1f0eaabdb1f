"""Ticks: each looks into its table for due work. Nothing due lives in memory; APScheduler only keeps the
beat."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from news.errors import ParleyError

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[int]]

_ROUNDS = 50


class Schedule:
    """Runs every piece of work on its beat, one run of each at a time; a failure is logged and the next beat
    tries again."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self.failures: dict[str, int] = {}
        self.runs: dict[str, int] = {}

    def every(self, seconds: float, name: str, work: Work) -> None:
        """Run `work` every `seconds`; while it finds something to do it goes on at once."""
        self._scheduler.add_job(self._guarded(name, work), "interval", seconds=seconds, id=name, name=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """No new beat; work under way is not waited for, its leases run out or its commit stands."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _guarded(self, name: str, work: Work) -> Callable[[], Awaitable[Any]]:
        async def run() -> None:
            try:
                for _ in range(_ROUNDS):
                    if not await work():
                        break
                self.failures.pop(name, None)
            except ParleyError as e:
                self._failed(name, e)
            except Exception as e:  # the beat must go on; the traceback is in the log
                self._failed(name, e)
            self.runs[name] = self.runs.get(name, 0) + 1

        return run

    def _failed(self, name: str, error: Exception) -> None:
        if name not in self.failures:
            log.error("work failed", exc_info=error, extra={"work": name})
        self.failures[name] = self.failures.get(name, 0) + 1
