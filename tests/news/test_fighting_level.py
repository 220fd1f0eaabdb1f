"""How heavy the fighting is, from what reports tell: up at once, down by time, never quiet without reports."""

from datetime import datetime

from news.claim import Axis, Claim, Kind, Piece, Stance
from news.fold.fighting import fold_fighting
from news.status import Fold, State, Status
from tests.news.told import at, states


def struck(
    day: float, outlet: str = "Herald", dead: int | None = None, kind: Kind = Kind.ATTACK, heavy: float = 0.1
) -> Piece:
    words = f"{outlet} tells of {kind} with {dead} dead on day {day}."
    reason = f"fighting-1 heavy={heavy:.2f}"
    claim = Claim(
        "north-south", Axis.FIGHTING, kind, Stance.ASSERTED, None, words, 0.9, reason=reason, deaths=dead
    )
    return Piece(claim, f"{outlet}-{day}", outlet, at(day), f"https://{outlet}.example/")


def level(*pieces: Piece, until: float, reports: tuple[float, ...] = ()) -> Fold:
    heard: list[datetime] = [at(day) for day in reports]
    return fold_fighting(Status("north-south", Axis.FIGHTING), pieces, heard, at(until))


def test_no_report_is_not_known_and_never_quiet() -> None:
    assert level(until=9).status.state is State.NONE


def test_where_nobody_ever_told_of_fighting_it_is_not_known() -> None:
    assert not level(until=9, reports=(2, 5)).changes


def test_every_change_has_a_sentence() -> None:
    result = level(struck(3, dead=41), struck(14, dead=2), until=60, reports=(4, 7, 10, 13, 16, 19, 55))
    assert all(change.evidence for change in result.changes)


def test_one_strike_with_few_dead_is_an_incident() -> None:
    assert level(struck(3, dead=2), until=3.5).status.state is State.INCIDENTS


def test_dozens_of_dead_are_major_fighting_at_once() -> None:
    result = level(struck(3, dead=2), struck(4, "Courier", dead=41), until=4.5)
    assert result.status.state is State.MAJOR
    assert result.changes[-1].evidence[0].claim.deaths == 41


def test_fewer_dead_are_major_when_two_outlets_tell_of_fighting() -> None:
    assert level(struck(3, dead=20), until=3.5).status.state is State.FIGHTING
    assert level(struck(3, dead=20), struck(3.2, "Courier"), until=3.5).status.state is State.MAJOR


def test_it_falls_by_time_through_incidents_to_quiet() -> None:
    result = level(struck(3, dead=41), until=20, reports=(4, 7, 10, 13, 16, 19))
    assert states(result) == [State.MAJOR, State.INCIDENTS, State.QUIET]


def test_it_is_not_known_when_nobody_reports_for_a_month() -> None:
    assert level(struck(3, dead=41), until=60).status.state is State.NONE


def test_a_day_of_less_between_two_heavy_ones_does_not_make_it_flap() -> None:
    pieces = [struck(day, "Herald" if day % 2 else "Courier", dead=30) for day in (3, 5, 6, 8, 9)]
    assert states(level(*pieces, until=9.5)) == [State.MAJOR]


def test_folding_in_two_parts_is_folding_at_once() -> None:
    pieces = [struck(3, dead=41), struck(5, "Courier", dead=3), struck(14, dead=2)]
    reports = [at(day) for day in (4, 9, 12, 16)]
    start = Status("north-south", Axis.FIGHTING)
    whole = fold_fighting(start, pieces, reports, at(20))
    first = fold_fighting(start, pieces, reports, at(9, 3))
    rest = fold_fighting(first.status, pieces, reports, at(20))
    assert [(c.at, c.state) for c in (*first.changes, *rest.changes)] == [
        (c.at, c.state) for c in whole.changes
    ]
    assert rest.status == whole.status


def test_the_peak_tells_that_a_quiet_came_after_major_fighting() -> None:
    result = level(struck(3, dead=41), until=20, reports=(4, 7, 10, 13, 16, 19))
    assert result.changes[-1].status.peak is State.MAJOR
    assert result.changes[0].status.peak is not State.MAJOR


def test_where_much_is_told_every_day_the_days_before_are_not_forgotten() -> None:
    many = [struck(day + n / 100, f"Outlet {n}") for day in range(3, 8) for n in range(40)]
    assert level(*many, until=8).status.state is State.FIGHTING
