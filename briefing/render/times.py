"""Times as a person reads them: relative while fresh, a date once old, always in the chat's zone; a day told
alone is that day in all."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime

from briefing.render.words import Words
from news.fold.times import day_alone

_FRESH = timedelta(hours=24)
_UTC = ZoneInfo("UTC")


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone `name`, else UTC (a stored name may have left the zone database)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return _UTC


def age(moment: datetime, now: datetime, words: Words, zone: ZoneInfo) -> str:
    """ "14 min", "3 h" within a day; then the date."""
    passed = now - moment
    if passed < timedelta(minutes=1):
        return words.say("just now")
    if passed < timedelta(hours=1):
        return words.say("{n} min", n=int(passed.total_seconds() // 60))
    if passed < _FRESH:
        return words.say("{n} h", n=int(passed.total_seconds() // 3600))
    return day(moment, now, words, zone)


def day(moment: datetime, now: datetime, words: Words, zone: ZoneInfo) -> str:
    """ "9 Sep", with the year once it is not this one."""
    local = moment.astimezone(UTC if day_alone(moment) else zone)
    pattern = "d MMM" if local.year == now.astimezone(zone).year else "d MMM y"
    return _written(local.date(), pattern, words.language)


@lru_cache(maxsize=1_000)
def _written(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=language)


def span(seconds: float, words: Words) -> str:
    """ "30 min", "2 h", "1 h 30 min"."""
    minutes = int(seconds // 60)
    parts = [words.say("{n} h", n=minutes // 60)] if minutes >= 60 else []
    return " ".join([*parts, *([words.say("{n} min", n=minutes % 60)] if minutes % 60 else [])])


def clock(moment: datetime, words: Words, zone: ZoneInfo) -> str:
    """ "Fri 9 Sep, 18:40"."""
    return format_datetime(moment, "EEE d MMM, HH:mm", tzinfo=zone, locale=words.language)


def clock_told(moment: datetime, now: datetime, words: Words, zone: ZoneInfo) -> str:
    """A moment that was told: with its hour as `clock`, a day alone (`news.fold.times.day_alone`) as "Fri 9
    Sep" in every zone; with the year once it is not this one."""
    alone = day_alone(moment)
    local = moment.astimezone(UTC if alone else zone)
    pattern = "EEE d MMM" if local.year == now.astimezone(zone).year else "EEE d MMM y"
    if alone:
        return format_date(local.date(), pattern, locale=words.language)
    return format_datetime(local, f"{pattern}, HH:mm", tzinfo=zone, locale=words.language)
