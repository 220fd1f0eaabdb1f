"""When digests are due: exactly one a slot, through every clock change of forty zones."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from news.digest import (
    EVERY_DAY,
    WEEKDAYS,
    Timetable,
    newest_slot,
    next_slot,
    quiet_end,
    times_from_text,
    times_to_text,
)

ZONES = [
    "Europe/London",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Athens",
    "Europe/Kyiv",
    "Europe/Chisinau",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Atlantic/Azores",
    "Atlantic/Canary",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "America/Halifax",
    "America/St_Johns",
    "America/Toronto",
    "America/Havana",
    "America/Port-au-Prince",
    "America/Santiago",
    "America/Asuncion",
    "America/Nuuk",
    "America/Miquelon",
    "Asia/Jerusalem",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Hebron",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Hobart",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Norfolk",
]
BEGIN, YEARS = datetime(2024, 1, 1, tzinfo=UTC), 3


@cache
def _changes(zone: ZoneInfo) -> list[tuple[datetime, timedelta]]:
    """(when, by how much) the zone's clock changes within the years."""
    found = []
    for day in range(365 * YEARS):
        start = BEGIN + timedelta(days=day)
        if _offset(start, zone) == _offset(start + timedelta(days=1), zone):
            continue
        for half in range(48):
            moment = start + timedelta(minutes=30 * (half + 1))
            jump = _offset(moment, zone) - _offset(moment - timedelta(minutes=30), zone)
            if jump:
                found.append((moment, jump))
    return found


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _hours(zone: ZoneInfo) -> set[time]:
    """Hours of the day in a gap or a fold, at its edges, and an ordinary one."""
    hours = {time(8)}
    for moment, jump in _changes(zone):
        edge = (moment - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None) + timedelta(minutes=1)
        for minutes in (0, 30, 59, 60) if jump > timedelta() else (-60, -30, -1, 0):
            hours.add((edge + timedelta(minutes=minutes)).time())
    return hours


def test_the_zones_are_forty_and_each_changes_its_clock_both_ways() -> None:
    assert len(ZONES) == 40
    for name in ZONES:
        jumps = [jump for _, jump in _changes(ZoneInfo(name))]
        assert min(jumps) < timedelta() < max(jumps), name


@pytest.mark.parametrize("name", ZONES)
def test_exactly_one_digest_a_day_for_three_years_at_every_hour_in_gap_and_fold(name: str) -> None:
    zone = ZoneInfo(name)
    for hour in _hours(zone):
        timetable = Timetable(EVERY_DAY, (hour,))
        now, last, days = BEGIN, "", []
        while now < BEGIN + timedelta(days=365 * YEARS):
            slot = next_slot(timetable, zone, now, last)
            assert slot.at > now
            assert newest_slot(timetable, zone, slot.at, last) == slot
            days.append(slot.local[:10])
            now, last = slot.at, slot.local
        first = datetime.fromisoformat(days[0])
        assert days == [f"{first + timedelta(days=n):%Y-%m-%d}" for n in range(len(days))], hour
        assert len(days) >= 365 * YEARS - 1


def test_an_hour_jumped_over_comes_as_much_later_and_one_that_comes_twice_the_first_time() -> None:
    zone, daily = ZoneInfo("Europe/Berlin"), Timetable(EVERY_DAY, (time(2, 30),))
    spring = next_slot(daily, zone, datetime(2026, 3, 28, 12, tzinfo=UTC))
    autumn = next_slot(daily, zone, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert spring.at.astimezone(zone).isoformat() == "2026-03-29T03:30:00+02:00"
    assert autumn.at.astimezone(zone).isoformat() == "2026-10-25T02:30:00+02:00"


def test_several_times_a_day_weekdays_and_weekly() -> None:
    zone = ZoneInfo("Asia/Baku")
    friday = datetime(2026, 11, 27, 10, tzinfo=UTC)  # 14:00 there
    assert next_slot(Timetable(WEEKDAYS, (time(8), time(18))), zone, friday).local == "2026-11-27T18:00"
    assert next_slot(Timetable(WEEKDAYS, (time(8),)), zone, friday).local == "2026-11-30T08:00"
    assert next_slot(Timetable(frozenset({4}), (time(8),)), zone, friday).local == "2026-12-04T08:00"


@pytest.mark.parametrize(
    ("new", "local"), [("America/New_York", "2026-11-25T08:00"), ("Asia/Tokyo", "2026-11-25T08:00")]
)
def test_a_new_zone_holds_from_the_next_digest_and_serves_no_day_twice(new: str, local: str) -> None:
    slot = next_slot(
        Timetable(EVERY_DAY, (time(8),)),
        ZoneInfo(new),
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        "2026-11-24T08:00",
    )
    assert slot.local == local
    assert slot.at.astimezone(ZoneInfo(new)).hour == 8


def test_a_day_the_calendar_skips_is_made_up_for_by_the_next() -> None:
    zone, daily = ZoneInfo("Pacific/Apia"), Timetable(EVERY_DAY, (time(8),))  # no 30 December 2011 there
    now, last, moments = datetime(2011, 12, 28, tzinfo=UTC), "", []
    while now < datetime(2012, 1, 2, tzinfo=UTC):
        slot = next_slot(daily, zone, now, last)
        now, last = slot.at, slot.local
        moments.append(slot.at)
    assert {later - earlier for earlier, later in pairwise(moments)} == {timedelta(days=1)}


def test_quiet_hours_end_when_they_say_through_midnight() -> None:
    zone = ZoneInfo("Europe/Berlin")
    night = (22 * 60, 7 * 60)
    assert quiet_end(night, zone, datetime(2026, 6, 1, 21, tzinfo=UTC)) == datetime(2026, 6, 2, 5, tzinfo=UTC)
    assert quiet_end(night, zone, datetime(2026, 6, 1, 2, tzinfo=UTC)) == datetime(2026, 6, 1, 5, tzinfo=UTC)
    assert quiet_end(night, zone, datetime(2026, 6, 1, 12, tzinfo=UTC)) is None
    assert quiet_end((13 * 60, 15 * 60), zone, datetime(2026, 6, 1, 12, tzinfo=UTC)) == datetime(
        2026, 6, 1, 13, tzinfo=UTC
    )
    assert quiet_end(None, zone, datetime(2026, 6, 1, 12, tzinfo=UTC)) is None


def test_times_are_written_sorted_and_once() -> None:
    assert times_to_text(times_from_text("18:00 08:00 18:00")) == "08:00 18:00"
    with pytest.raises(ValueError, match="hour"):
        times_from_text("99:00")
