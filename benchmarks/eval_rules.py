"""What each rule of reading gains and spoils on the labelled items: `make eval ARGS=--rules`.

Reads every item once with all rules and notes which rule fired where; then, rule by rule, reads those items
again without it. Claims are compared with the labels: current ones by process, axis and kind, those told aside
(denied, possible, background) by axis, kind and stance. The weights were fitted on these labels and
know them, so with them a rule has little left to gain; the table by rules alone is the fairer one.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefing.replay.items import ReplayItem, items
from news.claim import Claim, Reading
from news.process import ProcessCatalogue
from reading.item import EncoderLike
from reading.model.linear import load_weights
from reading.model.verdicts import Judge
from reading.model.weights import WEIGHTS
from reading.reader import Reader
from reading.rules.languages import RULES
from reading.rules.rule import KindInSentence, Rule, Rules
from training.data import held_out

_SETS = ("train", "train_own_en", "train_own_ru")
_CURRENT = {"asserted", "claimed"}
_TOP = f"{'rule':24} {'fired':>5}  {'current right':>14} {'wrong':>11} {'on traps':>9}  {'aside right':>12} {'wrong':>9}"


@dataclass(slots=True)
class Remembered:
    """The encoder, asked once for every text."""

    encoder: EncoderLike
    known: dict[str, Mapping[str, float]] = field(default_factory=dict)

    def probabilities(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        if new:
            self.known |= dict(zip(new, self.encoder.probabilities(new), strict=True))
        return [self.known[text] for text in texts]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item and what its editor found in it."""

    item: ReplayItem
    current: frozenset[tuple[str, ...]]
    aside: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims of some items are right or wrong, current ones and those told aside; `traps` counts the
    wrong current ones of items that have none."""

    right: int = 0
    wrong: int = 0
    traps: int = 0
    aside_right: int = 0
    aside_wrong: int = 0


def run(
    catalogue: ProcessCatalogue, encoder: EncoderLike | None, shared: Path, *, whole: bool = False
) -> None:
    """Print a row for every rule, with the weights and by rules alone; `whole` takes every item of
    train.jsonl, not the held-out ones alone."""
    weights, remembered = load_weights(WEIGHTS), Remembered(encoder) if encoder else None
    labelled = [
        one for name in _SETS for one in _labelled(shared / "data" / "claims" / f"{name}.jsonl", whole)
    ]
    print(f"{len(labelled)} items; with the rule ← without it")
    for title, judged in (("by rules alone", False), ("with the weights", True)):

        def reader(rules: Rules, judged: bool = judged) -> Reader:
            judge = Judge(weights, rules) if judged else None
            return Reader(catalogue, judge, remembered, "rules", rules)

        print(f"\n== {title}", _TOP, sep="\n", flush=True)
        _table(reader, labelled)


def _table(reader: Callable[[Rules], Reader], labelled: Sequence[Labelled]) -> None:
    fired: dict[str, set[int]] = defaultdict(set)
    readings = reader(_noting(fired)).read_many([one.item.text for one in labelled])
    by_text = {id(one.item.text): at for at, one in enumerate(labelled)}
    for name in dict.fromkeys(rule.name for rules in RULES.values() for rule in rules):
        places = sorted(by_text[text] for text in fired[name])
        some = [labelled[at] for at in places]
        again = reader(_without(name)).read_many([one.item.text for one in some]) if some else []
        with_it = _tally(some, [readings[at] for at in places])
        print(_row(name, len(some), with_it, _tally(some, again)), flush=True)


def _labelled(path: Path, whole: bool) -> Iterable[Labelled]:
    labels = {}
    with path.open(encoding="utf-8") as file:
        for line in map(json.loads, file):
            labels[line["id"]] = line["events"]
    with path.open("rb") as source:
        for item in items(source, lambda number, why: None):
            if whole or path.stem != "train" or held_out(item.id):
                yield _as_labelled(item, labels[item.id])


def _as_labelled(item: ReplayItem, events: Iterable[Mapping[str, Any]]) -> Labelled:
    current = {(_known(e["process"]), e["axis"], e["kind"]) for e in events if e["stance"] in _CURRENT}
    aside = {(e["axis"], e["kind"], e["stance"]) for e in events if e["stance"] not in _CURRENT}
    return Labelled(item, frozenset(current), frozenset(aside))


def _known(process: str | None) -> str:
    return "other" if not process or process.startswith("other") else process


def _noting(fired: dict[str, set[int]]) -> Rules:
    """The rules, each noting where it fires, by the identity of the item."""

    def noting(rule: Rule) -> Callable[[KindInSentence], bool]:
        def test(told: KindInSentence) -> bool:
            fits = rule.test(told)
            if fits:
                fired[rule.name].add(id(told.item))
            return fits

        return test

    return {
        language: [replace(rule, test=noting(rule)) for rule in rules] for language, rules in RULES.items()
    }


def _without(name: str) -> Rules:
    return {language: [rule for rule in rules if rule.name != name] for language, rules in RULES.items()}


def _tally(some: Sequence[Labelled], readings: Iterable[Reading]) -> Tally:
    tallies = [_of_item(one, reading.claims) for one, reading in zip(some, readings, strict=True)]
    return Tally(
        sum(t.right for t in tallies),
        sum(t.wrong for t in tallies),
        sum(t.traps for t in tallies),
        sum(t.aside_right for t in tallies),
        sum(t.aside_wrong for t in tallies),
    )


def _of_item(one: Labelled, claims: Iterable[Claim]) -> Tally:
    claims = list(claims)
    current = {(_known(c.process), str(c.axis), str(c.kind)) for c in claims if c.stance.current}
    aside = {(str(c.axis), str(c.kind), str(c.stance)) for c in claims if not c.stance.current}
    wrong = len(current - one.current)
    return Tally(
        len(current & one.current),
        wrong,
        0 if one.current else wrong,
        len(aside & one.aside),
        len(aside - one.aside),
    )


def _row(name: str, fired: int, has: Tally, lacks: Tally) -> str:
    return (
        f"{name:24} {fired:5}  {has.right:6} ← {lacks.right:5} {has.wrong:4} ← {lacks.wrong:4} "
        f"{has.traps:3} ← {lacks.traps:3}  {has.aside_right:5} ← {lacks.aside_right:4} {has.aside_wrong:3} ← {lacks.aside_wrong:3}"
    )
