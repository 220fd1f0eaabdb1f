"""What may happen to a state without leaving it: renewed, breached, disputed; and what undoes a one-sided claim."""

from dataclasses import replace
from datetime import datetime, timedelta

from news.ballot import says
from news.claim import Evidence, Kind, Stance
from news.due import step
from news.move import coverage
from news.status import SHOWN, STANDING, Change, Rule, State, Status
from news.times import said_times
from news.votes import NOTHING, explain, tally
from news.weights import Weights

_RENEWED = timedelta(hours=60)
_ANSWERED = timedelta(days=4)
_NEARLY = 0.5


def extend(status: Status, now: datetime, weights: Weights) -> Change | None:
    if status.state not in STANDING or (status.extended_at and now - status.extended_at < _RENEWED):
        return None
    after = max(filter(None, (status.since, status.extended_at)), default=now)
    said = [(p, 1.0) for p in status.pending if p.claim.kind is Kind.EXTENDED and p.claim.stance.current and p.published > after]
    support = tally(said, now, weights) if said else NOTHING
    if support.weight < weights.extension * coverage(status, weights):
        return None
    _, ends_at = said_times(support.pieces, now, weights)
    renewed = replace(
        status, state=State.IN_EFFECT, ends_at=ends_at, extended_at=now, confirmed_at=now, due=False, evidence=support.pieces[:SHOWN],
        outlets=support.outlets, as_of=now,
    )  # fmt: skip
    return step(renewed, status, now, Rule.EXTENDED, explain(support, support.weight, weights.extension, 0.0))


def breach(status: Status, now: datetime, weights: Weights) -> Change | None:
    if status.state not in STANDING or status.violations:
        return None
    said = [(p, 1.0) for p in status.pending if p.claim.kind is Kind.VIOLATION and p.claim.stance.current and _since(status, p)]
    support = tally(said, now, weights) if said else NOTHING
    if support.weight < weights.breach * coverage(status, weights):
        return None
    breached = replace(status, violations=True, as_of=now)
    for piece in sorted(support.pieces, key=lambda p: (p.published, p.item_id)):
        breached = accuse(breached, piece)
    return step(breached, status, now, Rule.BREACH, explain(support, support.weight, weights.breach, 0.0))


def accuse(status: Status, piece: Evidence) -> Status:
    """One more report of a breach."""
    who = piece.claim.by
    accusations = status.accusations if who is None or who in status.accusations else (*status.accusations, who)[-SHOWN:]
    return replace(status, accusations=accusations, breaches=(*status.breaches, piece)[-SHOWN:])


def _since(status: Status, piece: Evidence) -> bool:
    return status.since is None or piece.published >= status.since


def dispute(status: Status, now: datetime, weights: Weights) -> Change | None:
    new = _new_denials(status, now, weights)
    if not new or len(status.disputed_by) >= SHOWN:
        return None
    who = _speaker(new[0])
    disputed = replace(status, disputed_by=(*status.disputed_by, who), disputes=(*status.disputes, new[0]), as_of=now)
    return step(disputed, status, now, Rule.DISPUTED, f"by={who}")


def retract(status: Status, now: datetime, weights: Weights) -> Change | None:
    """One side says agreed, the other says no, or refuses what was agreed for it: that is an offer, not an agreement."""
    if status.state is not State.AGREED:
        return None
    latest = status.since + _ANSWERED if status.since else None
    denials = [p for p in status.pending if _since(status, p) and (_denies(p, status) or _refuses(p, latest))]
    against = tally(((p, 1.0) for p in denials), now, weights)
    own = tally(((p, 1.0) for p in status.pending if says(p.claim) is State.AGREED and p.claim.stance.current), now, weights)
    if against.weight < max(weights.retract * coverage(status, weights), _NEARLY * own.weight):
        return None
    who = tuple(dict.fromkeys((*status.disputed_by, *map(_speaker, against.pieces))))[:SHOWN]
    back = replace(
        status, state=State.PROPOSED, since=now, previous=status.state, effective_at=None, ends_at=None, disputed_by=who,
        disputes=against.pieces[:SHOWN], violations=False, accusations=(), breaches=(), as_of=now,
    )  # fmt: skip
    return step(back, status, now, Rule.RETRACTED, explain(against, against.weight, weights.retract, own.weight))


def _new_denials(status: Status, now: datetime, weights: Weights) -> list[Evidence]:
    known = {who.casefold() for who in (*status.disputed_by, status.by or "")}
    heavy = [p for p in _denials(status, weights) if tally([(p, 1.0)], now, weights).weight >= weights.dispute]
    return [p for p in heavy if _speaker(p).casefold() not in known]


def _denials(status: Status, weights: Weights) -> list[Evidence]:
    """Claims since the state began that it is not so; a refusal denies a proposal."""
    latest = status.since + timedelta(days=weights.refusal_days) if status.state is State.PROPOSED and status.since else None
    return [p for p in status.pending if _since(status, p) and (_denies(p, status) or _refuses(p, latest))]


def _denies(piece: Evidence, status: Status) -> bool:
    return piece.claim.stance is Stance.DENIED and says(piece.claim) is status.state


def _refuses(piece: Evidence, latest: datetime | None) -> bool:
    """A party's refusal, not later than `latest`."""
    return latest is not None and piece.published <= latest and piece.claim.kind is Kind.REJECTED and piece.claim.stance.current


def _speaker(piece: Evidence) -> str:
    """Who says so; "outlet" is what editors and readers write where nobody is quoted."""
    who = piece.claim.by
    return who if who and who.casefold() != "outlet" else piece.outlet
