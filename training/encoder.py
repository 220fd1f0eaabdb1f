"""Fits the encoder and writes the files the bot runs: `python -m training.encoder --data ../shared/data --out reading/weights`.

The student (MiniLM, 22 million parameters) learns from labels and from a teacher's readings of unlabelled items. Those
readings lie cached beside this file; `--teacher` makes them anew (MPNet, 110 million parameters, about an hour on one core).
Progress is kept under `--work` after every pass, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from reading.labels import LABELS
from reading.wording import PIECES, joined
from training import packaged, readings
from training.corpus import Corpus, current, passes
from training.data import Item, labelled, lines, rarity, study_reading
from training.export import kept_pieces, write
from training.fit import Recipe, fit, read
from training.measure import best_rule, report
from training.names import FAMILIES
from training.net import Net, pretrained

CACHED = Path(__file__).parent / "teacher.jsonl.gz"
STUDENT = Recipe(passes=10)
TEACHER = Recipe(passes=3, rate=4e-5, head_rate=8e-4, keep=0.995, frozen=3, decay=0.93, pieces=76)


def numbers_of(net: Net, tokenizer: Tokenizer, items: Sequence[Item], limit: int) -> list[dict[str, float]]:
    """A net's numbers per label for each item."""
    rows = read(net, tokenizer, [joined(i["title"], i["summary"]) for i in items], limit).tolist()
    return [dict(zip(LABELS, row, strict=True)) for row in rows]


def fitted(folder: Path, corpus: Corpus, teacher: readings.Readings, recipe: Recipe, work: Path, soft: int, silent: float) -> Net:
    """A net fitted from the packaged encoder in `folder`; prints the development figure after each pass."""
    tokenizer = packaged.tokenizer_of(folder)
    wanted = [current(item) for item in corpus.dev]

    def check(number: int, net: Net) -> None:
        numbers = numbers_of(net, tokenizer, corpus.dev, recipe.pieces)
        print(f"pass {number}:", report("DEV", numbers, wanted, [set()] * len(wanted), best_rule(numbers, wanted)), flush=True)

    rare = rarity(labelled(item) for item in corpus.train)
    torch.manual_seed(recipe.seed)
    return fit(pretrained(folder), tokenizer, passes(corpus, teacher, soft, 0.55, silent), rare, recipe, work, check)


def taught(corpus: Corpus, work: Path) -> readings.Readings:
    """The teacher's readings of the unlabelled items, averaged with those of the study."""
    folder = packaged.mpnet(work)
    net = fitted(folder, corpus, {}, TEACHER, work / "teacher", 0, 0.7)
    items = [*corpus.telling, *corpus.quiet[::4]]
    mine = dict(zip((i["id"] for i in items), numbers_of(net, packaged.tokenizer_of(folder), items, TEACHER.pieces), strict=True))
    own = readings.mean([mine, {i["id"]: study_reading(i) for i in items}])
    stance = LABELS[LABELS.index("mention") + 1 :]
    return {item: {**numbers, **{label: mine[item][label] for label in stance}} for item, numbers in own.items()}


def texts_of(data: Path) -> list[str]:
    """Every text whose word pieces are worth shipping."""
    claims = [data / "claims" / f"{name}.jsonl" for name in ("train", "train_own_en", "soft")]
    files = [*claims, *sorted((data / "replay").glob("*.jsonl")), data / "stories" / "items.jsonl"]
    names = [name for family in FAMILIES for role in family.roles for name in role]
    return [f"{item['title']} {item['summary']}" for file in files for item in lines(file)] + names


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--data", type=Path, required=True, help="…/shared/data")
    told.add_argument("--out", type=Path, required=True, help="where the bot's files go")
    told.add_argument("--work", type=Path, default=Path("var/training"), help="checkpoints (default var/training)")
    told.add_argument("--version", default="local", help="written into the manifest")
    told.add_argument("--teacher", action="store_true", help="fit the teacher anew instead of using its cached readings")
    args = told.parse_args(argv)
    torch.set_num_threads(1)
    corpus = Corpus.read(args.data)
    if args.teacher:
        readings.save(CACHED, taught(corpus, args.work))
    folder = packaged.minilm()
    net = fitted(folder, corpus, readings.load(CACHED), STUDENT, args.work / "student", 5000, 0.8)
    tokenizer = packaged.tokenizer_of(folder)
    numbers, wanted = numbers_of(net, tokenizer, corpus.dev, PIECES), [current(item) for item in corpus.dev]
    rule = best_rule(numbers, wanted)
    print(report("TEST", numbers_of(net, tokenizer, corpus.test, PIECES), corpus.core, corpus.optional, rule))
    write(net, tokenizer, kept_pieces(tokenizer, texts_of(args.data)), args.version, args.out)
    print(json.dumps({"rule": {"least": rule.least, "second": rule.second}, "out": str(args.out)}))


if __name__ == "__main__":
    main()
