"""What a claim is: what one sentence of one item says about one axis of one process
(docs/status-model.md)."""

import enum
from dataclasses import dataclass
from datetime import datetime


class Axis(enum.StrEnum):
    """The three independent questions: does the ceasefire hold, are there talks, how heavy is the fighting?"""

    CEASEFIRE = "ceasefire"
    TALKS = "talks"
    FIGHTING = "fighting"


PEACE = (Axis.CEASEFIRE, Axis.TALKS)
"""The axes of making peace: read by the cues, voted on by what is said. Fighting is measured instead
(news/fold/fighting.py)."""


class Kind(enum.StrEnum):
    """What is said to have happened; `KINDS` tells which belong to which axis."""

    CALLED_FOR = "called_for"
    PROPOSED = "proposed"
    REJECTED = "rejected"
    AGREED = "agreed"
    IN_EFFECT = "in_effect"
    VIOLATION = "violation"
    EXTENDED = "extended"
    EXPIRED = "expired"
    COLLAPSED = "collapsed"
    ANNOUNCED = "announced"
    UNDER_WAY = "under_way"
    STALLED = "stalled"
    DEAL_REACHED = "deal_reached"
    ATTACK = "attack"
    CLASH = "clash"
    OFFENSIVE = "offensive"
    LULL = "lull"
    PULLBACK = "pullback"


KINDS: dict[Axis, tuple[Kind, ...]] = {
    Axis.CEASEFIRE: (
        Kind.CALLED_FOR,
        Kind.PROPOSED,
        Kind.REJECTED,
        Kind.AGREED,
        Kind.IN_EFFECT,
        Kind.VIOLATION,
        Kind.EXTENDED,
        Kind.EXPIRED,
        Kind.COLLAPSED,
    ),
    Axis.TALKS: (
        Kind.CALLED_FOR,
        Kind.ANNOUNCED,
        Kind.UNDER_WAY,
        Kind.STALLED,
        Kind.DEAL_REACHED,
        Kind.REJECTED,
        Kind.COLLAPSED,
    ),
    Axis.FIGHTING: (
        Kind.ATTACK,
        Kind.CLASH,
        Kind.OFFENSIVE,
        Kind.LULL,
        Kind.PULLBACK,
    ),
}

PEACE_KINDS: dict[Axis, tuple[Kind, ...]] = {axis: KINDS[axis] for axis in PEACE}
"""The kinds of what is made or broken between sides that fight."""

VIOLENT = frozenset({Kind.ATTACK, Kind.CLASH, Kind.OFFENSIVE})
"""Kinds of fighting in which force is used; a lull and a pullback are the others."""


PROVEN: tuple[tuple[Axis, Kind], ...] = tuple(
    (axis, kind)
    for axis, kinds in PEACE_KINDS.items()
    for kind in kinds
    if kind not in (Kind.CALLED_FOR, Kind.REJECTED)
)
"""What a sentence, read by itself, is asked to say: every kind that is a state, or the breach of one."""


