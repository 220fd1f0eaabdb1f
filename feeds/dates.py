"""Dates as feeds write them: RFC 822, ISO 8601, seconds since 1970, and the usual slips. Always aware UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january янв января",
            "feb february фев февраля",
            "mar march мар марта",
            "apr april апр апреля",
            "may май мая",
            "jun june июн июня",
            "jul july июл июля",
            "aug august авг августа",
            "sep sept september сен сентября",
            "oct october окт октября",
            "nov november ноя ноября",
            "dec december дек декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "wet": 0,
    "west": 60,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "trt": 180,
    "edt": -240,
    "est": -300,
    "cdt": -300,
    "cst": -360,
    "mdt": -360,
    "mst": -420,
    "pdt": -420,
    "pst": -480,
    "jst": 540,
    "ist": 330,
    "pkt": 300,
    "aest": 600,
    "aedt": 660,
}
"""Minutes east of Greenwich; "IST" is read as India's, "BST" as Britain's, "CST" as Chicago's."""

_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})"
    r"(?:(?:T|t|\s+)(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>[Zz]|GMT|UTC|[+-]\d{2}(?::?\d{2})?)?)?\Z"
)
_RFC = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<month>[^\W\d]+)\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?\s*(?P<half>[AaPp][Mm])?"
    r"\s*(?P<zone>[A-Za-z]{1,5}(?=\Z|\s|[+-])|(?:GMT|UTC)?[+-]\d{1,2}:?\d{2})?(?:\s*\(.*\)|\s+\d{4})?\Z"
)
_US = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<month>[^\W\d]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?"
    r"(?:\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s+(?P<zone>[A-Za-z]{1,5}\s+)?(?P<year_late>\d{4})"
    r"|\s+(?P<year>\d{4})(?:,?\s+(?:at\s+)?(?P<hour2>\d{1,2}):(?P<minute2>\d{2})\s*(?P<half>[AaPp][Mm])?)?)\Z"
)
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?\Z")
_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?\Z")


@lru_cache(maxsize=4096)
def read_date(written: str | None) -> datetime | None:
    """The date as aware UTC, a missing zone read as UTC; None where it cannot be read. Says nothing about its
    sense."""
    text = " ".join(written.split()) if written and len(written) <= 100 else ""
    if not text:
        return None
    try:
        if _EPOCH.match(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        found = _ISO.match(text) or _RFC.match(text) or _US.match(text)
        return _build(found) if found else None
    except (ValueError, OverflowError):
        return None


def _build(found: re.Match[str]) -> datetime | None:
    part = found.groupdict()
    year = int(part.get("year") or part.get("year_late") or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    month = _month(part["month"])
    hour = int(part.get("hour") or part.get("hour2") or 0)
    if half := part.get("half"):
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    minute = int(part.get("minute") or part.get("minute2") or 0)
    second = min(int(part.get("second") or 0), 59)  # a leap second
    day_later = timedelta(days=1) if hour == 24 else timedelta(0)
    zone = _zone((part.get("zone") or "").strip())
    return (
        datetime(year, month, int(part["day"]), hour % 24, minute, second, tzinfo=zone) + day_later
    ).astimezone(UTC)


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    number = _MONTHS.get(written.lower())
    if number is None:
        raise ValueError(f"{written} is no month")
    return number


def _zone(written: str) -> timezone:
    """An offset or a name; an unknown name counts as UTC, as a missing one does."""
    if found := _OFFSET.match(written.upper()):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    return timezone(timedelta(minutes=_ZONES.get(written.lower(), 0)))
