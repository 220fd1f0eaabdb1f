"""The traps of real news that the fold has to stand, in own words."""

from datetime import timedelta

import pytest

from news.alert import levels_of
from news.claim import Axis, Kind, Scope, Stance
from news.fold.calendar import due_at
from news.status import State, Status
from tests.news.told import at, folded, rules, states, told

A, B = "North", "South"


def test_one_sure_report_moves_a_ceasefire_and_says_why() -> None:
    result = folded(told(Kind.AGREED, 1, 9))
    (change,) = result.changes
    assert (change.at, change.previous, change.state) == (at(1, 9), State.NONE, State.AGREED)
    assert change.reason.startswith("vote support=3.00 need=")
    assert "voices=1 outlets=1" in change.reason


def test_one_doubtful_report_waits_for_a_second_voice() -> None:
    doubtful = told(Kind.AGREED, 1, 9, sure=0.6)
    assert not folded(doubtful).changes
    second = told(Kind.AGREED, 1, 15, outlet="Courier", sure=0.6)
    assert states(folded(doubtful, second)) == [State.AGREED]
    assert folded(doubtful, second).changes[0].at == at(1, 15)


def test_a_second_voice_days_later_is_no_second_voice() -> None:
    assert not folded(
        told(Kind.AGREED, 1, sure=0.6), told(Kind.AGREED, 6, outlet="Courier", sure=0.6)
    ).changes


def test_wire_copy_is_one_voice() -> None:
    wire = "Both sides agreed to a truce, the mediator said on Friday."
    copies = [
        told(Kind.AGREED, 1, h, outlet=o, sure=0.6, sentence=wire)
        for h, o in enumerate(("Herald", "Courier", "Post"))
    ]
    assert not folded(*copies).changes
    assert folded(*copies, told(Kind.AGREED, 1, 5, outlet="Gazette", sure=0.9)).status.outlets == 2


def test_one_newspaper_under_two_names_is_one_outlet() -> None:
    result = folded(
        told(Kind.AGREED, 1, 9, outlet="The Herald"), told(Kind.AGREED, 1, 10, outlet="herald_world")
    )
    assert result.status.outlets == 1


def test_agreed_by_one_denied_by_the_other_the_same_day_is_not_agreed() -> None:
    yes = told(Kind.AGREED, 1, 9, stance=Stance.CLAIMED, by=A)
    no = told(Kind.AGREED, 1, 11, outlet="Courier", stance=Stance.DENIED, by=B)
    result = folded(yes, no)
    assert result.status.state in (State.NONE, State.PROPOSED)
    told_twice = folded(no, yes, told(Kind.AGREED, 1, 9, outlet="Post", stance=Stance.CLAIMED, by=A))
    assert states(told_twice) == [State.AGREED, State.PROPOSED]  # believed for two hours, then taken back


def test_what_one_side_claims_and_the_other_denies_later_falls_back_to_an_offer() -> None:
    yes = [
        told(Kind.AGREED, 1, h, outlet=o, stance=Stance.CLAIMED, by=A)
        for h, o in ((9, "Herald"), (10, "Courier"))
    ]
    no = [
        told(Kind.AGREED, 1, h, outlet=o, stance=Stance.DENIED, by=B)
        for h, o in ((14, "Post"), (15, "Gazette"), (16, "Star"))
    ]
    result = folded(*yes, *no)
    assert rules(result)[-1] == "retracted"
    assert (result.status.state, result.status.disputed_by) == (State.PROPOSED, (B,))
    assert {p.outlet for p in result.changes[-1].evidence} <= {"Post", "Gazette", "Star"}


def test_what_one_side_claims_is_shown_as_its_claim_until_somebody_asserts_it() -> None:
    claimed = [
        told(Kind.IN_EFFECT, 1, h, outlet=o, stance=Stance.CLAIMED, by=A, sure=0.97)
        for h, o in ((9, "Herald"), (10, "Courier"))
    ]
    status = folded(*claimed).status
    assert (status.claimed_only, status.by) == (True, A)
    status = folded(*claimed, told(Kind.IN_EFFECT, 1, 12, outlet="Post")).status
    assert (status.claimed_only, status.by, status.outlets) == (False, None, 3)


