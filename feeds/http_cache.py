"""What a server says about time: Cache-Control, Expires, Age (RFC 9111) and Retry-After (RFC 9110), in
seconds."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from multidict import istr

_CACHE_CONTROL = istr("Cache-Control")
_MAX_AGE = re.compile(r"(?:\A|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NO_WISH = re.compile(r"(?:\A|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], now: Callable[[], datetime]) -> float | None:
    """Seconds the server asks us to wait before the next request; None: it does not say. Never negative."""
    control = headers.get(_CACHE_CONTROL)
    if control is not None:
        said, wish = _wish(control)
        if said:
            return max(0.0, wish - _age(headers)) if wish else wish
    expires = http_date(headers.get("Expires"))
    if expires is None:
        return None
    served = http_date(headers.get("Date")) or now()
    return max(0.0, (expires - served).total_seconds())


@lru_cache(maxsize=1024)
def _wish(control: str) -> tuple[bool, float | None]:
    """Whether a Cache-Control says anything for us, and how many seconds; the same few values come again and
    again."""
    if _NO_WISH.search(control):
        return True, None
    found = _MAX_AGE.search(control)
    return (True, float(found[1])) if found else (False, None)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of a Retry-After header, given as a number or as a date; None where absent or unreadable."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,10}", value):
        return float(value)
    until = http_date(value)
    return max(0.0, (until - now).total_seconds()) if until else None


def http_date(value: str | None) -> datetime | None:
    """A date in any of the three forms of RFC 9110, aware UTC; None where it is none ("0", "-1")."""
    if not value:
        return None
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


def _age(headers: Mapping[str, str]) -> float:
    age = headers.get("Age")
    return float(age) if age and re.fullmatch(r"\d{1,10}", age) else 0.0
