"""What lies ahead on a day or at an hour that was told: a ceasefire that starts or ends, talks that are to be
held (pure)."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from news.claim import Axis, Kind
from news.fold.times import begun_by, end_told, last_moment
from news.status import STANDING, State, Status


class Coming(enum.StrEnum):
    """What is to happen."""

    STARTS = "starts"
    ENDS = "ends"
    TALKS = "talks"


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing ahead; `at` of exactly 00:00 UTC is a day told without an hour. `link` leads to who says so."""

    at: datetime
    process: str
    what: Coming
    link: str | None = None


def dated_next(statuses: Iterable[Status], now: datetime) -> list[Dated]:
    """What is ahead of `now` in these statuses, the soonest first."""
    found = [dated for status in statuses for dated in _of(status, now)]
    return sorted(found, key=lambda dated: (dated.at, dated.process, dated.what))


def _of(status: Status, now: datetime) -> list[Dated]:
    if status.axis is Axis.TALKS:
        return _talks(status, now)
    source = next((p.link for p in status.evidence if p.link), None)
    start, end = status.effective_at, end_told(status)
    found = []
    if status.state is State.AGREED and start and begun_by(start) > now:
        found.append(Dated(start, status.process, Coming.STARTS, source))
    if status.state in STANDING and end and last_moment(end) > now:
        found.append(Dated(end, status.process, Coming.ENDS, source))
    return found


def _talks(status: Status, now: datetime) -> list[Dated]:
    """The next talks a report announces; none that were announced before talks broke down."""
    over = status.since if status.state in (State.COLLAPSED, State.STALLED) else None
    told = [
        (piece.claim.effective_at, piece.link)
        for piece in (*status.evidence, *status.pending)
        if piece.claim.kind is Kind.ANNOUNCED
        and piece.claim.stance.current
        and piece.claim.effective_at
        and last_moment(piece.claim.effective_at) > now
        and (over is None or piece.published > over)
    ]
    if not told:
        return []
    at, source = min(told, key=lambda pair: (pair[0], pair[1] or ""))
    return [Dated(at, status.process, Coming.TALKS, source)]