class Stance(enum.StrEnum):
    """How it is said."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    DENIED = "denied"
    POSSIBLE = "possible"
    BACKGROUND = "background"

    @property
    def current(self) -> bool:
        """Whether the claim may move a status: asserted or claimed."""
        return self in (Stance.ASSERTED, Stance.CLAIMED)


class Scope(enum.StrEnum):
    """How much of the conflict it covers. An area, a sector and hours of the day move no state of the whole
    (docs/status-model.md, "Part of a war")."""

    WHOLE = "whole"
    AREA = "area"  # one town, one front
    SECTOR = "sector"  # energy, sea, prisoners
    HUMANITARIAN = "humanitarian"  # a pause for aid or evacuation
    HOURS = "hours"  # some hours of every day
    UNILATERAL = "unilateral"  # one side binds only itself


PARTIAL = frozenset({Scope.AREA, Scope.SECTOR, Scope.HOURS})
"""Scopes of a part of a war: such a truce has a line of its own and moves no state of the whole."""


BY_MODEL = "model:"
"""Begins the reason of a claim that the multilingual model alone has read; the language's ISO 639-1 code follows."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as the reader makes it. Times are aware UTC; `sentence` is verbatim a part of the item.

    `confidence` (0..1) is calibrated: the share of such claims that an editor would make too. `detail`
    refines a kind ("in principle", "signed", "ratified", "phase", "deal", "negotiated"); `reason` names the
    rule or model that made it and the rules that overruled it ("cues:… ; rule:question"), for /why. `proofs`
    has for each kind of `PROVEN` how likely the sentence, read by itself, says it of this process and now
    (0..1); it is empty where nobody asked. Of fighting, `detail` is how heavy the event is ("low", "day" as every
    day, "major"), `where` its place as the sentence says it and `deaths` the dead it names. `part` is the
    slug of the part of the war a truce is of (reading/about/part.py), None for the whole.
    """

    process: str  # a catalogue id, `other:<slug>`, or "" when no conflict is named
    axis: Axis
    kind: Kind
    stance: Stance
    by: str | None
    sentence: str
    confidence: float = 1.0
    scope: Scope = Scope.WHOLE
    effective_at: datetime | None = None
    ends_at: datetime | None = None
    detail: str | None = None
    reason: str = ""
    where: str | None = None
    deaths: int | None = None
    proofs: tuple[float, ...] = ()
    part: str | None = None

    def proof(self, axis: Axis, kind: Kind) -> float | None:
        """How likely the sentence by itself says `kind` of `axis`, 0..1; None where nobody asked."""
        return self.proofs[PROVEN.index((axis, kind))] if self.proofs else None

    @property
    def language(self) -> str | None:
        """ISO 639-1 of its sentence where the multilingual model alone has read it; None: English or Russian."""
        return self.reason.removeprefix(BY_MODEL)[:2] if self.reason.startswith(BY_MODEL) else None

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes it is weighed on, its own first."""
        return weighed_on(self.axis, self.kind, self.detail)

    @property
    def unmakes(self) -> bool:
        """Whether it denies that there is a truce, an offer or talks, so that its sentence tells of none and
        of no breach of one."""
        return self.stance is Stance.DENIED and self.kind in _MADE


_MADE = frozenset(
    {
        Kind.PROPOSED,
        Kind.AGREED,
        Kind.IN_EFFECT,
        Kind.EXTENDED,
        Kind.ANNOUNCED,
        Kind.UNDER_WAY,
        Kind.DEAL_REACHED,
    }
)

OUTCOMES = ("deal", "negotiated", "signed", "ratified")
"""Details of an agreed ceasefire that make it what talks have led to."""


def weighed_on(axis: Axis, kind: Kind, detail: str | None) -> tuple[Axis, ...]:
    """The axes such a claim bears on: a ceasefire signed, negotiated or called a deal is an outcome of talks
    as well."""
    return (axis, Axis.TALKS) if kind is Kind.AGREED and detail in OUTCOMES else (axis,)


@dataclass(frozen=True, slots=True)
class Position:
    """What one side wants or refuses, as its own sentence."""

    process: str
    party: str
    wants: bool  # False: refuses
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one item."""

    language: str | None  # ISO 639-1
    read: bool  # False: a language we do not read, or nothing passed the gate
    processes: tuple[str, ...]  # catalogue ids and `other:` slugs the item is about, the main one first
    claims: tuple[Claim, ...] = ()
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A claim with where it comes from, as storage keeps it and the fold weighs it."""

    claim: Claim
    item_id: str
    outlet: str
    published: datetime
    link: str | None
    story: str | None = None  # the voice of the wire report its item copies or is copied from
    backlog: bool = False

    @property
    def voice(self) -> str:
        """Who speaks: copies of one wire report speak with the voice of the first item that told it."""
        return self.story or wire_voice(self.item_id)


def wire_voice(item_id: str) -> str:
    """The voice of an item and of all that copy it."""
    return f"wire:{item_id}"
