"""A child asked from a thread that waits for the answer."""

import subprocess
import time
from collections.abc import Sequence
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector

from children.clean import ROOT, environment
from children.frames import LENGTH, ChildGone

_ATOMIC = 4096
"""Bytes a pipe takes at once when it takes any: writing never blocks once it may be written to."""


class ThreadedChild:
    """A child that stays for many questions, one at a time; what it writes on standard error goes to
    ours."""

    def __init__(self, command: Sequence[str]) -> None:
        """Starts it. Raises `OSError` where it cannot be started."""
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            bufsize=0,
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def ask(self, question: bytes, *, seconds: float) -> bytes:
        """The answer to a question. Raises `TimeoutError` after `seconds`, `ChildGone` where the child ends;
        `end` it then."""
        left, heard = memoryview(LENGTH.pack(len(question)) + question), bytearray()
        until = time.monotonic() + seconds
        to, out = self._process.stdin, self._process.stdout
        assert to is not None and out is not None
        with DefaultSelector() as selector:
            selector.register(out, EVENT_READ)
            selector.register(to, EVENT_WRITE)
            while len(heard) < LENGTH.size or len(heard) < LENGTH.size + LENGTH.unpack_from(heard)[0]:
                ready = selector.select(max(0.0, until - time.monotonic()))
                if not ready:
                    raise TimeoutError("no answer in time")
                for key, _ in ready:
                    if key.fileobj is out:
                        heard += self._hear()
                    else:
                        left = self._tell(left)
                if not left and to in selector.get_map():
                    selector.unregister(to)
        return bytes(memoryview(heard)[LENGTH.size :])

    def _tell(self, left: memoryview) -> memoryview:
        assert self._process.stdin is not None
        try:
            return left[self._process.stdin.write(left[:_ATOMIC]) :]
        except BrokenPipeError as e:
            raise self._gone("the pipe broke") from e

    def _hear(self) -> bytes:
        assert self._process.stdout is not None
        heard = self._process.stdout.read(1 << 16)
        if not heard:
            raise self._gone("it ended")
        return heard

    def _gone(self, why: str) -> ChildGone:
        try:
            return ChildGone(why, slept=self._process.wait(5.0) == 0)
        except subprocess.TimeoutExpired:
            return ChildGone(why)

    def end(self) -> None:
        """Kill the child and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
