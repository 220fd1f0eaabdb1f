"""Who hears of a change at once and who later: kinds of change, and how much a chat is told within the hour."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from news.chat import AlertBudget, AlertLevel
from news.digest import quiet_end
from news.status import Change, State

HOUR = timedelta(hours=1)
_MAJOR = (State.AGREED, State.IN_EFFECT, State.COLLAPSED, State.DEAL_REACHED)


def levels_of(change: Change) -> Collection[AlertLevel]:
    """The levels at which a chat hears of the change."""
    if change.state in _MAJOR and change.state is not change.previous:
        return (AlertLevel.EVERY, AlertLevel.MAJOR)
    return (AlertLevel.EVERY,)


def spend(budget: AlertBudget, now: datetime, per_hour: int, quiet: tuple[int, int] | None, zone: ZoneInfo) -> tuple[AlertBudget, bool]:
    """The budget after one more change, and whether the chat is told now (else with others at `backlog_at`).

    What waits keeps its turn: while anything is held back, the next change joins it, so that order stays.
    """
    if budget.backlog_at is not None and budget.backlog_at > now:
        return budget, False
    until = quiet_end(quiet, zone, now)
    if until is not None:
        return AlertBudget(budget.since, budget.sent, until), False
    if budget.backlog_at is not None:  # due just now: the collected message goes first
        return budget, False
    if budget.since is None or now >= budget.since + HOUR:
        return AlertBudget(now, 1, None), True
    if budget.sent < per_hour:
        return AlertBudget(budget.since, budget.sent + 1, None), True
    return AlertBudget(budget.since, budget.sent, budget.since + HOUR), False