def test_a_declared_end_that_another_denies_stays_and_is_disputed() -> None:
    result = folded(
        told(Kind.IN_EFFECT, 1),
        told(Kind.COLLAPSED, 5, 9),
        told(Kind.COLLAPSED, 5, 15, outlet="Post", stance=Stance.DENIED, by="Broker"),
    )
    assert (result.status.state, result.status.disputed_by) == (State.COLLAPSED, ("Broker",))
    assert rules(result) == ["vote", "vote", "disputed"]
    assert result.changes[-1].evidence[0].claim.stance is Stance.DENIED


def test_a_refusal_disputes_the_proposal_and_nothing_else() -> None:
    offer, no = told(Kind.PROPOSED, 1), told(Kind.REJECTED, 2, by=B)
    assert (folded(offer, no).status.state, folded(offer, no).status.disputed_by) == (State.PROPOSED, (B,))
    assert not folded(told(Kind.IN_EFFECT, 1), no).status.disputed_by
    assert not folded(offer, told(Kind.REJECTED, 40, by=B)).status.disputed_by


@pytest.mark.parametrize("kind", [Kind.COLLAPSED, Kind.EXPIRED, Kind.EXTENDED, Kind.IN_EFFECT])
def test_hopes_and_threats_move_nothing(kind: Kind) -> None:
    calm = told(Kind.IN_EFFECT, 1)
    brink = [
        told(kind, 2, h, outlet=o, stance=Stance.POSSIBLE, sure=0.99)
        for h, o in ((1, "Post"), (2, "Star"), (3, "Courier"))
    ]
    assert folded(calm, *brink).changes == folded(calm).changes
    assert not folded(*brink).changes


def test_calls_are_never_a_state() -> None:
    assert not folded(*[told(Kind.CALLED_FOR, 1, h, outlet=f"Paper {h}") for h in range(12)]).changes


def test_breaches_raise_a_flag_and_never_end_the_ceasefire() -> None:
    breaches = [told(Kind.VIOLATION, 2 + n, 9, outlet=f"Paper {n}", by=(A, B)[n % 2]) for n in range(8)]
    result = folded(told(Kind.IN_EFFECT, 1), *breaches)
    assert rules(result) == ["vote", "breach"]
    assert (result.status.state, result.status.violations, result.status.accusations) == (
        State.IN_EFFECT,
        True,
        (A, B),
    )
    assert result.changes[-1].evidence[0].claim.kind is Kind.VIOLATION


def test_the_flag_lapses_when_no_breach_is_told_for_ten_days() -> None:
    result = folded(
        told(Kind.IN_EFFECT, 1), told(Kind.VIOLATION, 2), told(Kind.VIOLATION, 4, outlet="Post"), until=at(30)
    )
    assert rules(result) == ["vote", "breach", "lapse"]
    assert (result.changes[-1].at, result.status.violations, result.changes[-1].evidence != ()) == (
        at(14, 9),
        False,
        True,
    )


def test_breaches_where_nothing_stands_are_no_ceasefire() -> None:
    assert not folded(told(Kind.VIOLATION, 1)).changes
    ended = [told(Kind.IN_EFFECT, 1), told(Kind.COLLAPSED, 9), told(Kind.COLLAPSED, 9, 11, outlet="Post")]
    assert not folded(*ended, told(Kind.VIOLATION, 12)).status.violations


def test_agreed_now_begins_on_monday_at_sunset_and_nobody_says_so() -> None:
    start = at(3, 16)
    result = folded(told(Kind.AGREED, 1, begins=start), until=at(5))
    assert [(c.state, c.at) for c in result.changes] == [(State.AGREED, at(1, 9)), (State.IN_EFFECT, start)]
    assert (result.status.due, result.status.since) == (True, start)
    confirmed = folded(told(Kind.AGREED, 1, begins=start), told(Kind.IN_EFFECT, 4, outlet="Post")).status
    assert (confirmed.due, confirmed.state, confirmed.confirmed_at) == (False, State.IN_EFFECT, at(4, 9))


