"""How the fold weighs: crowds, renewals, new truces, refusals, dates, and keys that stay."""

from typing import Any

from news.claim import Axis, Kind, Piece, Scope, Stance
from news.fold.tally import independent_outlets, outlet_name
from news.status import State
from tests.news.told import at, folded, keys, rules, states, told


def _crowd(kind: Kind, day: int, items: int, **more: Any) -> list[Piece]:
    return [told(kind, day, 24 * n / items, outlet=f"Paper {n}", **more) for n in range(items)]


def test_three_of_thirty_items_flip_nothing() -> None:
    talks = _crowd(Kind.UNDER_WAY, 1, 27) + _crowd(Kind.UNDER_WAY, 2, 27)
    stray = [told(Kind.STALLED, 2, h, outlet=f"Other {h}") for h in (3, 11, 19)]
    assert states(folded(*talks, *stray, axis=Axis.TALKS)) == [State.UNDER_WAY]
    alone = [told(Kind.UNDER_WAY, 1, 0), told(Kind.UNDER_WAY, 1, 2, outlet="Post")]
    assert states(folded(*alone, *stray, axis=Axis.TALKS)) == [State.UNDER_WAY, State.STALLED]


def test_where_many_report_one_voice_is_not_enough() -> None:
    one = told(Kind.AGREED, 3, 12, sure=0.86, outlet="Other")
    assert states(folded(one)) == [State.AGREED]
    refusals = _crowd(Kind.REJECTED, 2, 12, axis=Axis.CEASEFIRE) + _crowd(
        Kind.REJECTED, 3, 12, axis=Axis.CEASEFIRE
    )
    assert states(folded(one, *refusals)) == []


def test_where_nobody_else_reports_one_fairly_sure_voice_is_believed() -> None:
    one = told(Kind.AGREED, 3, 12, sure=0.7, outlet="Other")
    assert states(folded(one)) == [State.AGREED]
    others = [told(Kind.VIOLATION, 3, h, outlet=f"Paper {h}", sure=0.4) for h in range(4)]
    assert states(folded(one, *others)) == []


def test_where_many_report_the_mood_of_one_hour_is_no_step_back() -> None:
    talks = [told(Kind.UNDER_WAY, 1, 0), told(Kind.UNDER_WAY, 1, 2, outlet="Post")]
    others = _crowd(Kind.REJECTED, 3, 16, axis=Axis.TALKS)
    hour = [told(Kind.STALLED, 4, 1 + n / 4, outlet=f"Other {n}", sure=0.9) for n in range(3)]
    day = [told(Kind.STALLED, 4, 1 + 7 * n, outlet=f"Other {n}", sure=0.9) for n in range(3)]
    assert states(folded(*talks, *others, *hour, axis=Axis.TALKS)) == [State.UNDER_WAY]
    assert states(folded(*talks, *others, *day, axis=Axis.TALKS)) == [State.UNDER_WAY, State.STALLED]
    assert states(folded(*talks, *hour, axis=Axis.TALKS)) == [State.UNDER_WAY, State.STALLED]


def test_the_voices_that_made_a_state_still_speak_for_it() -> None:
    talks = [told(Kind.UNDER_WAY, 1, h, outlet=o, sure=0.6) for h, o in enumerate(("Herald", "Post", "Star"))]
    over = [told(Kind.COLLAPSED, 1, 16 + n, outlet=f"Paper {n}", axis=Axis.TALKS) for n in range(3)]
    assert states(folded(*talks, over[0], axis=Axis.TALKS)) == [State.UNDER_WAY]
    assert states(folded(*talks, *over, axis=Axis.TALKS)) == [State.UNDER_WAY, State.COLLAPSED]


def test_older_facts_that_presuppose_the_state_speak_for_it() -> None:
    begun, over = told(Kind.IN_EFFECT, 1), told(Kind.COLLAPSED, 5, outlet="Post")
    retold = [told(Kind.IN_EFFECT, 5, h, outlet=f"Paper {h}", stance=Stance.BACKGROUND) for h in range(3)]
    assert states(folded(begun, over)) == [State.IN_EFFECT, State.COLLAPSED]
    assert states(folded(begun, *retold, over)) == [State.IN_EFFECT]


