"""Days and hours told by a text, as aware UTC relative to the time of publication; an hour is local and read
as UTC.

A day told without an hour is its 00:00; a midnight at which something ends is the last minute of its day, one
at which something is to begin the first second of the day that begins (docs/decisions/0040).
"""

import re
from datetime import datetime, timedelta
from enum import Enum, auto

from reading.when.time_words import EVENING, HOURS, MONTHS, NUMBERS, UNITS, WEEKDAYS

_DAYS = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_MONTHS = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?"
DAYS = rf"\b(?:{_DAYS}|tomorrow|завтра|(?:{_MONTHS})\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTHS}))\b"
"""Pattern of a day other than today."""
_TODAY = ("today", "tonight", "this evening", "сегодня", "сегодняшнего")
_DATE = re.compile(
    rf"\b(?:(?P<day>{_DAYS}|{'|'.join(_TODAY)}|tomorrow|завтра)\b"
    rf"|(?P<mon>{_MONTHS})\.?\s+(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d){_YEAR}"
    rf"|(?P<dom2>\d{{1,2}})(?:st|nd|rd|th|-го|-е)?\s+(?P<mon2>{_MONTHS})\b{_YEAR.replace('year', 'year2')})",
    re.I,
)
_CLOCK = (
    r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?\s*(?P<ap>a\.?m\.?|p\.?m\.?|утра|вечера|часов|ч\b)?"
    rf"|(?P<word>{'|'.join(HOURS)})|(?P<mil>\d{{4}})\s*(?:GMT|UTC)"
)
_CLOCK_RE = re.compile(
    rf"\b(?:at|from|by|until|till|с|в|до|around|about|to|,)\s+(?:{_CLOCK})(?=\W|$)|\b(?P<word2>{'|'.join(HOURS)})\b",
    re.I,
)
_TO = r"\s*(?:[-–—]|\b(?:to|through|по)\b)\s*"
_RANGE = re.compile(
    rf"\b(?:(?P<mon>{_MONTHS})\.?\s+(?P<from>\d{{1,2}}){_TO}(?:(?P<mon2>{_MONTHS})\.?\s+)?(?P<to>\d{{1,2}})(?![\d:]|\s*[ap]\.?m){_YEAR}"
    rf"|(?P<from2>\d{{1,2}})(?:\s+(?P<mon3>{_MONTHS}))?{_TO}(?P<to2>\d{{1,2}})\s+(?P<mon4>{_MONTHS})\b{_YEAR.replace('year', 'year2')}"
    rf"|(?:from|с)\s+(?P<day>{_DAYS}){_TO}(?P<day2>{_DAYS})\b)",
    re.I,
)
_LATER = re.compile(
    rf"^\W*(?:at )?\W*(?:in|within|через|в течение)\s+(?P<n>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\s+"
    rf"(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})\b",
    re.I,
)
_ZONE = timedelta(hours=9)
"""A past hour that seems so little ahead is the place's own, and the report follows the fact: it counts as
now."""
_LAST_MINUTE = (23, 59)
_FIRST_SECOND = timedelta(seconds=1)
_JUST = timedelta(days=14)
"""A dated end so little behind has just passed; one further behind means next year's."""


class Side(Enum):
    """On which side of the publication a moment lies."""

    BEHIND = auto()
    NEAR = auto()
    AHEAD = auto()


def find_moment(text: str, published: datetime, side: Side, after: datetime | None = None) -> datetime | None:
    """The first day of `text` with its hour, else an hour alone; a day ahead lies after `after` too. Behind
    is never after `published`."""
    if side is not Side.BEHIND and (later := _LATER.search(text)):
        return _later(later, published)
    day = _DATE.search(text)
    clock = _CLOCK_RE.search(_DATE.sub(" ", text))
    hour = (
        _hour(clock)
        if clock
        else EVENING
        if day is not None and (day["day"] or "").lower() in ("tonight", "this evening")
        else None
    )
    if hour == HOURS["midnight"] and side is Side.AHEAD:
        hour = _LAST_MINUTE
    if day is not None:
        date = _date(day, published, side, after or published)
        moment = _at(date, hour or (0, 0)) if date else None
        if moment is not None and hour == EVENING and side is not Side.BEHIND:
            moment = _not_over(moment, published, side)
    elif (
        hour is None
        or clock is None
        or not (clock["ap"] or clock["word"] or clock["word2"] or clock["mil"] or clock["min"])
    ):
        return None
    else:
        moment = _at(published, hour)
        if moment <= published and side is not Side.BEHIND:
            moment += timedelta(days=1)
    if side is Side.BEHIND and moment is not None:
        return _passed(moment, published, alone=day is None or hour == HOURS["midnight"])
    return _midnight_told(moment) if moment is not None and hour == HOURS["midnight"] else moment


