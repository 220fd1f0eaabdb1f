"""A chart is drawn in a process of its own: once for the same content, and no chart is better than nobody
being answered."""

import asyncio
import logging
import os
import struct
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from briefing.render import draw_chart as draw
from briefing.render.chart import WIDTH, Chart, Row, Span, chart_svg
from briefing.render.draw_chart import Charts
from briefing.render.times import zone_of
from news.claim import Axis
from news.status import State

NOW = datetime(2031, 9, 9, 16, 40, tzinfo=UTC)
COUNTS = (
    "import pathlib, sys; pathlib.Path({file!r}).open('a').write('drawn\\n'); "
    "sys.stdout.buffer.write(b'\\x89PNG' + sys.stdin.buffer.read())"
)


def chart(title: str = "Ostia") -> Chart:
    row = Row(Axis.TALKS, "Talks", (Span(NOW - timedelta(days=2), NOW, State.UNDER_WAY, "under way"),))
    return Chart(title, NOW - timedelta(days=2), NOW, (row,), (), "", "en", zone_of("UTC"))


def program(code: str) -> tuple[str, str, str]:
    return sys.executable, "-c", code


Counted = tuple[tuple[str, str, str], Callable[[], int]]


@pytest.fixture
def counted(tmp_path: Path) -> Counted:
    """A command that draws nothing and notes that it was run; how often it was."""
    file = tmp_path / "drawn"
    return program(
        COUNTS.format(file=str(file))
    ), lambda: file.read_text().count("drawn") if file.exists() else 0


async def test_a_chart_becomes_a_picture_of_its_size() -> None:
    picture = await Charts().png(chart())
    assert picture is not None
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, f'height="{height}"' in chart_svg(chart())) == (WIDTH, True)


async def test_the_same_chart_is_drawn_once_however_many_ask(counted: Counted) -> None:
    command, times = counted
    charts = Charts(command)
    first, second = await asyncio.gather(charts.png(chart()), charts.png(chart()))
    assert first is second is await charts.png(chart())
    assert times() == 1
    assert await charts.png(chart("Marra")) != first
    assert times() == 2


async def test_only_the_last_charts_are_kept(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "_KEPT", 2)
    command, times = counted
    charts = Charts(command)
    for title in ("Ostia", "Marra", "Ostia", "Carrow", "Ostia", "Marra"):
        assert await charts.png(chart(title))
    assert times() == 4


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise SystemExit('no font')", "the drawing process ended with 1: no font"),
        ("import os; os.kill(os.getpid(), 9)", "the drawing process ended with -9: "),
        ("print('no picture')", "the drawing process ended with 0: "),
        (
            "import sys; sys.stdout.buffer.write(b'\\x89PNG half'); raise SystemExit(3)",
            "the drawing process ended with 3: ",
        ),
        ("import signal; signal.pause()", "not drawn within 0.5 s"),
    ],
)
async def test_a_process_that_fails_is_told_in_the_log_and_leaves_nothing_behind(
    code: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = _children()
    with caplog.at_level(logging.WARNING, "briefing.render.draw_chart"):
        assert await Charts(program(code), seconds=0.5 if "pause" in code else 20).png(chart()) is None
    assert [(record.message, vars(record)["reason"]) for record in caplog.records] == [
        ("a chart could not be drawn", reason)
    ]
    assert _children() == before


async def test_a_program_that_is_not_there_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    assert await Charts(("/nowhere/draw",)).png(chart()) is None
    assert "/nowhere/draw" in vars(caplog.records[0])["reason"]


async def test_after_a_failure_nobody_waits_for_another(tmp_path: Path) -> None:
    file = tmp_path / "drawn"
    command = program(COUNTS.format(file=str(file)) + "; raise SystemExit(1)")
    charts = Charts(command, rest=60)
    assert [await charts.png(chart(title)) for title in ("Ostia", "Marra", "Ostia")] == [None] * 3
    assert file.read_text().count("drawn") == 1
    restless = Charts(command, rest=0)
    assert [await restless.png(chart()) for _ in range(2)] == [None] * 2
    assert file.read_text().count("drawn") == 3


async def test_a_question_that_is_given_up_takes_its_process_along(tmp_path: Path) -> None:
    before, runs = _children(), tmp_path / "runs"
    os.mkfifo(runs)
    code = f"import signal; open({str(runs)!r}, 'w').close(); signal.pause()"
    task = asyncio.create_task(Charts(program(code)).png(chart()))
    await asyncio.to_thread(runs.read_text)
    assert _children() != before
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert _children() == before


async def test_the_process_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:secret")
    tells = "import os, sys; sys.stdout.buffer.write(b'\\x89PNG' + ' '.join(os.environ).encode())"
    picture = await Charts(program(tells)).png(chart())
    assert picture is not None
    assert b"TELEGRAM_TOKEN" not in picture


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}
