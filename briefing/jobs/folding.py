"""What one axis is folded from, and in which order axes are: fighting first, for it bears on a ceasefire."""

from collections.abc import Callable
from datetime import datetime, timedelta

from news.claim import Axis
from news.fold.broken import Battle, battles
from news.fold.calendar import due_at
from news.fold.correction import fold_with_corrections
from news.fold.fighting import GAUGE, fighting_due_at, fold_fighting
from news.status import Fold, Status
from storage.store import Books

_LEVELS = 200  # newest steps of the level that may matter to a ceasefire
_BEFORE = timedelta(days=30)


def fold_order(axis: tuple[str, Axis]) -> tuple[str, bool, Axis]:
    """Sorts axes for folding; everybody who folds several follows it."""
    return axis[0], axis[1] is not Axis.FIGHTING, axis[1]


async def folding(books: Books, start: Status) -> Callable[[datetime], Fold]:
    """Read all that the axis of `start` is folded from; the result folds it up to a moment."""
    process, axis = start.process, start.axis
    evidence = await books.claims.evidence(process, axis, start.as_of)
    if axis is Axis.FIGHTING:
        reports = await books.claims.reports(process, start.as_of)
        return lambda now: fold_fighting(start, evidence, reports, now)
    corrections = await books.corrections.standing(process, axis)
    spells = await _spells(books, start) if axis is Axis.CEASEFIRE else ()
    return lambda now: fold_with_corrections(start, evidence, corrections, now, spells)


def next_look(status: Status) -> datetime | None:
    """The next moment at which time alone may move this status; None: never."""
    return fighting_due_at(status, GAUGE) if status.axis is Axis.FIGHTING else due_at(status)


async def _spells(books: Books, start: Status) -> tuple[Battle, ...]:
    levels = await books.statuses.history(start.process, Axis.FIGHTING, _LEVELS)
    since = start.as_of - _BEFORE if start.as_of else None
    struck = await books.claims.evidence(start.process, Axis.FIGHTING, since)
    return battles(reversed(levels), struck)
