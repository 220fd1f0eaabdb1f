"""The short fault run: eight random kills; the long one is `make faults` (docs/faults.md)."""

from pathlib import Path

import pytest

from tests.faults.killing import run


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_random_kills_lose_nothing_and_double_only_what_was_in_flight(tmp_path: Path) -> None:
    report = await run(tmp_path, chats=40, kills=8, slots=1)
    assert (report.lost, report.missing_rows, report.doubled_unmarked) == (0, 0, 0)
    assert report.doubled <= report.in_flight
    assert report.owed >= 80
    assert report.flood_refused == 0