def test_a_deal_told_as_known_backs_a_report_of_it_and_is_none_by_itself() -> None:
    claimed = told(Kind.DEAL_REACHED, 1, stance=Stance.CLAIMED, by="North", sure=0.7)
    known = [
        told(Kind.DEAL_REACHED, 1, 12 + h, outlet=f"Paper {h}", stance=Stance.BACKGROUND) for h in range(3)
    ]
    assert states(folded(claimed, axis=Axis.TALKS)) == states(folded(*known, *known, axis=Axis.TALKS)) == []
    status = folded(claimed, *known, axis=Axis.TALKS).status
    assert (status.state, status.claimed_only, status.by) == (State.DEAL_REACHED, True, "North")


def test_a_ceasefire_that_ends_the_day_it_began_ends_when_several_say_so() -> None:
    begun = [told(Kind.IN_EFFECT, 1, 5), told(Kind.IN_EFFECT, 1, 6, outlet="Post")]
    over = [
        told(Kind.COLLAPSED, 1, 14 + n, outlet=o) for n, o in enumerate(("Star", "Sun", "Courier", "Echo"))
    ]
    assert states(folded(*begun, *over)) == [State.IN_EFFECT, State.COLLAPSED]
    assert states(folded(*begun, over[0])) == [State.IN_EFFECT]


def test_a_new_truce_that_starts_later_follows_the_one_in_force_at_once() -> None:
    old = [told(Kind.IN_EFFECT, 1), told(Kind.IN_EFFECT, 5, 8, outlet="Post")]
    new = [told(Kind.AGREED, 5, 10 + n, outlet=o, begins=at(7, 6)) for n, o in enumerate(("Star", "Sun"))]
    result = folded(*old, *new, until=at(8))
    assert [(c.state, c.at) for c in result.changes[1:]] == [
        (State.AGREED, at(5, 10)),
        (State.IN_EFFECT, at(7, 6)),
    ]


def test_comes_into_force_on_friday_is_agreed_until_friday() -> None:
    result = folded(told(Kind.IN_EFFECT, 1, begins=at(4)), until=at(2))
    assert (result.status.state, result.status.effective_at) == (State.AGREED, at(4))


def test_fighting_before_the_agreed_start_is_no_breach_of_it() -> None:
    agreed = [told(Kind.AGREED, 1, h, outlet=o, begins=at(4)) for h, o in ((9, "Herald"), (10, "Post"))]
    fighting = [told(Kind.VIOLATION, 2, h, outlet=f"Paper {h}") for h in range(4)]
    assert folded(*agreed, *fighting).status.state is State.AGREED


def test_a_breach_of_what_was_agreed_raises_the_flag_and_begins_nothing() -> None:
    result = folded(told(Kind.AGREED, 1), told(Kind.VIOLATION, 2, outlet="Post", by="North"))
    assert (states(result), result.status.violations, result.status.accusations) == (
        [State.AGREED],
        True,
        ("North",),
    )


def test_a_party_that_refuses_the_day_after_turns_the_agreement_into_an_offer() -> None:
    agreed, refused = told(Kind.AGREED, 1), told(Kind.REJECTED, 2, by="South", outlet="Post")
    result = folded(agreed, refused)
    assert (rules(result), result.status.state, result.status.disputed_by) == (
        ["vote", "retracted"],
        State.PROPOSED,
        ("South",),
    )
    late = told(Kind.REJECTED, 9, by="a splinter group", outlet="Post")
    assert folded(agreed, late).status.state is State.AGREED


def test_a_doubtful_refusal_the_day_after_is_enough_where_nobody_confirms() -> None:
    agreed, refused = told(Kind.AGREED, 1), told(Kind.REJECTED, 2, by="South", outlet="Post", sure=0.62)
    assert rules(folded(agreed, refused)) == ["vote", "retracted"]
    confirmed = [told(Kind.AGREED, 2, h, outlet=f"Paper {h}") for h in range(3)]
    assert folded(agreed, *confirmed, refused).status.state is State.AGREED


