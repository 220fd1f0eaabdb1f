"""Keeps up what the bot cannot be ready without: what ends with a failure is logged and started again after a
pause."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.web import HealthServer
from news.errors import ParleyError, ends_by_itself

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_RECOVERED = 300.0  # seconds without a failure until the pauses begin anew


class CannotGoOn(ParleyError):
    """To start again is of no use: the process ends."""


class Supervisor:
    """Ready while Telegram is answered and nothing is down; never once `stop` is set. `fatal`: why the
    process must end."""

    def __init__(
        self,
        health: HealthServer,
        answers: asyncio.Event,
        stop: asyncio.Event,
        first_pause: float = _FIRST_PAUSE,
    ) -> None:
        self._health, self._answers, self._stop = health, answers, stop
        self._first_pause = first_pause
        self._down: dict[str, str] = {}
        self.fatal: CannotGoOn | None = None

    def show(self) -> None:
        """Tell `health` how it stands."""
        self._health.ready = self._answers.is_set() and not self._down and not self._stop.is_set()
        self._health.trouble = "; ".join(self._down.values())

    def down(self, name: str, why: str) -> None:
        """Not ready, because of `why`, until `name` is up again."""
        self._down[name] = why
        self.show()

    def up(self, name: str) -> None:
        self._down.pop(name, None)
        self.show()

    async def keep(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` until it ends by itself, or fails once `stop` is set. At a CannotGoOn everything is
        stopped."""
        clock = asyncio.get_running_loop().time
        pause = self._first_pause
        while True:
            began = clock()
            try:
                await work()
                return
            except CannotGoOn as e:
                self.fatal = e
                self._stop.set()
                return
            except Exception as e:  # whatever it is, the rest of the bot goes on and this is tried again
                if clock() - began > _RECOVERED:
                    pause = self._first_pause
                if not ends_by_itself(e):
                    log.error(
                        "a part of the bot failed; it is started again",
                        exc_info=e,
                        extra={"part": name, "seconds": pause},
                    )
            self.down(name, f"{name} failed and is started again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
                return
            pause = min(pause * 2, _LONGEST_PAUSE)
            self.up(name)
