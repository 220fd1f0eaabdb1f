"""The reader as a process of its own: batches of items in, readings out, gone when nothing is asked for a
while.

Started by `reading.worker` as `python -m reading.reader_process`. Values are pickled with their length (4
bytes, big-endian) before them: first {"catalogue", "weights", "idle_seconds"}, answered by {"version",
"trouble"}; then lists of ItemText, answered by lists of Reading.
"""

import os
import pickle
import select
import struct
import sys
from pathlib import Path
from typing import Any

from news.errors import ModelUnusable
from news.process import ProcessCatalogue
from reading.model.encoder import Encoder
from reading.model.prover import Prover
from reading.model.weights import REMEDY
from reading.reader import Reader

_LENGTH = struct.Struct(">I")


def main() -> int:
    """Serve until the asker closes its end or nothing is asked for the idle time; 0."""
    hello = _hear(None)
    if hello is None:
        return 0
    reader = build(hello["catalogue"], hello["weights"])
    _say({"version": reader.version, "trouble": reader.trouble})
    while (items := _hear(hello["idle_seconds"])) is not None:
        _say(reader.read_many(items))
    return 0


def build(catalogue: ProcessCatalogue, weights: Path) -> Reader:
    """The reader with its encoder and prover; all that cannot be used is named in `reader.trouble` and the rest goes on
    alone."""
    lacks: list[str] = []
    try:
        encoder: Encoder | None = Encoder.load(weights)
    except ModelUnusable as e:
        encoder = None
        lacks.append(e.reason)
    try:
        prover: Prover | None = Prover.load(weights)
    except ModelUnusable as e:
        prover = None
        lacks.append(e.reason)
    reader = Reader.load(catalogue, weights, encoder, prover)
    if reader.trouble:
        lacks.insert(0, reader.trouble)
    if lacks:
        reader.trouble = "; ".join([*(why.removesuffix(f"; {REMEDY}") for why in lacks), REMEDY])
    return reader


def _hear(idle_seconds: float | None) -> Any:
    """The next value; None when the asker is gone or silent for `idle_seconds`."""
    if not select.select([0], [], [], idle_seconds)[0]:
        return None
    head = _exactly(_LENGTH.size)
    body = _exactly(_LENGTH.unpack(head)[0]) if head else None
    return pickle.loads(body) if body else None  # noqa: S301 - our own parent wrote it


def _exactly(size: int) -> bytes | None:
    whole = b""
    while len(whole) < size:
        part = os.read(0, size - len(whole))
        if not part:
            return None
        whole += part
    return whole


def _say(value: Any) -> None:
    body = pickle.dumps(value)
    left = memoryview(_LENGTH.pack(len(body)) + body)
    while left:
        left = left[os.write(1, left) :]


if __name__ == "__main__":
    sys.exit(main())
