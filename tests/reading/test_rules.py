"""The rules that overrule what was read: each catches its own examples and spares the others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from news.claim import KINDS, Axis, Kind, Stance
from news.process import ProcessCatalogue
from reading.about.draft import ParsedItem
from reading.item import ItemText
from reading.model.verdicts import Verdict, overrule
from reading.reader import Reader
from reading.rules.languages import RULES
from reading.rules.rule import BOTH, CEASEFIRE, KindInSentence, Rule, RuleOutcome, Ruling, rule_on, says
from reading.text.parse import Parsed
from reading.text.word_classes import words_of
from tests.reading.conftest import written_in

DAY = datetime(2025, 7, 10, 12, tzinfo=UTC)
CASES = [
    pytest.param(rule, text, kind, caught, id=f"{language}-{rule.name}-{text[:40]}")
    for language, rules in RULES.items()
    for rule in rules
    for examples, caught in ((rule.catches, True), (rule.spares, False))
    for text, kind in examples
    if written_in(text) == language
]
MakesTold = Callable[..., KindInSentence]


def axis_of(rule: Rule, kind: Kind) -> Axis:
    return next(axis for axis in Axis if axis in rule.axes and kind in KINDS[axis])


@pytest.mark.parametrize(("rule", "text", "kind", "caught"), CASES)
def test_a_rule_catches_and_spares_its_examples(
    told: MakesTold, rule: Rule, text: str, kind: Kind, caught: bool
) -> None:
    assert rule.fits(told(text, axis_of(rule, kind), kind, DAY)) is caught


@pytest.mark.parametrize("language", sorted(RULES))
def test_every_rule_has_examples_of_its_language(language: str) -> None:
    bare = [
        rule.name
        for rule in RULES[language]
        if not any(written_in(text) == language for text, _ in rule.catches)
        or not (rule.spares and {kind for _, kind in rule.spares} <= rule.kinds | {Kind.CALLED_FOR})
    ]
    assert bare == []


@pytest.mark.parametrize("language", sorted(RULES))
def test_names_are_said_once_and_kinds_are_of_their_axes(language: str) -> None:
    names = [rule.name for rule in RULES[language]]
    strays = [r.name for r in RULES[language] if not r.kinds <= {k for a in r.axes for k in KINDS[a]}]
    assert (sorted(names), strays) == (sorted(set(names)), [])


@pytest.mark.parametrize("language", sorted(RULES))
def test_drops_come_first_then_kinds_then_stances(language: str) -> None:
    steps = [_step(rule) for rule in RULES[language]]
    assert steps == sorted(steps)


def _step(rule: Rule) -> int:
    return 0 if rule.outcome is RuleOutcome.DROP else 1 if isinstance(rule.outcome, Kind) else 2


def of(name: str, outcome: Kind | Stance | RuleOutcome, kinds: frozenset[Kind] = frozenset(Kind)) -> Rule:
    return Rule(name, BOTH, kinds, says("truce"), outcome, ())


def test_a_kind_is_given_once_and_the_stance_is_that_of_the_new_kind(told: MakesTold) -> None:
    rules = [
        of("over", Kind.COLLAPSED, frozenset({Kind.IN_EFFECT})),
        of("again", Kind.EXPIRED, frozenset({Kind.COLLAPSED})),
        of("of the old kind", Stance.DENIED, frozenset({Kind.IN_EFFECT})),
        of("of the new kind", Stance.POSSIBLE, frozenset({Kind.COLLAPSED})),
    ]
    ruling = rule_on(told("Truce", Axis.CEASEFIRE, Kind.IN_EFFECT), rules)
    assert ruling == Ruling(Kind.COLLAPSED, Stance.POSSIBLE, by=("over", "of the new kind"))


def test_what_stands_no_later_rule_overrules(told: MakesTold) -> None:
    rules = [of("so it is", RuleOutcome.STANDS), of("no", Stance.DENIED)]
    assert rule_on(told("Truce", Axis.CEASEFIRE, Kind.AGREED), rules) == Ruling(Kind.AGREED, by=("so it is",))


@pytest.mark.parametrize(
    ("stance", "ruling"),
    [
        (Stance.CLAIMED, Ruling(Kind.COLLAPSED, Stance.BACKGROUND, by=("over", "old"))),
        (Stance.POSSIBLE, Ruling(Kind.COLLAPSED, by=("over",))),
        (Stance.DENIED, Ruling(Kind.AGREED)),
    ],
)
def test_what_is_told_aside_keeps_its_stance_and_what_is_denied_its_kind(
    told: MakesTold, stance: Stance, ruling: Ruling
) -> None:
    rules = [of("over", Kind.COLLAPSED), of("old", Stance.BACKGROUND)]
    assert rule_on(replace(told("Truce", Axis.CEASEFIRE, Kind.AGREED), stance=stance), rules) == ruling


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Israel and Hezbollah agreed to a ceasefire in 2021", ("agreed", "background", "other-time")),
        ("Hezbollah refuses to observe truce with Israel", ("rejected", "asserted", "refused")),
        ("Stopping short of a truce, Israel and Hezbollah sign truce", ("agreed", "denied", "not-yet")),
    ],
)
def test_the_plain_rules_are_overruled_too(
    catalogue: ProcessCatalogue, title: str, found: tuple[str, str, str]
) -> None:
    reading = Reader(catalogue, None, None, "rules").read_many([headline(title)])[0]
    told = [(str(c.kind), str(c.stance), c.reason.rpartition("; rule:")[2]) for c in reading.claims]
    assert told == [found]


@pytest.mark.parametrize("stance", list(Stance))
def test_no_verdict_of_a_trade_truce_is_left_however_it_is_told(
    parsed: Callable[..., Parsed], stance: Stance
) -> None:
    text = "Tariff truce may hold"
    laid = ParsedItem(headline(text), "en", DAY.date(), [parsed(text)], [])
    verdict = Verdict(Axis.CEASEFIRE, Kind.IN_EFFECT, stance, 0, 0.9, "cues")
    assert overrule([verdict], laid, RULES["en"]) == []


def headline(title: str) -> ItemText:
    return ItemText(title, "", None, DAY, "own")


def test_a_rule_looks_only_at_its_axes_and_kinds(told: MakesTold) -> None:
    rule = Rule("r", CEASEFIRE, frozenset({Kind.COLLAPSED}), says("truce"), Stance.DENIED, ())
    asked = [(Axis.CEASEFIRE, Kind.COLLAPSED), (Axis.TALKS, Kind.COLLAPSED), (Axis.CEASEFIRE, Kind.AGREED)]
    assert [rule.fits(told("Truce", axis, kind)) for axis, kind in asked] == [True, False, False]


def test_words_of_a_class_come_from_the_lexicon() -> None:
    english = {*words_of("en", "EXTEND")[3:-1].split("|")}
    assert english >= {"extension", "renewed", r"roll\ over"}
    assert words_of("ru", "EXTEND") == r"(?:продлен\w*|пролонг\w*|продл\w*)"
