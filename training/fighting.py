"""Fits the sparse model of fighting: `python -m training.fighting --data ../shared/data/claims --out reading/weights`.

Reads `fighting.jsonl` of the data folder and own-worded items with a field `fighting` (`--own FILE…`). One sentence is
one example; in an item that tells of fighting only the sentence its label rests on counts, for the others nobody
said whether they tell of it too. Items that `training.data.held_out` keeps out measure it. A minute on one core.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from reading.about.catalogue import load_catalogue
from reading.about.linking import Linker
from reading.fighting.features import BUCKETS, features
from reading.fighting.model import (
    COLUMNS,
    KIND_ORDER,
    SCALES,
    STANCE_ORDER,
    Floats,
    norm,
    parted,
    save_fighting,
)
from reading.fighting.reader import lines_of, link_of
from training.cues_data import text_of
from training.data import Item, held_out, lines

CURRENT = frozenset({"asserted", "claimed"})
SPANS = (
    (2, [str(kind) for kind in KIND_ORDER], "kind"),
    (2 + len(KIND_ORDER), [str(stance) for stance in STANCE_ORDER], "stance"),
    (2 + len(KIND_ORDER) + len(STANCE_ORDER), list(SCALES), "scale"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence: its buckets and the event it tells, None where it tells of none."""

    item: str
    buckets: list[int]
    event: Item | None

    @property
    def now(self) -> bool:
        return self.event is not None and self.event["stance"] in CURRENT


def examples(rows: Sequence[Item], linker: Linker) -> list[Example]:
    """The sentences that can be learnt from."""
    found = []
    for row in rows:
        item = text_of(row)
        laid = lines_of(item, row.get("lang", "en"), linker)
        for at, line in enumerate(laid):
            event = next((e for e in row["fighting"] if _same(e["sentence"], line.text)), None)
            if event is None and row["fighting"]:
                continue
            link = link_of(laid, at, item.published.date(), linker)
            buckets = features(line.tokens, line.place, link.sides if link else 0, link is not None)
            found.append(Example(row["id"], buckets, event))
    return found


def _same(told: str, sentence: str) -> bool:
    return bool(told) and (told in sentence or sentence in told)


def fit(told: Sequence[Example], strength: float) -> tuple[Floats, Floats]:
    """Weights (buckets by columns) and biases."""
    rows = matrix(told)
    weights, bias = np.zeros((BUCKETS, COLUMNS), np.float32), np.zeros(COLUMNS, np.float32)
    for column, wanted in enumerate(([e.now for e in told], [e.event is not None for e in told])):
        model = LogisticRegression(C=strength, max_iter=400).fit(rows, wanted)
        weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    events = [n for n, e in enumerate(told) if e.event]
    for first, names, field in SPANS:
        choice = [names.index((told[n].event or {})[field]) for n in events]
        model = LogisticRegression(C=strength, max_iter=400).fit(rows[events], choice)
        for row, value in enumerate(model.classes_):
            weights[:, first + value], bias[first + value] = model.coef_[row], model.intercept_[row]
        for value in set(range(len(names))) - set(model.classes_):
            bias[first + value] = -9.0
    return weights, bias


def matrix(told: Sequence[Example]) -> Any:
    """Examples by buckets, scaled as the reader scales them."""
    counts = [len(e.buckets) for e in told]
    data = np.repeat([norm(n) for n in counts], counts).astype(np.float32)
    columns = np.concatenate([e.buckets for e in told])
    return sp.csr_matrix(
        (data, columns, np.concatenate([[0], np.cumsum(counts)])), shape=(len(told), BUCKETS)
    )


def measure(told: Sequence[Example], weights: Floats, bias: Floats) -> tuple[float, dict[str, float]]:
    """The threshold of best F1 for "fighting now" by item, and figures of kinds, stances and scales."""
    logits = matrix(told) @ weights + bias
    best: dict[str, tuple[float, bool]] = {}
    for example, row in zip(told, logits, strict=True):
        before, now = best.get(example.item, (-99.0, False))
        best[example.item] = max(before, float(row[0])), now or example.now
    sure, wanted = (np.array(column) for column in zip(*best.values(), strict=True))
    scores = {}
    for least in np.arange(0.3, 0.75, 0.05):
        said = 1 / (1 + np.exp(-sure)) >= least
        hit = float((said & wanted).sum())
        scores[round(float(least), 2)] = (
            2 * hit / (said.sum() + wanted.sum()),
            hit / said.sum(),
            hit / wanted.sum(),
        )
    least = max(scores, key=lambda name: scores[name][0])
    figures = dict(
        zip(("f1", "precision", "recall"), (round(float(n), 3) for n in scores[least]), strict=True)
    )
    events = [n for n, e in enumerate(told) if e.event]
    for (_, names, field), part in zip(SPANS, parted(logits.T), strict=True):
        right = [names[int(part.T[n].argmax())] == (told[n].event or {})[field] for n in events]
        figures[f"{field} right"] = round(sum(right) / len(right), 3)
    return least, figures


def main() -> None:
    """Read, fit, report, write."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--data", type=Path, default=Path("../shared/data/claims"))
    wanted.add_argument(
        "--own", type=Path, nargs="*", default=[], help="own-worded items with labels of fighting"
    )
    wanted.add_argument("--leave", type=Path, nargs="*", default=[], help="items of these files are left out")
    wanted.add_argument("--out", type=Path, default=Path("var/weights"))
    wanted.add_argument("--strength", type=float, default=0.3)
    args = wanted.parse_args()
    linker = Linker(load_catalogue(Path("processes.toml")))
    rows = lines(args.data / "fighting.jsonl")
    left = {item["id"] for path in args.leave for item in lines(path)}
    own = [row for path in args.own for row in lines(path) if "fighting" in row]
    fitted = examples(
        [row for row in rows if not held_out(row["id"]) and row["id"] not in left] + own, linker
    )
    held = examples([row for row in rows if held_out(row["id"])], linker)
    weights, bias = fit(fitted, args.strength)
    least, figures = measure(held, weights, bias)
    print("held out", least, figures, flush=True)
    everything = fitted
    if not left:
        everything = [*fitted, *held]
        weights, bias = fit(everything, args.strength)
    card = {"items": len({e.item for e in everything}), "held_out": figures}
    save_fighting(args.out, weights, bias, least, card)


if __name__ == "__main__":
    main()