def find_range(text: str, published: datetime) -> tuple[datetime, datetime] | None:
    """The first and the last day of a range of days: "May 8-10", "с 8 по 10 мая", "from Friday to Sunday"."""
    match = _RANGE.search(text)
    if match is None:
        return None
    if match["day"]:
        first = _weekday(match["day"], published, Side.NEAR)
        return _at(first, (0, 0)), _at(_weekday(match["day2"], first, Side.AHEAD), (0, 0))
    last_month = MONTHS[(match["mon2"] or match["mon"] or match["mon4"]).lower()]
    first_month = MONTHS[(match["mon"] or match["mon3"] or match["mon4"]).lower()]
    told = match["year"] or match["year2"]
    begin = _calendar(
        first_month, int(match["from"] or match["from2"]), int(told) if told else None, published, Side.NEAR
    )
    end = (
        _calendar(last_month, int(match["to"] or match["to2"]), None, begin, Side.AHEAD, timedelta(0))
        if begin
        else None
    )
    return (_at(begin, (0, 0)), _at(end, (0, 0))) if begin and end else None


def _passed(moment: datetime, published: datetime, *, alone: bool) -> datetime:
    """The moment brought to where it has passed: an hour or a midnight too far ahead was the one a day
    before."""
    if alone and moment - published > _ZONE:
        moment -= timedelta(days=1)
    return min(moment, published)


def _later(match: re.Match[str], published: datetime) -> datetime:
    """So many hours after `published`, to the full hour; of days or more the day alone."""
    count = int(match["n"]) if match["n"].isdigit() else NUMBERS[match["n"].lower()]
    unit = UNITS[match["unit"].lower()]
    moment = published + timedelta(hours=count * unit)
    return _at(moment, (0, 0)) if unit > 1 else _at(moment, (moment.hour + (moment.minute > 0), 0))


def _not_over(evening: datetime, published: datetime, side: Side) -> datetime:
    """An evening brought to where it has not passed: that of the day of publication lasts to its midnight."""
    if evening > published or evening.date() != published.date():
        return evening
    return (
        _at(published, _LAST_MINUTE)
        if side is Side.AHEAD
        else _midnight_told(_at(published, HOURS["midnight"]))
    )


def _midnight_told(moment: datetime) -> datetime:
    """A midnight told as an hour at which something begins: no day alone."""
    return moment + _FIRST_SECOND


def _at(day: datetime, hour: tuple[int, int]) -> datetime:
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour[0], minutes=hour[1])


def _date(match: re.Match[str], published: datetime, side: Side, after: datetime) -> datetime | None:
    name = (match["day"] or "").lower()
    if name in _TODAY:
        return published
    if name in ("tomorrow", "завтра"):
        return published + timedelta(days=1)
    base = after if side is Side.AHEAD else published
    if name:
        return _weekday(name, base, side)
    told = match["year"] or match["year2"]
    month = MONTHS[(match["mon"] or match["mon2"]).lower()]
    return _calendar(month, int(match["dom"] or match["dom2"]), int(told) if told else None, base, side)


def _weekday(name: str, base: datetime, side: Side) -> datetime:
    ahead = (WEEKDAYS[name.lower()] - base.weekday()) % 7
    return base + timedelta(days=ahead - 7 if side is Side.BEHIND and ahead else ahead)


def _calendar(
    month: int, day: int, year: int | None, base: datetime, side: Side, just: timedelta = _JUST
) -> datetime | None:
    """That day of `year`, else of the year that `side` asks for; None when the calendar has no such day."""
    years = (
        [year] if year else range(base.year - 4, base.year + 5)
    )  # a 29 February is at most four years away, but for 1900 and 2100
    dates = [date for date in (_day(base, y, month, day) for y in years) if date]
    if side is Side.BEHIND and not year:
        dates = [date for date in dates if date <= base + timedelta(days=1)]
    if side is Side.AHEAD and not year:
        dates = [date for date in dates if date >= base - just]
    return min(dates, key=lambda date: abs(date - base), default=None)


def _day(base: datetime, year: int, month: int, day: int) -> datetime | None:
    try:
        return base.replace(year=year, month=month, day=day)
    except ValueError:
        return None


def _hour(match: re.Match[str]) -> tuple[int, int] | None:
    word = match["word"] or match["word2"]
    if word:
        return HOURS[word.lower()]
    if match["mil"]:
        return int(match["mil"][:2]) % 25, int(match["mil"][2:]) % 60
    hour = int(match["h"])
    mark = (match["ap"] or "").lower()
    if mark.startswith(("p", "веч")) and hour < 12:
        hour += 12
    if mark.startswith("a") and hour == 12:
        hour = 0
    return (hour, int(match["min"] or 0)) if hour <= 24 else None
