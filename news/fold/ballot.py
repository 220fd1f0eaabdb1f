"""What one claim votes for, given where the axis stands: the plausibility of what is said."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from news.claim import Axis, Claim, Kind, Piece, Scope, Stance
from news.fold.weights import FoldWeights
from news.status import STANDING, State, Status

_SAYS: dict[tuple[Axis, Kind], State] = {
    (Axis.CEASEFIRE, Kind.PROPOSED): State.PROPOSED,
    (Axis.CEASEFIRE, Kind.AGREED): State.AGREED,
    (Axis.CEASEFIRE, Kind.IN_EFFECT): State.IN_EFFECT,
    (Axis.CEASEFIRE, Kind.EXTENDED): State.IN_EFFECT,
    (Axis.CEASEFIRE, Kind.VIOLATION): State.IN_EFFECT,
    (Axis.CEASEFIRE, Kind.EXPIRED): State.EXPIRED,
    (Axis.CEASEFIRE, Kind.COLLAPSED): State.COLLAPSED,
    (Axis.TALKS, Kind.ANNOUNCED): State.ANNOUNCED,
    (Axis.TALKS, Kind.UNDER_WAY): State.UNDER_WAY,
    (Axis.TALKS, Kind.STALLED): State.STALLED,
    (Axis.TALKS, Kind.DEAL_REACHED): State.DEAL_REACHED,
    (Axis.TALKS, Kind.COLLAPSED): State.COLLAPSED,
}

_TALKING = frozenset({State.ANNOUNCED, State.UNDER_WAY, State.STALLED, State.DEAL_REACHED})
"""States of talks that a ceasefire may come of, where its sentence does not itself name the talks."""

_OLD = timedelta(hours=36)
_SOON = timedelta(hours=1)

FORWARD = frozenset(
    {
        (State.NONE, State.PROPOSED),
        (State.NONE, State.AGREED),
        (State.NONE, State.IN_EFFECT),
        (State.PROPOSED, State.AGREED),
        (State.PROPOSED, State.IN_EFFECT),
        (State.AGREED, State.IN_EFFECT),
        (State.NONE, State.ANNOUNCED),
        (State.NONE, State.UNDER_WAY),
        (State.NONE, State.DEAL_REACHED),
        (State.ANNOUNCED, State.UNDER_WAY),
        (State.ANNOUNCED, State.DEAL_REACHED),
        (State.ANNOUNCED, State.COLLAPSED),
        (State.UNDER_WAY, State.DEAL_REACHED),
    }
)
"""Steps of the ordinary course; claims made just before the present state began may still count for them."""

_AGREES: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.AGREED}),
    State.AGREED: frozenset({State.PROPOSED, State.IN_EFFECT}),
    State.IN_EFFECT: frozenset({State.PROPOSED, State.AGREED}),
    State.EXPIRED: frozenset({State.COLLAPSED}),
    State.COLLAPSED: frozenset({State.EXPIRED, State.STALLED}),
    State.STALLED: frozenset({State.COLLAPSED}),
    State.DEAL_REACHED: frozenset({State.UNDER_WAY}),
}


def says(claim: Claim, axis: Axis) -> State | None:
    """The state of `axis` a claim speaks of, whatever its stance; None for calls and refusals. A ceasefire
    deal tells talks of a deal."""
    return _SAYS.get((claim.axis, claim.kind)) if claim.axis is axis else State.DEAL_REACHED


def bears_on(piece: Piece, status: Status) -> bool:
    """Whether a claim counts on this axis: of its own, or a ceasefire of both sides where talks are known or
    its sentence names them."""
    claim = piece.claim
    if claim.axis is status.axis:
        return True
    return claim.scope is Scope.WHOLE and (status.state in _TALKING or claim.detail == "negotiated")


def rests_on(status: Status, piece: Piece) -> bool:
    """Whether the present state rests on claims of the piece's axis: a denied ceasefire is no denial of a
    peace deal."""
    return piece.claim.axis is status.axis or any(p.claim.axis is piece.claim.axis for p in status.evidence)


def speaks_against(said: State, target: State) -> bool:
    """Whether a voice for `said` is one against a step to `target`."""
    return said is not target and said not in _AGREES.get(target, ())


def votes(piece: Piece, status: Status, weights: FoldWeights) -> Mapping[State, float]:
    """The states a claim votes for, each with the part of its weight that counts; empty: it moves nothing.

    Only current claims do, but a deal told as a fact already known ("what is in the deal") backs reports of
    that deal.
    """
    claim = piece.claim
    state, part = says(claim, status.axis), _part(claim, weights)
    if claim.axis is not status.axis:
        part *= weights.outcome if bears_on(piece, status) else 0.0
    if state is State.DEAL_REACHED and claim.stance is Stance.BACKGROUND:
        return {state: part * weights.retold}
    if state is None or not claim.stance.current or not part or _tells_of_old(claim, status):
        return {}
    if claim.kind is Kind.VIOLATION:
        return {state: part * _breach_part(piece, status, weights)}
    if state is State.IN_EFFECT and starts_later(piece, piece.published):
        renewal = (
            claim.kind is Kind.EXTENDED and status.state in STANDING
        )  # the standing truce goes on: no new one is agreed
        return {} if renewal else {State.AGREED: part}
    if state is State.IN_EFFECT and _before_start(piece, status):
        return {state: part * weights.before_start}
    if claim.kind is Kind.EXTENDED and status.state not in STANDING and not status.due:
        return {state: part * weights.extension_of_nothing}
    if state is State.AGREED and claim.scope is Scope.UNILATERAL:
        return {State.PROPOSED: part}  # one side binds only itself, from a later day on
    if state is State.AGREED and (claim.stance is Stance.CLAIMED or _of_one_side(claim)):
        return {state: part, State.PROPOSED: part}  # one side says so, or declares its own: at least an offer
    return {state: part}


def _of_one_side(claim: Claim) -> bool:
    """Whether the sentence tells of a truce that one side alone declares (reading/about/part.py)."""
    return claim.part is not None and claim.part.startswith("side:")


def starts_later(piece: Piece, moment: datetime) -> bool:
    """Whether a claim is of a ceasefire that starts after `moment`."""
    start = piece.claim.effective_at
    return start is not None and start > moment + _SOON


def _before_start(piece: Piece, status: Status) -> bool:
    """Told before the agreed ceasefire starts: it must be of an older one."""
    start = status.effective_at
    return status.state is State.AGREED and start is not None and start > piece.published + _SOON


def _breach_part(piece: Piece, status: Status, weights: FoldWeights) -> float:
    if _before_start(piece, status):
        return 0.0
    if status.state is State.IN_EFFECT:
        return 0.0  # neither for nor against: a breach presupposes the truce, and shakes it
    return weights.breach_of_agreed if status.state is State.AGREED else weights.breach_of_nothing


def _part(claim: Claim, weights: FoldWeights) -> float:
    match claim.scope:
        case Scope.WHOLE:
            return 1.0
        case Scope.UNILATERAL:
            return weights.one_sided
        case Scope.HUMANITARIAN:
            return weights.humanitarian
        case _:
            return 0.0  # a pause in one town, at sea, for power stations is not a ceasefire of the conflict


def _tells_of_old(claim: Claim, status: Status) -> bool:
    """The clock is not turned back: what began or ended well before the present state moves nothing."""
    begun = claim.effective_at
    return (
        begun is not None
        and status.since is not None
        and begun < status.since - _OLD
        and claim.axis is Axis.CEASEFIRE
    )
