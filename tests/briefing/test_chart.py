"""A chart can be read on a phone: every state has its name, ticks stand at round moments of the person's
zone."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from briefing.render.axis_ticks import ticks
from briefing.render.chart import LETTERS, WIDTH, Chart, Row, Span, chart_svg
from briefing.render.times import zone_of
from news.claim import Axis
from news.status import State

NOW = datetime(2031, 9, 9, 16, 40, tzinfo=UTC)
PHONE = 310
"""Pixels in which a phone shows the chart's width."""


def drawn(*states, zone="UTC", length=timedelta(days=20), breaches=()):
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


def words_in(svg):
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)


def test_letters_are_legible_on_a_phone():
    svg = drawn(("under way", State.UNDER_WAY, 1))
    assert re.findall(r'font-size="(\d+)"', svg) == [str(LETTERS)]
    assert LETTERS * PHONE / WIDTH > 10


def test_the_present_state_is_named_however_short_its_band_is():
    svg = drawn(("under way", State.UNDER_WAY, 0.97), ("deal reached", State.DEAL_REACHED, 0.03))
    assert "under way" in words_in(svg)
    assert "deal reached" in words_in(svg)


def test_a_state_is_named_once_unless_it_is_the_present_one():
    one, other = ("stalled", State.STALLED), ("under way", State.UNDER_WAY)
    assert (
        words_in(drawn((*one, 0.4), (*other, 0.02), (*one, 0.58))).count("stalled") == 2
    )  # both bands have room
    assert (
        words_in(drawn((*one, 0.5), (*other, 0.48), (*one, 0.02))).count("stalled") == 2
    )  # in its band, and as the present one
    assert words_in(drawn((*one, 0.02), (*other, 0.4), (*one, 0.58))).count("stalled") == 1


def test_the_zone_is_named_and_red_is_explained_where_there_is_red():
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
def test_ticks_are_round_in_the_persons_zone(length, zone, shown):
    found = ticks(NOW - length, NOW, zone_of(zone), "en")
    assert [label for _, label in found] == shown
    assert all(NOW - length <= moment <= NOW for moment, _ in found)


def test_weeks_begin_on_monday():
    assert {
        moment.weekday()
        for moment, _ in ticks(NOW - timedelta(days=25), NOW, zone_of("Asia/Kathmandu"), "ru")
    } == {0}
