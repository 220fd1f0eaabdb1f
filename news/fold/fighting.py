"""How heavy the fighting is: what the reports of the last 48 hours tell, without flapping. Pure and causal.

The level rises as soon as it is told. It falls by time, when reports tell of less and it has stood for a while:
to what they tell, to quiet only from incidents. Quiet needs outlets that go on reporting on the conflict; where
nobody does, or nobody has ever told of fighting, it is not known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from news.claim import VIOLENT, Kind, Piece
from news.fold.calendar import make_change
from news.fold.tally import independent_outlets, outlet_name
from news.status import LEVELS, SHOWN, Change, ChangeRule, Fold, State, Status


@dataclass(frozen=True, slots=True)
class Gauge:
    """The numbers of the level, fitted on streams of news with the level of every day
    (docs/reading-quality.md, "Fighting")."""

    window: timedelta = timedelta(hours=48)
    memory: timedelta = timedelta(days=7)
    silence: timedelta = timedelta(days=30)  # nobody reports on the conflict for so long: not known
    sure: float = 0.6  # confidence of a claim that counts
    many: int = 18  # so many dead, where two outlets tell of fighting, are major fighting
    very_many: int = 24  # so many are where one does
    heavy: float = 0.6  # so surely two outlets tell of an event that is a major one
    very_heavy: float = 0.8  # so surely one does
    offensives: float = 0.6  # so surely two outlets tell of an offensive
    offensive: float = 0.8  # so surely one does
    some: int = 7  # so many dead are more than an incident
    hard: float = 0.3  # so is an event that is so surely a major one
    reports: int = 2  # so are so many items within the window …
    days: int = 4  # … where fighting was told on so many days of the memory
    floor: int = 2  # told on so many days of the memory, it is not quiet yet
    fall: timedelta = timedelta(hours=48)  # a level stands at least so long
    most: int = 60  # claims kept


GAUGE = Gauge()


@dataclass(frozen=True, slots=True)
class Measured:
    """The level that the reports tell of, and the pieces it rests on, the gravest and newest first."""

    level: State
    pieces: tuple[Piece, ...]
    dead: int
    days: int


def fold_fighting(
    start: Status,
    evidence: Iterable[Piece],
    reports: Iterable[datetime],
    now: datetime,
    gauge: Gauge = GAUGE,
) -> Fold:
    """Fold claims of fighting and the moments of all items about the process into its level at `now`.

    As `news.fold.fold.fold` does: claims and reports up to `start.as_of` are in it already, later ones than `now`
    are not news yet.
    """
    new = [p for p in set(evidence) if _is_new(p.published, start, now) and _counts(p, gauge)]
    pieces = sorted(new, key=lambda p: (p.published, p.item_id, p.claim.sentence))
    heard = {moment for moment in reports if _is_new(moment, start, now)} | {p.published for p in pieces}
    status, changes, at = start, list[Change](), 0
    for moment in sorted(heard):
        status = _let_time_pass(status, moment, gauge, changes)
        first = at
        while at < len(pieces) and pieces[at].published <= moment:
            at += 1
        pending = _kept((*status.pending, *pieces[first:at]), gauge.most)
        status = replace(status, pending=pending, confirmed_at=moment, as_of=moment)
        status = _weigh(status, moment, gauge, changes)
    status = _let_time_pass(status, now, gauge, changes)
    return Fold(replace(status, as_of=max(now, status.as_of) if status.as_of else now), tuple(changes))


def _kept(pieces: tuple[Piece, ...], most: int) -> tuple[Piece, ...]:
    """The newest, and of what is older the gravest of each day: the days and the dead of the window stay
    known where much is told."""
    older, newest = pieces[:-most], pieces[-most:]
    days = {piece.published.date(): piece for piece in sorted(older, key=_gravity)}
    return (*sorted(days.values(), key=lambda piece: (piece.published, piece.item_id)), *newest)


def fighting_due_at(status: Status, gauge: Gauge = GAUGE) -> datetime | None:
    """The next moment at which the level may fall by itself; None: never."""
    if status.state is State.NONE:
        return None
    return _next_look(status, gauge)


def measured(pieces: Sequence[Piece], now: datetime, gauge: Gauge = GAUGE) -> Measured:
    """What the reports tell at `now`, for itself: without what was told before."""
    fresh = [p for p in pieces if now - gauge.window < p.published <= now]
    days = len({p.published.date() for p in pieces if now - gauge.memory < p.published <= now})
    if not fresh:
        return Measured(State.INCIDENTS if days >= gauge.floor else State.QUIET, (), 0, days)
    ranked = tuple(sorted(fresh, key=_gravity, reverse=True))
    dead = max(p.claim.deaths or 0 for p in ranked)
    items = len({p.item_id for p in ranked})
    if _is_major(ranked, dead, gauge):
        level = State.MAJOR
    elif dead >= gauge.some or _surest(map(heaviness, ranked)) >= gauge.hard:
        level = State.FIGHTING
    else:
        level = State.FIGHTING if items >= gauge.reports and days >= gauge.days else State.INCIDENTS
    return Measured(level, ranked, dead, days)


def _is_major(pieces: Sequence[Piece], dead: int, gauge: Gauge) -> bool:
    """An offensive, a great attack or dozens of dead: told by two outlets, or by one surely enough."""
    if dead >= gauge.very_many or (dead >= gauge.many and independent_outlets(pieces) > 1):
        return True
    heavy = _by_outlet((piece, heaviness(piece)) for piece in pieces)
    pushes = _by_outlet((p, p.claim.confidence) for p in pieces if p.claim.kind is Kind.OFFENSIVE)
    alone = heavy[0] >= gauge.very_heavy or pushes[0] >= gauge.offensive
    return alone or heavy[1] >= gauge.heavy or pushes[1] >= gauge.offensives


def _by_outlet(told: Iterable[tuple[Piece, float]]) -> list[float]:
    """How surely each outlet tells it, the surest first; at least two numbers."""
    sure = dict[str, float]()
    for piece, number in told:
        name = outlet_name(piece.outlet)
        sure[name] = max(sure.get(name, 0.0), number)
    return [*sorted(sure.values(), reverse=True), 0.0, 0.0]


def _surest(numbers: Iterable[float]) -> float:
    return max(numbers, default=0.0)


def heaviness(piece: Piece) -> float:
    """How surely the event is a major one, 0 to 1."""
    return float(piece.claim.reason.rpartition("heavy=")[2] or 0.0)


def _gravity(piece: Piece) -> tuple[float, datetime, str]:
    claim = piece.claim
    return (claim.deaths or 0) / 10 + 2 * heaviness(piece), piece.published, piece.item_id


def _counts(piece: Piece, gauge: Gauge) -> bool:
    claim = piece.claim
    return claim.kind in VIOLENT and claim.stance.current and claim.confidence >= gauge.sure


def _is_new(moment: datetime, start: Status, now: datetime) -> bool:
    return moment <= now and (start.as_of is None or moment > start.as_of)


def _let_time_pass(status: Status, now: datetime, gauge: Gauge, changes: list[Change]) -> Status:
    """Fall level by level at the moments reports grow too old, up to `now` (exclusive)."""
    while (moment := fighting_due_at(status, gauge)) is not None and moment < now:
        before = status
        status = _weigh(replace(status, as_of=moment), moment, gauge, changes)
        if status == replace(before, as_of=moment) and _next_look(status, gauge) == moment:
            break
    return status


def _next_look(status: Status, gauge: Gauge) -> datetime | None:
    after = status.as_of or status.since
    looks = [p.published + gauge.window for p in status.pending]
    looks += [p.published + gauge.memory for p in status.pending]
    if status.since:
        looks.append(status.since + gauge.fall)
    if status.confirmed_at:
        looks.append(status.confirmed_at + gauge.silence)
    return min((moment for moment in looks if after is None or moment > after), default=None)


def _weigh(status: Status, now: datetime, gauge: Gauge, changes: list[Change]) -> Status:
    kept = tuple(p for p in status.pending if p.published > now - gauge.memory)
    status = replace(status, pending=kept) if len(kept) != len(status.pending) else status
    told = measured(kept, now, gauge)
    level = _level(status, told, now, gauge)
    if level is status.state:
        if told.level is level and told.pieces:
            shown = told.pieces[:SHOWN]
            return replace(status, evidence=shown, outlets=independent_outlets(shown))
        return status
    evidence = told.pieces[:SHOWN] or status.evidence
    moved = replace(
        status,
        state=level,
        previous=status.state,
        peak=_peak(status),
        since=now,
        evidence=evidence,
        outlets=independent_outlets(told.pieces),
        as_of=now,
    )
    facts = f"told={told.level} reports={len(told.pieces)} outlets={moved.outlets} dead={told.dead} days={told.days}"
    change = make_change(moved, status, now, ChangeRule.FIGHTING, facts)
    changes.append(change)
    return moved


def _peak(status: Status) -> State:
    """The heaviest level up to now since it was last quiet."""
    if status.state in (State.NONE, State.QUIET) or status.peak not in LEVELS:
        return status.state
    return max(status.peak, status.state, key=LEVELS.index)


def _level(status: Status, told: Measured, now: datetime, gauge: Gauge) -> State:
    """The level after what is told: up at once, down after a while, to quiet last."""
    if not told.pieces and (status.confirmed_at is None or now - status.confirmed_at >= gauge.silence):
        return State.NONE
    if status.state is State.NONE:
        return told.level if told.pieces or status.evidence else State.NONE
    stands, wanted = LEVELS.index(status.state), LEVELS.index(told.level)
    if wanted >= stands or status.since is None:
        return LEVELS[wanted]
    if now - status.since < gauge.fall:
        return status.state
    return LEVELS[wanted] if stands == 1 else LEVELS[max(wanted, 1)]
