"""The chart of /timeline: both axes over time as bands, a mark at every change, a rug of reported breaches;
as SVG.

Its ground is its own (light, opaque), so it reads the same in a dark and in a light theme. A phone shows it
at a third of its width: letters are three times as high as they are to be read.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from briefing.render.axis_ticks import ticks
from briefing.render.markup import label
from news.claim import Axis
from news.status import State

WIDTH = 1000
"""Of the picture, in pixels; its height is what its rows need."""
LETTERS = 34
"""Height of the letters, in pixels."""

_LEFT, _RIGHT = 30, 970
_LINE, _BAND, _SWATCH = 46, 72, 30
_LETTER = (
    0.62 * LETTERS
)  # a letter's width, on the safe side: in DejaVu Latin words take 0.5, Cyrillic ones 0.6
DAY = timedelta(days=1)
"""A shorter chart shows hours."""

_INK, _SOFT, _GROUND, _GRID = "#1d2733", "#5b6775", "#f6f7f4", "#d5d9dd"
_BREACH = "#b3261e"
_COLOURS: dict[State, tuple[str, str]] = {  # ground, ink: told apart by lightness too
    State.NONE: ("#dfe3e6", _INK),
    State.PROPOSED: ("#b9d3ea", _INK),
    State.ANNOUNCED: ("#b9d3ea", _INK),
    State.AGREED: ("#4f8fca", "#ffffff"),
    State.UNDER_WAY: ("#4f8fca", "#ffffff"),
    State.IN_EFFECT: ("#1f7a4d", "#ffffff"),
    State.DEAL_REACHED: ("#1f7a4d", "#ffffff"),
    State.STALLED: ("#f0c069", _INK),
    State.EXPIRED: ("#f0c069", _INK),
    State.COLLAPSED: ("#a33a2c", "#ffffff"),
    State.QUIET: ("#dfe3e6", _INK),
    State.INCIDENTS: ("#e9c9a5", _INK),
    State.FIGHTING: ("#c97b4a", "#ffffff"),
    State.MAJOR: ("#7d2a20", "#ffffff"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One state of an axis from `start` to `end` (aware UTC), with its name in the person's language; `told`:
    its start in words."""

    start: datetime
    end: datetime
    state: State
    name: str
    told: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One axis: its name and its spans, in order."""

    axis: Axis
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn. `breaches` are moments; `note` explains the rug."""

    title: str
    start: datetime
    end: datetime
    rows: tuple[Row, ...]
    breaches: tuple[datetime, ...]
    note: str
    language: str
    zone: ZoneInfo


def chart_svg(chart: Chart) -> str:
    """The chart as SVG text."""
    scale = _Scale(chart.start, chart.end)
    title = textwrap.wrap(label(chart.title, 80), int((_RIGHT - _LEFT) / _LETTER))[:2]
    parts = [_text(_LEFT, 52 + number * _LINE, line, _INK) for number, line in enumerate(title)]
    top = 16 + len(title) * _LINE
    bands: list[str] = []
    ruled: list[tuple[int, int]] = []
    for row in chart.rows:
        band = top + 30 + _LINE + 8
        ruled.append((band - 12, band + _BAND + 12))
        drawn, top = _row(row, top + 30, scale)
        bands += drawn
    axis = top + (46 if chart.breaches else 28)
    ruled.append((axis - (40 if chart.breaches else 14), axis))
    foot, height = _foot(chart, axis + 2 * _LINE)
    parts += [*_grid(chart, scale, ruled), *bands, *_rug(chart, scale, axis), *foot]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="DejaVu Sans" font-size="{LETTERS}">'
        f'<rect width="{WIDTH}" height="{height}" fill="{_GROUND}"/>{"".join(parts)}</svg>'
    )


class _Scale:
    def __init__(self, start: datetime, end: datetime) -> None:
        self._start, self._length = start, max((end - start).total_seconds(), 1.0)

    def __call__(self, moment: datetime) -> float:
        part = (moment - self._start).total_seconds() / self._length
        return round(_LEFT + min(max(part, 0.0), 1.0) * (_RIGHT - _LEFT), 1)


