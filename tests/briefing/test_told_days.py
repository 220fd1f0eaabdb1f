"""A day told without an hour reads as that day in every zone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefing.answers.timeline import _caption, _entry, chart_of
from briefing.render.speakers import Sides
from briefing.render.times import clock_told, day
from briefing.render.words import words_for
from news.claim import Axis, Kind
from news.process import Process, ProcessCatalogue
from news.status import Change, ChangeRule, State, Status
from tests.news.told import at, folded, told

SIDES = Sides(ProcessCatalogue.of([]), "", words_for("en"))

FRIDAY = datetime(2031, 9, 12, tzinfo=UTC)
ZONES = ["UTC", "America/New_York", "Asia/Tokyo", "Pacific/Auckland"]


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_alone(zone: str) -> None:
    words, place = words_for("en"), ZoneInfo(zone)
    assert clock_told(FRIDAY, FRIDAY, words, place) == "Fri 12 Sep"
    assert clock_told(FRIDAY.astimezone(place), FRIDAY, words_for("ru"), place) == "пт 12 сент."
    assert day(FRIDAY, FRIDAY, words, place) == "12 Sep"


def test_an_hour_goes_by_the_zone() -> None:
    assert (
        clock_told(FRIDAY + timedelta(hours=2), FRIDAY, words_for("en"), ZoneInfo("America/New_York"))
        == "Thu 11 Sep, 22:00"
    )


@pytest.mark.parametrize("zone", ZONES)
def test_a_start_the_calendar_made_on_a_day_is_of_that_day_in_the_timeline(zone: str) -> None:
    due = folded(told(Kind.AGREED, 1, 9, begins=at(3)), until=at(4)).changes[-1]
    assert due.rule is ChangeRule.DUE
    assert "Mon 3 Mar</i>" in _entry(due, SIDES, at(4), zone).html
    voted = replace(due, rule=ChangeRule.VOTE)
    assert "Mon 3 Mar</i>" not in _entry(voted, SIDES, at(4), zone).html


@pytest.mark.parametrize("zone", ZONES)
def test_the_caption_of_the_chart_tells_that_day_too(zone: str) -> None:
    changes = folded(told(Kind.AGREED, 1, 9, begins=at(3)), until=at(9)).changes
    process = Process("north-south", "North and South")
    drawn = chart_of(process, changes, (), (), at(1), at(9), words_for("en"), zone)
    assert "in effect since 3 Mar" in _caption(drawn, words_for("en")).html


def test_the_chart_has_a_band_of_the_fighting_beside_the_axes() -> None:
    changes = folded(told(Kind.AGREED, 1, 9), until=at(9)).changes
    process = Process("north-south", "North and South")
    calm = Status("north-south", Axis.FIGHTING)
    heavy = replace(calm, state=State.MAJOR, since=at(4))
    level = Change(
        at(4), "north-south", Axis.FIGHTING, State.MAJOR, State.NONE, False, (), heavy, ChangeRule.FIGHTING
    )
    drawn = chart_of(process, changes, [level], (), at(1), at(9), words_for("en"), ZONES[0])
    rows = {row.axis: [(span.state, span.start) for span in row.spans] for row in drawn.rows}
    assert rows[Axis.FIGHTING] == [(State.NONE, at(1)), (State.MAJOR, at(4))]
    assert "Fighting: " in _caption(drawn, words_for("en")).html