def test_an_end_that_passes_without_renewal_is_expired_a_day_later() -> None:
    result = folded(told(Kind.IN_EFFECT, 1, ends=at(4)), until=at(9))
    assert (result.status.state, result.status.due, result.status.since) == (State.EXPIRED, True, at(5))
    assert result.changes[-1].at == at(6)


def test_a_renewal_told_in_the_night_after_the_end_keeps_it_standing() -> None:
    result = folded(
        told(Kind.IN_EFFECT, 1, ends=at(4)), told(Kind.EXTENDED, 4, 6, outlet="Post", ends=at(7)), until=at(6)
    )
    assert rules(result) == ["vote", "extended"]
    assert (result.status.state, result.status.ends_at, due_at(result.status)) == (
        State.IN_EFFECT,
        at(7),
        at(9),
    )


def test_refuses_to_extend_then_extends() -> None:
    refuses = told(Kind.EXTENDED, 3, 8, stance=Stance.DENIED, by=B)
    result = folded(told(Kind.IN_EFFECT, 1), refuses, told(Kind.EXTENDED, 4, outlet="Post"))
    assert (result.status.state, rules(result)[-1]) == (State.IN_EFFECT, "extended")


def test_extended_with_nothing_standing_means_it_is_in_effect() -> None:
    assert states(folded(told(Kind.EXTENDED, 1), told(Kind.EXTENDED, 1, 12, outlet="Post"))) == [
        State.IN_EFFECT
    ]


def test_an_end_of_what_never_was_needs_more_than_one_voice() -> None:
    assert not folded(told(Kind.COLLAPSED, 1)).changes
    assert states(folded(*[told(Kind.COLLAPSED, 1, h, outlet=f"Paper {h}") for h in range(3)])) == [
        State.COLLAPSED
    ]


def test_a_proposal_does_not_unmake_a_standing_ceasefire() -> None:
    offers = [told(Kind.PROPOSED, 5, h, outlet=f"Paper {h}") for h in range(6)]
    assert folded(told(Kind.IN_EFFECT, 1), *offers).status.state is State.IN_EFFECT


@pytest.mark.parametrize("scope", [Scope.AREA, Scope.SECTOR])
def test_a_pause_in_one_town_or_for_power_stations_is_not_the_ceasefire(scope: Scope) -> None:
    local = [told(Kind.IN_EFFECT, 1, h, outlet=f"Paper {h}", scope=scope) for h in range(5)]
    assert not folded(*local).changes
    assert (
        folded(told(Kind.IN_EFFECT, 1), told(Kind.COLLAPSED, 3, scope=scope)).status.state is State.IN_EFFECT
    )


def test_one_side_that_will_hold_its_fire_from_later_on_is_an_offer() -> None:
    one_sided = [told(Kind.AGREED, 1, h, outlet=f"Paper {h}", scope=Scope.UNILATERAL, by=A) for h in range(3)]
    assert states(folded(*one_sided)) == [State.PROPOSED]


def test_old_news_does_not_turn_the_clock_back() -> None:
    over = [told(Kind.IN_EFFECT, 1), told(Kind.COLLAPSED, 10), told(Kind.COLLAPSED, 10, 12, outlet="Post")]
    retold = told(Kind.IN_EFFECT, 12, outlet="Star", begins=at(1), sure=0.97)
    again = told(Kind.IN_EFFECT, 12, 11, outlet="Courier", begins=at(1), sure=0.97)
    assert folded(*over, retold, again).status.state is State.COLLAPSED


def test_an_item_older_than_the_status_moves_nothing() -> None:
    start = folded(
        told(Kind.IN_EFFECT, 1), told(Kind.COLLAPSED, 10), told(Kind.COLLAPSED, 10, 12, outlet="Post")
    ).status
    assert folded(told(Kind.AGREED, 5, outlet="Star"), start=start, until=at(11)).changes == ()


def test_a_fact_of_last_year_fills_an_unknown_axis_and_says_so() -> None:
    old = [
        told(Kind.IN_EFFECT, 1, h, outlet=o, stance=Stance.BACKGROUND) for h, o in ((1, "Post"), (2, "Star"))
    ]
    result = folded(*old)
    assert (result.status.state, result.status.background, rules(result)) == (
        State.IN_EFFECT,
        True,
        ["background"],
    )
    assert not folded(old[0]).changes
    assert (
        folded(told(Kind.COLLAPSED, 1, 0), *old, told(Kind.COLLAPSED, 1, 0.5, outlet="Sun")).status.state
        is not State.IN_EFFECT
    )


