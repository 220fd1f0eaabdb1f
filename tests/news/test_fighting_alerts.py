"""Of fighting two steps are told at once: that it becomes major, and that it is quiet again."""

from news.alert import levels_of
from news.chat import AlertLevel
from news.status import State
from tests.news.test_fighting_level import level, struck


def test_one_alert_when_it_becomes_major_and_one_when_it_is_quiet_again() -> None:
    pieces = [struck(3, dead=41), struck(5.5, "Courier", dead=2), struck(6.5, "Courier", dead=40)]
    result = level(*pieces, until=40, reports=(4, 7, 10, 13, 16, 19, 25, 30, 39))
    told = [change.state for change in result.changes if levels_of(change)]
    assert [change.state for change in result.changes].count(State.MAJOR) == 2
    assert told == [State.MAJOR, State.QUIET]


def test_both_reach_those_who_ask_for_major_steps_alone() -> None:
    result = level(struck(3, dead=41), until=30, reports=(4, 9, 14, 19, 24))
    assert AlertLevel.MAJOR in levels_of(result.changes[0])


def test_quiet_after_mere_incidents_is_no_alert() -> None:
    result = level(struck(3, dead=2), until=30, reports=(4, 9, 14, 19, 24))
    assert result.changes[-1].state is State.QUIET
    assert not any(map(levels_of, result.changes))
