"""All labels the multilingual reader learns from, split as everywhere here, and what one pass reads of them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from news.process import ProcessCatalogue
from reading.about.question import described
from training import readings
from training.corpus import Corpus
from training.data import Item, held_out, lines, softly, study_reading, varied
from training.labels import own
from training.names import swapped
from training.one_reader.examples import (
    ItemExample,
    ProofExample,
    fighting_of,
    item_example,
    proof_derived,
    proof_own,
    proof_pairs,
)
from training.one_reader.judged import items_of, judged
from training.one_reader.labels import STREAMS_ASIDE

HERE = Path(__file__).parents[1]
LANGUAGES = ("ar", "es", "fa", "fr", "he", "tr", "uk")


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything that is read: items with claims, with fighting, in other languages, and sentences judged."""

    claims: Corpus
    russian: list[Item]
    languages: list[Item]
    fighting: list[Item]
    judged: list[ProofExample]
    own_proofs: list[ProofExample]
    judged_aside: list[dict[str, object]]
    russian_aside: list[Item]
    fighting_aside: list[Item]
    own_aside: Mapping[str, list[Item]]

    @classmethod
    def read(cls, data: Path) -> Labels:
        """The labels under `data` (…/shared/data) and those kept in `training/`."""
        russian = [*lines(data / "claims" / "train_own_ru.jsonl"), *own("ru")]
        fighting = lines(data / "claims" / "fighting.jsonl")
        stream = _streams(data)
        pairs = [*lines(data / "evidence" / "pairs.jsonl"), *judged(items_of(data))]
        aside = [_set_aside(pair["item_id"], stream) for pair in pairs]
        return cls(
            Corpus.read(data),
            [item for item in russian if not held_out(item["id"])],
            [
                item
                for name in (*LANGUAGES, "ru_fighting")
                for item in lines(HERE / f"own_{name}.jsonl")
                if not held_out(item["id"])
            ],
            [item for item in fighting if not held_out(item["id"])],
            proof_pairs(pair for pair, out in zip(pairs, aside, strict=True) if not out),
            proof_own(lines(HERE / "own_proofs.jsonl")),
            [pair for pair, out in zip(pairs, aside, strict=True) if out],
            [item for item in russian if held_out(item["id"])],
            [item for item in fighting if held_out(item["id"])],
            {
                language: [item for item in lines(HERE / f"own_{language}.jsonl") if held_out(item["id"])]
                for language in (*LANGUAGES, "en", "ru")
            },
        )

    def one_pass(
        self, rng: random.Random, teacher: readings.Readings, catalogue: ProcessCatalogue
    ) -> tuple[list[ItemExample], list[ProofExample]]:
        """What one pass reads: a share of each sort of label, names swapped in about half of it."""
        items = [item_example(i, True, False) for i in varied(_some(self.claims.train, 4000, rng), rng)]
        items += [item_example(i, True, False) for i in varied(_some(self.russian, 1000, rng), rng, 0.5)]
        items += [item_example(i, True, True) for i in _some(self.languages, 2400, rng)]
        items += [_fighting(item, rng) for item in _some(self.fighting, 1200, rng)]
        unread = _some(self.claims.telling, 850, rng) + _some(self.claims.quiet, 150, rng)
        for item, seen in zip(unread, varied(unread, rng, 0.5), strict=True):
            read = teacher.get(item["id"])
            told = softly(seen, study_reading(item) if read is None else read, 0.8, read is not None)
            items.append(ItemExample(seen["title"], seen["summary"] or "", told, None, 0.8))
        derived = proof_derived([*self.claims.train, *self.russian], rng)
        proofs = [*self.judged, *self.own_proofs, *_some(derived, 700, rng)]
        return items, [_asked(proof, rng, catalogue) for proof in proofs]


def _streams(data: Path) -> Mapping[str, str]:
    return {item["id"]: file.stem for file in (data / "replay").glob("*.jsonl") for item in lines(file)}


def _set_aside(item_id: str, stream: Mapping[str, str]) -> bool:
    if item_id in stream:
        return stream[item_id] in STREAMS_ASIDE
    return int(hashlib.sha1(item_id.encode()).hexdigest(), 16) % 12 == 0


def _some(of: list[Any], most: int, rng: random.Random) -> list[Any]:
    return rng.sample(of, min(most, len(of)))


def _fighting(item: Item, rng: random.Random) -> ItemExample:
    title, summary = item["title"], item["summary"]
    if rng.random() < 0.5:
        title, summary = swapped([title, summary], rng)
    return ItemExample(title, summary, None, fighting_of(item))


def _asked(proof: ProofExample, rng: random.Random, catalogue: ProcessCatalogue) -> ProofExample:
    """The example with its process described, names swapped in it in some."""
    process = described(catalogue.get(proof.process), proof.process)
    sentence, title = proof.sentence, proof.title
    if rng.random() < 0.45:
        process, sentence, title = swapped([process, sentence, title], rng)
    return replace(proof, process=process, sentence=sentence, title=title)
