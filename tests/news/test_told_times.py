"""When a truce starts and ends is known as exactly as it was told: days as days, and a date before a
length."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from news.claim import Kind, Piece, Stance
from news.fold.times import day_alone, end_told, told_length
from news.status import ChangeRule, State
from tests.news.told import at, folded, rules, states, told

MINUTES = 9 + 40 / 60


def for_days(
    kind: Kind = Kind.AGREED, days: int = 7, day: int = 1, hour: float = MINUTES, **more: Any
) -> Piece:
    """ "A seven-day truce", as the reader has it: so long from the minute of publication."""
    return told(kind, day, hour, ends=at(day + days, hour), **more)


def test_an_end_by_a_length_alone_is_a_day() -> None:
    status = folded(for_days()).status
    assert (status.lasts_hours, status.ends_at) == (7 * 24, at(8, MINUTES))  # the calendar counts on exactly
    assert end_told(status) == at(8)


def test_a_length_below_two_days_ends_at_an_hour() -> None:
    assert end_told(folded(told(Kind.AGREED, 1, MINUTES, ends=at(2, MINUTES))).status) == at(2, 10)


@pytest.mark.parametrize("late", [False, True])
def test_a_date_goes_before_a_length(late: bool) -> None:
    dated = told(Kind.AGREED, 1, 11 if late else 9, outlet="Post", begins=at(2), ends=at(9))
    status = folded(for_days(), dated).status
    assert (status.effective_at, status.ends_at, status.lasts_hours, end_told(status)) == (
        at(2),
        at(9),
        None,
        at(9),
    )


@pytest.mark.parametrize("end", [at(8, 6), at(8), at(6, 18)])
def test_an_earlier_date_goes_before_a_length_too(end: datetime) -> None:
    status = folded(
        for_days(), *(told(Kind.AGREED, 1, 11, outlet=outlet, ends=end) for outlet in ("Post", "Star"))
    ).status
    assert (status.ends_at, status.lasts_hours) == (end, None)


@pytest.mark.parametrize(
    ("hour", "ends", "length"),
    [
        (9, at(1, 21), 12), (9, at(2, 21), 36), (9, at(3, 9), 48), (MINUTES, at(2, 12 + MINUTES), 36),
        (10 + 59 / 60, at(1, 23 + 59 / 60), None), (9, at(2, 6), None), (9, at(2), None), (12, at(2), None),
        (23 + 59 / 60, at(8, 23 + 59 / 60), 7 * 24),
    ],
)  # fmt: skip
def test_a_length_is_known_by_the_minutes_of_the_report(
    hour: float, ends: datetime, length: int | None
) -> None:
    found = told_length(told(Kind.AGREED, 1, hour, ends=ends))
    assert found == (None if length is None else timedelta(hours=length))


def test_a_length_counts_from_the_start_that_others_tell() -> None:
    status = folded(for_days(), told(Kind.AGREED, 1, 11, outlet="Post", begins=at(2, 18))).status
    assert (status.ends_at, status.lasts_hours) == (at(9, 18), None)


def test_a_start_that_was_over_by_then_does_not_count() -> None:
    before = told(Kind.IN_EFFECT, 1, 9, begins=at(1, 8), ends=at(3))
    status = folded(
        before,
        told(Kind.IN_EFFECT, 4, 8, outlet="Star"),
        for_days(Kind.IN_EFFECT, 2, 4, MINUTES, outlet="Post"),
        until=at(4, 12),
    ).status
    assert end_told(status) in (None, at(6))


def test_a_renewal_by_a_length_is_no_more_exact_than_the_end_it_counts_from() -> None:
    rough = folded(for_days(Kind.IN_EFFECT), for_days(Kind.EXTENDED, 7, 5, 12.5, outlet="Post"), until=at(6))
    assert rules(rough)[-1] == "extended"
    assert end_told(rough.status) == at(15)
    dated = folded(
        told(Kind.IN_EFFECT, 1, ends=at(8, 18)),
        for_days(Kind.EXTENDED, 7, 5, 12.5, outlet="Post"),
        until=at(6),
    )
    assert end_told(dated.status) == at(15, 18)
    alone = folded(told(Kind.IN_EFFECT, 1), for_days(Kind.EXTENDED, 7, 5, 12.5, outlet="Post"), until=at(6))
    assert end_told(alone.status) == at(12)


def test_a_day_alone_is_midnight_utc_exactly() -> None:
    assert day_alone(at(3))
    assert not day_alone(at(3) + timedelta(minutes=1))


def ranged(kind: Kind = Kind.IN_EFFECT, day: int = 12, hour: float = 8.0, **more: Any) -> Piece:
    """ "A truce from the 12th to the 14th"."""
    return told(kind, day, hour, begins=at(12), ends=at(14), **more)


def test_a_report_on_the_last_day_does_not_take_the_end_away() -> None:
    breach = told(Kind.VIOLATION, 14, 14, outlet="Post")
    status = folded(ranged(), breach).status
    assert (status.state, status.ends_at) == (State.IN_EFFECT, at(14))
    over = folded(ranged(), breach, until=at(17)).status
    assert (over.state, over.since) == (State.EXPIRED, at(15))  # it lasted to the midnight of the last day
    after = told(Kind.VIOLATION, 15, 1, outlet="Post")
    assert folded(ranged(), after).status.ends_at is None


def test_a_truce_told_the_day_before_lasts_all_its_last_day() -> None:
    late = told(Kind.IN_EFFECT, 13, 18, begins=at(13), ends=at(14))
    assert folded(late, until=at(14, 23)).status.state is State.IN_EFFECT
    assert states(folded(late, until=at(16))) == [State.IN_EFFECT, State.EXPIRED]


def test_the_last_day_does_not_bring_back_what_expired() -> None:
    still = [told(Kind.IN_EFFECT, 14, hour, outlet=outlet) for hour, outlet in ((16, "Post"), (18, "Star"))]
    talk = told(Kind.PROPOSED, 16, 9, outlet="Echo", sure=0.3)
    assert folded(ranged(), *still, talk).status.state is State.EXPIRED


def test_an_end_told_on_its_day_is_known() -> None:
    assert folded(ranged(day=14, hour=9)).status.ends_at == at(14)
    assert folded(told(Kind.IN_EFFECT, 14, 9, begins=at(12), ends=at(14, 8))).status.ends_at is None


def test_a_renewal_on_the_last_day_counts_from_it() -> None:
    status = folded(
        ranged(), for_days(Kind.EXTENDED, 3, 14, 10 + MINUTES, outlet="Post"), until=at(14, 23)
    ).status
    assert status.ends_at == at(17)


def test_a_truce_that_comes_into_force_after_the_end_it_was_given_has_none() -> None:
    agreed, begun = told(Kind.AGREED, 1, 0, ends=at(1, 14)), told(Kind.IN_EFFECT, 1, 18, outlet="Post")
    result = folded(agreed, begun)
    assert (result.status.state, result.status.ends_at) == (State.IN_EFFECT, None)


def test_a_length_from_a_start_told_only_as_today_ends_on_a_day() -> None:
    begun = told(Kind.AGREED, 1, 9.45, begins=at(1), ends=at(31))
    result = folded(begun)
    assert end_told(result.status) == at(31)
    renewed = folded(begun, told(Kind.EXTENDED, 3, 14.2, outlet="Post", ends=at(63, 14.2)))
    assert end_told(renewed.status) == at(91)


def test_a_length_of_hours_from_a_day_has_no_end() -> None:
    status = folded(
        told(Kind.AGREED, 1, 9, begins=at(2)), told(Kind.AGREED, 1, 10, outlet="Post", ends=at(1, 22))
    ).status
    assert (status.effective_at, status.ends_at) == (at(2), None)


def test_hours_beyond_a_day_have_no_end_from_a_day_either_whoever_tells_the_start_first() -> None:
    length, day = (
        told(Kind.AGREED, 1, 9.5, ends=at(2, 21.5)),
        told(Kind.AGREED, 1, 10, outlet="Post", begins=at(2)),
    )
    assert [folded(*pieces).status.ends_at for pieces in ((length, day), (day, length))] == [None, None]


def test_a_truce_that_starts_on_a_day_waits_for_a_report_or_the_end_of_that_day() -> None:
    agreed = told(Kind.AGREED, 1, 9, begins=at(1)), told(Kind.AGREED, 1, 9.5, outlet="Post", begins=at(1))
    assert folded(*agreed, until=at(1, 20)).status.state is State.AGREED
    alone = folded(*agreed, until=at(2))
    assert [(c.state, c.at, c.status.since) for c in alone.changes[1:]] == [
        (State.IN_EFFECT, at(1, 23) + timedelta(minutes=59), at(1))
    ]
    begun = [told(Kind.IN_EFFECT, 1, 14 + n / 4, outlet=outlet) for n, outlet in enumerate(("Star", "Sun"))]
    reported = folded(*agreed, *begun, until=at(2)).changes[1]
    assert (reported.state, reported.at) == (State.IN_EFFECT, at(1, 14))
    assert reported.rule is not ChangeRule.DUE


def test_a_start_that_has_passed_makes_no_fact_of_what_a_side_refuses() -> None:
    agreed = [
        told(Kind.AGREED, 3, 9 + n, outlet=outlet, begins=at(2))
        for n, outlet in enumerate(("Herald", "Post"))
    ]
    assert folded(*agreed).status.state is State.IN_EFFECT
    refused = told(Kind.AGREED, 4, 9, outlet="Star", stance=Stance.DENIED, by="South")
    result = folded(*agreed, refused)
    assert (result.status.state, result.status.due, result.status.disputed_by) == (
        State.PROPOSED,
        False,
        ("South",),
    )
    confirmed = told(Kind.IN_EFFECT, 3, 20, outlet="Sun"), told(Kind.IN_EFFECT, 3, 21, outlet="Echo")
    assert folded(*agreed, *confirmed, refused).status.state is State.IN_EFFECT
