"""Round moments for a chart's axis, in the person's zone: full hours, days, Mondays, firsts of months and
years."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

_MINUTES = (15, 30, 60, 120, 180, 360, 720)
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MOST, _MOST_MONTHS, _MOST_YEARS = (
    5,
    4,
    6,
)  # so many labels stand side by side; that of a month with its year is the longest


def ticks(start: datetime, end: datetime, zone: ZoneInfo, language: str) -> list[tuple[datetime, str]]:
    """A few round moments between `start` and `end` (aware), each with its label; only a tick at midnight
    tells the day among hours."""
    for minutes in _MINUTES:
        if (end - start) / timedelta(minutes=minutes) < _MOST:
            found = [m for m in _of_a_day(start.astimezone(zone), end, minutes) if start <= m <= end]
            return [(m, _label(m, "d MMM" if m.time() == time() else "HH:mm", language)) for m in found]
    for days in _DAYS:
        if (end - start) / timedelta(days=days) < _MOST:
            found = [m for m in _days(start.astimezone(zone), end, days) if start <= m <= end]
            return [(m, _label(m, "d MMM", language)) for m in found]
    for months in _MONTHS:
        found = [m for m in _months(start.astimezone(zone), end, months) if start <= m <= end]
        years = months % 12 == 0
        if len(found) <= (_MOST_YEARS if years else _MOST_MONTHS) or months == _MONTHS[-1]:
            return [(m, _label(m, "y" if years else "MMM y", language)) for m in found]
    return []


def _of_a_day(start: datetime, end: datetime, minutes: int) -> Iterator[datetime]:
    moment = start.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    while moment <= end:
        yield moment
        moment += timedelta(minutes=minutes)


def _days(start: datetime, end: datetime, days: int) -> Iterator[datetime]:
    """Midnights; those of weeks are Mondays."""
    first = start.toordinal()
    for day in range(first + (1 - first) % days, end.toordinal() + 2, days):
        yield datetime.combine(date.fromordinal(day), time(), start.tzinfo)


def _months(start: datetime, end: datetime, months: int) -> Iterator[datetime]:
    first = start.year * 12 + start.month - 1
    for month in range(first + -first % months, end.year * 12 + end.month + 1, months):
        yield datetime(month // 12, month % 12 + 1, 1, tzinfo=start.tzinfo)


def _label(moment: datetime, pattern: str, language: str) -> str:
    return format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=language)
