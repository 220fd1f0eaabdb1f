"""The chart of /timeline: both axes over time as bands, a mark at every change, a rug of reported breaches; as SVG.

Its ground is its own (light, opaque), so it reads the same in a dark and in a light theme.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from briefing.markup import label
from news.status import State

WIDTH, HEIGHT = 1000, 410
_LEFT, _RIGHT, _TOP, _BAND, _GAP = 30, 970, 104, 66, 64
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
}


@dataclass(frozen=True, slots=True)
class Span:
    """One state of an axis from `start` to `end` (aware UTC), with its name in the person's language."""

    start: datetime
    end: datetime
    state: State
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One axis: its name and its spans, in order."""

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
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="DejaVu Sans">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_GROUND}"/>',
        _text(_LEFT, 44, chart.title, 25, _INK, most=60),
    ]
    bottom = _TOP + len(chart.rows) * (_BAND + _GAP) - _GAP + 40
    parts += _grid(chart, scale, bottom)
    for number, row in enumerate(chart.rows):
        parts += _row(row, _TOP + number * (_BAND + _GAP), scale)
    parts += _rug(chart, scale, bottom)
    return "".join([*parts, "</svg>"])


class _Scale:
    def __init__(self, start: datetime, end: datetime) -> None:
        self._start, self._length = start, max((end - start).total_seconds(), 1.0)

    def __call__(self, moment: datetime) -> float:
        part = (moment - self._start).total_seconds() / self._length
        return round(_LEFT + min(max(part, 0.0), 1.0) * (_RIGHT - _LEFT), 1)


def _row(row: Row, top: int, scale: _Scale) -> list[str]:
    parts = [_text(_LEFT, top - 18, row.name, 18, _SOFT)]
    for number, span in enumerate(row.spans):
        x, end = scale(span.start), scale(span.end)
        ground, ink = _COLOURS[span.state]
        parts.append(f'<rect x="{x}" y="{top}" width="{max(end - x, 1.5):.1f}" height="{_BAND}" fill="{ground}"/>')
        room = int((end - x - 16) / 10.5)
        if room >= min(len(span.name), 9):
            parts.append(_text(x + 10, top + _BAND / 2 + 6, span.name, 17, ink, most=room))
        elif span is row.spans[-1]:  # where things stand now is told even where its band is too narrow for it
            parts.append(_text(_RIGHT, top - 18, span.name, 17, _INK, most=60, anchor="end"))
        if number:
            parts.append(f'<line x1="{x}" x2="{x}" y1="{top - 6}" y2="{top + _BAND + 6}" stroke="{_INK}" stroke-width="2"/>')
            parts.append(f'<circle cx="{x}" cy="{top - 8}" r="5" fill="{_INK}"/>')
    return parts


def _rug(chart: Chart, scale: _Scale, bottom: int) -> list[str]:
    if not chart.breaches:
        return []
    parts = [_text(_LEFT, bottom + 50, chart.note, 15, _BREACH, most=80)]
    y = bottom - 32
    marks = sorted({scale(moment) for moment in chart.breaches})
    return parts + [f'<line x1="{x}" x2="{x}" y1="{y}" y2="{y + 20}" stroke="{_BREACH}" stroke-width="2.5"/>' for x in marks]


def _grid(chart: Chart, scale: _Scale, bottom: int) -> list[str]:
    parts = []
    for moment, tick in _ticks(chart):
        x = scale(moment)
        parts.append(f'<line x1="{x}" x2="{x}" y1="{_TOP - 8}" y2="{bottom}" stroke="{_GRID}" stroke-width="1"/>')
        anchor = "start" if x < _LEFT + 40 else "end" if x > _RIGHT - 40 else "middle"
        parts.append(_text(x, bottom + 20, tick, 15, _SOFT, anchor=anchor))
    return parts


def _ticks(chart: Chart) -> list[tuple[datetime, str]]:
    length = chart.end - chart.start
    if length > timedelta(days=700):
        pattern = "MMM y"
    elif length > timedelta(days=6):
        pattern = "d MMM"
    else:
        pattern = "HH:mm" if length < DAY else "d MMM, HH:mm"
    moments = [chart.start + length * n / 5 for n in range(6)]
    return [(m, format_datetime(m, pattern, tzinfo=chart.zone, locale=chart.language)) for m in moments]


def _text(x: float, y: float, words: str, size: int, colour: str, *, most: int = 200, anchor: str = "start") -> str:
    clean = escape("".join(c for c in label(words, most) if c.isprintable()))
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{clean}</text>'
