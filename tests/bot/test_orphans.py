"""A process whose bot was killed ends without a word: no traceback stands in the log of the next one."""

import os
import pickle
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from children.frames import LENGTH
from feeds import parser_messages
from news.process import ProcessCatalogue

ROOT = Path(__file__).parents[2]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def _hello() -> bytes:
    said = pickle.dumps({"catalogue": ProcessCatalogue.of([]), "weights": ROOT / "none", "idle_seconds": 9.0})
    return struct.pack(">I", len(said)) + said


def _feed() -> bytes:
    head, body = parser_messages.request(None, "http://feeds.example/", b""), b"{}"
    return b"".join(LENGTH.pack(len(part)) + part for part in (head, body))


@pytest.mark.parametrize(
    ("command", "question"),
    [
        (("reading.reader_process",), _hello()),
        (("feeds.parser_process", str(2**30), "9", "9"), _feed()),
        (("briefing.render.draw_child", "9"), SVG),
    ],
    ids=["reader", "parser", "drawing"],
)
def test_an_orphan_is_silent(command: tuple[str, ...], question: bytes) -> None:
    ours, theirs = os.pipe()
    os.close(ours)  # nobody will ever read its answer
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as child:
        os.close(theirs)
        _, said = child.communicate(question, timeout=60)
    assert said == b""
