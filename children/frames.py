"""What goes through the pipes: bytes with their length (4 bytes, big-endian) before them; and the child's end
of it."""

import select
import struct
import sys

LENGTH = struct.Struct(">I")


class ChildGone(Exception):
    """A child ended before it answered; `slept` when it had only left because nothing was asked."""

    def __init__(self, why: str, *, slept: bool = False) -> None:
        super().__init__(why)
        self.slept = slept


def hear(idle_seconds: float | None = None) -> bytes | None:
    """In a child: what comes next on standard input; None when the asker is gone or, before the first byte,
    silent for `idle_seconds`.

    Only the first part of a question may have an idle time: nothing else is in the buffer then.
    """
    wire = sys.stdin.buffer
    if idle_seconds is not None and not select.select([wire], [], [], idle_seconds)[0]:
        return None
    head = wire.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    body = wire.read(size)
    return body if len(body) == size else None


def say(answer: bytes) -> None:
    """In a child: write an answer on standard output."""
    wire = sys.stdout.buffer
    wire.write(LENGTH.pack(len(answer)))
    wire.write(answer)
    wire.flush()
