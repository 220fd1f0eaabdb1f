"""The reader's process: it sleeps, dies, hangs and comes back, and the caller notices only when it stays
away."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from news.errors import ModelUnusable
from news.process import Party, Process, ProcessCatalogue
from reading.item import ItemText
from reading.model.weights import REMEDY, WEIGHTS
from reading.reader_process import build
from reading.worker import ReaderWorker

CATALOGUE = ProcessCatalogue.of(
    [Process("ostia", "Ostia", parties=(Party("Ostian government"), Party("Lake Front")), places=("Ostia",))]
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def item(title: str) -> ItemText:
    return ItemText(title, "", None, NOON, "Lake Gazette")


ITEMS = [
    item("Ostian government and Lake Front sign ceasefire in Ostia"),
    item("Finance ministers meet over the budget"),
]

# A child that behaves as its first argument says; the file it gets counts how often it was started.
FAKE = """
import pickle, signal, struct, sys
from pathlib import Path
from news.claim import Reading
how, counter = sys.argv[1], Path(sys.argv[2])
with counter.open("ab") as file:  # whole or not at all, whenever this is killed
    file.write(b".")
started = counter.stat().st_size
def hear():
    head = sys.stdin.buffer.read(4)
    if not head:
        sys.exit(0)
    return pickle.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
def say(value):
    body = pickle.dumps(value)
    sys.stdout.buffer.write(struct.pack(">I", len(body)) + body)
    sys.stdout.buffer.flush()
if how == "mute":
    signal.pause()
hear()
say({"version": "fake", "trouble": None})
while True:
    items = hear()
    if how == "dies" or (how == "dies once" and started == 1) or (how == "poison" and any("poison" in i.title for i in items)):
        sys.exit(9)
    if how == "hangs" or (how == "hangs once" and started == 1):
        signal.pause()
    if how == "nonsense":
        sys.stdout.buffer.write(struct.pack(">I", 4) + b"what")
        sys.stdout.buffer.flush()
    say([Reading("en", True, (i.title,)) for i in items])
