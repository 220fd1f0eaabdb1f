"""What a rule is, and how the rules overrule what was read: in their order, each over every verdict."""

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from news.claim import Axis, Kind, Stance
from reading.item import ItemLike
from reading.text.parse import Parsed

CEASEFIRE, TALKS, BOTH = frozenset({Axis.CEASEFIRE}), frozenset({Axis.TALKS}), frozenset(Axis)


class RuleOutcome(enum.Enum):
    """What a rule may make of a verdict besides another kind or stance."""

    DROP = "drop"
    """No claim at all."""
    STANDS = "stands"
    """It stays as it is, whatever later rules say."""


@dataclass(frozen=True, slots=True)
class KindInSentence:
    """One kind read in one sentence of an item, and how it was told: what a rule looks at."""

    parsed: Parsed
    axis: Axis
    kind: Kind
    item: ItemLike
    stance: Stance = Stance.ASSERTED

    @property
    def text(self) -> str:
        return self.parsed.text

    @property
    def day(self) -> date:
        return self.item.published.date()


Test = Callable[[KindInSentence], bool]
Example = tuple[str, Kind]
"""A headline and the kind read in it; behind a line break the body of its item."""


@dataclass(frozen=True, slots=True)
class Rule:
    """If one of `kinds` of one of `axes` was read and the test holds, `outcome` overrules it.

    A kind takes the place of the one read, once; a stance or a fate is the last word.
    """

    name: str
    axes: frozenset[Axis]
    kinds: frozenset[Kind]
    test: Test
    outcome: Kind | Stance | RuleOutcome
    catches: tuple[Example, ...]
    spares: tuple[Example, ...] = ()

    def fits(self, told: KindInSentence) -> bool:
        return told.axis in self.axes and told.kind in self.kinds and self.test(told)


Rules = Mapping[str, Sequence[Rule]]
"""The rules in their order, by the language they are for."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules make of a verdict; without a stance it keeps its own. `by` names them."""

    kind: Kind
    stance: Stance | None = None
    dropped: bool = False
    by: tuple[str, ...] = ()


def rule_on(told: KindInSentence, rules: Sequence[Rule]) -> Ruling:
    """Ask the rules in their order: the first that gives a kind, then the first with a last word.

    What is told as denied keeps its kind: a truce declared over is no denial of an end. What is not told as
    current keeps its stance: the rules say what cannot be current.
    """
    ruling = Ruling(told.kind)
    for rule in rules:
        if isinstance(rule.outcome, Kind) and (told.stance is Stance.DENIED or ruling.by):
            continue
        if isinstance(rule.outcome, Stance) and not told.stance.current:
            continue
        if not rule.fits(told):
            continue
        by = (*ruling.by, rule.name)
        if isinstance(rule.outcome, Kind):
            ruling = Ruling(rule.outcome, by=by)
            told = replace(told, kind=rule.outcome)
        elif isinstance(rule.outcome, Stance):
            return replace(ruling, stance=rule.outcome, by=by)
        else:
            return replace(ruling, dropped=rule.outcome is RuleOutcome.DROP, by=by)
    return ruling


def is_old_news(parsed: Parsed, item: ItemLike, rules: Sequence[Rule]) -> bool:
    """Whether a rule for every kind says that what the sentence tells is an older fact: an archive, an item
    published again, a memory."""
    told = KindInSentence(parsed, Axis.CEASEFIRE, Kind.IN_EFFECT, item)
    retold = [rule for rule in rules if rule.outcome is Stance.BACKGROUND and rule.kinds == frozenset(Kind)]
    return any(rule.test(told) for rule in retold)


def says(pattern: str, unless: str | None = None) -> Test:
    """Whether the sentence has the words, in whatever case, and none of those of `unless`."""
    found, kept = _words(pattern), _words(unless) if unless else None
    return lambda told: bool(found.search(told.text)) and not (kept and kept.search(told.text))


def says_before(pattern: str, not_after: str, wanted: str | None = None) -> Test:
    """Whether it has the words and what stands before them does not match `not_after`; `wanted` names a group
    that must have been found."""
    found, spoilt = _words(pattern), _words(not_after)

    def test(told: KindInSentence) -> bool:
        here = found.search(told.text)
        return bool(here and not spoilt.search(told.text[: here.start()]) and (not wanted or here[wanted]))

    return test


def says_and_not_then(pattern: str, then: str) -> Test:
    """Whether it has the words, and those of `then` do not come behind them."""
    found, later = _words(pattern), _words(then)

    def test(told: KindInSentence) -> bool:
        here = found.search(told.text)
        return here is not None and not later.search(told.text, here.end())

    return test


def says_beside(pattern: str, other: str) -> Test:
    """Whether it has the words, and those of `other` before or behind them."""
    found, beside = _words(pattern), _words(other)

    def test(told: KindInSentence) -> bool:
        here = found.search(told.text)
        if here is None:
            return False
        return bool(beside.search(f"{told.text[: here.start()]}, {told.text[here.end() :]}"))

    return test


def either(*tests: Test) -> Test:
    """Whether one of the tests holds."""
    return lambda told: any(test(told) for test in tests)


def in_title(test: Test) -> Test:
    """The test, for headlines alone."""
    return lambda told: told.parsed.place == "title" and test(told)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)
