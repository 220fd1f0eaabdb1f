"""Whether a sentence, read by itself, says a state: what may move an axis, and which quote stands first.

A change rests on a sentence that says it (docs/status-model.md, "The quote says it"). What only implies it
adds weight, but never moves a state alone and is never the first quote where a plain sentence is known.
"""

from collections.abc import Iterable, Sequence

from news.claim import PROVEN, Axis, Kind, Piece
from news.status import State

CORROBORATED = 2
"""Independent outlets that must imply a state, or a breach, where no sentence says it."""

_SAID_BY: dict[tuple[Axis, State], tuple[Kind, ...]] = {
    (Axis.CEASEFIRE, State.IN_EFFECT): (Kind.IN_EFFECT, Kind.EXTENDED),
}
_ASKED = {axis: frozenset(kind for at, kind in PROVEN if at is axis) for axis in Axis}


def proof_of(piece: Piece, axis: Axis, state: State) -> float:
    """How likely the sentence of a piece that votes for `state` of `axis` says it by itself, 0..1.

    A truce declared for a later day votes for "agreed" and says so in the words of its own kind. A sentence
    nobody asked about is believed; a breach never proves that a truce began.
    """
    claim = piece.claim
    if claim.kind is Kind.VIOLATION:
        return 0.0
    if not claim.proofs:
        return 1.0
    kinds = {claim.kind, *_SAID_BY.get((axis, state), (Kind(state.value),))} & _ASKED[axis]
    return max(claim.proof(axis, kind) or 0.0 for kind in kinds)


def breach_proof(piece: Piece) -> float:
    """How likely the sentence of a report of a breach says by itself that the truce is broken, 0..1; a sentence
    nobody asked about is believed."""
    proof = piece.claim.proof(Axis.CEASEFIRE, Kind.VIOLATION)
    return 1.0 if proof is None else proof


def plainest_first(pieces: Sequence[Piece], axis: Axis, state: State) -> tuple[Piece, ...]:
    """The pieces, those that say `state` most plainly first; of equals the heavier, which stands first in
    `pieces`."""
    return tuple(sorted(pieces, key=lambda piece: -round(proof_of(piece, axis, state), 1)))


def said_plainly(pieces: Iterable[Piece], axis: Axis, state: State, least: float) -> bool:
    """Whether a current claim among `pieces` has a sentence that says `state` by itself."""
    return any(p.claim.stance.current and proof_of(p, axis, state) >= least for p in pieces)