"""


@pytest.fixture
def worker() -> Iterator[ReaderWorker]:
    with ReaderWorker(CATALOGUE) as made:
        yield made


def fake(tmp_path: Path, how: str, timeout_seconds: float = 0.5) -> ReaderWorker:
    (tmp_path / "started").touch()
    command = (sys.executable, "-c", FAKE, how, str(tmp_path / "started"))
    return ReaderWorker(CATALOGUE, timeout_seconds=timeout_seconds, command=command)


def starts(tmp_path: Path) -> int:
    return (tmp_path / "started").stat().st_size


def test_reads_as_the_reader_in_the_same_process_does(worker: ReaderWorker) -> None:
    readings = worker.read_many(ITEMS)
    assert readings == build(CATALOGUE, WEIGHTS).read_many(ITEMS)
    assert next((c.process, c.kind) for c in readings[0].claims) == ("ostia", "agreed")


def test_starts_no_process_before_the_first_item(worker: ReaderWorker) -> None:
    assert worker.pid is None
    assert worker.read_many([]) == []
    assert worker.pid is None


def test_tells_its_version_once_started(worker: ReaderWorker) -> None:
    worker.start()
    assert worker.version == build(CATALOGUE, WEIGHTS).version
    assert worker.trouble is None


def test_reads_with_another_catalogue_when_told(worker: ReaderWorker) -> None:
    worker.use(
        ProcessCatalogue.of(
            [
                Process(
                    "lake",
                    "Lake",
                    parties=(Party("Ostian government"), Party("Lake Front")),
                    places=("Ostia",),
                )
            ]
        )
    )
    assert worker.read_many(ITEMS)[0].processes[0] == "lake"


def test_keeps_one_process_for_many_calls(worker: ReaderWorker) -> None:
    worker.read_many(ITEMS)
    first = worker.pid
    worker.read_many(ITEMS)
    assert worker.pid == first is not None


def test_more_items_than_one_batch_come_back_in_order(worker: ReaderWorker) -> None:
    alone = worker.read_many(ITEMS)
    assert worker.read_many(ITEMS * 20) == alone * 20


def test_a_killed_process_is_replaced(worker: ReaderWorker) -> None:
    before = worker.read_many(ITEMS)
    first = worker.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert worker.read_many(ITEMS) == before
    assert worker.pid not in (None, first)


def test_an_idle_process_leaves_and_is_started_again() -> None:
    with ReaderWorker(CATALOGUE, idle_seconds=0.05) as worker:
        for _ in range(5):
            worker.read_many(ITEMS)
            until = time.monotonic() + 20
            while worker.pid is not None and time.monotonic() < until:
                os.sched_yield()
            assert worker.pid is None


def test_closing_ends_the_process_and_a_later_call_starts_another(worker: ReaderWorker) -> None:
    worker.read_many(ITEMS)
    first = worker.pid
    worker.close()
    worker.close()
    assert worker.pid is None
    worker.read_many(ITEMS)
    assert worker.pid not in (None, first)


def test_a_hanging_process_is_killed_and_the_batch_tried_again(tmp_path: Path) -> None:
    with fake(tmp_path, "hangs once", timeout_seconds=2.0) as worker:
        assert worker.read_many(ITEMS)[0].read
        assert starts(tmp_path) == 2


def test_a_process_that_dies_once_is_replaced_within_the_same_call(tmp_path: Path) -> None:
    with fake(tmp_path, "dies once", timeout_seconds=5.0) as worker:
        assert len(worker.read_many(ITEMS)) == len(ITEMS)
        assert starts(tmp_path) == 2


@pytest.mark.parametrize("how", ["dies", "hangs", "nonsense", "mute"])
def test_a_process_that_never_works_is_given_up_after_three_starts(tmp_path: Path, how: str) -> None:
    with fake(tmp_path, how) as worker:
        for _ in range(2):
            with pytest.raises(ModelUnusable, match="3 times in a row"):
                worker.read_many(ITEMS)
        assert starts(tmp_path) <= 12
        assert worker.pid is None


def test_an_item_that_brings_it_down_stays_unread_and_the_others_are_read(tmp_path: Path) -> None:
    with fake(tmp_path, "poison", timeout_seconds=5.0) as worker:
        readings = worker.read_many([item("one"), item("poison"), item("three")])
    assert [r.processes for r in readings] == [("one",), (), ("three",)]
    assert not readings[1].read


def test_a_damaged_model_is_told_and_the_rest_reads_on(tmp_path: Path) -> None:
    for file in WEIGHTS.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "encoder.onnx").open("r+b") as model:
        model.seek(1000)
        model.write(b"damage")
    with ReaderWorker(CATALOGUE, tmp_path) as worker:
        assert worker.read_many(ITEMS)[0].claims
        assert worker.trouble is not None
        assert "encoder.onnx" in worker.trouble


def test_the_process_knows_nothing_of_our_environment(
    worker: ReaderWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:secret")
    worker.start()
    assert "TELEGRAM_TOKEN" not in psutil.Process(worker.pid).environ()


def test_the_parent_loads_no_numeric_library() -> None:
    code = "import sys, reading.worker; sys.exit(any(m in sys.modules for m in ('numpy', 'onnxruntime', 'tokenizers')))"
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0


def test_all_that_is_missing_is_named_and_what_to_do_once(tmp_path: Path) -> None:
    trouble = build(CATALOGUE, tmp_path).trouble or ""
    assert "cues.json" in trouble
    assert "manifest.json" in trouble
    assert trouble.count(REMEDY) == 1


@pytest.mark.parametrize(("how", "failures"), [("reads", 0), ("dies once", 1), ("nonsense", 6)])
def test_each_failure_of_the_process_is_told(tmp_path: Path, how: str, failures: int) -> None:
    told: list[str] = []
    with fake(tmp_path, how, timeout_seconds=20) as worker:
        worker.on_failure = lambda: told.append(how)
        with suppress(ModelUnusable):
            worker.start()
            worker.read_many(ITEMS)
    assert len(told) == failures
