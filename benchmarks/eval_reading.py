"""How well Parley reads and where it says things stand, measured on the development data: `make eval`.

Replays every set of `../shared/data` with the shipped reader, scores the claims and changes with
`../shared/eval/score.py` and prints one table. Reads nothing else, writes only into a temporary folder.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import eval_rules
from bot.settings import ROOT
from briefing.replay.replay import ReadsMany, replay
from news.process import ProcessCatalogue
from reading.about.catalogue import load_catalogue
from reading.languages.vocabulary import LANGUAGES
from reading.model.encoder import Encoder
from reading.model.linear import MANIFEST
from reading.model.multilingual import MultilingualModel
from reading.model.weights import WEIGHTS
from reading.reader import Reader

_CURRENT = {"asserted", "claimed"}
_SETS = {
    "gold (test)": ("items.jsonl", "gold.jsonl"),
    "train (fitted on)": ("train.jsonl", "train.jsonl"),
    "own English (fitted on)": ("train_own_en.jsonl", "train_own_en.jsonl"),
    "own Russian (fitted on)": ("train_own_ru.jsonl", "train_own_ru.jsonl"),
}


class Evaluation:
    """One run: a reader, the shared folder, a folder for what is written on the way."""

    def __init__(self, reader: ReadsMany, catalogue: ProcessCatalogue, shared: Path, folder: Path) -> None:
        self.reader, self.catalogue, self.shared, self.folder = reader, catalogue, shared, folder
        self.rows: list[str] = []

    def claims(self, name: str, items: Path, gold: Path) -> None:
        said, started = self.folder / "claims.jsonl", time.perf_counter()
        report = replay(items, self.reader, self.catalogue, None, said)
        rate = report.items / (time.perf_counter() - started)
        figures = self._score("claims", gold, said)
        parts = " ".join(
            f"{figures[view]['f1']:.3f}" for view in ("process+axis+kind", "axis+kind", "any current claim")
        )
        precise = figures["process+axis+kind"]
        self.rows.append(
            f"claims F1  {name:24} {parts}   P {precise['precision']:.3f} R {precise['recall']:.3f}   {rate:.0f} items/s"
        )

    def languages(self, folder: Path) -> None:
        """The own-worded items of every language read by the model alone; none of them was ever fitted on."""
        for language in sorted(LANGUAGES):
            source = folder / f"own_{language}.jsonl"
            if source.exists():
                self.claims(f"own {language} (never fitted)", source, source)
                self.traps(source.stem, source)

    def held_out(self, manifest: Path) -> None:
        """The fitting's own figures on the seventh of the labels it kept out, the decision cross-validated on
        it."""
        figures = json.loads(manifest.read_text(encoding="utf-8"))["figures"]
        for name, numbers in (
            ("train", figures["both"]),
            ("train_own_en", figures["both"]),
            ("train_own_ru", figures["alone"]),
        ):
            parts = " ".join(f"{number:.3f}" for number in numbers[name])
            self.rows.append(f"claims F1  {name + ' (held out)':24} {parts}   as fitted, see {manifest.name}")

    def traps(self, name: str, source: Path) -> None:
        """Items an editor found no current claim in: none may be read."""
        quiet = [line for line in _lines(source) if not any(e["stance"] in _CURRENT for e in line["events"])]
        items, said = self.folder / "traps.jsonl", self.folder / "claims.jsonl"
        items.write_text("".join(json.dumps(line) + "\n" for line in quiet), encoding="utf-8")
        replay(items, self.reader, self.catalogue, None, said)
        figures = self._score("empty", items, said)
        self.rows.append(
            f"traps      {name:24} {figures['false']} of {figures['items']} items with a claim that is none"
        )

    def replays(self) -> None:
        source, out = self.shared / "data" / "replay", self.folder / "changes"
        out.mkdir(exist_ok=True)
        for items in sorted(source.glob("*.jsonl")):
            if (source / f"{items.stem}.csv").exists():
                replay(items, self.reader, self.catalogue, out / items.name)
        dense = {file.name.split(".")[0] for file in source.glob("*.fighting.csv")}
        for age, streams in (("older", _streams(source) - dense), ("newer", dense)):
            self._transitions(age, source, out, streams)
        f = self._score("fighting", source, out)
        self.rows.append(
            f"fighting   level of {f['days']} days      right {f['right']:.3f}  right or beside {f['right_or_beside']:.3f}  "
            f"major found {f['major_recall']:.3f}  true {f['major_precision']:.3f}"
        )

    def _transitions(self, age: str, source: Path, out: Path, streams: set[str]) -> None:
        """Score some streams apart: the scorer takes every stream whose changes lie in a folder."""
        wanted = self.folder / age
        told = wanted / "changes"
        told.mkdir(parents=True)
        for name in (*sorted(streams), "windows"):
            shutil.copy(source / f"{name}.csv", wanted)
        for name in streams:
            shutil.copy(out / f"{name}.jsonl", told)
        figures = self._score("replays", wanted, told)
        for axis in ("ceasefire", "talks"):
            f = figures[axis]
            self.rows.append(
                f"replay     {axis:9} {age:14} transitions {f['transitions_hit']:.3f} of {f['n']}  days {f['days_right']:.3f}  "
                f"false changes {f['false_changes_per_100_days']:.2f} in 100 days  violations {f['violations_seen']}"
            )

    def _score(self, what: str, *paths: Path) -> dict[str, Any]:
        command = [sys.executable, str(self.shared / "eval" / "score.py"), what, *map(str, paths)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        *table, last = done.stdout.strip().splitlines()
        print(f"\n== {what} {paths[0].name}", *table, sep="\n", flush=True)
        return dict(json.loads(last))


def _streams(source: Path) -> set[str]:
    """Every stream whose changes are known."""
    return {file.stem for file in source.glob("*.jsonl") if file.with_suffix(".csv").exists()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def run(reader: ReadsMany, catalogue: ProcessCatalogue, shared: Path, only: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        evaluation, data = Evaluation(reader, catalogue, shared, Path(folder)), shared / "data" / "claims"
        if only in (None, "claims"):
            for name, (items, gold) in _SETS.items():
                evaluation.claims(name, data / items, data / gold)
            evaluation.held_out(WEIGHTS / MANIFEST)
        if only in (None, "languages"):
            evaluation.languages(data)
        if only in (None, "traps"):
            for name in ("train_own_en", "train_own_ru", "train"):
                evaluation.traps(name, data / f"{name}.jsonl")
        if only in (None, "replays"):
            evaluation.replays()
    print(
        "\n"
        + "\n".join(
            ["           set                      process+axis+kind, axis+kind, any", *evaluation.rows]
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", choices=["claims", "languages", "traps", "replays"])
    parser.add_argument("--rules", action="store_true", help="what each rule gains and spoils, nothing else")
    parser.add_argument("--whole", action="store_true", help="with --rules: all of train.jsonl")
    parser.add_argument("--no-encoder", action="store_true", help="read with the clause cues alone")
    args = parser.parse_args()
    catalogue = load_catalogue(ROOT / "processes.toml")
    encoder = None if args.no_encoder else Encoder.load(WEIGHTS)
    if args.rules:
        eval_rules.run(catalogue, encoder, args.shared, whole=args.whole)
        return
    reader = Reader.load(catalogue, WEIGHTS, encoder, MultilingualModel.load(WEIGHTS))
    run(reader, catalogue, args.shared, args.only)


if __name__ == "__main__":
    main()
