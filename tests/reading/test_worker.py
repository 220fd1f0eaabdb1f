"""The encoder's process: it sleeps, dies, hangs and comes back, and the caller notices only when it stays away."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from news.errors import ModelUnusable
from reading.encoder import Encoder
from reading.weights import WEIGHTS
from reading.wording import joined
from reading.worker import EncoderWorker

TEXTS = [joined("Rebels and government sign a truce", ""), joined("Finance ministers meet over the budget", "No deal on taxes.")]

# A child that behaves as its first argument says; the file it gets counts how often it was started.
FAKE = """
import json, sys, time
from pathlib import Path
how, counter = sys.argv[1], Path(sys.argv[2])
started = int(counter.read_text()) + 1 if counter.exists() else 1
counter.write_text(str(started))
if how == "mute":
    time.sleep(60)
print(json.dumps({"ready": "fake"} if how != "refuses" else {"unusable": "no such file"}), flush=True)
for line in sys.stdin:
    n = len(json.loads(line)["texts"])
    if how == "dies" or (how == "dies once" and started == 1):
        sys.exit(9)
    if how == "hangs" or (how == "hangs once" and started == 1):
        time.sleep(60)
    if how == "nonsense":
        print("not json", flush=True)
    print(json.dumps({"numbers": [[0.5] * LABELS] * n}), flush=True)
"""


@pytest.fixture
def worker() -> Iterator[EncoderWorker]:
    with EncoderWorker() as made:
        yield made


def fake(tmp_path: Path, how: str, timeout_seconds: float = 0.5) -> EncoderWorker:
    script = FAKE.replace("LABELS", str(len(EncoderWorker().labels)))
    return EncoderWorker(timeout_seconds=timeout_seconds, command=(sys.executable, "-c", script, how, str(tmp_path / "started")))


def starts(tmp_path: Path) -> int:
    return int((tmp_path / "started").read_text())


def test_reads_as_the_encoder_in_the_same_process_does(worker: EncoderWorker) -> None:
    assert worker.probabilities(TEXTS) == Encoder.load().probabilities(TEXTS)


def test_starts_no_process_before_the_first_text(worker: EncoderWorker) -> None:
    assert worker.pid is None
    assert worker.probabilities([]) == []
    assert worker.pid is None


def test_keeps_one_process_for_many_calls(worker: EncoderWorker) -> None:
    worker.probabilities(TEXTS)
    first = worker.pid
    worker.probabilities(TEXTS)
    assert worker.pid == first is not None


def test_more_texts_than_one_batch_come_back_in_order(worker: EncoderWorker) -> None:
    alone = worker.probabilities(TEXTS)
    assert worker.probabilities(TEXTS * 20) == alone * 20


def test_a_killed_process_is_replaced(worker: EncoderWorker) -> None:
    before = worker.probabilities(TEXTS)
    first = worker.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert worker.probabilities(TEXTS) == before
    assert worker.pid not in (None, first)


def test_an_idle_process_leaves_and_is_started_again() -> None:
    with EncoderWorker(idle_seconds=0.05) as worker:
        for _ in range(5):
            worker.probabilities(TEXTS)
            until = time.monotonic() + 20
            while worker.pid is not None and time.monotonic() < until:
                os.sched_yield()
            assert worker.pid is None


def test_closing_ends_the_process_and_a_later_call_starts_another(worker: EncoderWorker) -> None:
    worker.probabilities(TEXTS)
    first = worker.pid
    worker.close()
    worker.close()
    assert worker.pid is None
    worker.probabilities(TEXTS)
    assert worker.pid not in (None, first)


def test_a_hanging_process_is_killed_and_the_batch_tried_again(tmp_path: Path) -> None:
    with fake(tmp_path, "hangs once", timeout_seconds=2.0) as worker:
        assert worker.probabilities(TEXTS)[0]["any"] == 0.5
        assert starts(tmp_path) == 2


def test_a_process_that_dies_once_is_replaced_within_the_same_call(tmp_path: Path) -> None:
    with fake(tmp_path, "dies once", timeout_seconds=5.0) as worker:
        assert len(worker.probabilities(TEXTS)) == len(TEXTS)
        assert starts(tmp_path) == 2


@pytest.mark.parametrize("how", ["dies", "hangs", "nonsense", "mute"])
def test_a_process_that_never_works_is_given_up_after_three_starts(tmp_path: Path, how: str) -> None:
    with fake(tmp_path, how) as worker:
        for _ in range(2):
            with pytest.raises(ModelUnusable, match="3 times in a row"):
                worker.probabilities(TEXTS)
        assert starts(tmp_path) <= 3
        assert worker.pid is None


def test_what_the_process_refuses_is_told(tmp_path: Path) -> None:
    with fake(tmp_path, "refuses", timeout_seconds=5.0) as worker, pytest.raises(ModelUnusable, match="no such file"):
        worker.probabilities(TEXTS)


def test_a_damaged_file_is_told_before_any_process_starts(tmp_path: Path) -> None:
    for file in WEIGHTS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "encoder.onnx").open("r+b") as model:
        model.seek(1000)
        model.write(b"damage")
    with pytest.raises(ModelUnusable, match=r"encoder\.onnx .* damaged"):
        EncoderWorker(tmp_path)


def test_the_parent_loads_no_numeric_library() -> None:
    code = "import sys, reading.worker; sys.exit(any(m in sys.modules for m in ('numpy', 'onnxruntime', 'tokenizers')))"
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0