def test_an_offer_weeks_after_an_agreement_nobody_confirmed_says_it_came_to_nothing() -> None:
    agreed = told(Kind.AGREED, 1)
    assert states(folded(agreed, told(Kind.PROPOSED, 40))) == [State.AGREED, State.PROPOSED]
    assert states(folded(agreed, told(Kind.PROPOSED, 9))) == [State.AGREED]
    assert states(folded(agreed, told(Kind.AGREED, 33, outlet="Post"), told(Kind.PROPOSED, 40))) == [
        State.AGREED
    ]


def test_a_report_of_force_after_the_stated_end_cancels_the_date() -> None:
    result = folded(
        told(Kind.IN_EFFECT, 1, ends=at(4, 6)), told(Kind.IN_EFFECT, 4, 8, outlet="Post"), until=at(20)
    )
    assert (result.status.state, result.status.ends_at) == (State.IN_EFFECT, None)


def test_an_end_only_the_calendar_told_is_set_right_by_one_report() -> None:
    expired = [told(Kind.IN_EFFECT, 1, ends=at(4))]
    renewed = told(Kind.EXTENDED, 12, outlet="Post", sure=0.85, ends=at(20))
    doubtful = told(Kind.EXTENDED, 12, outlet="Post", sure=0.42)
    assert folded(*expired, doubtful).status.state is State.IN_EFFECT
    result = folded(*expired, renewed)
    assert states(result) == [State.IN_EFFECT, State.EXPIRED, State.IN_EFFECT]
    assert (result.status.ends_at, result.status.due) == (at(20), False)


def test_one_renewal_told_for_two_days_is_one_step() -> None:
    told_again = [told(Kind.EXTENDED, 3, h, outlet=f"Paper {h}", ends=at(6)) for h in (1, 9, 17, 25, 33)]
    result = folded(told(Kind.IN_EFFECT, 1, ends=at(3)), *told_again)
    assert (rules(result), result.status.ends_at) == (["vote", "extended"], at(6))


def test_a_start_and_an_end_are_taken_from_later_reports_when_the_first_had_none() -> None:
    result = folded(told(Kind.IN_EFFECT, 1), told(Kind.IN_EFFECT, 1, 12, outlet="Post", ends=at(9)))
    assert result.status.ends_at == at(9)


def test_a_pause_for_aid_over_the_whole_conflict_counts_a_little_less() -> None:
    pause = told(Kind.IN_EFFECT, 1, scope=Scope.HUMANITARIAN)
    (change,) = folded(pause).changes
    assert change.reason.split()[1] == "support=2.70"


def test_denials_take_away_from_what_they_deny() -> None:
    yes = [told(Kind.COLLAPSED, 5, 9), told(Kind.COLLAPSED, 5, 10, outlet="Post")]
    no = [
        told(Kind.COLLAPSED, 5, h, outlet=f"Paper {h}", stance=Stance.DENIED, by="Broker") for h in (6, 7, 8)
    ]
    assert folded(told(Kind.IN_EFFECT, 1), *yes).status.state is State.COLLAPSED
    assert folded(told(Kind.IN_EFFECT, 1), *no, *yes).status.state is State.IN_EFFECT


def test_a_report_that_arrives_late_and_is_minutes_older_keeps_the_key() -> None:
    first = told(Kind.AGREED, 1, 10)
    older = told(Kind.AGREED, 1, 9.9, outlet="Post")
    assert (
        keys(folded(first).changes)
        == keys(folded(first, older).changes)
        == ["north-south/ceasefire/2031-03-01/vote:agreed"]
    )


def test_the_same_step_twice_a_day_has_two_keys() -> None:
    again = [told(Kind.AGREED, 2, 1), told(Kind.COLLAPSED, 2, 5), told(Kind.COLLAPSED, 2, 5.5, outlet="Post")]
    again += [
        told(Kind.COLLAPSED, 2, 6, outlet="Star"),
        *(told(Kind.AGREED, 2, 20 + n, outlet=f"Paper {n}") for n in range(3)),
    ]
    found = keys(folded(*again).changes)
    assert found == [
        "north-south/ceasefire/2031-03-02/vote:agreed",
        "north-south/ceasefire/2031-03-02/vote:collapsed",
        "north-south/ceasefire/2031-03-02/vote:agreed/1",
    ]


