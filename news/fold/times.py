"""When a ceasefire starts and ends, as far as its claims say, and how exactly they say it
(docs/decisions/0040).

A moment of exactly 00:00 UTC is a day that was told without an hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from news.claim import Kind, Piece
from news.fold.weights import FoldWeights
from news.status import STANDING, Status

_JUST = timedelta(days=3)
_SHORTEST = timedelta(hours=13)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_LAST_MINUTE = timedelta(hours=23, minutes=59)
_DAYS_ALONE = timedelta(hours=48)
"""A length of so much told without a start ends on a day, a shorter one at an hour."""


@dataclass(frozen=True, slots=True)
class Said:
    """Start and end; `lasts` when the end is no more than a length counted from the report, as nobody has
    told the start."""

    start: datetime | None = None
    end: datetime | None = None
    lasts: timedelta | None = None


def day_alone(moment: datetime) -> bool:
    """Whether the moment stands for a day told without an hour."""
    return moment.astimezone(UTC).time() == time(0)


def last_moment(end: datetime) -> datetime:
    """Up to when what is told so lasts: a day without an hour lasts until its midnight."""
    return end + _DAY if day_alone(end) else end


def begun_by(start: datetime) -> datetime:
    """When a ceasefire that starts so counts as begun though nobody reports it: on a day told without an
    hour, its last minute."""
    return start + _LAST_MINUTE if day_alone(start) else start


def counted_from(start: datetime, length: timedelta) -> datetime | None:
    """The end by a length from a start; None where that would be an hour and the start is a day told without
    one."""
    return None if day_alone(start) and length % _DAY else start + length


def said_times(pieces: Iterable[Piece], now: datetime, weights: FoldWeights) -> Said:
    """When a ceasefire starts and ends, by the surest claims that say so and can be meant of this one; a date
    goes before a length."""
    sure = [p for p in pieces if p.claim.confidence >= weights.times]
    start = next(
        (p.claim.effective_at for p in sure if p.claim.effective_at and p.claim.effective_at > now - _JUST),
        None,
    )
    dates = (p.claim.ends_at for p in sure if p.claim.ends_at and told_length(p) is None)
    end = next((end for end in dates if last_moment(end) > now and fit(start or now, end)), None)
    if end is not None:
        return Said(start, end)
    for piece in sure:
        length = told_length(piece)
        said = _counted(start, piece, length) if length else Said()
        if said.end is not None and last_moment(said.end) > now and fit(start or now, said.end):
            return said
    return Said(start)


def _counted(start: datetime | None, piece: Piece, length: timedelta) -> Said:
    """The end by a length: counted from the start told, else from the report. A renewal does not count from
    the start."""
    if start is not None and piece.claim.kind is not Kind.EXTENDED:
        return Said(start, counted_from(start, length))
    return Said(start, piece.published + length, length)


def end_told(status: Status) -> datetime | None:
    """The end as exactly as it was told: by a length counted from a report to the day, by one below two days
    to the hour."""
    end = status.ends_at
    if end is None or status.lasts_hours is None:
        return end
    return (
        _midnight(end) if status.lasts_hours >= _DAYS_ALONE // _HOUR else end + (_midnight(end) - end) % _HOUR
    )


def told_length(piece: Piece) -> timedelta | None:
    """The length by which the reader counted the end from the publication; None where a date or a start was
    told.

    A length keeps the minutes of the publication; a date has an hour of its own, mostly none. Of reports from
    a full hour only days and half days are lengths; 23:59 is midnight told as an hour.
    """
    claim, published = piece.claim, piece.published
    if claim.ends_at is None or claim.effective_at not in (None, published):
        return None
    length, end = claim.ends_at - published, claim.ends_at
    if length <= timedelta(0) or day_alone(end):
        return None
    if length % _DAY == timedelta(0):
        return length
    minutes = (end - _midnight(end)) % _HOUR
    unit = _HOUR if minutes else _DAY // 2
    return length if length % unit == timedelta(0) and end - _midnight(end) != _LAST_MINUTE else None


def known_times(status: Status) -> Said:
    """What a status knows."""
    return Said(
        status.effective_at,
        status.ends_at,
        timedelta(hours=status.lasts_hours) if status.lasts_hours else None,
    )


def confirmed_times(status: Status, said: Said) -> Said:
    """What a status knows, and what a report that confirms it adds.

    An end by a length gives way to any date, and to a later length: agreements are told before they begin. A
    date gives way to a later one, a renewed end to none.
    """
    known = known_times(status)
    times = merged(known, said)
    dated = known.lasts is not None and times.lasts is None
    if status.extended_at is not None:
        times = replace(known if known.end else said, start=times.start)
    elif not dated and known.end is not None and (times.end is None or times.end < known.end):
        times = replace(known, start=times.start)
    return times if fit(times.start, times.end) else known


def with_times(status: Status, times: Said) -> Status:
    """The status with these times."""
    hours = times.lasts // _HOUR if times.lasts is not None and times.end is not None else None
    return replace(status, effective_at=times.start, ends_at=times.end, lasts_hours=hours)


def merged(first: Said, second: Said) -> Said:
    """What two say of one ceasefire, the first believed more; a date goes before a length, a length counts
    from a start told since."""
    start = first.start or second.start
    dated = next((said.end for said in (first, second) if said.end and said.lasts is None), None)
    if dated is not None:
        return Said(start, dated)
    lasting = next((said for said in (first, second) if said.end and said.lasts), Said())
    length, end = lasting.lasts, lasting.end
    if start is not None and lasting.start is None and length and end and start + length > end - length:
        return Said(
            start, counted_from(start, length)
        )  # one that had passed when the length was told is of an older truce
    return Said(start, end, length)


def fit(start: datetime | None, end: datetime | None) -> bool:
    """Whether both can be of one ceasefire, told by claims that may know of one of them only."""
    return start is None or end is None or end >= start + _SHORTEST


def outlived(status: Status, piece: Piece) -> bool:
    """A report from after the stated end that speaks of the ceasefire as in force: it was renewed, or the
    date was wrong."""
    speaks = piece.claim.kind in (Kind.IN_EFFECT, Kind.VIOLATION, Kind.EXTENDED)
    return (
        speaks
        and status.state in STANDING
        and status.ends_at is not None
        and piece.published > last_moment(status.ends_at)
    )


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
