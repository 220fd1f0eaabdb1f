"""The reader a run starts with: what its model lacks is told at once, in the log and to /health."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from briefing.house import House
from news.process import Process, ProcessCatalogue
from reading.model.weights import WEIGHTS
from storage.store import Store

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(
        Store.open(f"sqlite+aiosqlite:///{tmp_path / 'parley.db'}"),
        ProcessCatalogue.of([Process("ostia", "Ostia")]),
        lambda: NOW,
    )


def test_a_damaged_model_is_one_warning_at_start(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("cues.json", "cues.npz"):
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    (tmp_path / "manifest.json").write_text("{")
    monkeypatch.setattr(wiring, "WEIGHTS", tmp_path)
    wiring.build_reader(house).close()
    (warned,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "lacks a part of its model" in warned.getMessage()
    assert "manifest.json" in warned.__dict__["reason"]
    assert house.reader_trouble == warned.__dict__["reason"]


def test_a_whole_model_is_no_warning(house: House, caplog: pytest.LogCaptureFixture) -> None:
    wiring.build_reader(house).close()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert house.reader_trouble is None
