"""Turns labels into examples: items with claims and fighting, sentences with the states they say."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reading.model.labels import FIGHTING, FIGHTS
from training.data import CURRENT, Example, Item, labelled
from training.one_reader.labels import STATES

_AT = {name: n for n, name in enumerate(STATES)}
OF_KIND = {
    ("ceasefire", "proposed"): "proposed", ("ceasefire", "agreed"): "agreed", ("ceasefire", "in_effect"): "in effect",
    ("ceasefire", "extended"): "extended", ("ceasefire", "violation"): "violated", ("ceasefire", "expired"): "expired",
    ("ceasefire", "collapsed"): "collapsed", ("talks", "announced"): "announced", ("talks", "under_way"): "under way",
    ("talks", "stalled"): "stalled", ("talks", "deal_reached"): "deal reached", ("talks", "collapsed"): "talks collapsed",
}  # fmt: skip
_UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class ItemExample:
    """An item: what training.data wants of its claims (None: unknown), and its numbers per label of FIGHTING (None: unknown)."""

    title: str
    body: str
    claims: Example | None
    fighting: tuple[float, ...] | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ProofExample:
    """A sentence beside a process: per state whether it says so and at least implies it (−1: unknown), and whether it is claimed."""

    process: str
    sentence: str
    title: str
    yes: tuple[float, ...]
    partly: tuple[float, ...]
    claimed: float
    weight: float


def fighting_of(item: Item) -> tuple[float, ...]:
    """The wanted number per label of FIGHTING."""
    wanted = dict.fromkeys(FIGHTING, 0.0)
    for event in item["fighting"]:
        if event["stance"] not in CURRENT:
            wanted["fight:not"] = 1.0
            continue
        wanted[f"fight:{event['kind']}"] = 1.0
        if event["kind"] in FIGHTS[:3]:
            wanted["fight:any"] = 1.0
            if event["scale"] in ("day", "major"):
                wanted[f"fight:{event['scale']}"] = 1.0
        if event["stance"] == "claimed":
            wanted["fight:claimed"] = 1.0
    return tuple(wanted.values())


def item_example(item: Item, claims: bool, fighting: bool, weight: float = 1.0) -> ItemExample:
    """The example of an item; `claims` and `fighting` say which of its labels are known."""
    told = labelled(item) if claims else None
    return ItemExample(
        item["title"], item.get("summary") or "", told, fighting_of(item) if fighting else None, weight
    )


def proof_pairs(pairs: Iterable[dict[str, Any]]) -> list[ProofExample]:
    """Judged pairs: only the state asked is known; what is said of it says something of its neighbours, too."""
    out = []
    for pair in pairs:
        state = (
            pair["state"] if (pair["axis"], pair["state"]) != ("talks", "collapsed") else "talks collapsed"
        )
        yes, partly = [_UNKNOWN] * len(STATES), [_UNKNOWN] * len(STATES)
        yes[_AT[state]] = float(pair["says"] == "yes")
        partly[_AT[state]] = float(pair["says"] in ("yes", "partly"))
        title = "" if pair["title"] == pair["sentence"] else pair["title"]
        claimed = float(bool(pair["claimed"])) if pair["says"] == "yes" else _UNKNOWN
        out.append(
            ProofExample(pair["process"], pair["sentence"], title, tuple(yes), tuple(partly), claimed, 1.0)
        )
    return out


def proof_own(lines: Iterable[dict[str, Any]]) -> list[ProofExample]:
    """Own-worded sentences: every state is judged."""
    out = []
    for line in lines:
        said = line["says"]
        yes = tuple(float(said.get(state) == "yes") for state in STATES)
        partly = tuple(float(said.get(state) == "yes" or state in line["partly"]) for state in STATES)
        out.append(
            ProofExample(
                line["process"],
                line["sentence"],
                line["title"],
                yes,
                partly,
                float(bool(line["claimed"])),
                1.0,
            )
        )
    return out


def proof_said(items: Iterable[Item]) -> list[ProofExample]:
    """The sentences of current claims, each known to say its own state; to compare languages by, not to fit on."""
    out = []
    for item in items:
        for event in item["events"]:
            state = OF_KIND.get((event["axis"], event["kind"]))
            if state is None or event["stance"] not in CURRENT:
                continue
            yes = [_UNKNOWN] * len(STATES)
            yes[_AT[state]] = 1.0
            title = "" if event["sentence"] == item["title"] else item["title"]
            out.append(
                ProofExample(
                    event["process"], event["sentence"], title, tuple(yes), tuple(yes), _UNKNOWN, 1.0
                )
            )
    return out


def proof_derived(items: Iterable[Item], rng: random.Random, weight: float = 0.35) -> list[ProofExample]:
    """Sentences of labelled claims: a current claim's sentence mostly says its state, another stance's does not."""
    out = []
    for item in items:
        if item.get("lang", "en") not in ("en", "ru") and not item["events"]:
            continue
        by_sentence: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for event in item["events"]:
            by_sentence.setdefault((event["process"], event.get("sentence") or item["title"]), []).append(
                event
            )
        for (process, sentence), events in by_sentence.items():
            yes, partly = [0.0] * len(STATES), [_UNKNOWN] * len(STATES)
            for event in events:
                state = OF_KIND.get((event["axis"], event["kind"]))
                if state is None:
                    continue
                current = event["stance"] in CURRENT
                yes[_AT[state]] = 0.85 if current else 0.0
                if event["stance"] in ("possible", "denied"):
                    partly[_AT[state]] = 0.1
            if all(y == 0 for y in yes) and rng.random() < 0.4:
                continue
            title = "" if sentence == item["title"] else item["title"]
            claimed = max(float(e["stance"] == "claimed") for e in events)
            out.append(ProofExample(process, sentence, title, tuple(yes), tuple(partly), claimed, weight))
        if not item["events"] and rng.random() < 0.25:
            zero = (0.0,) * len(STATES)
            out.append(ProofExample("", item["title"] or item["summary"], "", zero, zero, _UNKNOWN, weight))
    return out
