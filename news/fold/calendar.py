"""What the calendar alone does to a status: a start or an end that was announced passes, breaches lapse, a short
pause that has ended is past."""

from dataclasses import replace
from datetime import datetime, timedelta

from news.claim import Piece
from news.fold.times import begun_by, last_moment
from news.fold.weights import WEIGHTS, FoldWeights
from news.status import STANDING, Change, ChangeRule, State, Status


def due_at(status: Status, weights: FoldWeights | None = None) -> datetime | None:
    """The next moment at which the calendar moves this status by itself; None: never."""
    weights = weights or WEIGHTS[status.axis]
    moments = [moment for moment, _ in _dates(status, weights)]
    return min(moments, default=None)


def roll(status: Status, now: datetime, weights: FoldWeights) -> Change | None:
    """The first step the calendar makes up to and including `now`."""
    dates = [(moment, rule) for moment, rule in _dates(status, weights) if moment <= now]
    if not dates:
        return None
    moment, rule = min(dates)
    match rule:
        case "lapse":
            return _lapse(status, moment, weights)
        case "past":
            return _past(status, moment)
        case "begin":
            return _begin(status, moment)
        case _:
            return _expire(status, moment)


def _dates(status: Status, weights: FoldWeights) -> list[tuple[datetime, str]]:
    dates = []
    if status.state is State.AGREED and status.effective_at:
        dates.append((_not_before(status, begun_by(status.effective_at)), "begin"))
    if status.state in STANDING and status.ends_at:
        over = last_moment(status.ends_at)
        dates.append((_not_before(status, over + _grace(status, over, weights)), "end"))
    if status.violations and status.breaches:
        newest = max(piece.published for piece in status.breaches)
        dates.append((_not_before(status, newest + weights.breach_lapse), "lapse"))
    if _was_a_pause(status, weights) and status.since is not None:
        dates.append((_not_before(status, status.since + weights.past_after), "past"))
    return dates


def _was_a_pause(status: Status, weights: FoldWeights) -> bool:
    """Whether what the calendar ended was but a pause: a day, a feast, some days for aid."""
    hours = status.lasted_hours
    return (
        status.state is State.EXPIRED and hours is not None and timedelta(hours=hours) <= weights.short_pause
    )


def _grace(status: Status, end: datetime, weights: FoldWeights) -> timedelta:
    """News of an extension comes after the end: wait as long as it lasted, at most `end_grace`."""
    lasted = end - status.since if status.since else weights.end_grace
    return max(min(lasted, weights.end_grace), timedelta(0))


def _not_before(status: Status, moment: datetime) -> datetime:
    """A date that had passed when we heard of it takes effect when we heard of it."""
    return max(moment, status.as_of) if status.as_of else moment


def _begin(status: Status, moment: datetime) -> Change:
    begun = replace(
        status,
        state=State.IN_EFFECT,
        since=status.effective_at,
        previous=status.state,
        due=True,
        evidence=_dated_first(status, "effective_at"),
        as_of=moment,
    )
    return make_change(begun, status, moment, ChangeRule.DUE, f"effective_at={_iso(status.effective_at)}")


def _expire(status: Status, moment: datetime) -> Change:
    since = last_moment(status.ends_at) if status.ends_at else None
    over = replace(
        status,
        state=State.EXPIRED,
        lasted_hours=int((since - status.since) / timedelta(hours=1)) if since and status.since else None,
        since=since,
        previous=status.state,
        due=True,
        evidence=_dated_first(status, "ends_at"),
        effective_at=None,
        violations=False,
        accusations=(),
        breaches=(),
        as_of=moment,
    )
    return make_change(over, status, moment, ChangeRule.DUE, f"ends_at={_iso(status.ends_at)}")


def _dated_first(status: Status, date: str) -> tuple[Piece, ...]:
    """The evidence of a line that the calendar makes: the sentence that set the date is quoted first."""
    return tuple(sorted(status.evidence, key=lambda piece: getattr(piece.claim, date) is None))


def _lapse(status: Status, moment: datetime, weights: FoldWeights) -> Change:
    calm = replace(status, violations=False, accusations=(), breaches=(), as_of=moment)
    return make_change(calm, status, moment, ChangeRule.LAPSE, f"days={weights.breach_lapse.days}")


def _past(status: Status, moment: datetime) -> Change:
    """Nothing is left to tell: the pause is over, and no truce has been told of since."""
    gone = Status(
        status.process,
        status.axis,
        since=moment,
        evidence=status.evidence,
        previous=status.state,
        pending=status.pending,
        as_of=moment,
    )
    return make_change(gone, status, moment, ChangeRule.PAST, f"ended={_iso(status.since)}")


def make_change(after: Status, before: Status, at: datetime, rule: ChangeRule, facts: str) -> Change:
    """A change from `before` to `after`, explained."""
    reason = f"{rule} {facts}".strip()
    return Change(
        at,
        after.process,
        after.axis,
        after.state,
        before.state,
        after.violations,
        after.disputed_by,
        after,
        rule,
        reason,
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
