"""Which items are one story: told in made-up news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from news.stories.likeness import Likeness
from news.stories.story import Joined, independent, join
from news.stories.telling import Form, OneTimeEvent, Telling, agency_of, begins, form_of, mainly_of_a_deal

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
NEW = Telling(9, "Harbour Post", NOON, "en", names=frozenset({"ostia"}))
OLD = replace(NEW, item=1, outlet="City Wire", published=NOON - timedelta(hours=2))


def like(
    telling: Telling = OLD, words: float = 0.5, titles: float = 0.8, story: int = 7, **more: Any
) -> Likeness:
    return Likeness(telling, story, telling.published, words, titles, **more)


def test_an_item_like_another_joins_its_story() -> None:
    assert join(NEW, [like()]).story == 7


def test_an_item_like_none_opens_a_story() -> None:
    assert join(NEW, [like(words=0.1, titles=0.5)]) == Joined(None)
    assert join(NEW, []) == Joined(None)


def test_the_closest_story_is_joined() -> None:
    assert join(NEW, [like(story=3), like(replace(OLD, item=2), words=0.7, story=4)]).story == 4


def test_two_events_are_not_merged_by_one_common_neighbour() -> None:
    strangers = [like(replace(OLD, item=n), words=0.0, titles=0.1) for n in range(2, 6)]
    assert join(NEW, [like(), *strangers]).story is None


def test_too_few_words_in_common_are_no_story() -> None:
    assert join(NEW, [like(shared=2)]).story is None


def test_items_a_day_and_a_half_apart_are_two_stories() -> None:
    assert join(NEW, [like(replace(OLD, published=NOON - timedelta(hours=37)))]).story is None


def test_a_story_that_began_two_days_ago_takes_nothing_more() -> None:
    fresh = like()
    assert join(NEW, [replace(fresh, opened=NOON - timedelta(hours=49))]).story is None


def test_items_that_share_no_name_must_be_more_alike() -> None:
    other = replace(OLD, names=frozenset({"marra"}))
    assert join(NEW, [like(other, words=0.1)]).story is None
    assert join(NEW, [like(other, words=0.3)]).story == 7


def test_news_of_one_conflict_must_be_more_alike_the_later_it_is() -> None:
    ostia = replace(NEW, processes=frozenset({"ostia"}))
    yesterday = replace(ostia, item=1, outlet="City Wire", published=NOON - timedelta(hours=24))
    assert join(ostia, [like(yesterday, words=0.3)]).story is None
    assert join(ostia, [like(yesterday, words=0.9)]).story == 7
    assert join(ostia, [like(replace(yesterday, published=NOON - timedelta(hours=5)), words=0.3)]).story == 7
    assert join(ostia, [like(replace(yesterday, processes=frozenset()), words=0.3)]).story == 7


def test_news_of_one_conflict_must_be_more_alike_the_older_the_story_is() -> None:
    ostia = replace(NEW, processes=frozenset({"ostia"}))
    fresh = like(replace(ostia, item=1, outlet="City Wire", published=NOON - timedelta(hours=2)), words=0.25)
    assert join(ostia, [fresh]).story == 7
    assert join(ostia, [replace(fresh, opened=NOON - timedelta(hours=36))]).story is None


def test_a_name_of_which_everybody_speaks_says_little() -> None:
    common = frozenset({"ostia"})
    assert join(replace(NEW, common=common), [like(replace(OLD, common=common), words=0.1)]).story is None
    both: dict[str, Any] = {"names": frozenset({"ostia", "carrow"}), "common": common}
    assert join(replace(NEW, **both), [like(replace(OLD, **both), words=0.1)]).story == 7


def test_two_bare_headlines_must_be_more_alike() -> None:
    bare = replace(NEW, bare=True)
    assert join(bare, [like(words=0.2)]).story == 7
    assert join(bare, [like(replace(OLD, bare=True), words=0.2)]).story is None
    assert join(bare, [like(replace(OLD, bare=True), words=0.5)]).story == 7
    assert join(bare, [like(replace(OLD, bare=True, negated=True), words=0.4)]).story is None
    assert (
        join(bare, [like(replace(OLD, bare=True, published=NOON - timedelta(hours=12)), words=0.5)]).story
        is None
    )


def test_opposite_claims_are_two_events() -> None:
    agreed = replace(NEW, said=frozenset({("ostia", "ceasefire", "agreed")}))
    over = replace(OLD, said=frozenset({("ostia", "ceasefire", "collapsed")}))
    assert join(agreed, [like(over, words=0.9)]).story is None
    assert (
        join(
            agreed, [like(replace(over, said=frozenset({("marra", "ceasefire", "collapsed")})), words=0.9)]
        ).story
        == 7
    )


SAID = ("ostia", "ceasefire", "agreed")


@pytest.mark.parametrize("kind", ["agreed", "extended", "proposed"])
def test_a_breach_is_not_the_agreement_it_breaks(kind: str) -> None:
    breach = replace(NEW, said=frozenset({("ostia", "ceasefire", "violation")}))
    assert join(breach, [like(replace(OLD, said=frozenset({("ostia", "ceasefire", kind)})))]).story is None
    both = frozenset({("ostia", "ceasefire", "violation"), ("ostia", "ceasefire", kind)})
    assert join(breach, [like(replace(OLD, said=both))]).story == 7


def test_who_denies_it_does_not_tell_it_whatever_else_is_shared() -> None:
    more = ("ostia", "talks", "under_way")
    denial = replace(NEW, said=frozenset({("ostia", "ceasefire", "not agreed"), more}))
    agreed = like(replace(OLD, said=frozenset({SAID, more})), words=0.9, titles=1.0)
    others = [like(replace(OLD, item=n, said=frozenset({more})), words=0.9, titles=1.0) for n in (2, 3)]
    assert join(denial, [agreed, *others]).story is None
    assert (
        join(
            replace(NEW, said=agreed.telling.said), [replace(agreed, telling=replace(OLD, said=denial.said))]
        ).story
        is None
    )
    assert join(denial, [like(replace(OLD, said=denial.said))]).story == 7
    assert join(denial, [like(replace(OLD, said=denial.said | {SAID}))]).story == 7


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ({"said": frozenset({SAID})}, {"said": frozenset({("ostia", "ceasefire", "in_effect")})}),
        ({"said": frozenset({SAID})}, {"said": frozenset({SAID, ("marra", "talks", "stalled")})}),
        (
            {"negated": True, "processes": frozenset({"ostia"}), "said": frozenset({SAID})},
            {"processes": frozenset({"ostia", "marra"})},
        ),
        ({"numbers": frozenset({"24", "7"})}, {"numbers": frozenset({"24", "8"})}),
        (
            {"title": frozenset({"strike", "ostia"}), "filling": frozenset({"ostia"})},
            {"title": frozenset({"strike", "marra", "3"}), "filling": frozenset({"marra", "3"})},
        ),
    ],
    ids=[
        "another step",
        "another process too",
        "one says no",
        "another number",
        "one sentence, another town",
    ],
)
def test_items_that_do_not_say_the_same_must_be_more_alike(new: dict[str, Any], old: dict[str, Any]) -> None:
    told = replace(NEW, **new)
    assert join(told, [like(replace(OLD, **old), words=0.16)]).story is None
    assert join(told, [like(replace(OLD, **old), words=1.0)]).story == 7
    assert join(told, [like(replace(OLD, **new), words=0.16)]).story == 7


def test_an_outlet_tells_an_event_once_and_then_what_came_of_it() -> None:
    again = replace(OLD, outlet=NEW.outlet)
    assert join(NEW, [like(words=0.05)]).story == 7
    assert join(NEW, [like(again, words=0.05)]).story is None
    claims = replace(NEW, said=frozenset({SAID}))
    assert join(claims, [like(replace(OLD, said=claims.said), words=0.2)]).story == 7
    assert join(claims, [like(replace(again, said=claims.said), words=0.2)]).story is None
    assert join(NEW, [like(again, words=0.2)]).story == 7


def test_a_label_before_a_title_makes_no_other_text() -> None:
    labelled = replace(NEW, form=Form.LOOKBACK)
    assert join(labelled, [like(words=0.8, titles=1.0)]).story is None
    assert join(labelled, [like(words=0.9, titles=1.0)]).story == 7


def test_different_numbers_are_two_events() -> None:
    assert (
        join(
            replace(NEW, numbers=frozenset({"12", "40"})), [like(replace(OLD, numbers=frozenset({"3", "7"})))]
        ).story
        is None
    )


def test_a_live_blog_joins_nothing() -> None:
    assert join(replace(NEW, form=Form.ROUNDUP), [like()]).story is None
    assert join(NEW, [like(replace(OLD, form=Form.LOOKBACK))]).story is None


def test_the_same_text_is_a_copy_even_of_a_live_blog() -> None:
    assert join(replace(NEW, form=Form.ROUNDUP), [like(copied=True)]) == Joined(7, 1, 2.9)


def test_two_reports_of_one_wire_are_one_voice() -> None:
    wire = [like(replace(OLD, agency="reuters"), words=0.8)]
    assert join(replace(NEW, agency="reuters"), wire).copy_of == 1
    assert join(replace(NEW, agency="afp"), wire).copy_of is None


def one_step(kind: str = "in_effect", of: str = "ostia", **told: Any) -> dict[str, Any]:
    """An item's step, with what it says."""
    return {
        "said": frozenset({(of, "ceasefire", kind)}),
        "steps": frozenset({OneTimeEvent(of, "ceasefire", kind, **told)}),
    }


