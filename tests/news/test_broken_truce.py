"""What heavy fighting says of a ceasefire."""

from news.claim import Axis, Kind, Piece, Stance
from news.fold.broken import Battle, battles
from news.fold.fighting import fold_fighting
from news.fold.fold import fold
from news.status import ChangeRule, Fold, State, Status
from tests.news.test_fighting_level import struck
from tests.news.told import at, told


def both(struck_pieces: list[Piece], said: list[Piece], until: float) -> Fold:
    levels = fold_fighting(Status("north-south", Axis.FIGHTING), struck_pieces, [], at(until)).changes
    spells: tuple[Battle, ...] = battles(levels, struck_pieces)
    return fold(Status("north-south", Axis.CEASEFIRE), said, at(until), spells=spells)


def truce() -> list[Piece]:
    return [told(Kind.IN_EFFECT, 1, outlet=outlet) for outlet in ("Herald", "Courier", "Times")]


def month_of_strikes() -> list[Piece]:
    return [struck(day, ("Herald", "Courier", "Times")[day % 3], dead=30 + day % 7) for day in range(6, 36)]


def test_a_truce_nobody_speaks_of_while_dozens_die_is_broken_in_fact() -> None:
    result = both(month_of_strikes(), truce(), 36)
    assert result.status.state is State.COLLAPSED
    last = result.changes[-1]
    assert last.rule is ChangeRule.FIGHTING and last.at < at(12)
    assert all(piece.claim.axis is Axis.FIGHTING for piece in last.evidence)


def test_it_stands_while_officials_say_that_it_does() -> None:
    said = [
        told(Kind.IN_EFFECT, day, outlet="Courier", stance=Stance.CLAIMED, by="mediators")
        for day in range(6, 36, 2)
    ]
    assert both(month_of_strikes(), truce() + said, 36).status.state is State.IN_EFFECT


def test_one_outlet_alone_breaks_no_truce() -> None:
    strikes = [struck(day, "Herald", dead=40) for day in range(6, 20)]
    assert both(strikes, truce(), 20).status.state is State.IN_EFFECT


def test_one_great_strike_breaks_no_truce() -> None:
    strikes = [struck(6, "Herald", dead=40), struck(6.1, "Courier", dead=40)]
    assert both(strikes, truce(), 20).status.state is State.IN_EFFECT


def test_amid_major_fighting_one_outlet_alone_begins_no_truce() -> None:
    said = [told(Kind.IN_EFFECT, 8, hour, outlet="Herald", sure=0.97) for hour in (1, 4, 7, 9)]
    assert both(month_of_strikes(), said, 8.9).status.state is State.NONE
    two = [*said, told(Kind.IN_EFFECT, 8, 10, outlet="Courier", sure=0.97)]
    assert both(month_of_strikes(), two, 8.9).status.state is State.IN_EFFECT
