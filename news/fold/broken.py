"""What heavy fighting says of a ceasefire: a truce that nobody speaks of while dozens die is broken in fact, and a
truce that begins amid heavy fighting is told by two outlets.

Pure: `battles` are the spells of major fighting of the same process (news/fold/fighting.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.claim import VIOLENT, Axis, Kind, Piece, Stance
from news.fold.calendar import make_change
from news.fold.tally import independent_outlets
from news.status import SHOWN, Change, ChangeRule, State, Status

LASTS = timedelta(hours=24)
"""From the first to the last grave report of a spell that breaks a truce."""

SPOKEN_OF = timedelta(hours=72)
"""A truce somebody spoke of within so long stands, heavy fighting or not."""

_TRUCE = frozenset({Kind.IN_EFFECT, Kind.EXTENDED, Kind.VIOLATION, Kind.AGREED})
_GRAVE = 5  # dead
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Battle:
    """A spell of major fighting and what was told of fighting in it, oldest first; `end` None: it goes on."""

    start: datetime
    end: datetime | None
    pieces: tuple[Piece, ...]

    def rages(self, now: datetime) -> bool:
        return self.start <= now and (self.end is None or now < self.end)


def battles(changes: Iterable[Change], evidence: Iterable[Piece]) -> tuple[Battle, ...]:
    """The spells of major fighting in a history of its level."""
    told = sorted((p for p in evidence if _is_grave(p)), key=lambda p: (p.published, p.item_id))
    found = list[tuple[datetime, datetime | None]]()
    start: datetime | None = None
    for change in changes:
        rages = change.state is State.MAJOR
        if rages and start is None:
            start = change.at
        elif not rages and start is not None:
            found.append((start, change.at))
            start = None
    if start is not None:
        found.append((start, None))
    return tuple(
        Battle(
            first,
            end,
            tuple(p for p in told if p.published >= first - LASTS and (end is None or p.published < end)),
        )
        for first, end in found
    )


def broken(status: Status, now: datetime, spells: Sequence[Battle]) -> Change | None:
    """The first step up to `now` by which fighting alone ends a truce that is in effect; None: none does."""
    if status.axis is not Axis.CEASEFIRE or status.state is not State.IN_EFFECT:
        return None
    for spell in spells:
        moment = _break_moment(status, spell)
        if moment is not None and moment <= now and spell.rages(moment):
            return _collapse(status, moment, spell)
    return None


def unproven(change: Change, before: Status, now: datetime, spells: Sequence[Battle]) -> bool:
    """Whether a step says that a truce holds amid major fighting and rests on less than two outlets that say
    so."""
    begins = (
        change.rule is ChangeRule.VOTE and change.axis is Axis.CEASEFIRE and change.state is State.IN_EFFECT
    )
    if not begins or before.state not in (State.NONE, State.PROPOSED, State.COLLAPSED):
        return False
    if not any(spell.rages(now) for spell in spells):
        return False
    holds = [
        piece
        for piece in change.status.evidence
        if piece.claim.kind in (Kind.IN_EFFECT, Kind.EXTENDED) and piece.claim.stance.current
    ]
    return independent_outlets(holds) < 2


def earliest(*steps: Change | None) -> Change | None:
    """The step that is made first; of two at one moment the one named first."""
    return min((step for step in steps if step is not None), key=lambda step: step.at, default=None)


def _break_moment(status: Status, spell: Battle) -> datetime | None:
    """When the spell has lasted a day by two outlets, the truce was in effect before and nobody has spoken of
    it for a while."""
    known = max(filter(None, (status.since, status.confirmed_at)), default=None)
    words = [
        p.published for p in status.pending if p.claim.kind in _TRUCE and p.claim.stance is not Stance.DENIED
    ]
    spoken = max([*words, *(p.published for p in status.breaches), *([known] if known else [])], default=None)
    for at, piece in enumerate(spell.pieces):
        told = [p for p in spell.pieces[: at + 1] if status.since is None or p.published > status.since]
        if (
            piece.published - spell.pieces[0].published >= LASTS
            and independent_outlets(told) > 1
            and told[-1].published - told[0].published >= LASTS
            and (spoken is None or piece.published - spoken >= SPOKEN_OF)
            and (status.as_of is None or piece.published >= status.as_of)
        ):
            return piece.published
    return None


def _collapse(status: Status, moment: datetime, spell: Battle) -> Change:
    told = [p for p in spell.pieces if p.published <= moment]
    ranked = tuple(sorted(told, key=lambda p: ((p.claim.deaths or 0), p.published), reverse=True))
    outlets = independent_outlets(told)
    over = replace(
        status,
        state=State.COLLAPSED,
        previous=status.state,
        since=moment,
        confirmed_at=moment,
        effective_at=None,
        ends_at=None,
        lasts_hours=None,
        by=None,
        claimed_only=False,
        due=False,
        background=False,
        corrected=False,
        violations=False,
        accusations=(),
        breaches=(),
        disputed_by=(),
        disputes=(),
        evidence=ranked[:SHOWN],
        outlets=outlets,
        as_of=moment,
    )
    dead = max((p.claim.deaths or 0 for p in told), default=0)
    return make_change(
        over, status, moment, ChangeRule.FIGHTING, f"reports={len(told)} outlets={outlets} dead={dead}"
    )


def _is_grave(piece: Piece) -> bool:
    claim = piece.claim
    if claim.kind not in VIOLENT or not claim.stance.current or claim.confidence < _SURE:
        return False
    return (claim.deaths or 0) >= _GRAVE or claim.kind is Kind.OFFENSIVE or claim.detail == "major"
