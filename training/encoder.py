"""Fits the encoder and writes the files the bot runs: `python -m training.encoder --data ../shared/data --out
reading/weights`.

Two students (MiniLM, 22 million parameters each), whose mean is shipped, differ in what they see and how
often names are swapped. Both learn from labels (of the data folder and of `training/labels.py`) and from
readings of unlabelled items: the mean of the study's, of a teacher's (MPNet, 110 million parameters) and of a
student's that had no teacher. The readings lie cached beside this file; `--teacher` makes them anew, an hour
and a half more. The two are fitted side by side, a core each. Progress is kept under `--work` after every
pass: a stopped run goes on there.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import torch
from tokenizers import Tokenizer

from reading.model.labels import LABELS
from reading.text.wording import PIECES, joined
from training import packaged, readings
from training.corpus import Corpus, current, passes
from training.data import Item, labelled, lines, rarity, study_reading
from training.export import kept_pieces, write
from training.fit import Recipe, fit, read
from training.labels import own
from training.measure import best_rule, report
from training.names import FAMILIES
from training.net import Net, pretrained

STANCE_LABELS = frozenset(LABELS[LABELS.index("mention") :])
CACHED = Path(__file__).parent / "teacher.jsonl.gz"
UNTAUGHT = Recipe(passes=8)
FIRST = Recipe(passes=12, rate=1.4e-4, seed=33)
SECOND = Recipe(passes=12, seed=21)
TEACHER = Recipe(passes=3, rate=4e-5, head_rate=8e-4, keep=0.995, frozen=3, decay=0.93, pieces=76)
SHARES = {"teacher": 0.5, "student": 0.3, "study": 0.2}


def numbers_of(net: Net, tokenizer: Tokenizer, items: Sequence[Item], limit: int) -> list[dict[str, float]]:
    """A net's numbers per label for each item."""
    rows = read(net, tokenizer, [joined(i["title"], i["summary"]) for i in items], limit).tolist()
    return [dict(zip(LABELS, row, strict=True)) for row in rows]


@dataclass(frozen=True, slots=True)
class Stage:
    """One fitting: where it starts, how long, and how much of what it reads in a pass."""

    name: str
    folder: Path
    recipe: Recipe
    soft: int
    silent: float
    swap: float = 0.6

    def fitted(self, corpus: Corpus, teacher: readings.Readings, work: Path) -> Net:
        """The fitted net; prints the development figure after each pass."""
        tokenizer, wanted = packaged.tokenizer_of(self.folder), [current(item) for item in corpus.dev]

        def check(number: int, net: Net) -> None:
            numbers = numbers_of(net, tokenizer, corpus.dev, self.recipe.pieces)
            line = report("DEV", numbers, wanted, [set()] * len(wanted), best_rule(numbers, wanted))
            print(f"{self.name} pass {number}: {line}", flush=True)

        rare = rarity(labelled(item) for item in corpus.train)
        torch.manual_seed(self.recipe.seed)
        net = pretrained(self.folder)
        items = passes(corpus, teacher, self.soft, self.swap, self.silent)
        return fit(net, tokenizer, items, rare, self.recipe, work / self.name, check)


def taught(corpus: Corpus, work: Path) -> readings.Readings:
    """Readings of the telling unlabelled items by teacher, a student without one, and study; stances are not
    known to the study."""
    folder, student = packaged.mpnet(work), packaged.minilm()
    untaught = Stage("untaught", student, UNTAUGHT, 4500, 0.8).fitted(corpus, {}, work)
    net = Stage("teacher", folder, TEACHER, 0, 0.7, 0.5).fitted(corpus, {}, work)
    big = numbers_of(net, packaged.tokenizer_of(folder), corpus.telling, TEACHER.pieces)
    small = numbers_of(untaught, packaged.tokenizer_of(student), corpus.telling, PIECES)
    out: readings.Readings = {}
    for item, teacher, pupil in zip(corpus.telling, big, small, strict=True):
        study = {**dict.fromkeys(LABELS, 0.01), **study_reading(item)}
        shares = {label: 0.0 if label in STANCE_LABELS else SHARES["study"] for label in LABELS}
        known = {
            label: SHARES["teacher"] * teacher[label] + SHARES["student"] * pupil[label] for label in LABELS
        }
        out[item["id"]] = {
            n: (known[n] + shares[n] * study[n]) / (SHARES["teacher"] + SHARES["student"] + shares[n])
            for n in LABELS
        }
    return out


def texts_of(data: Path) -> list[str]:
    """Every text whose word pieces are worth shipping."""
    claims = [data / "claims" / f"{name}.jsonl" for name in ("train", "train_own_en", "soft")]
    files = [*claims, *sorted((data / "replay").glob("*.jsonl")), data / "stories" / "items.jsonl"]
    names = [name for family in FAMILIES for role in family.roles for name in role]
    items = [item for file in files for item in lines(file)] + own("en")
    return [f"{item['title']} {item['summary']}" for item in items] + names


def student(name: str, data: Path, work: Path) -> Path:
    """Fits the student `name` ("first" or "second"); the file with its averaged weights."""
    torch.set_num_threads(1)
    corpus, folder = Corpus.read(data), packaged.minilm()
    stage = (
        Stage(name, folder, FIRST, 7000, 0.75, 0.55)
        if name == "first"
        else Stage(name, folder, SECOND, 8000, 0.7)
    )
    stage.fitted(corpus, readings.load(CACHED), work)
    return work / name / "average.pt"


def students(data: Path, work: Path) -> list[Net]:
    """Both students, fitted in a process each."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        files = list(pool.map(student, ("first", "second"), (data, data), (work, work)))
    nets = [pretrained(packaged.minilm()) for _ in files]
    for net, file in zip(nets, files, strict=True):
        net.load_state_dict(torch.load(file))
    return nets


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--data", type=Path, required=True, help="…/shared/data")
    told.add_argument("--out", type=Path, required=True, help="where the bot's files go")
    told.add_argument(
        "--work", type=Path, default=Path("var/training"), help="checkpoints (default var/training)"
    )
    told.add_argument("--version", default="local", help="written into the manifest")
    told.add_argument(
        "--teacher", action="store_true", help="fit the teacher anew instead of using its cached readings"
    )
    args = told.parse_args(argv)
    torch.set_num_threads(1)
    corpus, tokenizer = Corpus.read(args.data), packaged.tokenizer_of(packaged.minilm())
    if args.teacher:
        readings.save(CACHED, taught(corpus, args.work))
    nets = students(args.data, args.work)
    wanted, none = [current(item) for item in corpus.dev], [set[str]() for _ in corpus.dev]
    numbers = mean([numbers_of(net, tokenizer, corpus.dev, PIECES) for net in nets])
    rule = best_rule(numbers, wanted)
    print(report("DEV, mean", numbers, wanted, none, rule))
    test = mean([numbers_of(net, tokenizer, corpus.test, PIECES) for net in nets])
    print(report("TEST, mean", test, corpus.core, corpus.optional, rule))
    write(nets, tokenizer, kept_pieces(tokenizer, texts_of(args.data)), args.version, args.out)


def mean(several: Sequence[list[dict[str, float]]]) -> list[dict[str, float]]:
    """The mean of several nets' numbers, item by item."""
    return [
        {label: sum(one[label] for one in told) / len(told) for label in LABELS}
        for told in zip(*several, strict=True)
    ]


if __name__ == "__main__":
    main()
