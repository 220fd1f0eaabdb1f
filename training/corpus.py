"""All that the data folder holds for fitting and measuring the encoder, split the way everybody here splits
it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.data import (
    CURRENT,
    Example,
    Item,
    held_out,
    labelled,
    lines,
    near_copies,
    softly,
    study_reading,
    varied,
)
from training.labels import labelled_soft, own
from training.readings import Readings


@dataclass(frozen=True, slots=True)
class Corpus:
    """Items to fit on, to choose on (`dev`), to report (`test` with core and optional claims), and unlabelled
    ones."""

    train: list[Item]
    dev: list[Item]
    test: list[Item]
    core: list[set[str]]
    optional: list[set[str]]
    telling: list[Item]
    quiet: list[Item]

    @classmethod
    def read(cls, data: Path) -> Corpus:
        """The corpus under `data` (…/shared/data) with the labels kept here; near copies of dev and test
        items are left out of `soft`."""
        folder = data / "claims"
        real, invented = lines(folder / "train.jsonl"), lines(folder / "train_own_en.jsonl")
        dev = [item for item in real if held_out(item["id"])]
        test, gold = lines(folder / "items.jsonl"), {g["id"]: g for g in lines(folder / "gold.jsonl")}
        wanted = {
            part: [{f"{a}/{k}" for _, a, k in gold[item["id"]][part]} for item in test]
            for part in ("core", "optional")
        }
        soft = lines(folder / "soft.jsonl")
        copies = near_copies(soft, [*dev, *test])
        mine = [item for item in labelled_soft(soft) if item["id"] not in copies]
        soft = [item for item in soft if item["id"] not in copies | {item["id"] for item in mine}]
        loud = [
            max([item["any"], *item["current"].values(), *item["not_current"].values()]) > 0.1
            for item in soft
        ]
        return cls(
            [item for item in (*real, *invented) if not held_out(item["id"])] + mine + own("en"),
            dev,
            test,
            wanted["core"],
            wanted["optional"],
            [item for item, told in zip(soft, loud, strict=True) if told],
            [item for item, told in zip(soft, loud, strict=True) if not told],
        )


def current(item: Item) -> set[str]:
    """The current claims an editor found in an item."""
    return {f"{e['axis']}/{e['kind']}" for e in item["events"] if e["stance"] in CURRENT}


def passes(
    corpus: Corpus, teacher: Readings, soft: int, swap: float, silent: float
) -> Callable[[int, random.Random], Sequence[Example]]:
    """What one pass reads: labelled items (of those without an event a share `silent`) and `soft` items the
    teacher read."""

    def one(_: int, rng: random.Random) -> list[Example]:
        mine = [item for item in corpus.train if item["events"] or rng.random() < silent]
        out = [labelled(seen) for seen in varied(mine, rng, swap)]
        telling = rng.sample(corpus.telling, min(len(corpus.telling), soft * 85 // 100))
        chosen = telling + rng.sample(corpus.quiet, min(len(corpus.quiet), soft * 15 // 100))
        for item, seen in zip(chosen, varied(chosen, rng, swap), strict=True):
            read = teacher.get(item["id"])
            out.append(softly(seen, study_reading(item) if read is None else read, 1.0, read is not None))
        return out

    return one