def test_talks_do_not_flip_with_single_items_between_rounds() -> None:
    rounds = [told(Kind.UNDER_WAY, 1, 9), told(Kind.UNDER_WAY, 1, 12, outlet="Post")]
    chatter = [
        told(Kind.ANNOUNCED, 1, 15, outlet="Star"),
        told(Kind.STALLED, 2, 9, outlet="Sun", sure=0.85),
        told(Kind.ANNOUNCED, 2, 10),
    ]
    assert states(folded(*rounds, *chatter, axis=Axis.TALKS)) == [State.UNDER_WAY]


def test_a_new_round_is_announced_when_the_last_one_is_over_for_days() -> None:
    last = [told(Kind.UNDER_WAY, 1, 9), told(Kind.UNDER_WAY, 1, 12, outlet="Post")]
    new = [told(Kind.ANNOUNCED, 9, h, outlet=o) for h, o in ((9, "Star"), (10, "Sun"), (11, "Post"))]
    assert states(folded(*last, *new, axis=Axis.TALKS)) == [State.UNDER_WAY, State.ANNOUNCED]


def test_a_deal_voted_down_leaves_the_ceasefire_as_it_is() -> None:
    truce = [told(Kind.IN_EFFECT, 1), told(Kind.IN_EFFECT, 6, outlet="Post")]
    deal = [told(Kind.DEAL_REACHED, 3, h, outlet=f"Paper {h}") for h in range(2)]
    no = [told(Kind.STALLED, 6, h, outlet=f"Paper {h}") for h in range(3)]
    assert folded(*truce).status.state is State.IN_EFFECT
    assert states(folded(*deal, *no, axis=Axis.TALKS)) == [State.DEAL_REACHED, State.STALLED]


def test_a_new_truce_after_a_quiet_while_follows_the_old_one() -> None:
    new = [told(Kind.AGREED, 15, h, outlet=o) for h, o in ((9, "Post"), (10, "Star"))]
    assert states(folded(told(Kind.IN_EFFECT, 1), *new)) == [State.IN_EFFECT, State.AGREED]


def test_without_news_nothing_moves_and_nothing_is_due() -> None:
    start = Status("north-south", Axis.CEASEFIRE)
    assert (folded(until=at(9)).changes, due_at(start)) == ((), None)
    assert folded(told(Kind.IN_EFFECT, 3), until=at(2)).changes == ()
    assert at(2) - at(1) == timedelta(days=1)


def test_what_was_taken_back_is_not_agreed_again_by_the_same_claims() -> None:
    yes = [
        told(Kind.AGREED, 1, h, outlet=o, stance=Stance.CLAIMED, by=A, sure=0.93)
        for h, o in ((12, "Herald"), (12.6, "Courier"))
    ]
    denied = told(Kind.AGREED, 1, 15, outlet="Post", stance=Stance.DENIED, by=B, sure=0.9)
    second = told(Kind.AGREED, 1, 16, outlet="Star", stance=Stance.DENIED, by=B, sure=0.9)
    assert [(c.state, c.disputed_by) for c in folded(*yes, denied).changes] == [
        (State.AGREED, ()),
        (State.PROPOSED, (B,)),
    ]
    assert folded(*yes, denied, second).changes == folded(*yes, denied).changes
    refused = [
        told(Kind.REJECTED, 1, 15, outlet=o, stance=Stance.CLAIMED, by=B, sure=0.93) for o in ("Post", "Star")
    ]
    assert (folded(*yes, *refused).status.state, folded(*yes, *refused).status.disputed_by) == (
        State.PROPOSED,
        (B,),
    )
    real = [told(Kind.AGREED, 4, h, outlet=o) for h, o in ((9, "Herald"), (10, "Post"))]
    assert states(folded(*yes, denied, *real)) == [State.AGREED, State.PROPOSED, State.AGREED]


