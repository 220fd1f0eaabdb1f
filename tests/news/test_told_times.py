"""When a truce starts and ends is known as exactly as it was told: days as days, and a date before a length."""

from datetime import timedelta

import pytest

from news.claim import Kind
from news.times import day_alone, end_told
from tests.news.told import at, folded, rules, told

MINUTES = 9 + 40 / 60


def for_days(kind=Kind.AGREED, days=7, day=1, hour=MINUTES, **more):
    """ "A seven-day truce", as the reader has it: so long from the minute of publication."""
    return told(kind, day, hour, ends=at(day + days, hour), **more)


def test_an_end_by_a_length_alone_is_a_day():
    status = folded(for_days()).status
    assert (status.lasts_hours, status.ends_at) == (7 * 24, at(8, MINUTES))  # the calendar counts on exactly
    assert end_told(status) == at(8)


def test_a_length_below_two_days_ends_at_an_hour():
    assert end_told(folded(told(Kind.AGREED, 1, MINUTES, ends=at(2, MINUTES))).status) == at(2, 10)


@pytest.mark.parametrize("late", [False, True])
def test_a_date_goes_before_a_length(late):
    dated = told(Kind.AGREED, 1, 11 if late else 9, outlet="Post", begins=at(2), ends=at(9))
    status = folded(for_days(), dated).status
    assert (status.effective_at, status.ends_at, status.lasts_hours, end_told(status)) == (at(2), at(9), None, at(9))


def test_a_length_counts_from_the_start_that_others_tell():
    status = folded(for_days(), told(Kind.AGREED, 1, 11, outlet="Post", begins=at(2, 18))).status
    assert (status.ends_at, status.lasts_hours) == (at(9, 18), None)


def test_a_start_that_was_over_by_then_does_not_count():
    before = told(Kind.IN_EFFECT, 1, 9, begins=at(1, 8), ends=at(3))
    status = folded(
        before, told(Kind.IN_EFFECT, 4, 8, outlet="Star"), for_days(Kind.IN_EFFECT, 2, 4, MINUTES, outlet="Post"), until=at(4, 12)
    ).status
    assert end_told(status) in (None, at(6))


def test_a_renewal_by_a_length_is_no_more_exact_than_the_end_it_counts_from():
    rough = folded(for_days(Kind.IN_EFFECT), for_days(Kind.EXTENDED, 7, 5, 12.5, outlet="Post"), until=at(6))
    assert rules(rough)[-1] == "extended"
    assert end_told(rough.status) == at(15)
    dated = folded(told(Kind.IN_EFFECT, 1, ends=at(8, 18)), for_days(Kind.EXTENDED, 7, 5, 12.5, outlet="Post"), until=at(6))
    assert end_told(dated.status) == at(15, 18)
    alone = folded(told(Kind.IN_EFFECT, 1), for_days(Kind.EXTENDED, 7, 5, 12.5, outlet="Post"), until=at(6))
    assert end_told(alone.status) == at(12)


def test_a_day_alone_is_midnight_utc_exactly():
    assert day_alone(at(3))
    assert not day_alone(at(3) + timedelta(minutes=1))
