"""A database that refuses for a while: one line in the log when it begins, and one with a count when it is
over, whoever asked it meanwhile."""

import logging
import threading
import time
from collections.abc import Callable

from news.errors import StorageError

log = logging.getLogger(__name__)

_QUIET = 5.0
"""Seconds without a refusal until it is over: on a full disk a small write now and then finds room."""


class RefusalLog:
    """Refusals of one database that pass by themselves, counted. It is asked from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._since: float | None = None
        self._last = 0.0
        self._refusals = 0

    def refused(self, error: StorageError) -> None:
        """It refused once more; said at the first time. What does not pass is whose it is to say."""
        if not error.temporary:
            return
        with self._lock:
            self._last = self._clock()
            self._refusals += 1
            first = self._since is None
            self._since = self._last if self._since is None else self._since
        if first:
            log.warning(
                "the database refuses; all goes on by itself once it does not", extra={"reason": str(error)}
            )

    def taken(self) -> None:
        """It took what was written."""
        with self._lock:
            now, since, refusals = self._clock(), self._since, self._refusals
            if since is None or now - self._last < _QUIET:
                return
            self._since, self._refusals = None, 0
        log.info(
            "the database takes what is written again",
            extra={"refusals": refusals, "seconds": round(now - since)},
        )