def test_an_agreement_denied_in_the_same_breath_is_never_told_as_agreed() -> None:
    yes = [
        told(Kind.AGREED, 1, 12, outlet=o, stance=Stance.CLAIMED, by=A)
        for o in ("Herald", "Courier", "Echo", "Sun")
    ]
    no = [told(Kind.REJECTED, 1, 12, outlet=o, by=B) for o in ("Post", "Star")]
    result = folded(*yes, *no, told(Kind.VIOLATION, 1, 13, outlet="Post", sure=0.4))
    assert (states(result), result.status.disputed_by) == ([State.PROPOSED], (B,))


def test_a_dispute_stays_through_a_step_that_rests_on_the_disputed_claims() -> None:
    offer = told(Kind.AGREED, 1, 9, stance=Stance.CLAIMED, by=A, sure=0.8)
    others = [told(Kind.REJECTED, 1, h, outlet=f"Paper {h}", sure=0.05) for h in range(8)]
    refused = told(Kind.REJECTED, 1, 10, outlet="Post", by=B, sure=0.8)
    again = told(Kind.AGREED, 1, 11, outlet="Courier", stance=Stance.CLAIMED, by=A, sure=0.9)
    result = folded(*others, told(Kind.PROPOSED, 1, 8), offer, refused, again)
    assert (result.status.state, result.status.disputed_by) == (State.AGREED, (B,))
    sure = [told(Kind.AGREED, 1, 12, outlet=o) for o in ("Star", "Sun", "Echo")]
    assert not folded(*others, told(Kind.PROPOSED, 1, 8), offer, refused, *sure).status.disputed_by


def test_news_told_at_the_very_hour_of_an_end_comes_before_the_end() -> None:
    renewed = told(Kind.EXTENDED, 5, 0, outlet="Post", ends=at(9))
    assert states(folded(told(Kind.IN_EFFECT, 1, ends=at(4)), renewed)) == [State.IN_EFFECT]


def test_breaches_that_sides_only_claim_begin_no_truce() -> None:
    blamed = [
        told(Kind.VIOLATION, 1, h, outlet=o, stance=Stance.CLAIMED, by=A, sure=0.97)
        for h, o in ((9, "Herald"), (10, "Post"))
    ]
    assert not folded(*blamed).changes
    doubtful = told(Kind.IN_EFFECT, 1, 11, outlet="Star", sure=0.5)
    assert states(folded(*blamed, doubtful)) == [State.IN_EFFECT]
    assert not folded(doubtful).changes
    assert states(folded(told(Kind.AGREED, 1, 8), *blamed)) == [State.AGREED, State.IN_EFFECT]


def test_a_ceasefire_deal_is_what_talks_under_way_have_led_to() -> None:
    talking, deal = told(Kind.UNDER_WAY, 1), told(Kind.AGREED, 2, outlet="Post", detail="deal")
    result = folded(talking, deal, axis=Axis.TALKS)
    assert (states(result), result.status.evidence) == ([State.UNDER_WAY, State.DEAL_REACHED], (deal,))
    again = told(Kind.AGREED, 3, outlet="Star", detail="signed")
    assert folded(talking, deal, again, axis=Axis.TALKS).status.confirmed_at == at(3, 9)


def test_a_ceasefire_deal_tells_nothing_of_talks_nobody_heard_of_or_that_broke_down() -> None:
    deal = told(Kind.AGREED, 2, detail="deal")
    assert not folded(deal, axis=Axis.TALKS).changes
    assert states(folded(told(Kind.AGREED, 2, detail="negotiated"), axis=Axis.TALKS)) == [State.DEAL_REACHED]
    over = [told(Kind.COLLAPSED, 1, outlet=o, axis=Axis.TALKS) for o in ("Herald", "Post")]
    assert states(folded(*over, deal, axis=Axis.TALKS)) == [State.COLLAPSED]


def test_a_denied_or_hoped_for_ceasefire_deal_is_no_outcome_of_talks() -> None:
    talking = told(Kind.UNDER_WAY, 1)
    for stance in (Stance.DENIED, Stance.POSSIBLE):
        assert states(
            folded(talking, told(Kind.AGREED, 2, stance=stance, detail="deal"), axis=Axis.TALKS)
        ) == [State.UNDER_WAY]
    claimed = told(Kind.AGREED, 2, 11, stance=Stance.CLAIMED, by=A, detail="deal")
    denied = [
        told(Kind.AGREED, 2, 10, outlet=o, stance=Stance.DENIED, by=B, detail="deal")
        for o in ("Post", "Star")
    ]
    assert states(folded(talking, *denied, claimed, axis=Axis.TALKS)) == [State.UNDER_WAY]


