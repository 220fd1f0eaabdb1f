"""What is said against a state: denials of it, and refusals of what was offered or agreed. One sum for all
who weigh it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.claim import Kind, Piece, Stance
from news.fold.ballot import rests_on, says
from news.fold.coverage import coverage
from news.fold.tally import Tally, tally
from news.fold.weights import FoldWeights
from news.status import State, Status

_ANSWERED = timedelta(days=4)
_NEARLY = 0.5


@dataclass(frozen=True, slots=True)
class Refutation:
    """An agreement undone: what speaks against it, what that needed, and what speaks for it."""

    against: Tally
    need: float
    own: float


def refuted(status: Status, now: datetime, weights: FoldWeights) -> Refutation | None:
    """Whether denials and early refusals since the agreement outweigh it: then it is an offer."""
    latest = status.since + _ANSWERED if status.since else None
    against = tally(((p, 1.0) for p in opposed(status, latest)), now, weights)
    agreed = (
        (p, 1.0)
        for p in status.pending
        if says(p.claim, status.axis) is State.AGREED and p.claim.stance.current
    )
    own = tally(agreed, now, weights).weight
    need = max(weights.retract * coverage(status, weights), _NEARLY * own)
    return Refutation(against, need, own) if against.weight >= need else None


def refuted_at_once(status: Status, told: datetime, now: datetime, weights: FoldWeights) -> bool:
    """Whether an agreement last told of at `told` would be undone as soon as it was believed: nobody has said
    so since."""
    return refuted(replace(status, state=State.AGREED, since=told), now, weights) is not None


def opposed(status: Status, latest: datetime | None) -> list[Piece]:
    """Claims since the state began that it is not so, and refusals up to `latest`."""
    return [
        p for p in status.pending if since_it_began(status, p) and (denies(p, status) or _refuses(p, latest))
    ]


def since_it_began(status: Status, piece: Piece) -> bool:
    return status.since is None or piece.published >= status.since


def denies(piece: Piece, status: Status) -> bool:
    """Whether the claim says that the present state is not so; one that only the calendar made rests on the
    agreement alone."""
    said = (
        says(piece.claim, status.axis)
        if piece.claim.stance is Stance.DENIED and rests_on(status, piece)
        else None
    )
    return said is not None and (
        said is status.state or (status.due and (said, status.state) == (State.AGREED, State.IN_EFFECT))
    )


def by_speaker(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """The claims of each who is named, in their order; the keys are folded names."""
    told: dict[str, list[Piece]] = {}
    for piece in pieces:
        if who := speaker(piece):
            told.setdefault(who.casefold(), []).append(piece)
    return told


def speakers(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Who is named as saying so, each once, in the order of the pieces."""
    return tuple(dict.fromkeys(who for piece in pieces if (who := speaker(piece))))


def speaker(piece: Piece) -> str | None:
    """Who says so; None where nobody is named: an outlet disputes nothing ("outlet" is what editors write)."""
    who = piece.claim.by
    return who if who and who.casefold() != "outlet" else None


def _refuses(piece: Piece, latest: datetime | None) -> bool:
    """A party's refusal, not later than `latest`."""
    return (
        latest is not None
        and piece.published <= latest
        and piece.claim.kind is Kind.REJECTED
        and piece.claim.stance.current
    )