def test_one_step_told_in_other_words_is_one_story() -> None:
    tied = like(replace(OLD, **one_step()), words=0.03, titles=0.4)
    assert join(replace(NEW, **one_step()), [tied]).story == 7
    assert join(NEW, [tied]).story is None


@pytest.mark.parametrize(
    "other",
    [
        one_step("extended"),
        one_step(of="marra"),
        one_step(end=NOON + timedelta(days=9)),
        one_step()
        | {"said": frozenset({("ostia", "ceasefire", "in_effect"), ("ostia", "ceasefire", "violation")})},
        one_step() | {"published": NOON - timedelta(hours=9)},
        one_step() | {"numbers": frozenset({"9"})},
        one_step() | {"negated": True},
        {"said": one_step()["said"]},
    ],
    ids=[
        "another step",
        "another conflict",
        "another end",
        "and breaches",
        "hours before",
        "another number",
        "one says no",
        "no step told",
    ],
)
def test_two_steps_of_one_conflict_are_not_one_because_they_share_it(other: dict[str, Any]) -> None:
    told = replace(NEW, numbers=frozenset({"30"}), **one_step(end=NOON + timedelta(days=30)))
    assert (
        join(
            told,
            [like(replace(OLD, **one_step(end=NOON + timedelta(days=30, hours=2))), words=0.03, titles=0.4)],
        ).story
        == 7
    )
    assert join(told, [like(replace(OLD, **other), words=0.03, titles=0.4)]).story is None
    assert (
        join(told, [like(replace(OLD, language="ru", **other), words=0.0, titles=0.0, shared=1)]).story
        is None
    )


