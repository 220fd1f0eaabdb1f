"""Counts how well numbers per label name the current claims, and picks the thresholds on the development
split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from news.claim import PEACE_KINDS
from reading.model.labels import CLAIMS

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim is named at `least`; a second one on the same axis only at `second`."""

    least: float
    second: float


def claims(numbers: Numbers, rule: Rule) -> set[str]:
    """The current claims named by one item's numbers."""
    out: set[str] = set()
    for axis, kinds in PEACE_KINDS.items():
        order = sorted((f"{axis}/{k}" for k in kinds), key=lambda c: -numbers[c])
        out |= {c for n, c in enumerate(order) if numbers[c] >= (rule.second if n else rule.least)}
    return out


def f1(
    named: Sequence[set[str]], core: Sequence[set[str]], optional: Sequence[set[str]]
) -> tuple[float, float, float]:
    """F1, precision, recall; optional claims are neither required nor punished."""
    tp = sum(len(n & c) for n, c in zip(named, core, strict=True))
    fp = sum(len(n - c - o) for n, c, o in zip(named, core, optional, strict=True))
    fn = sum(len(c - n) for n, c in zip(named, core, strict=True))
    return 2 * tp / max(1, 2 * tp + fp + fn), tp / max(1, tp + fp), tp / max(1, tp + fn)


def best_rule(numbers: Sequence[Numbers], core: Sequence[set[str]]) -> Rule:
    """The rule with the highest F1."""
    none: list[set[str]] = [set() for _ in core]
    rules = [Rule(a / 100, max(a, b) / 100) for a in range(20, 66, 3) for b in (40, 50, 60, 70, 80, 101)]
    return max(rules, key=lambda r: f1([claims(n, r) for n in numbers], core, none)[0])


def by_kind(
    named: Sequence[set[str]], core: Sequence[set[str]], optional: Sequence[set[str]]
) -> Iterable[tuple[str, float, int]]:
    """F1 and number of wanted claims, kind by kind."""
    for claim in CLAIMS:
        only = {claim}
        score = f1([n & only for n in named], [c & only for c in core], [o & only for o in optional])[0]
        yield claim, score, sum(claim in c for c in core)


def report(
    name: str, numbers: Sequence[Numbers], core: Sequence[set[str]], optional: Sequence[set[str]], rule: Rule
) -> str:
    """One line: claims F1 with precision and recall, and F1 of "any current claim" (itself at 0.5)."""
    named = [claims(n, rule) for n in numbers]
    full, precision, recall = f1(named, core, optional)
    some = f1([{"any"} if n["any"] >= 0.5 else set() for n in numbers], _some(core), _some(optional))[0]
    implied = f1(_some(named), _some(core), _some(optional))[0]
    at = f"at {rule.least:.2f}/{rule.second:.2f}"
    return f"{name}: axis+kind {full:.3f} (P {precision:.2f} R {recall:.2f}) any {some:.3f} implied {implied:.3f} {at}"


def _some(sets: Sequence[set[str]]) -> list[set[str]]:
    return [{"any"} if one else set() for one in sets]
