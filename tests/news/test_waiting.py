"""What is reported and not yet believed is named, with who says so; nothing else is."""

from news.claim import Axis, Kind, Stance
from news.fold import fold
from news.status import State, Status
from news.waiting import waiting
from tests.news.told import at, folded, told


def left(*pieces, until=None):
    status = folded(*pieces).status
    return waiting(status, until or max(p.published for p in pieces))


def test_one_doubtful_report_waits_for_a_second_source():
    doubtful = told(Kind.AGREED, 1, 9, sure=0.55)
    found = left(doubtful)
    assert (found.state, found.pieces, found.outlets) == (State.AGREED, (doubtful,), 1)


def test_copies_of_one_report_are_still_one_source():
    wire = "Both sides agreed to a truce, the mediator said on Friday."
    found = left(*(told(Kind.AGREED, 1, h, outlet=o, sure=0.55, sentence=wire) for h, o in enumerate(("Herald", "Courier", "Post"))))
    assert (found.outlets, len(found.pieces)) == (1, 1)


def test_what_was_believed_waits_no_longer():
    assert left(told(Kind.AGREED, 1, 9), told(Kind.AGREED, 1, 10, outlet="Post", sure=0.55)) is None


def test_an_earlier_stage_of_what_stands_is_no_news():
    begun = told(Kind.IN_EFFECT, 1, 9)
    assert left(begun, told(Kind.AGREED, 1, 12, outlet="Post", sure=0.55)) is None


def test_the_end_of_what_stands_waits():
    found = left(told(Kind.IN_EFFECT, 1, 9), told(Kind.COLLAPSED, 3, 9, outlet="Post", sure=0.55))
    assert found.state is State.COLLAPSED


def test_a_guess_a_denial_and_an_old_report_are_not_shown():
    assert left(told(Kind.AGREED, 1, sure=0.3)) is None
    assert left(told(Kind.AGREED, 1, stance=Stance.DENIED, by="North")) is None
    assert left(told(Kind.AGREED, 1, stance=Stance.POSSIBLE)) is None
    assert left(told(Kind.AGREED, 1, sure=0.55), until=at(5)) is None


def test_a_breach_alone_is_no_report_of_a_truce():
    breach = told(Kind.VIOLATION, 1, 9, sure=0.6)
    assert left(breach) is None


def test_nothing_waits_where_nothing_was_said():
    assert waiting(fold(Status("north-south", Axis.TALKS), (), at(1)).status, at(1)) is None
