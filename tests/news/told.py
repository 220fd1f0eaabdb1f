"""Claims with their sources for the fold's tests, written shortly."""

from datetime import UTC, datetime, timedelta

from news.claim import Axis, Claim, Kind, Piece, Scope, Stance
from news.fold.fold import fold
from news.status import Change, Fold, State, Status

DAY = datetime(2031, 3, 1, tzinfo=UTC)

_AXIS = {
    Kind.PROPOSED: Axis.CEASEFIRE,
    Kind.AGREED: Axis.CEASEFIRE,
    Kind.IN_EFFECT: Axis.CEASEFIRE,
    Kind.VIOLATION: Axis.CEASEFIRE,
    Kind.EXTENDED: Axis.CEASEFIRE,
    Kind.EXPIRED: Axis.CEASEFIRE,
    Kind.ANNOUNCED: Axis.TALKS,
    Kind.UNDER_WAY: Axis.TALKS,
    Kind.STALLED: Axis.TALKS,
    Kind.DEAL_REACHED: Axis.TALKS,
}


def at(day: float, hour: float = 0.0) -> datetime:
    """The first of the tests' days is day 1."""
    return DAY + timedelta(days=day - 1, hours=hour)


def told(
    kind: Kind,
    day: float = 1,
    hour: float = 9,
    *,
    outlet: str = "Herald",
    sure: float = 0.95,
    stance: Stance = Stance.ASSERTED,
    by: str | None = None,
    axis: Axis | None = None,
    scope: Scope = Scope.WHOLE,
    begins: datetime | None = None,
    ends: datetime | None = None,
    sentence: str | None = None,
    item: str | None = None,
    detail: str | None = None,
) -> Piece:
    """One claim as an outlet tells it; each has its own words unless `sentence` is given."""
    axis = axis or _AXIS.get(kind, Axis.CEASEFIRE)
    published = at(day, hour)
    words = sentence or f"{outlet} {stance} {kind} {by or ''} on day {day} at {hour}."
    claim = Claim("north-south", axis, kind, stance, by, words, sure, scope, begins, ends, detail)
    return Piece(
        claim,
        item or f"{outlet}-{published.isoformat()}-{kind}-{stance}",
        outlet,
        published,
        f"https://{outlet}.example/",
    )


def folded(
    *pieces: Piece, until: datetime | None = None, axis: Axis = Axis.CEASEFIRE, start: Status | None = None
) -> Fold:
    now = until or max((p.published for p in pieces), default=DAY)
    return fold(start or Status("north-south", axis), pieces, now)


def states(result: Fold) -> list[State]:
    """The states the axis went through, repeated ones once."""
    found = [State.NONE]
    for change in result.changes:
        if change.state is not found[-1]:
            found.append(change.state)
    return found[1:]


def rules(result: Fold) -> list[str]:
    return [str(change.rule) for change in result.changes]


def keys(changes: tuple[Change, ...]) -> list[str]:
    return [change.key for change in changes]
