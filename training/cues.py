"""Fits the learnt reader of cues: `python -m training.cues --data ../shared/data --encoder DIR --out
reading/weights`.

Cues are fitted on items that are not held out, the decision on the held-out ones (with the numbers of the
encoder whose files lie in DIR: it was not fitted on them either), then the cues once more on all labelled
items. Deterministic, minutes on one core.
"""

import argparse
import json
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reading.about.catalogue import load_catalogue
from reading.model.decision import Decision, design, encoder_row
from reading.model.encoder import Encoder
from reading.model.linear import Floats, LinearModel, save_weights
from reading.text.wording import joined
from training.cues_data import SETS, Case, our_cases, read_cases, soft_cases, test_cases
from training.cues_decision import (
    count,
    cross_validated,
    f1,
    fit_decision,
    fit_voice,
    folds_of,
    probabilities,
    signals_of,
    thresholds,
    voices,
    wanted_of,
)
from training.cues_fit import Model, fit_models
from training.data import held_out, lines
from training.readings import load

TEACHER = Path(__file__).parent / "teacher.jsonl.gz"  # readings of a larger model, made by training.encoder
STRENGTH = 30.0  # of the decision's regularisation
_BLANK = {"mean": [], "spread": [], "weights": [], "bias": 0, "first": 0, "second": 0}


def main() -> None:
    """Read, fit, report, write."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--data", type=Path, default=Path("../shared/data"))
    wanted.add_argument("--encoder", type=Path, default=None, help="folder with the encoder's files")
    wanted.add_argument("--out", type=Path, default=Path("reading/weights"))
    wanted.add_argument(
        "--work", type=Path, default=Path("var/cues"), help="features and models are kept here between runs"
    )
    wanted.add_argument("--version", default="cues-1")
    wanted.add_argument("--refit", action="store_true", help="ship cues fitted on held-out items too")
    args = wanted.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    cases, soft, test = kept(args.work / "cases.pickle", lambda: read_all(args.data / "claims"))
    train, held = [c for c in cases if not c.held_out], [c for c in cases if c.held_out]
    models = kept(args.work / "models.pickle", lambda: fit_models(train, soft))
    numbers = encoded(Encoder.load(args.encoder), args.data / "claims") if args.encoder else {}
    decisions, figures = decide(models, held, test, numbers)
    if args.refit:
        models = kept(args.work / "models_all.pickle", lambda: fit_models([*train, *held], soft))
    card = {"items": len(train) + (len(held) if args.refit else 0), "soft": len(soft), "figures": figures}
    save_weights(args.out, args.version, models, decisions, card)


def read_all(folder: Path) -> tuple[list[Case], list[Case], list[Case]]:
    """Labelled, softly labelled and test cases."""
    catalogue = load_catalogue(Path("processes.toml"))
    return (
        [*read_cases(folder, SETS, catalogue), *our_cases(folder, catalogue)],
        soft_cases(folder, catalogue, load(TEACHER) if TEACHER.exists() else {}),
        test_cases(folder, catalogue),
    )


def kept(path: Path, make: Any) -> Any:
    """What `make` gives, kept in `path` for the next run."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made


def decide(
    models: dict[str, Model], held: Sequence[Case], test: Sequence[Case], encoder: dict[str, Floats]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Decisions with and without the encoder's numbers by item, and their figures."""
    linear = {name: as_linear(model) for name, model in models.items()}
    decisions: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    for name in ("alone", *(["both"] if encoder else [])):
        numbers = encoder if name == "both" else {}
        mine = [case for case in held if name == "alone" or case.id in numbers]
        signals = [signals_of(case, linear, numbers.get(case.id)) for case in mine]
        rows, chosen = np.array([design(s) for s in signals]), [s.chosen for s in signals]
        p = cross_validated(mine, rows, STRENGTH)
        decision = fit_decision(rows, wanted_of(mine), STRENGTH)
        decision["first"], decision["second"] = thresholds(mine, chosen, p)
        figures[name] = {
            "held-out (cross-validated)": f1(count(mine, chosen, p, decision["first"], decision["second"]))
        }
        for source in SETS:
            at = [n for n, case in enumerate(mine) if case.source == source]
            if at:
                part = count(
                    [mine[n] for n in at],
                    [chosen[n] for n in at],
                    p[at],
                    decision["first"],
                    decision["second"],
                )
                figures[name][source] = f1(part)
        decision["voice"], figures[name]["claimed: F1, precision, recall (cross-validated)"] = voice_of(
            mine, linear, numbers
        )
        signals = [signals_of(case, linear, numbers.get(case.id)) for case in test]
        p = probabilities(decision, np.array([design(s) for s in signals]))
        figures[name]["test"] = f1(
            count(test, [s.chosen for s in signals], p, decision["first"], decision["second"])
        )
        print(name, decision["first"], decision["second"], json.dumps(figures[name]), flush=True)
        decisions[name] = decision
    return decisions, figures


def voice_of(
    cases: Sequence[Case], models: dict[str, LinearModel], numbers: dict[str, Floats]
) -> tuple[dict[str, Any], list[float]]:
    """The fitted voice, and how well it tells one side's claims from facts on items it was not fitted on."""
    rows, claimed, ids = voices(cases, models, numbers)
    fold, told = folds_of(ids), np.zeros(len(ids), bool)
    for n in range(fold.max() + 1):
        part = Decision({**_BLANK, "voice": fit_voice(rows[fold != n], claimed[fold != n])})
        told[fold == n] = [part.claimed(row) for row in rows[fold == n]]
    hit, said, wanted = (
        float((told * claimed).sum()),
        max(1.0, float(told.sum())),
        max(1.0, float(claimed.sum())),
    )
    return fit_voice(rows, claimed), [
        round(2 * hit / (said + wanted), 3),
        round(hit / said, 3),
        round(hit / wanted, 3),
    ]


def as_linear(model: Model) -> LinearModel:
    """The fitted numbers as the reader will hold them, rounded to int8."""
    names, weights, bias = model
    scale = (np.abs(weights).max(axis=0) / 127 + 1e-9).astype(np.float32)
    return LinearModel(names, np.rint(weights / scale).astype(np.int8), scale, bias)


def encoded(encoder: Encoder, folder: Path) -> dict[str, Floats]:
    """The encoder's numbers of the English held-out and test items in `folder`, by item."""
    rows = [
        row
        for name in SETS
        for row in lines(folder / f"{name}.jsonl")
        if held_out(row["id"]) and row.get("lang", "en") == "en"
    ]
    rows += lines(folder / "items.jsonl")
    texts = [joined(row.get("title") or "", row.get("summary") or "") for row in rows]
    return {
        row["id"]: encoder_row(numbers)
        for row, numbers in zip(rows, encoder.probabilities(texts), strict=True)
    }


if __name__ == "__main__":
    main()
