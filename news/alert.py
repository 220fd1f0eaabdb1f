"""Who hears of a change at once, who later and who not: kinds of change, and how much a chat is told within
the hour."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from news.chat import AlertBudget, AlertLevel
from news.claim import Axis
from news.digest import quiet_end
from news.status import Change, ChangeRule, State

HOUR = timedelta(hours=1)
_URGENT = (State.IN_EFFECT, State.COLLAPSED, State.DEAL_REACHED)
_MAJOR = (State.AGREED, State.IN_EFFECT, State.COLLAPSED, State.DEAL_REACHED)


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change as storage knows it: when it was found, whether it is history only, and whether chats are
    still to be told."""

    id: int
    change: Change
    found_at: datetime
    quiet: bool
    to_compose: bool
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertRule:
    """What a chat asked to hear of a process, and since when."""

    level: AlertLevel
    since: datetime


class Untold(enum.StrEnum):
    """Why a chat was not written to about a change."""

    NOT_ASKED = "not asked"
    ASKED_LATER = "asked later"
    MINOR = "minor"
    OLD_NEWS = "old news"
    NOT_YET = "not yet"
    MUTED = "muted"
    UNKNOWN = "unknown"  # it rested then, or the record is forgotten


def levels_of(change: Change) -> Collection[AlertLevel]:
    """The levels at which a chat hears of the change: what is said against a state, or corrects it, is told
    wherever the state was. Of fighting only two are told: that it becomes major, and that it is quiet again
    after it was. That a pause has long been over is no news."""
    if change.axis is Axis.FIGHTING:
        told = change.state in (State.MAJOR, State.QUIET) and (change.state is State.QUIET) == (
            change.status.peak is State.MAJOR
        )
        return (AlertLevel.EVERY, AlertLevel.MAJOR) if told else ()
    match change.rule:
        case ChangeRule.PAST:
            return ()
        case ChangeRule.DISPUTED:
            major = change.state in _MAJOR
        case ChangeRule.RETRACTED | ChangeRule.CORRECTED:
            major = change.state in _MAJOR or change.previous in _MAJOR
        case _:
            major = change.state in _MAJOR and change.state is not change.previous
    return (AlertLevel.EVERY, AlertLevel.MAJOR) if major else (AlertLevel.EVERY,)


def urgent(change: Change) -> bool:
    """Whether the change waits for no hour to end: a ceasefire in effect, a collapse, a deal, or a dispute of
    what stands."""
    if change.rule in (ChangeRule.DISPUTED, ChangeRule.RETRACTED):
        return True
    return change.state in _URGENT and change.state is not change.previous


def spend_alert(
    budget: AlertBudget,
    now: datetime,
    per_hour: int,
    quiet: tuple[int, int] | None,
    zone: ZoneInfo,
    *,
    at_once: bool = False,
) -> tuple[AlertBudget, bool]:
    """The budget after one more change, and whether the chat is told now (else with others at `backlog_at`).

    What waits keeps its turn: while anything is held back, the next change joins it, so that order stays.
    What is told `at_once` passes it and the hour's limit, never quiet hours.
    """
    until = quiet_end(quiet, zone, now)
    if at_once and until is None and (budget.backlog_at is not None or _used_up(budget, now, per_hour)):
        return budget, True
    if budget.backlog_at is not None and budget.backlog_at > now:
        return budget, False
    if until is not None:
        return AlertBudget(budget.since, budget.sent, until), False
    if budget.backlog_at is not None:  # due just now: the collected message goes first
        return budget, False
    if budget.since is None or now >= budget.since + HOUR:
        return AlertBudget(now, 1, None), True
    if budget.sent < per_hour:
        return AlertBudget(budget.since, budget.sent + 1, None), True
    return AlertBudget(budget.since, budget.sent, budget.since + HOUR), False


def rest_at(before: AlertBudget, after: AlertBudget, per_hour: int) -> datetime | None:
    """When the rest is told, where the change that made `after` of `before` was the last one within the
    limit of its hour."""
    if after == before or after.since is None or after.sent < per_hour:
        return None
    return after.since + HOUR


def _used_up(budget: AlertBudget, now: datetime, per_hour: int) -> bool:
    return budget.since is not None and now < budget.since + HOUR and budget.sent >= per_hour


def why_untold(step: StoredChange, rule: AlertRule | None, muted_until: datetime | None) -> Untold:
    """Why nothing about the step is on the chat's record; `rule` is what it asks for now."""
    if step.quiet:
        return Untold.OLD_NEWS
    if rule is None or rule.level is AlertLevel.NONE:
        return Untold.NOT_ASKED
    if rule.level not in levels_of(step.change):
        return Untold.MINOR
    if step.to_compose:
        return Untold.NOT_YET
    if rule.since > step.found_at:
        return Untold.ASKED_LATER
    return Untold.MUTED if muted_until is not None and step.found_at < muted_until else Untold.UNKNOWN
