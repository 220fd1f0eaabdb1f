"""The fold: claims about one axis, in any order of arrival, become where it stands and how it got there.

Pure and causal: a step at some moment rests only on what was published up to then, so later news never
renames an earlier step. `fold(start, a + b, now)` equals `fold(fold(start, a, then).status, b, now)` when `a`
was published up to `then` and `b` later: a status is a place to go on from.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from news.claim import PARTIAL, Axis, Kind, Piece, Stance
from news.fold.ballot import says, votes
from news.fold.broken import Battle, broken, earliest, unproven
from news.fold.calendar import roll
from news.fold.next_step import next_step
from news.fold.partial import parts_after, parts_at
from news.fold.proof import said_plainly
from news.fold.same_state import accuse
from news.fold.tally import independent_outlets, outlet_name
from news.fold.times import confirmed_times, outlived, said_times, with_times
from news.fold.weights import NEVER, WEIGHTS, FoldWeights
from news.status import SHOWN, STANDING, Change, Fold, State, Status

MOST_STEPS = 6
"""Steps at one moment; a guard against going in circles that the tests never reach."""


def fold(
    start: Status,
    evidence: Iterable[Piece],
    now: datetime,
    weights: FoldWeights | None = None,
    spells: Sequence[Battle] = (),
) -> Fold:
    """Fold all claims about one axis of one process into its status at `now` (aware UTC).

    `start` is any status the fold made before, or a new one. Claims published up to `start.as_of` are in it
    already and left out, claims published after `now` are not news yet; claims not weighed on this axis
    (`Claim.axes`) are a mistake of the caller. `spells` of major fighting between the same parties bear on a
    ceasefire (news/fold/broken.py).
    """
    weights = weights or WEIGHTS[start.axis]
    status, changes, parts = start, list[Change](), start.parts
    for moment, pieces in groupby(_in_order(start, evidence, now), key=lambda piece: piece.published):
        heard = tuple(pieces)
        status = _apply(status, moment, heard, weights, changes, spells)
        parts = parts_after(parts_at(parts, moment), heard, weights)
    status = _let_time_pass(status, now, weights, changes, spells)
    as_of = max(now, status.as_of) if status.as_of else now
    status = replace(_forget(status, now, weights), as_of=as_of, parts=parts_at(parts, now))
    return Fold(status, tuple(numbered(changes)))


def _in_order(start: Status, evidence: Iterable[Piece], now: datetime) -> list[Piece]:
    new = {
        piece
        for piece in evidence
        if (start.as_of is None or piece.published > start.as_of) and piece.published <= now
    }
    return sorted(new, key=order)


def order(piece: Piece) -> tuple[object, ...]:
    """A total order of claims: by time, then by what they say; the order of arrival plays no part."""
    claim = piece.claim
    return (
        piece.published,
        piece.item_id,
        claim.kind,
        claim.stance,
        claim.sentence,
        claim.confidence,
        piece.outlet,
        repr(claim),
    )


def _apply(
    status: Status,
    moment: datetime,
    pieces: tuple[Piece, ...],
    weights: FoldWeights,
    changes: list[Change],
    spells: Sequence[Battle],
) -> Status:
    status = _let_time_pass(
        status, moment - timedelta.resolution, weights, changes, spells
    )  # what is told at a date is heard before it passes
    denials = {(p.item_id, p.claim.sentence) for p in pieces if p.claim.unmakes}
    heard = tuple(p for p in pieces if _weighed(p, status.axis) and not _misread(p, denials))
    status = _forget(replace(status, pending=status.pending + heard, as_of=moment), moment, weights)
    barred = frozenset[State]()
    for _ in range(MOST_STEPS):
        change = next_step(status, moment, weights, barred)
        if change is None:
            break
        if unproven(change, status, moment, spells):
            barred |= {change.state}  # other steps are looked at all the same
            continue
        changes.append(change)
        status = change.status
    for piece in heard:
        status = _confirm(status, piece, weights)
    return status


def _let_time_pass(
    status: Status, now: datetime, weights: FoldWeights, changes: list[Change], spells: Sequence[Battle]
) -> Status:
    while change := earliest(roll(status, now, weights), broken(status, now, spells)):
        status = _forget(change.status, change.at, weights)
        changes.append(replace(change, status=status))
    return status


def _weighed(piece: Piece, axis: Axis) -> bool:
    """Whether a claim can ever count: hopes, calls and pauses of one town or one sort of target never do."""
    claim = piece.claim
    if claim.stance is Stance.POSSIBLE or claim.scope in PARTIAL:
        return False
    return says(claim, axis) is not None or claim.kind is Kind.REJECTED


def _misread(piece: Piece, denials: set[tuple[str, str]]) -> bool:
    """A sentence that denies a truce tells of no breach: "they have not agreed to any" breaks none; "denies
    that it is over" may."""
    return piece.claim.kind is Kind.VIOLATION and (piece.item_id, piece.claim.sentence) in denials


def _forget(status: Status, now: datetime, weights: FoldWeights) -> Status:
    kept = tuple(p for p in status.pending if p.published > now - weights.window)[-weights.max_pending :]
    return status if kept == status.pending else replace(status, pending=kept)


def _confirm(status: Status, piece: Piece, weights: FoldWeights) -> Status:
    claim = piece.claim
    if claim.confidence < weights.confirm or not claim.stance.current:
        return status
    if outlived(status, piece):
        status = replace(status, ends_at=None, lasts_hours=None)
    if claim.kind is Kind.VIOLATION:
        return accuse(status, piece) if status.violations and piece not in status.breaches else status
    if status.state is State.NONE or not votes(piece, status, weights).get(status.state):
        return status
    evidence = _with(piece, status, weights)
    claimed = status.claimed_only and claim.stance is Stance.CLAIMED
    if status.state in STANDING:
        status = with_times(status, confirmed_times(status, said_times((piece,), piece.published, weights)))
    return replace(
        status,
        confirmed_at=piece.published,
        due=False,
        background=False,
        evidence=evidence,
        outlets=max(independent_outlets(evidence), status.outlets),
        claimed_only=claimed,
        by=(evidence[0].claim.by or status.by) if claimed else None,
    )


def _with(piece: Piece, status: Status, weights: FoldWeights) -> tuple[Piece, ...]:
    """The evidence with one more report: the newest sentence known to say the state plainly is quoted first,
    so that a line told later does not rest on an old quote; any other joins while its outlet is new."""
    evidence = status.evidence
    if piece in evidence:
        return evidence
    least = weights.plain.get(status.state, NEVER)
    if piece.claim.proofs and said_plainly((piece,), status.axis, status.state, least):
        return (piece, *_making_room(evidence, piece))
    grows = independent_outlets((*evidence, piece)) > independent_outlets(evidence)
    return (*evidence, piece) if grows and len(evidence) < SHOWN else evidence


def _making_room(evidence: tuple[Piece, ...], piece: Piece) -> tuple[Piece, ...]:
    """The evidence with room for one more: what told a date stays, and every outlet while another has two."""
    if len(evidence) < SHOWN:
        return evidence
    undated = [p for p in evidence if p.claim.ends_at is None and p.claim.effective_at is None]
    same = [p for p in undated if outlet_name(p.outlet) == outlet_name(piece.outlet)]
    gone = (same or undated or evidence)[-1]
    return tuple(p for p in evidence if p is not gone)


def numbered(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes with the same step of the same day counted, so that every key is one step's alone."""
    seen = Counter[str]()
    for change in changes:
        yield replace(change, ordinal=seen[change.key]) if seen[change.key] else change
        seen[change.key] += 1
