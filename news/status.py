"""Where an axis stands: status, change, and the fold that turns claims into them (status-model.md, "Status")."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from news.claim import Axis, Evidence, Kind, Scope, Stance


class State(enum.StrEnum):
    """The fixed vocabulary of states of both axes."""

    NONE = "none"
    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_EFFECT = "in_effect"
    EXPIRED = "expired"
    COLLAPSED = "collapsed"
    ANNOUNCED = "announced"
    UNDER_WAY = "under_way"
    STALLED = "stalled"
    DEAL_REACHED = "deal_reached"


STATES: dict[Axis, tuple[State, ...]] = {
    Axis.CEASEFIRE: (State.NONE, State.PROPOSED, State.AGREED, State.IN_EFFECT, State.EXPIRED, State.COLLAPSED),
    Axis.TALKS: (State.NONE, State.ANNOUNCED, State.UNDER_WAY, State.STALLED, State.DEAL_REACHED, State.COLLAPSED),
}


@dataclass(frozen=True, slots=True)
class Status:
    """Where one axis of one process stands. Times are aware UTC.

    `evidence` holds the claims the state rests on, the deciding one first. `due` marks a state reached by the calendar
    alone (roll-forward): "due since …, not yet confirmed". `background` marks a state filled from background claims only.
    """

    process: str
    axis: Axis
    state: State = State.NONE
    since: datetime | None = None
    confirmed_at: datetime | None = None  # last claim that says the same
    effective_at: datetime | None = None
    ends_at: datetime | None = None
    by: str | None = None  # set when only claimed: "according to X"
    claimed_only: bool = False
    disputed_by: tuple[str, ...] = ()
    violations: bool = False
    accusations: tuple[str, ...] = ()  # who alleges breaches
    outlets: int = 0  # independent outlets
    evidence: tuple[Evidence, ...] = ()
    disputes: tuple[Evidence, ...] = ()
    breaches: tuple[Evidence, ...] = ()
    previous: State = State.NONE
    due: bool = False
    background: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history. `status` is how the axis stands after it; `key` identifies it across re-folds."""

    at: datetime
    process: str
    axis: Axis
    state: State
    previous: State
    violations: bool
    disputed_by: tuple[str, ...]
    status: Status

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.status.evidence

    @property
    def key(self) -> str:
        """The same step found again by a re-fold has the same key."""
        flags = ("v" if self.violations else "") + ("d" if self.disputed_by else "")
        return f"{self.process}/{self.axis}/{self.at.isoformat()}/{self.state}/{flags}"


@dataclass(frozen=True, slots=True)
class Fold:
    """The result of folding: where the axis stands at `now`, and every change on the way."""

    status: Status
    changes: tuple[Change, ...]


def fold(start: Status, evidence: Iterable[Evidence], now: datetime) -> Fold:
    """Fold all claims about one axis of one process, whatever their order of arrival, into its status at `now`.

    `start` is how the axis stood before the first of `evidence`; claims of other axes or processes are a mistake of the
    caller. Deterministic: the same claims in any order give the same result.
    """
    status, changes = start, []
    for piece in sorted(evidence, key=_order):
        status, change = _roll(status, piece.published)
        changes += [change] if change else []
        status, change = _apply(status, piece)
        changes += [change] if change else []
    status, change = _roll(status, now)
    changes += [change] if change else []
    return Fold(status, tuple(changes))


_MOVES: dict[tuple[Axis, Kind], State] = {
    (Axis.CEASEFIRE, Kind.PROPOSED): State.PROPOSED,
    (Axis.CEASEFIRE, Kind.AGREED): State.AGREED,
    (Axis.CEASEFIRE, Kind.IN_EFFECT): State.IN_EFFECT,
    (Axis.CEASEFIRE, Kind.EXTENDED): State.IN_EFFECT,
    (Axis.CEASEFIRE, Kind.EXPIRED): State.EXPIRED,
    (Axis.CEASEFIRE, Kind.COLLAPSED): State.COLLAPSED,
    (Axis.TALKS, Kind.ANNOUNCED): State.ANNOUNCED,
    (Axis.TALKS, Kind.UNDER_WAY): State.UNDER_WAY,
    (Axis.TALKS, Kind.STALLED): State.STALLED,
    (Axis.TALKS, Kind.DEAL_REACHED): State.DEAL_REACHED,
    (Axis.TALKS, Kind.COLLAPSED): State.COLLAPSED,
}

