"""What may happen to a state without leaving it: renewed, breached, disputed; and what undoes a one-sided
claim."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from news.claim import Kind, Piece
from news.fold.calendar import make_change
from news.fold.coverage import coverage
from news.fold.denials import by_speaker, opposed, refuted, since_it_began, speakers
from news.fold.proof import CORROBORATED, breach_proof, plainest_first
from news.fold.tally import NOTHING, explain, tally
from news.fold.times import Said, last_moment, said_times, told_length, with_times
from news.fold.weights import FoldWeights
from news.status import SHOWN, STANDING, Change, ChangeRule, State, Status

_RENEWED = timedelta(hours=60)


def extend(status: Status, now: datetime, weights: FoldWeights) -> Change | None:
    if status.state not in STANDING or (status.extended_at and now - status.extended_at < _RENEWED):
        return None
    after = max(filter(None, (status.since, status.extended_at)), default=now)
    told = [
        (p, 1.0)
        for p in status.pending
        if p.claim.kind is Kind.EXTENDED and p.claim.stance.current and p.published > after
    ]
    support = tally(told, now, weights) if told else NOTHING
    need = weights.extension * coverage(status, weights)
    if support.weight < need:
        return None
    renewed = replace(
        with_times(status, _renewed_times(support.pieces, status, now, weights)),
        state=State.IN_EFFECT,
        extended_at=now,
        confirmed_at=now,
        due=False,
        evidence=plainest_first(support.pieces, status.axis, State.IN_EFFECT)[:SHOWN],
        outlets=support.outlets,
        as_of=now,
    )
    return make_change(renewed, status, now, ChangeRule.EXTENDED, explain(support, support.weight, need))


def _renewed_times(pieces: Sequence[Piece], status: Status, now: datetime, weights: FoldWeights) -> Said:
    """The start stays; the end that is told, no more exact than the one it counts from."""
    counted = [_from_end(piece, status) for piece in pieces]
    said = said_times(counted, now, weights)
    moved = any(
        new != old and new.claim.ends_at == said.end for new, old in zip(counted, pieces, strict=True)
    )
    rough = timedelta(hours=status.lasts_hours) if moved and status.lasts_hours else said.lasts
    return Said(status.effective_at, said.end, rough)


def _from_end(piece: Piece, status: Status) -> Piece:
    """A renewal "by 45 days" counts from the end known so far while that lies ahead, not from the hour it was
    told."""
    claim, known, length = piece.claim, status.ends_at, told_length(piece)
    if known is None or last_moment(known) <= piece.published or length is None:
        return piece
    return replace(piece, claim=replace(claim, effective_at=None, ends_at=known + length))


def breach(status: Status, now: datetime, weights: FoldWeights) -> Change | None:
    if status.state not in STANDING or status.violations:
        return None
    said = [
        (p, 1.0)
        for p in status.pending
        if p.claim.kind is Kind.VIOLATION and p.claim.stance.current and since_it_began(status, p)
    ]
    support = tally(said, now, weights) if said else NOTHING
    plain = any(breach_proof(piece) >= weights.breach_plain for piece in support.pieces)
    need = weights.breach * coverage(status, weights) * (1.0 if plain else weights.implied)
    if support.weight < need or (not plain and support.outlets < CORROBORATED):
        return None
    breached = replace(status, violations=True, as_of=now)
    for piece in sorted(support.pieces, key=lambda p: (p.published, p.item_id)):
        breached = accuse(breached, piece)
    told = sorted(support.pieces, key=lambda p: -round(breach_proof(p), 1))
    breached = replace(breached, breaches=tuple(told[:SHOWN]))
    return make_change(breached, status, now, ChangeRule.BREACH, explain(support, support.weight, need))


def accuse(status: Status, piece: Piece) -> Status:
    """One more report of a breach."""
    who = piece.claim.by
    accusations = (
        status.accusations
        if who is None or who in status.accusations
        else (*status.accusations, who)[-SHOWN:]
    )
    return replace(status, accusations=accusations, breaches=(*status.breaches, piece)[-SHOWN:])


def dispute(status: Status, now: datetime, weights: FoldWeights) -> Change | None:
    """One more who says that it is not so: what all outlets report of their denial is added up."""
    known = {who.casefold() for who in (*status.disputed_by, status.by or "")}
    told = {who: pieces for who, pieces in by_speaker(_denials(status, weights)).items() if who not in known}
    sums = (tally([(p, 1.0) for p in pieces], now, weights) for pieces in told.values())
    support = next((support for support in sums if support.weight >= weights.dispute), None)
    if support is None or len(status.disputed_by) >= SHOWN:
        return None
    first = support.pieces[0]
    who = first.claim.by or ""
    disputed = replace(
        status, disputed_by=(*status.disputed_by, who), disputes=(*status.disputes, first), as_of=now
    )
    return make_change(disputed, status, now, ChangeRule.DISPUTED, f"by={who}")


def retract(status: Status, now: datetime, weights: FoldWeights) -> Change | None:
    """One side says agreed, the other says no, or refuses what was agreed for it: that is an offer, also
    where its date has passed."""
    promised = status.state is State.AGREED or (status.state is State.IN_EFFECT and status.due)
    refutation = refuted(status, now, weights) if promised else None
    if refutation is None:
        return None
    against = refutation.against
    who = tuple(dict.fromkeys((*status.disputed_by, *speakers(against.pieces))))[:SHOWN]
    back = replace(
        status,
        state=State.PROPOSED,
        since=now,
        previous=status.state,
        effective_at=None,
        ends_at=None,
        lasts_hours=None,
        due=False,
        by=None,  # what one side had claimed is an offer now, by nobody's word
        claimed_only=False,
        disputed_by=who,
        disputes=against.pieces[:SHOWN],
        violations=False,
        accusations=(),
        breaches=(),
        as_of=now,
    )
    return make_change(
        back,
        status,
        now,
        ChangeRule.RETRACTED,
        explain(against, against.weight, refutation.need, refutation.own),
    )


def _denials(status: Status, weights: FoldWeights) -> list[Piece]:
    """Claims since the state began that it is not so; a refusal denies a proposal."""
    since = status.since if status.state is State.PROPOSED else None
    return opposed(status, since + timedelta(days=weights.refusal_days) if since else None)
