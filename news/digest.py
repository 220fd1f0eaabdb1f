"""When digests are due: pure arithmetic over local hours, zones and their clock changes.

A slot is a local day and hour. It comes exactly once: an hour the clock jumps over comes as much later as the
clock jumped (PEP 495, fold 0), an hour that comes twice counts the first time. Slots already served are told
apart by their local time, so that neither a clock change nor a new zone serves one twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATE = timedelta(minutes=15)
"""A digest later than this is made up for: it covers all until now, not until its hour."""

_LOOK_AHEAD = 9  # days: every weekly slot is within
_DAY = timedelta(days=1)
_NEVER = datetime.min.replace(tzinfo=UTC)
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Timetable:
    """Local days (Monday 0) and hours of the day, neither empty."""

    days: frozenset[int]
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One due digest: `local` names it ("2026-11-24T08:00"), `at` is when, aware UTC."""

    local: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat gets and when. Empty `processes`: every one; `words` narrow it. Times are aware UTC."""

    id: int
    chat_id: int
    processes: tuple[str, ...]
    words: str
    timetable: Timetable
    tell_nothing: bool
    next_due: datetime
    last_slot: str  # the last one served, or ""
    covered_until: datetime


def next_slot(timetable: Timetable, zone: ZoneInfo, after: datetime, last: str = "") -> Slot:
    """The first slot later than `after` whose local time is past `last`."""
    first = after.astimezone(zone).date() - _DAY
    if last:
        first = max(first, date.fromisoformat(last[:10]))
    return min(_slots(timetable, zone, first, after, last), key=lambda slot: (slot.at, slot.local))


def newest_slot(timetable: Timetable, zone: ZoneInfo, now: datetime, last: str = "") -> Slot:
    """The newest slot not later than `now` whose local time is past `last`: after a downtime one digest makes
    up for all.

    Where there is none (the zone changed meanwhile), this very minute counts as one.
    """
    first = now.astimezone(zone).date() - (_LOOK_AHEAD - 1) * _DAY
    past = [slot for slot in _slots(timetable, zone, first, _NEVER, last) if slot.at <= now]
    return max(
        past,
        key=lambda slot: (slot.at, slot.local),
        default=Slot(f"{now.astimezone(zone):%Y-%m-%dT%H:%M}", now),
    )


def quiet_end(quiet: tuple[int, int] | None, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """When the quiet hours around `moment` end, aware UTC; None outside them. `quiet`: minutes of the local
    day, may pass midnight."""
    if quiet is None or quiet[0] == quiet[1]:
        return None
    begin, end = quiet
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    inside = begin <= minute < end if begin < end else minute >= begin or minute < end
    if not inside:
        return None
    day = local.date() + (_DAY if minute >= end else timedelta())
    until = _instant(day, time(end // 60 % 24, end % 60), zone)
    return until if until > moment else moment + timedelta(minutes=1)


def times_to_text(times: tuple[time, ...]) -> str:
    """ "08:00 18:00"."""
    return " ".join(f"{t:%H:%M}" for t in times)


def times_from_text(written: str) -> tuple[time, ...]:
    """The reverse of `times_to_text`, sorted, each once; ValueError when one is none."""
    return tuple(sorted({time.fromisoformat(t) for t in written.split()}))


def _slots(timetable: Timetable, zone: ZoneInfo, first: date, after: datetime, last: str) -> Iterator[Slot]:
    for number in range(_LOOK_AHEAD + 1):
        day = first + number * _DAY
        if day.weekday() not in timetable.days:
            continue
        for hour in timetable.times:
            slot = Slot(f"{day.isoformat()}T{hour:%H:%M}", _instant(day, hour, zone))
            if slot.at > after and slot.local > last:
                yield slot


def _instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
