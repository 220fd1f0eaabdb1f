"""Keeps the reader out of the bot's own process: a child started on first need, gone when idle, replaced when
it dies.

Reading is work for a whole core and holds a model in memory; here it costs the answers to people nothing. A
child that hangs is killed at the time limit and the batch is tried once more in a fresh one; after `limit`
failures in a row it counts as unusable until the next call.
"""

import logging
import pickle
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from children.clean import module
from children.frames import ChildGone
from children.threaded import ThreadedChild
from news.claim import Reading
from news.errors import ModelUnusable
from news.process import ProcessCatalogue
from reading.item import ItemText
from reading.model.weights import WEIGHTS

log = logging.getLogger(__name__)

_BATCH = 32
_HARMLESS = ItemText("Rebels and government sign a ceasefire", "", None, datetime(2026, 1, 1, tzinfo=UTC), "")


class ReaderWorker:
    """A reader in a child process; safe to call from several threads, one batch at a time."""

    def __init__(
        self,
        catalogue: ProcessCatalogue,
        weights: Path = WEIGHTS,
        *,
        idle_seconds: float = 300.0,
        timeout_seconds: float = 60.0,
        limit: int = 3,
        command: Sequence[str] = (),
    ) -> None:
        """`timeout_seconds` is for starting and for each batch of 32 items. Nothing is started yet."""
        self._hello = {"catalogue": catalogue, "weights": weights.resolve(), "idle_seconds": idle_seconds}
        self._command = tuple(command) or module("reading.reader_process")
        self._timeout, self._limit = timeout_seconds, limit
        self._child: ThreadedChild | None = None
        self._lock, self._failures = threading.Lock(), 0
        self.version = "unknown"
        self.trouble: str | None = None
        self.on_failure: Callable[[], None] = lambda: None

    @property
    def pid(self) -> int | None:
        """Process id of the running child, None while it sleeps."""
        child = self._child
        return child.pid if child is not None and child.runs else None

    def start(self) -> None:
        """Start the child now, so that `version` and `trouble` are known. Raises ModelUnusable when it cannot
        be started."""
        with self._lock:
            self._tried(None)

    def read_many(self, items: Sequence[ItemText]) -> list[Reading]:
        """One Reading for every item, in order; raises ModelUnusable when the child cannot be kept up.

        An item that brings the child down by itself is left unread; the others of its batch are read.
        """
        with self._lock:
            readings: list[Reading] = []
            for at in range(0, len(items), _BATCH):
                readings += self._read(list(items[at : at + _BATCH]))
            return readings

    def use(self, catalogue: ProcessCatalogue) -> None:
        """Read with another catalogue from the next batch on."""
        with self._lock:
            self._hello["catalogue"] = catalogue
            self._end()

    def close(self) -> None:
        """Ends the child; a later call starts a new one."""
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, batch: list[ItemText]) -> list[Reading]:
        try:
            return self._tried(batch)
        except ModelUnusable:
            self._tried([_HARMLESS])  # it does read: something in the batch is too much for it
            if len(batch) == 1:
                log.error(
                    "an item brought the reader down and stays unread",
                    extra={"published": batch[0].published.isoformat()},
                )
                return [Reading(batch[0].language, False, ())]
        half = len(batch) // 2
        return self._read(batch[:half]) + self._read(batch[half:])

    def _tried(self, batch: list[ItemText] | None) -> list[Reading]:
        cause: Exception | None = None
        while self._failures < self._limit:
            try:
                child = self._running()
                readings: list[Reading] = self._asked(child, batch) if batch is not None else []
            except (ChildGone, OSError, pickle.UnpicklingError, EOFError, KeyError) as e:
                self._end()
                if not (isinstance(e, ChildGone) and e.slept):
                    self._failures += 1
                    self.on_failure()
                cause = e
            else:
                self._failures = 0
                return readings
        self._failures = 0
        raise ModelUnusable(
            f"the reader's process failed {self._limit} times in a row: {cause or 'see the log'}"
        ) from cause

    def _running(self) -> ThreadedChild:
        if self._child is not None and self._child.runs:
            return self._child
        self._end()
        self._child = child = ThreadedChild(self._command)
        said = self._asked(child, self._hello)
        self.version, self.trouble = said["version"], said["trouble"]
        return child

    def _asked(self, child: ThreadedChild, question: Any) -> Any:
        answer = child.ask(pickle.dumps(question), seconds=self._timeout)
        return pickle.loads(answer)  # noqa: S301 - our own child wrote it

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()
