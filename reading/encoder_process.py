"""The encoder as a process of its own: reads batches of texts as JSON lines, answers in JSON lines, leaves when idle.

Started by `reading.worker` as `python -m reading.encoder_process DIRECTORY IDLE_SECONDS`. It first says {"ready": version}
or {"unusable": reason}; then for each {"texts": [...]} it says {"numbers": [[...], ...]} in the order of the labels.
"""

from __future__ import annotations

import json
import select
import sys
from pathlib import Path
from typing import IO

from news.errors import ModelUnusable
from reading.encoder import Encoder


def serve(encoder: Encoder, asked: IO[bytes], said: IO[bytes], idle_seconds: float) -> None:
    """Answers until the asker closes its end or nothing is asked for `idle_seconds`."""
    _say(said, {"ready": encoder.version})
    while select.select([asked], [], [], idle_seconds)[0]:
        line = asked.readline()
        if not line:
            return
        read = encoder.probabilities(json.loads(line)["texts"])
        _say(said, {"numbers": [list(numbers.values()) for numbers in read]})


def main(directory: Path, idle_seconds: float) -> int:
    """Runs the process; exit code 0 when it slept or was closed, 3 when the weights cannot be used."""
    asked, said = open(0, "rb", buffering=0, closefd=False), open(1, "wb", buffering=0, closefd=False)  # noqa: SIM115
    try:
        encoder = Encoder.load(directory)
    except ModelUnusable as e:
        _say(said, {"unusable": e.reason})
        return 3
    serve(encoder, asked, said, idle_seconds)
    return 0


def _say(said: IO[bytes], answer: dict[str, object]) -> None:
    left = memoryview(json.dumps(answer).encode() + b"\n")
    while left:
        left = left[said.write(left) :]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
