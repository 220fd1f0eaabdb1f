"""A failure that goes on is one line in the log, and one more with a count when it is over."""

import logging

from news.errors import ParleyError, ends_by_itself

log = logging.getLogger(__name__)


class OutageLog:
    """Failures in a row of one piece of work."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._failures = 0
        self._kind: type[Exception] | None = None

    def failed(self, error: Exception) -> None:
        """It failed once more; said at the first time, and where the error is of another kind than before. The
        database's passing trouble is said elsewhere."""
        if ends_by_itself(error):
            return
        self._failures += 1
        if type(error) is self._kind:
            return
        self._kind = type(error)
        foreseen = isinstance(error, ParleyError)  # its words say enough
        log.error(
            "%s fails; it is tried again",
            self._work,
            exc_info=None if foreseen else error,
            extra={"work": self._work, "reason": str(error)},
        )

    def over(self) -> None:
        """It went well."""
        if self._failures:
            log.info("%s works again", self._work, extra={"work": self._work, "failures": self._failures})
        self._failures, self._kind = 0, None
