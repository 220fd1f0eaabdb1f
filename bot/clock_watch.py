"""Sees the clock being set, by one that cannot be: says so in one line and mends what it held up."""

import logging
import time
from collections.abc import Callable

from briefing.house import House
from briefing.jobs.deliver import LEASE
from briefing.jobs.future_times import clear_future_times, end_pauses
from briefing.jobs.settle import recover

log = logging.getLogger(__name__)

_JUMP = 10.0  # seconds; less is what time servers do all day
_LOOK_AGAIN = 60.0


class ClockWatch:
    """Compares the time of day with the time passed."""

    def __init__(self, house: House, clock: Callable[[], float] = time.monotonic) -> None:
        self._house, self._clock = house, clock
        self._apart = self._now_apart()
        self._ahead_at = float("-inf")  # when the clock was last seen to be set ahead
        self._looked_at = float("-inf")
        self._set_back = False

    async def look(self) -> int:
        """A beat: mend stored times at the first look, after each jump, and now and then for another
        process's sake; 0."""
        self._compare()
        if self._clock() - self._looked_at < _LOOK_AGAIN:
            return 0
        if self._set_back:
            await end_pauses(self._house)
            self._set_back = False
        mended = await clear_future_times(self._house)
        if mended:
            log.warning("stored times lay too far ahead; they are due now", extra={"times": mended})
        self._looked_at = self._clock()
        return 0

    async def recover(self) -> int:
        """Settle messages of a sender that died; not while a lease seems to be over only because the clock
        was set ahead."""
        self._compare()
        if self._clock() - self._ahead_at < LEASE.total_seconds():
            return 0
        return await recover(self._house)

    def _compare(self) -> None:
        """Take notice where the clock was set since the last look."""
        before, self._apart = self._apart, self._now_apart()
        jump = self._apart - before
        if abs(jump) < _JUMP:
            return
        log.warning("the clock was set", extra={"seconds": round(jump)})
        self._looked_at = float("-inf")
        if jump > 0:
            self._ahead_at = self._clock()
        else:
            self._set_back = True

    def _now_apart(self) -> float:
        return self._house.now().timestamp() - self._clock()
