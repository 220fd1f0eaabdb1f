"""A person's correction of a status: a step of the history like any other, made by an admin instead of by
reports.

It says how things stand from its moment on; what was weighed before it no longer counts, and what is
published after it moves the axis on as usual. Taken back, it was never there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from news.claim import Axis, Claim, Kind, Piece, Stance
from news.fold.broken import Battle
from news.fold.calendar import make_change
from news.fold.fold import fold, numbered
from news.status import Change, ChangeRule, Fold, State, Status

BY_A_PERSON = "correction"
"""`Claim.reason` of the piece of evidence that stands for a person's word."""

_OUTLET = "✎ Parley"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of one axis; `at` is aware UTC, `reason` is in their own words."""

    id: int
    process: str
    axis: Axis
    state: State
    reason: str
    at: datetime


def fold_with_corrections(
    start: Status,
    evidence: Iterable[Piece],
    corrections: Iterable[Correction],
    now: datetime,
    spells: Sequence[Battle] = (),
) -> Fold:
    """Fold with the corrections made up to `now` as steps of their own; those up to `start.as_of` are in it
    already. Pure."""
    pieces, status, changes = tuple(evidence), start, list[Change]()
    for correction in sorted(corrections, key=lambda c: (c.at, c.id)):
        if correction.at > now or (start.as_of is not None and correction.at <= start.as_of):
            continue
        before = fold(status, pieces, correction.at, spells=spells)
        changed = correction_step(before.status, correction)
        changes += [*before.changes, changed]
        status = changed.status
    last = fold(status, pieces, now, spells=spells)
    changes += last.changes
    return Fold(last.status, tuple(numbered(replace(change, ordinal=0) for change in changes)))


def correction_step(status: Status, correction: Correction) -> Change:
    """The step the correction makes from `status`."""
    kind = Kind(correction.state.value) if correction.state is not State.NONE else Kind.CALLED_FOR
    claim = Claim(
        status.process, status.axis, kind, Stance.ASSERTED, None, correction.reason, reason=BY_A_PERSON
    )
    word = Piece(claim, f"-{correction.id}", _OUTLET, correction.at, None)
    same = correction.state is status.state
    after = Status(
        status.process,
        status.axis,
        correction.state,
        since=status.since if same else correction.at,
        confirmed_at=correction.at,
        effective_at=status.effective_at if same else None,
        ends_at=status.ends_at if same else None,
        evidence=(word,),
        previous=status.state,
        as_of=correction.at,
        corrected=True,
        lasts_hours=status.lasts_hours if same else None,
    )
    return make_change(after, status, correction.at, ChangeRule.CORRECTED, f"id={correction.id}")