def test_an_outlet_is_known_by_its_name_alone() -> None:
    assert [outlet_name(o) for o in ("The Guardian", "guardian_world", "Reuters", "_")] == [
        "guardian",
        "guardian",
        "reuters",
        "_",
    ]
    wire = [
        told(Kind.AGREED, 1, h, outlet=o, sentence="Both agreed, says the wire.")
        for h, o in ((1, "Post"), (2, "Star"))
    ]
    assert independent_outlets(wire) == 1


def test_the_reason_of_each_rule_names_the_need_it_met() -> None:
    agreed = told(Kind.AGREED, 1, stance=Stance.CLAIMED)
    streams = {
        "breach": [told(Kind.IN_EFFECT, 1), told(Kind.VIOLATION, 2, sure=0.8)],
        "extended": [told(Kind.IN_EFFECT, 1), told(Kind.EXTENDED, 2, sure=0.8)],
        "retracted": [agreed, told(Kind.AGREED, 1, 12, stance=Stance.DENIED, outlet="Post", sure=0.7)],
    }
    for rule, pieces in streams.items():
        facts = dict(fact.split("=") for fact in folded(*pieces).changes[-1].reason.split()[1:])
        assert rules(folded(*pieces))[-1] == rule
        assert float(facts["need"]) <= float(facts["support"])
    assert float(facts["need"]) > 1.0  # half of what the agreement itself weighs


def test_a_start_and_an_end_of_two_reports_that_cannot_be_of_one_truce_are_not_put_together() -> None:
    starts, ends = told(Kind.AGREED, 1, begins=at(4)), told(Kind.AGREED, 1, 12, outlet="Post", ends=at(3))
    result = folded(starts, ends, until=at(5))
    assert [(c.state, c.status.since, c.status.ends_at) for c in result.changes[1:]] == [
        (State.IN_EFFECT, at(4), None)
    ]
    result = folded(ends, told(Kind.AGREED, 1, 18, begins=at(4)), until=at(2))
    assert (result.status.effective_at, result.status.ends_at) == (None, at(3))


def test_a_renewal_by_a_length_counts_from_the_end_that_lies_ahead() -> None:
    begun = told(Kind.IN_EFFECT, 1, ends=at(6))
    by_days = told(Kind.EXTENDED, 4, 9, outlet="Post", ends=at(14, 9))  # "by ten days", as the reader has it
    result = folded(begun, by_days)
    assert (rules(result)[-1], result.status.ends_at, result.status.evidence) == (
        "extended",
        at(16),
        (by_days,),
    )
    until_day = told(Kind.EXTENDED, 4, 9, outlet="Post", ends=at(14))
    assert folded(begun, until_day).status.ends_at == at(14)
    assert folded(told(Kind.IN_EFFECT, 1), by_days).status.ends_at == at(14, 9)
    after_the_end = told(Kind.EXTENDED, 7, 9, outlet="Post", ends=at(17, 9))
    assert folded(begun, after_the_end).status.ends_at == at(17, 9)


def test_a_renewal_that_starts_later_is_no_new_agreement() -> None:
    agreed, renewed = (
        told(Kind.AGREED, 1, sure=0.9),
        told(Kind.EXTENDED, 1, 12, outlet="Post", sure=0.9, begins=at(1, 14)),
    )
    assert states(folded(agreed, renewed)) == [State.AGREED, State.IN_EFFECT]


def test_talks_called_off_before_they_began_are_off_at_once() -> None:
    announced = [
        told(Kind.ANNOUNCED, 1, 9 + n, outlet=outlet, axis=Axis.TALKS)
        for n, outlet in enumerate(("Herald", "Post"))
    ]
    off = [
        told(Kind.COLLAPSED, 2, 9 + n, outlet=outlet, axis=Axis.TALKS, sure=0.9)
        for n, outlet in enumerate(("Star", "Sun"))
    ]
    assert states(folded(*announced, *off, axis=Axis.TALKS)) == [State.ANNOUNCED, State.COLLAPSED]
