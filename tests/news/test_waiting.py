"""What is reported and not yet believed is named, with who says so; nothing else is."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from news.claim import Axis, Kind, Piece, Stance
from news.fold.fold import fold
from news.fold.waiting import UnreachedState, denied, waiting
from news.status import State, Status
from tests.news.told import at, folded, told


def left(*pieces: Piece, until: datetime | None = None) -> UnreachedState | None:
    status = folded(*pieces).status
    return waiting(status, until or max(p.published for p in pieces))


def test_one_doubtful_report_waits_for_a_second_source() -> None:
    doubtful = told(Kind.AGREED, 1, 9, sure=0.55)
    found = left(doubtful)
    assert (found.state, found.pieces, found.outlets) == (State.AGREED, (doubtful,), 1)


def test_copies_of_one_report_are_still_one_source() -> None:
    wire = "Both sides agreed to a truce, the mediator said on Friday."
    found = left(
        *(
            told(Kind.AGREED, 1, h, outlet=o, sure=0.55, sentence=wire)
            for h, o in enumerate(("Herald", "Courier", "Post"))
        )
    )
    assert (found.outlets, len(found.pieces)) == (1, 1)


def test_what_was_believed_waits_no_longer() -> None:
    assert left(told(Kind.AGREED, 1, 9), told(Kind.AGREED, 1, 10, outlet="Post", sure=0.55)) is None


def test_an_earlier_stage_of_what_stands_is_no_news() -> None:
    begun = told(Kind.IN_EFFECT, 1, 9)
    assert left(begun, told(Kind.AGREED, 1, 12, outlet="Post", sure=0.55)) is None


def test_the_end_of_what_stands_waits() -> None:
    found = left(told(Kind.IN_EFFECT, 1, 9), told(Kind.COLLAPSED, 3, 9, outlet="Post", sure=0.55))
    assert found.state is State.COLLAPSED


def test_a_guess_a_denial_and_an_old_report_are_not_shown() -> None:
    assert left(told(Kind.AGREED, 1, sure=0.3)) is None
    assert left(told(Kind.AGREED, 1, stance=Stance.DENIED, by="North")) is None
    assert left(told(Kind.AGREED, 1, stance=Stance.POSSIBLE)) is None
    assert left(told(Kind.AGREED, 1, sure=0.55), until=at(5)) is None


def test_a_breach_alone_is_no_report_of_a_truce() -> None:
    breach = told(Kind.VIOLATION, 1, 9, sure=0.6)
    assert left(breach) is None


def test_nothing_waits_where_nothing_was_said() -> None:
    assert waiting(fold(Status("north-south", Axis.TALKS), (), at(1)).status, at(1)) is None


def test_a_breach_or_a_sentence_that_denies_never_waits_for_a_second_source() -> None:
    agreed = told(Kind.AGREED, 1, 9, begins=at(2))
    assert left(agreed, told(Kind.VIOLATION, 1, 10, outlet="Post", sure=0.73)) is None
    denial = "North says it has not agreed to any truce."
    no = told(
        Kind.AGREED,
        1,
        10,
        outlet="Post",
        sure=0.44,
        stance=Stance.DENIED,
        by="North",
        sentence=denial,
        item="p",
    )
    assert (
        left(agreed, no, told(Kind.VIOLATION, 1, 10, outlet="Post", sure=0.73, sentence=denial, item="p"))
        is None
    )
    assert (
        left(agreed, no, told(Kind.IN_EFFECT, 1, 10, outlet="Post", sure=0.55, sentence=denial, item="p"))
        is None
    )


def test_a_sentence_that_denies_breaks_no_truce() -> None:
    denial = "North says it has not agreed to any truce."
    no = told(
        Kind.AGREED,
        1,
        10,
        outlet="Post",
        sure=0.6,
        stance=Stance.DENIED,
        by="North",
        sentence=denial,
        item="p",
    )
    breach = told(Kind.VIOLATION, 1, 10, outlet="Post", sure=0.9, sentence=denial, item="p")
    assert folded(told(Kind.AGREED, 1, 9), breach).status.violations
    assert not folded(told(Kind.AGREED, 1, 9), breach, no).status.violations


def test_a_sentence_that_denies_the_end_of_a_truce_may_tell_of_a_breach() -> None:
    both = "North accuses South of shelling and denies that the truce is over."
    no = told(
        Kind.COLLAPSED,
        2,
        10,
        outlet="Post",
        sure=0.6,
        stance=Stance.DENIED,
        by="North",
        sentence=both,
        item="p",
    )
    breach = told(Kind.VIOLATION, 2, 10, outlet="Post", sure=0.9, by="North", sentence=both, item="p")
    assert folded(told(Kind.IN_EFFECT, 1, 9), breach, no).status.violations
    refuses = replace(no, claim=replace(no.claim, kind=Kind.REJECTED))
    assert folded(told(Kind.IN_EFFECT, 1, 9), breach, refuses).status.violations


def test_a_sentence_that_denies_the_end_of_a_truce_may_wait_for_a_second_source() -> None:
    both = "South denies that the truce is over and says it is in force."
    no = told(
        Kind.COLLAPSED,
        2,
        10,
        outlet="Post",
        sure=0.6,
        stance=Stance.DENIED,
        by="South",
        sentence=both,
        item="p",
    )
    holds = told(Kind.IN_EFFECT, 2, 10, outlet="Post", sure=0.55, sentence=both, item="p")
    agreed = [told(Kind.AGREED, 1, 9, begins=at(4))]
    assert left(*agreed, no, holds).state is State.IN_EFFECT


def deny(hour: float, sure: float, outlet: str = "Post", by: str | None = "North", **more: Any) -> Piece:
    return told(Kind.AGREED, 1, hour, outlet=outlet, sure=sure, stance=Stance.DENIED, by=by, **more)


def test_a_denial_of_middling_sureness_is_told_though_it_is_no_dispute_yet() -> None:
    agreed = told(Kind.AGREED, 1, 9)
    no = deny(10, 0.63)
    status = folded(agreed, no).status
    assert status.disputed_by == ()
    assert denied(status, at(2, 9)) == (no,)
    assert denied(status, at(5)) == ()
    assert denied(folded(agreed, deny(10, 0.4)).status, at(1, 11)) == (deny(10, 0.4),)
    assert denied(folded(agreed, deny(10, 0.3)).status, at(1, 11)) == ()
    assert denied(folded(agreed, deny(10, 0.63, by=None)).status, at(1, 11)) == ()


def test_a_denial_told_before_the_step_is_told_with_it() -> None:
    first, no = told(Kind.AGREED, 1, 9, sure=0.6), deny(10, 0.6)
    status = folded(
        first,
        no,
        told(Kind.AGREED, 1, 11, outlet="Star", sure=0.97),
        told(Kind.AGREED, 1, 12, outlet="Echo", sure=0.97),
    ).status
    assert status.state is State.AGREED
    assert denied(status, at(1, 13)) == (no,)


def test_what_waits_may_be_denied_too() -> None:
    rumour, no = told(Kind.AGREED, 1, 9, sure=0.55), deny(10, 0.6)
    assert denied(folded(rumour, no).status, at(1, 11)) == (no,)


def test_several_outlets_that_tell_of_one_denial_make_a_dispute() -> None:
    denials = [
        deny(10 + n / 4, sure, outlet)
        for n, (sure, outlet) in enumerate(((0.63, "Post"), (0.44, "Star"), (0.39, "Echo")))
    ]
    others = [told(Kind.AGREED, 1, 9 + n / 9, outlet=f"Paper {n}", sure=0.97) for n in range(4)]
    status = folded(*others, *denials).status
    assert (status.state, status.disputed_by, status.disputes) == (State.AGREED, ("North",), (denials[0],))
    assert denied(status, at(1, 12)) == ()
    assert (
        folded(
            *others, denials[0], replace(denials[1], claim=replace(denials[1].claim, by="South"))
        ).status.disputed_by
        == ()
    )


def test_a_start_that_only_the_calendar_made_is_disputed_by_who_denies_the_agreement() -> None:
    agreed = [
        told(Kind.AGREED, 1, 9 + n / 9, outlet=f"Paper {n}", sure=0.97, begins=at(1, 20)) for n in range(4)
    ]
    no = deny(22, 0.9)
    status = folded(*agreed, no).status
    assert (status.state, status.due, status.disputed_by) == (State.IN_EFFECT, True, ("North",))


def test_what_is_told_as_an_older_fact_waits_for_nothing() -> None:
    under_way = told(Kind.UNDER_WAY, 1, 9)
    retold = told(Kind.DEAL_REACHED, 2, 9, outlet="Post", sure=0.9, stance=Stance.BACKGROUND)
    status = folded(under_way, retold, axis=Axis.TALKS).status
    assert waiting(status, at(2, 9)) is None
