"""Labelled and soft-labelled items as training examples: what to read, what to answer, how much each answer
counts."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from news.claim import PEACE_KINDS
from reading.model.labels import CLAIMS, LABELS, STANCES
from reading.text.wording import joined, sentences
from training.names import swapped

CURRENT = frozenset({"asserted", "claimed"})
_AT = {label: n for n, label in enumerate(LABELS)}
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One text with the wanted number per label, the wanted choice per axis, and whether stance is known."""

    text: str
    wanted: tuple[float, ...]
    choice: tuple[float, ...]
    weight: float
    stances: bool


def lines(path: Path) -> list[Item]:
    """All objects of a JSON-lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def held_out(item_id: str) -> bool:
    """Whether an item belongs to the development split, which no fitting may touch."""
    return int(hashlib.sha1(item_id.encode()).hexdigest(), 16) % 7 == 0


def labelled(item: Item, weight: float = 1.0) -> Example:
    """The example of an item read by an editor."""
    wanted = dict.fromkeys(LABELS, 0.0)
    for event in item["events"]:
        claim = f"{event['axis']}/{event['kind']}"
        current = event["stance"] in CURRENT
        wanted[claim if current else f"not:{claim}"] = 1.0
        wanted["mention"] = 1.0
        if current:
            wanted["any"] = 1.0
        if event["stance"] in STANCES:
            wanted[f"{event['stance']}:{event['axis']}"] = 1.0
    return Example(
        joined(item["title"], item["summary"]), tuple(wanted.values()), _choice(wanted), weight, True
    )


def softly(item: Item, read: dict[str, float], weight: float, stances: bool = False) -> Example:
    """The example of an item read by a teacher: `read` has its number per label, absent ones are low."""
    wanted = {label: read.get(label, 0.01) for label in LABELS}
    return Example(
        joined(item["title"], item["summary"]), tuple(wanted.values()), _choice(wanted), weight, stances
    )


def study_reading(item: Item) -> dict[str, float]:
    """The numbers of soft.jsonl under our labels."""
    read = {
        "any": float(item["any"]),
        **item["current"],
        **{f"not:{k}": v for k, v in item["not_current"].items()},
    }
    read["mention"] = max([0.01, *read.values()])
    return {k: float(v) for k, v in read.items() if k in _AT}


def _choice(wanted: dict[str, float]) -> tuple[float, ...]:
    out: list[float] = []
    for axis, kinds in PEACE_KINDS.items():
        shares = [wanted[f"{axis}/{kind}"] for kind in kinds]
        total = max(1.0, sum(shares))
        out += [max(0.0, 1.0 - sum(shares)), *(s / total for s in shares)]
    return tuple(out)


def part_of(item: Item, rng: random.Random) -> Item:
    """The item cut to one sentence (its title, or one a label rests on) with the events that sentence
    tells."""
    told = sorted({e["sentence"] for e in item["events"]})
    choices = [s for s in told if len(s) > 20] or [item["title"] or item["summary"]]
    sentence = rng.choice(choices)
    if len(sentences(f"{item['title']}. {item['summary']}")) < 2:
        return item
    first = sentence == item["title"]
    events = [e for e in item["events"] if e["sentence"] == sentence or e["sentence"] in sentence]
    return {
        **item,
        "title": sentence if first else "",
        "summary": "" if first else sentence,
        "events": events,
    }


def varied(items: Sequence[Item], rng: random.Random, swap: float = 0.6, cut: float = 0.12) -> Iterable[Item]:
    """The items as one pass sees them: names swapped in most, some cut to a sentence."""
    for item in items:
        seen = part_of(item, rng) if "events" in item and rng.random() < cut else item
        if rng.random() < swap:
            title, summary = swapped([seen["title"], seen["summary"]], rng)
            seen = {**seen, "title": title, "summary": summary}
        yield seen


def near_copies(items: Sequence[Item], of: Sequence[Item], least: float = 0.35) -> set[str]:
    """Ids of items that share most of their words with one of `of` (Jaccard of word sets at or above
    `least`)."""

    def words(item: Item) -> frozenset[str]:
        return frozenset(w for w in f"{item['title']} {item['summary']}".lower().split() if len(w) > 3)

    kept = [words(o) for o in of]
    where: dict[str, list[int]] = {}
    for n, bag in enumerate(kept):
        for word in bag:
            where.setdefault(word, []).append(n)
    out: set[str] = set()
    for item in items:
        bag = words(item)
        shared: dict[int, int] = {}
        for word in bag:
            found = where.get(word, ())
            if len(found) < 400:
                for n in found:
                    shared[n] = shared.get(n, 0) + 1
        if any(s / len(bag | kept[n]) >= least for n, s in shared.items()):
            out.add(item["id"])
    return out


def rarity(examples: Iterable[Example]) -> list[float]:
    """How much a yes counts per label: more for rare ones, never above 1.6."""
    totals = [0.0] * len(LABELS)
    for example in examples:
        for n, value in enumerate(example.wanted):
            totals[n] += value
    return [min(1.6, max(1.0, (500.0 / max(1.0, t)) ** 0.5)) for t in totals[: 2 * len(CLAIMS)]] + [1.0] * (
        len(LABELS) - 2 * len(CLAIMS)
    )