def test_a_truce_of_one_side_or_for_aid_is_no_outcome_of_talks() -> None:
    talking = [told(Kind.UNDER_WAY, 1), told(Kind.UNDER_WAY, 1, 12, outlet="Post")]
    for scope in (Scope.UNILATERAL, Scope.HUMANITARIAN):
        deal = told(Kind.AGREED, 2, outlet="Star", scope=scope, detail="deal")
        assert states(folded(*talking, deal, axis=Axis.TALKS)) == [State.UNDER_WAY]


def test_who_denies_a_ceasefire_does_not_dispute_a_peace_deal() -> None:
    peace = [told(Kind.DEAL_REACHED, 1, hour, outlet=o) for hour, o in ((9, "Herald"), (10, "Post"))]
    denied = [
        told(Kind.AGREED, 1, 12, outlet=o, stance=Stance.DENIED, by=B, detail="deal") for o in ("Star", "Sun")
    ]
    assert folded(*peace, *denied, axis=Axis.TALKS).status.disputed_by == ()
    talking, deal = told(Kind.UNDER_WAY, 1), told(Kind.AGREED, 1, 10, outlet="Post", detail="deal")
    assert folded(talking, deal, *denied, axis=Axis.TALKS).status.disputed_by == (B,)


def test_ceasefire_deals_that_may_not_vote_make_no_step_of_talks_harder() -> None:
    deals = [told(Kind.AGREED, 1, n, outlet=f"Paper {n}", detail="deal") for n in range(10)]
    first = told(Kind.UNDER_WAY, 2, sure=0.8)
    assert (
        states(folded(*deals, first, axis=Axis.TALKS))
        == states(folded(first, axis=Axis.TALKS))
        == [State.UNDER_WAY]
    )


@pytest.mark.parametrize(
    ("days", "course"),
    [(2, [State.IN_EFFECT, State.EXPIRED, State.NONE]), (30, [State.IN_EFFECT, State.EXPIRED])],
)
def test_a_short_pause_is_past_two_weeks_after_its_end(days: int, course: list[State]) -> None:
    pause = told(Kind.IN_EFFECT, 1, 9, begins=at(1, 8), ends=at(1 + days, 8))
    result = folded(pause, until=at(60))
    assert states(result) == course
    assert (rules(result)[-1] == "past") is (days == 2)


def test_a_pause_that_is_past_is_no_alert_and_no_step_of_a_digest() -> None:
    result = folded(told(Kind.IN_EFFECT, 1, 9, begins=at(1, 8), ends=at(3, 8)), until=at(60))
    last = result.changes[-1]
    assert (last.state, list(levels_of(last))) == (State.NONE, [])
    assert due_at(result.status) is None


def test_a_truce_after_a_pause_that_is_past_is_a_new_one() -> None:
    pause = told(Kind.IN_EFFECT, 1, 9, begins=at(1, 8), ends=at(3, 8))
    new = told(Kind.AGREED, 30, 9, outlet="Courier")
    assert states(folded(pause, new))[-2:] == [State.NONE, State.AGREED]


def test_an_agreement_taken_back_is_nobodys_word_any_more() -> None:
    yes = [
        told(Kind.AGREED, 1, 9, stance=Stance.CLAIMED, by=A, sure=0.97),
        told(Kind.AGREED, 1, 10, outlet="Post", stance=Stance.CLAIMED, by=A, sure=0.97),
    ]
    no = told(Kind.AGREED, 1, 15, outlet="Courier", stance=Stance.DENIED, by=B, sure=0.97)
    status = folded(*yes, no, told(Kind.AGREED, 1, 16, outlet="Echo", stance=Stance.DENIED, by=B)).status
    assert (status.state, status.by, status.claimed_only) == (State.PROPOSED, None, False)
    assert status.disputed_by == (B,)
