"""Where an axis stands and one step of its history; `news/fold/fold.py` turns claims into both
(docs/status-model.md, "Status")."""

import enum
from dataclasses import dataclass
from datetime import datetime

from news.claim import Axis, Piece


class State(enum.StrEnum):
    """The fixed vocabulary of states of all axes."""

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
    QUIET = "quiet"
    INCIDENTS = "incidents"
    FIGHTING = "fighting"
    MAJOR = "major"


LEVELS = (State.QUIET, State.INCIDENTS, State.FIGHTING, State.MAJOR)
"""How heavy the fighting is, from the lightest; `State.NONE` means that it is not known."""

STATES: dict[Axis, tuple[State, ...]] = {
    Axis.CEASEFIRE: (
        State.NONE,
        State.PROPOSED,
        State.AGREED,
        State.IN_EFFECT,
        State.EXPIRED,
        State.COLLAPSED,
    ),
    Axis.TALKS: (
        State.NONE,
        State.ANNOUNCED,
        State.UNDER_WAY,
        State.STALLED,
        State.DEAL_REACHED,
        State.COLLAPSED,
    ),
    Axis.FIGHTING: (State.NONE, *LEVELS),
}

STANDING = (State.AGREED, State.IN_EFFECT)
"""A ceasefire that stands: only such a one can be breached, extended, expire or collapse."""


SHOWN = 8
"""Pieces of evidence a status keeps of each sort."""


class ChangeRule(enum.StrEnum):
    """Why a step was made; the first word of `Change.reason`."""

    VOTE = "vote"  # enough independent voices say so
    DUE = "due"  # the calendar: a start or an end that was announced has passed
    BREACH = "breach"  # breaches of a standing ceasefire are reported
    LAPSE = "lapse"  # no breach was reported for a while
    PAST = "past"  # a short pause ended a while ago, and nothing newer is told
    EXTENDED = "extended"  # the standing ceasefire was renewed
    DISPUTED = "disputed"  # somebody else says it is not so
    RETRACTED = "retracted"  # what only one side had claimed is denied by the other
    FIGHTING = "fighting"  # what is reported of fighting (news/fold/fighting.py, news/fold/broken.py)
    CORRECTED = "corrected"  # a person says so (news/fold/correction.py)
    BACKGROUND = "background"  # an axis nothing was known about, filled from older facts


@dataclass(frozen=True, slots=True)
class Status:
    """Where one axis of one process stands. Times are aware UTC.

    `evidence` holds the claims the state rests on, the deciding one first. `due` marks a state reached by the
    calendar alone (roll-forward): "due since …, not yet confirmed". `background` marks a state filled from
    background claims only. `pending` and `as_of` are what a later fold needs to go on exactly from here: the
    claims still being weighed, and the moment up to which everything has been weighed. `effective_at` and
    `ends_at` of exactly 00:00 are days told without an hour.
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
    evidence: tuple[Piece, ...] = ()
    disputes: tuple[Piece, ...] = ()
    breaches: tuple[Piece, ...] = ()
    previous: State = State.NONE
    due: bool = False
    background: bool = False
    extended_at: datetime | None = None
    pending: tuple[Piece, ...] = ()
    parts: tuple[
        Piece, ...
    ] = ()  # truces of a part of the war, newest first, each as last told (news/fold/partial.py)
    as_of: datetime | None = None
    corrected: bool = False  # a person said so, no newer step since
    peak: State = State.NONE  # of fighting: the heaviest level before this one since it was last quiet
    lasts_hours: int | None = (
        # `ends_at` is no more than so long from the report that told it; None: a date, or a start, was told
        None
    )
    lasted_hours: int | None = None  # of a truce that the calendar ended: how long it was agreed or in effect


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history. `status` is how the axis stands after it; `key` identifies it across re-folds.

    `reason` is for /why: the rule, then `name=value` pairs ("vote support=3.4 need=2.6 against=0.3 voices=2
    outlets=2"). `ordinal` counts the same step on the same day.
    """

    at: datetime
    process: str
    axis: Axis
    state: State
    previous: State
    violations: bool
    disputed_by: tuple[str, ...]
    status: Status
    rule: ChangeRule = ChangeRule.VOTE
    reason: str = ""
    ordinal: int = 0

    @property
    def evidence(self) -> tuple[Piece, ...]:
        """The claims behind this very step, the deciding one first; never empty."""
        if self.rule is ChangeRule.BREACH:
            return self.status.breaches
        if self.rule is ChangeRule.DISPUTED:  # the newest dispute is the one that made the step
            return self.status.disputes[::-1]
        if self.rule is ChangeRule.RETRACTED:
            return self.status.disputes
        return self.status.evidence

    @property
    def key(self) -> str:
        """The same step found again by a re-fold has the same key.

        The day, not the second: a report that arrives late may show that the same step was made some minutes
        earlier. A correction is one of its own: the same one made again after it was taken back is told again.
        """
        number = f"/{self.ordinal}" if self.ordinal else ""
        if self.rule is ChangeRule.CORRECTED:
            number = f"/{self.reason.rpartition(' ')[2]}{number}"
        return f"{self.process}/{self.axis}/{self.at.date().isoformat()}/{self.rule}:{self.state}{number}"


@dataclass(frozen=True, slots=True)
class Fold:
    """The result of folding: where the axis stands at `now`, and every change on the way."""

    status: Status
    changes: tuple[Change, ...]