def test_two_languages_join_only_on_a_step_that_is_made_once() -> None:
    russian = replace(OLD, language="ru", **one_step())
    assert join(replace(NEW, **one_step()), [like(russian, words=0.02, titles=0.0, shared=1)]).story == 7
    assert join(NEW, [like(russian, words=0.02, titles=0.0, shared=1)]).story is None


@pytest.mark.parametrize(
    ("sentence", "yes"),
    [
        ("The truce took effect at noon", True),
        ("A ceasefire is now in force in Ostia", True),
        ("Ceasefire in Lakeside begins", True),
        ("Ostia starts a seven-day truce", True),
        ("Перемирие в Остии вступило в силу", True),
        ("The truce is holding", False),
        ("The ceasefire remains in force", False),
        ("Перемирие в Остии соблюдается", False),
    ],
)
def test_a_truce_that_begins_is_told_from_one_that_holds(sentence: str, yes: bool) -> None:
    assert begins(sentence) is yes


@pytest.mark.parametrize(
    ("title", "yes"),
    [
        ("Ostia and Lake Front agree to seven-day truce", True),
        ("Ceasefire takes effect as troops hold fire", True),
        ("Перемирие в Остии продлено", True),
        ("As ceasefire is announced, some still wait to leave", False),
        ("Envoy expelled as sides agree to truce", False),
        ("Flights to bring home families from Ostia", False),
    ],
)
def test_what_a_title_tells_in_passing_is_not_its_event(title: str, yes: bool) -> None:
    assert mainly_of_a_deal(title) is yes


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Ostia war live: shells fall on Lakeside", Form.ROUNDUP),
        ("Day 40: key events in the war", Form.ROUNDUP),
        ("Five years after the Carrow accord", Form.LOOKBACK),
        ("Why the truce broke", Form.LOOKBACK),
        ("ANALYSIS-Ostia faces a dilemma", Form.LOOKBACK),
        ("Ostia: How do people leave a war zone?", Form.LOOKBACK),
        ("Q+A-What is the quarrel about?", Form.LOOKBACK),
        ("FACTBOX-Truces of Ostia", Form.ROUNDUP),
        ("CHRONOLOGY-Truces of Ostia", Form.ROUNDUP),
        ("Who is General Maro of Ostia?", Form.LOOKBACK),
        ("NEWSMAKER-Maro leads from the front", Form.LOOKBACK),
        ("A simple guide to the fighting", Form.LOOKBACK),
        ("Envoy asks: who keeps the truce?", Form.NEWS),
        ("Годовщина перемирия в Остии", Form.LOOKBACK),
        ("Truce agreed in Carrow", Form.NEWS),
    ],
)
def test_how_an_item_tells_its_news(title: str, form: Form) -> None:
    assert form_of(title, "") is form


@pytest.mark.parametrize(
    ("outlet", "text", "agency"),
    [
        ("Harbour Post", "CARROW (Reuters) - The sides agreed", "reuters"),
        ("Harbour Post", "Reuters via Harbour Post", "reuters"),
        ("Reuters", "The sides agreed", "reuters"),
        ("ТАСС", "Стороны договорились", "tass"),
        ("Harbour Post", "КАРРОУ (ТАСС) — Стороны договорились", "tass"),
        ("Harbour Post", "A photo (Ana Li/AFP via Getty Images)", None),
    ],
)
def test_the_wire_behind_an_item(outlet: str, text: str, agency: str | None) -> None:
    assert agency_of(outlet, text) == agency


def test_copies_of_one_wire_are_one_source() -> None:
    assert independent([("A", None), ("B", "wire:1"), ("C", "wire:1"), ("A", None), ("D", None)]) == [
        "A",
        "B",
        "D",
    ]
