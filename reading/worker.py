"""Keeps the encoder out of the bot's own process: a child started on first need, gone when idle, replaced when it dies.

The parent imports neither onnxruntime nor numpy. A child that hangs is killed at the time limit and the batch is tried
once more in a fresh one; after `limit` failures in a row the encoder counts as unusable and the rules go on alone.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from news.errors import ModelUnusable
from reading.weights import WEIGHTS, checked

_ROOT = Path(__file__).parent.parent
_BATCH = 32


class _ChildGoneError(Exception):
    """The child died, hung or spoke nonsense; `slept` when it had only left because nothing was asked."""

    def __init__(self, why: str, slept: bool = False) -> None:
        super().__init__(why)
        self.slept = slept


class EncoderWorker:
    """The encoder in a child process; safe to call from several threads, one batch at a time."""

    def __init__(
        self,
        directory: Path = WEIGHTS,
        *,
        idle_seconds: float = 300.0,
        timeout_seconds: float = 60.0,
        limit: int = 3,
        command: Sequence[str] = (),
    ) -> None:
        """Checks the files at once (raises ModelUnusable); `timeout_seconds` is for starting and for each batch of 32 texts."""
        self._manifest = checked(directory)
        default = (sys.executable, "-m", "reading.encoder_process", str(directory.resolve()), str(idle_seconds))
        self._command, self._timeout, self._limit = tuple(command) or default, timeout_seconds, limit
        self._child: subprocess.Popen[bytes] | None = None
        self._lock, self._failures, self._left = threading.Lock(), 0, b""

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the numbers, in order."""
        return self._manifest.labels

    @property
    def version(self) -> str:
        """Version of the weights."""
        return self._manifest.version

    @property
    def pid(self) -> int | None:
        """Process id of the running child, None while it sleeps."""
        child = self._child
        return child.pid if child is not None and child.poll() is None else None

    def probabilities(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """As `Encoder.probabilities`; raises ModelUnusable when the child fails `limit` times in a row."""
        with self._lock:
            out: list[dict[str, float]] = []
            for at in range(0, len(texts), _BATCH):
                out += [dict(zip(self.labels, row, strict=True)) for row in self._batch(texts[at : at + _BATCH])]
            return out

    def close(self) -> None:
        """Ends the child; a later call starts a new one."""
        with self._lock:
            self._end()

    def __enter__(self) -> EncoderWorker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _batch(self, texts: Sequence[str]) -> list[list[float]]:
        cause: Exception | None = None
        while self._failures < self._limit:
            try:
                numbers: list[list[float]] = self._ask(self._running(), {"texts": list(texts)})["numbers"]
            except (_ChildGoneError, OSError, ValueError, KeyError) as e:
                self._end()
                self._failures += not (isinstance(e, _ChildGoneError) and e.slept)
                cause = e
            else:
                self._failures = 0
                return numbers
        raise ModelUnusable(f"the encoder's process failed {self._limit} times in a row: {cause or 'see the log'}") from cause

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        self._child = child = subprocess.Popen(  # noqa: S603
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_ROOT, start_new_session=True, bufsize=0
        )
        for pipe in (child.stdin, child.stdout):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
        hello = self._hear(child, b"")
        if "unusable" in hello:
            self._end()
            raise ModelUnusable(str(hello["unusable"]))
        return child

    def _ask(self, child: subprocess.Popen[bytes], question: dict[str, object]) -> dict[str, Any]:
        return self._hear(child, json.dumps(question).encode() + b"\n")

    def _hear(self, child: subprocess.Popen[bytes], question: bytes) -> dict[str, Any]:
        """Writes the question and reads one line, both within the time limit."""
        assert child.stdin is not None and child.stdout is not None
        inward, outward, until = child.stdin.fileno(), child.stdout.fileno(), time.monotonic() + self._timeout
        while b"\n" not in self._left:
            readable, writable, _ = select.select([outward], [inward] if question else [], [], max(0.0, until - time.monotonic()))
            if not readable and not writable:
                raise _ChildGoneError("no answer in time")
            if writable:
                try:
                    question = question[os.write(inward, question) :]
                except BrokenPipeError as e:
                    raise _ChildGoneError("the pipe broke", slept=child.wait(self._timeout) == 0) from e
            if readable:
                heard = os.read(outward, 1 << 16)
                if not heard:
                    raise _ChildGoneError("it ended", slept=child.wait(self._timeout) == 0)
                self._left += heard
        line, _, self._left = self._left.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _end(self) -> None:
        child, self._child, self._left = self._child, None, b""
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