_STANDING = (State.AGREED, State.IN_EFFECT)


def _order(piece: Evidence) -> tuple[datetime, str, str, str]:
    return piece.published, piece.item_id, piece.claim.kind, piece.claim.sentence


def _apply(status: Status, piece: Evidence) -> tuple[Status, Change | None]:
    claim = piece.claim
    if claim.scope is not Scope.WHOLE:
        return status, None
    if claim.stance is Stance.DENIED:
        return _dispute(status, piece)
    if claim.stance is Stance.BACKGROUND:
        return _fill(status, piece)
    if not claim.stance.current:
        return status, None
    if claim.kind is Kind.VIOLATION:
        return _breach(status, piece)
    state = _MOVES.get((claim.axis, claim.kind))
    if state is None or _pointless(status, state):
        return status, None
    return _move(status, state, piece)


def _pointless(status: Status, state: State) -> bool:
    return state is State.PROPOSED and status.state in _STANDING or state is State.AGREED and status.state is State.IN_EFFECT


def _move(status: Status, state: State, piece: Evidence) -> tuple[Status, Change | None]:
    claim = piece.claim
    times = {"effective_at": claim.effective_at or status.effective_at, "ends_at": claim.ends_at or status.ends_at}
    if state is status.state:
        outlets = {e.outlet for e in status.evidence} | {piece.outlet}
        same = replace(status, confirmed_at=piece.published, outlets=len(outlets), due=False, **times)
        if piece.outlet not in {e.outlet for e in status.evidence}:
            same = replace(same, evidence=(*status.evidence, piece)[:8])
        return replace(same, claimed_only=status.claimed_only and claim.stance is Stance.CLAIMED), None
    if state not in _STANDING:
        times = {"effective_at": None, "ends_at": None}
    claimed = claim.stance is Stance.CLAIMED
    moved = Status(
        status.process, status.axis, state, piece.published, piece.published, **times, by=claim.by, claimed_only=claimed,
        outlets=1, evidence=(piece,), previous=status.state,
    )  # fmt: skip
    return moved, _change(moved, status.state, piece.published)


def _dispute(status: Status, piece: Evidence) -> tuple[Status, Change | None]:
    state = _MOVES.get((piece.claim.axis, piece.claim.kind))
    if state is None or state is not status.state:
        return status, None
    who = piece.claim.by or piece.outlet
    if who in status.disputed_by:
        return status, None
    disputed = replace(status, disputed_by=(*status.disputed_by, who), disputes=(*status.disputes, piece))
    return disputed, _change(disputed, status.state, piece.published)


def _fill(status: Status, piece: Evidence) -> tuple[Status, Change | None]:
    state = _MOVES.get((piece.claim.axis, piece.claim.kind))
    if state is None or status.state is not State.NONE:
        return status, None
    filled, change = _move(status, state, piece)
    return replace(filled, background=True), replace(change, status=replace(filled, background=True)) if change else None


def _breach(status: Status, piece: Evidence) -> tuple[Status, Change | None]:
    if status.state not in _STANDING:
        return status, None
    who = piece.claim.by
    accusations = status.accusations if who is None or who in status.accusations else (*status.accusations, who)
    breached = replace(status, violations=True, accusations=accusations, breaches=(*status.breaches, piece)[-8:])
    return breached, None if status.violations else _change(breached, status.state, piece.published)


def _roll(status: Status, now: datetime) -> tuple[Status, Change | None]:
    if status.state in _STANDING and status.ends_at and status.ends_at <= now:
        at, state = status.ends_at, State.EXPIRED
    elif status.state is State.AGREED and status.effective_at and status.effective_at <= now:
        at, state = status.effective_at, State.IN_EFFECT
    else:
        return status, None
    rolled = replace(status, state=state, since=at, previous=status.state, due=True)
    return rolled, _change(rolled, status.state, at)


def _change(status: Status, previous: State, at: datetime) -> Change:
    return Change(at, status.process, status.axis, status.state, previous, status.violations, status.disputed_by, status)


def independent_outlets(evidence: Sequence[Evidence]) -> int:
    """How many voices tell it: wire copy (one story, the same sentence) counts once."""
    return len({(e.story, e.claim.sentence) if e.story else (e.outlet, "") for e in evidence})
