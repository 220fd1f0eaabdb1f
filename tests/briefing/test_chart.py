"""A chart can be read on a phone: every state has its name, ticks stand at round moments of the person's
zone."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from briefing.answers.timeline import chart_of, chart_start
from briefing.render.axis_ticks import ticks
from briefing.render.chart import LETTERS, WIDTH, Chart, Row, Span, chart_svg
from briefing.render.times import zone_of
from briefing.render.words import words_for
from news.claim import Axis
from news.process import Process
from news.status import Change, State, Status

NOW = datetime(2031, 9, 9, 16, 40, tzinfo=UTC)
PHONE = 310
"""Pixels in which a phone shows the chart's width."""


def drawn(
    *states: tuple[str, State, float],
    zone: str = "UTC",
    length: timedelta = timedelta(days=20),
    breaches: tuple[datetime, ...] = (),
) -> str:
    """A chart of one row; every state but the last lasts as its part of `length` says."""
    spans, at = [], NOW - length
    for name, state, part in states:
        spans.append(Span(at, at + part * length, state, name))
        at += part * length
    return chart_svg(
        Chart(
            "Ostia",
            NOW - length,
            NOW,
            (Row(Axis.TALKS, "Talks", tuple(spans)),),
            breaches,
            "red: breaches",
            "en",
            zone_of(zone),
        )
    )


def words_in(svg: str) -> list[str]:
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)


def test_letters_are_legible_on_a_phone() -> None:
    svg = drawn(("under way", State.UNDER_WAY, 1))
    assert re.findall(r'font-size="(\d+)"', svg) == [str(LETTERS)]
    assert LETTERS * PHONE / WIDTH > 10


def test_the_present_state_is_named_however_short_its_band_is() -> None:
    svg = drawn(("under way", State.UNDER_WAY, 0.97), ("deal reached", State.DEAL_REACHED, 0.03))
    assert "under way" in words_in(svg)
    assert "deal reached" in words_in(svg)


def test_a_state_is_named_once_unless_it_is_the_present_one() -> None:
    one, other = ("stalled", State.STALLED), ("under way", State.UNDER_WAY)
    assert (
        words_in(drawn((*one, 0.4), (*other, 0.02), (*one, 0.58))).count("stalled") == 2
    )  # both bands have room
    assert (
        words_in(drawn((*one, 0.5), (*other, 0.48), (*one, 0.02))).count("stalled") == 2
    )  # in its band, and as the present one
    assert words_in(drawn((*one, 0.02), (*other, 0.4), (*one, 0.58))).count("stalled") == 1


def test_the_zone_is_named_and_red_is_explained_where_there_is_red() -> None:
    assert "America/New_York" in words_in(drawn(("under way", State.UNDER_WAY, 1), zone="America/New_York"))
    assert "red: breaches" not in words_in(drawn(("under way", State.UNDER_WAY, 1)))
    assert "red: breaches" in words_in(drawn(("under way", State.UNDER_WAY, 1), breaches=(NOW,)))


@pytest.mark.parametrize(
    ("length", "zone", "shown"),
    [
        (timedelta(hours=2), "UTC", ["15:00", "15:30", "16:00", "16:30"]),
        (timedelta(hours=20), "America/New_York", ["18:00", "9 Sep", "06:00", "12:00"]),
        (timedelta(days=4), "UTC", ["6 Sep", "7 Sep", "8 Sep", "9 Sep"]),
        (timedelta(days=25), "UTC", ["18 Aug", "25 Aug", "1 Sep", "8 Sep"]),
        (timedelta(days=100), "UTC", ["Jul 2031", "Aug 2031", "Sep 2031"]),
        (timedelta(days=500), "UTC", ["Jul 2030", "Jan 2031", "Jul 2031"]),
        (timedelta(days=3700), "UTC", ["2022", "2024", "2026", "2028", "2030"]),
    ],
)
def test_ticks_are_round_in_the_persons_zone(length: timedelta, zone: str, shown: list[str]) -> None:
    found = ticks(NOW - length, NOW, zone_of(zone), "en")
    assert [label for _, label in found] == shown
    assert all(NOW - length <= moment <= NOW for moment, _ in found)


def test_weeks_begin_on_monday() -> None:
    assert {
        moment.weekday()
        for moment, _ in ticks(NOW - timedelta(days=25), NOW, zone_of("Asia/Kathmandu"), "ru")
    } == {0}


def lines_in(svg: str, colour: str) -> list[tuple[float, ...]]:
    """(x, top, bottom) of every line of this colour."""
    found = re.findall(rf'<line x1="([\d.]+)" x2="[\d.]+" y1="([\d.]+)" y2="([\d.]+)" stroke="{colour}"', svg)
    return [tuple(map(float, line)) for line in found]


def test_the_grid_crosses_no_words() -> None:
    svg = drawn(
        ("under way", State.UNDER_WAY, 0.02), ("stalled", State.STALLED, 0.02), ("agreed", State.AGREED, 0.96)
    )
    legend = [float(y) for y in re.findall(r'y="([\d.]+)" width="30" height="30"', svg)]
    grid = lines_in(svg, "#d5d9dd")
    words = [
        float(y)
        for y, said in re.findall(r'<text x="[\d.]+" y="([\d.]+)"[^>]*>([^<]*)</text>', svg)
        if said != "agreed"  # stands on its band, which hides the grid
    ]
    assert legend
    assert grid
    assert [line for line in grid if any(line[1] < y + 30 and line[2] > y for y in legend)] == []
    assert [line for line in grid if any(line[1] < y and line[2] > y - LETTERS for y in words)] == []


def step(at: datetime, state: State, previous: State, axis: Axis = Axis.CEASEFIRE) -> Change:
    return Change(at, "ostia", axis, state, previous, False, (), Status("ostia", axis, state, since=at))


def shown(*changes: Change) -> Chart:
    """The chart of these changes, as /timeline draws it."""
    process = Process("ostia", "Ostia")
    start = chart_start(changes, NOW)
    return chart_of(process, changes, [], (), start, NOW, words_for("en"), "UTC")


OLD = step(NOW - timedelta(days=400), State.PROPOSED, State.NONE)
FAST = [
    step(NOW - timedelta(hours=hours), state, before)
    for hours, state, before in (
        (30, State.AGREED, State.PROPOSED),
        (20, State.IN_EFFECT, State.AGREED),
        (4, State.COLLAPSED, State.IN_EFFECT),
    )
]


def test_a_fast_story_after_a_long_while_is_not_squeezed_into_a_corner() -> None:
    chart = shown(OLD, *FAST)
    length = chart.end - chart.start
    assert length < timedelta(days=2)
    (row, *_) = [row for row in chart.rows if row.axis is Axis.CEASEFIRE]
    assert [span.state for span in row.spans] == [
        State.PROPOSED,
        State.AGREED,
        State.IN_EFFECT,
        State.COLLAPSED,
    ]
    assert all((span.end - span.start) / length > 0.05 for span in row.spans)


def test_an_axis_that_did_not_move_in_the_fast_story_keeps_what_it_was() -> None:
    talks = step(NOW - timedelta(days=300), State.UNDER_WAY, State.NONE, Axis.TALKS)
    chart = shown(OLD, talks, *FAST)
    (row, *_) = [row for row in chart.rows if row.axis is Axis.TALKS]
    assert [span.state for span in row.spans] == [State.UNDER_WAY]


def test_two_late_steps_of_a_long_history_leave_the_long_view() -> None:
    chart = shown(OLD, *FAST[1:])
    assert chart.start < OLD.at