def _row(row: Row, top: int, scale: _Scale) -> tuple[list[str], int]:
    """The row from `top` on, and where it ends. Named below the bands: states whose name fits into none of
    theirs, and the last one."""
    band = top + _LINE + 8
    parts = [_text(_LEFT, top + 30, row.name, _SOFT)]
    named: set[str] = set()
    for number, span in enumerate(row.spans):
        x, end = scale(span.start), scale(span.end)
        ground, ink = _COLOURS[span.state]
        parts.append(
            f'<rect x="{x}" y="{band}" width="{max(end - x, 3):.1f}" height="{_BAND}" fill="{ground}"/>'
        )
        if len(span.name) * _LETTER <= end - x - 20:
            parts.append(_text(x + 12, band + 48, span.name, ink))
            named.add(span.name)
        if number:
            parts.append(
                f'<line x1="{x}" x2="{x}" y1="{band - 8}" y2="{band + _BAND + 8}" stroke="{_INK}" stroke-width="4"/>'
            )
            parts.append(f'<circle cx="{x}" cy="{band - 10}" r="9" fill="{_INK}"/>')
    last = row.spans[-1]
    if len(last.name) * _LETTER > scale(last.end) - scale(last.start) - 20:
        named.discard(last.name)
    legend, bottom = _legend([span for span in row.spans if span.name not in named], band + _BAND + 14)
    return parts + legend, bottom


def _legend(spans: Sequence[Span], top: int) -> tuple[list[str], int]:
    """A swatch and a name for every state of these, in order; and where the last line ends."""
    parts: list[str] = []
    x: float = _LEFT
    for name, state in {span.name: span.state for span in spans}.items():
        width = _SWATCH + 12 + len(name) * _LETTER
        if not parts or x + width > _RIGHT:
            x, top = _LEFT, top + _LINE
        parts.append(
            f'<rect x="{x:.1f}" y="{top - 34}" width="{_SWATCH}" height="{_SWATCH}" fill="{_COLOURS[state][0]}" stroke="{_SOFT}"/>'
        )
        parts.append(_text(x + _SWATCH + 12, top - 7, name, _INK))
        x += width + 24
    return parts, top


def _rug(chart: Chart, scale: _Scale, bottom: int) -> list[str]:
    marks = sorted({scale(moment) for moment in chart.breaches})
    return [
        f'<line x1="{x}" x2="{x}" y1="{bottom - 34}" y2="{bottom - 4}" stroke="{_BREACH}" stroke-width="5"/>'
        for x in marks
    ]


def _foot(chart: Chart, y: int) -> tuple[list[str], int]:
    """What the red marks are and in which zone the times are, side by side where both fit; and where the
    picture ends."""
    parts, zone = [], chart.zone.key
    if chart.breaches:
        parts.append(_text(_LEFT, y, chart.note, _BREACH))
        y += _LINE if (len(chart.note) + len(zone) + 2) * _LETTER > _RIGHT - _LEFT else 0
    return [*parts, _text(_RIGHT, y, zone, _SOFT, anchor="end")], y + 24


def _grid(chart: Chart, scale: _Scale, ruled: Sequence[tuple[int, int]]) -> list[str]:
    """A line at every tick, only where it helps: behind the bands and above the ticks, not across words."""
    parts = []
    bottom = ruled[-1][1]
    for moment, tick in ticks(chart.start, chart.end, chart.zone, chart.language):
        x = scale(moment)
        parts += [
            f'<line x1="{x}" x2="{x}" y1="{top}" y2="{end}" stroke="{_GRID}" stroke-width="2"/>'
            for top, end in ruled
        ]
        half = len(tick) * _LETTER / 2
        anchor = "start" if x - half < 8 else "end" if x + half > WIDTH - 8 else "middle"
        parts.append(_text(x, bottom + 38, tick, _SOFT, anchor=anchor))
    return parts


def _text(x: float, y: float, words: str, colour: str, *, anchor: str = "start") -> str:
    clean = escape("".join(c for c in label(words, 60) if c.isprintable()))
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" text-anchor="{anchor}">{clean}</text>'
