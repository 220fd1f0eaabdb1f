"""Fits the decision over cues and encoder on held-out items, and measures it as the scorer does."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from reading.model.decision import Logistic, Signals, pick, stack, voice_row
from reading.model.linear import LABELS, STANCES, Floats, LinearModel
from training.cues_data import CURRENT, Case, known

_EYE = np.eye(16, dtype=np.float32)
Counts = Any


def signals_of(case: Case, models: Mapping[str, LinearModel], encoder: Floats | None) -> Signals:
    """What the reader would know of this case."""
    plain, chained = stack([models["sentence"].score(features) for features in case.features])
    return Signals(plain, chained, models["item"].score(case.whole), case.links, encoder)


def fit_decision(rows: Floats, wanted: Floats, strength: float = 10.0) -> dict[str, Any]:
    """A logistic regression over cases × 16 × features, one bias a kind."""
    return _logistic(
        rows.reshape(-1, rows.shape[2]), wanted.reshape(-1), strength, np.tile(_EYE, (len(rows), 1))
    )


def fit_voice(rows: Floats, claimed: Floats, strength: float = 10.0) -> dict[str, Any]:
    """A logistic regression over `reading.model.decision.voice_row`s: whether a current claim is one
    side's."""
    return _logistic(rows, claimed, strength, np.zeros((len(rows), 0)))


def voices(
    cases: Sequence[Case], models: Mapping[str, LinearModel], encoder: Mapping[str, Floats]
) -> tuple[Floats, Floats, list[str]]:
    """Rows for `fit_voice`, 1 where the claim is one side's, and the items' ids: the current claims editors
    found in `cases`."""
    rows, claimed, ids = [], [], []
    for case in cases:
        for sentence, kind, stance in case.stances:
            if STANCES[stance] in CURRENT:
                scores, whole = (
                    models["sentence"].score(case.features[sentence]),
                    models["item"].score(case.whole),
                )
                rows.append(voice_row(scores, whole, kind, encoder.get(case.id)))
                claimed.append(float(STANCES[stance] == "claimed"))
                ids.append(case.id)
    return np.array(rows), np.array(claimed, np.float32), ids


def _logistic(rows: Floats, wanted: Floats, strength: float, extra: Any) -> dict[str, Any]:
    flat = rows.astype(np.float64)
    mean, spread = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    x = np.concatenate([(flat - mean) / spread, extra], axis=1)

    def loss(v: Any) -> tuple[float, Any]:
        z = x @ v[:-1] + v[-1]
        gap = 1 / (1 + np.exp(-z)) - wanted
        value = (np.logaddexp(0, z) - wanted * z).sum() + strength / 2 * (v[:-1] ** 2).sum()
        return value, np.concatenate([x.T @ gap + strength * v[:-1], [gap.sum()]])

    found = minimize(
        loss, np.append(np.zeros(x.shape[1]), -2.0), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    return {
        "mean": mean.tolist(),
        "spread": spread.tolist(),
        "weights": found[:-1].tolist(),
        "bias": float(found[-1]),
    }


def wanted_of(cases: Sequence[Case]) -> Floats:
    """Cases × 16: which kinds are currently claimed."""
    return np.array(
        [[float(any(g[1:] == (str(a), k) for g in case.gold)) for a, k in LABELS] for case in cases],
        np.float32,
    )


def probabilities(decision: Mapping[str, Any], rows: Floats) -> Floats:
    """Cases × 16 probabilities."""
    one = Logistic(decision)
    return np.array([one.of(case, _EYE) for case in rows]).reshape(len(rows), 16)


def claims(case: Case, chosen: Any, p: Floats, first: float, second: float) -> set[tuple[str, str, str]]:
    """Claims of one case at the given thresholds, as the scorer sees them."""
    names = [case.processes[int(k >= 9)][chosen[k]] for k in range(16)]
    return {(known(names[k]), str(LABELS[k][0]), LABELS[k][1]) for k in pick(p, names, first, second)}


def count(cases: Sequence[Case], chosen: Sequence[Any], p: Floats, first: float, second: float) -> Counts:
    """3 × (hits, false, missed): process+axis+kind, axis+kind, any."""
    total = np.zeros((3, 3))
    for case, at, row in zip(cases, chosen, p, strict=True):
        said = claims(case, at, row, first, second)
        for n, view in enumerate((slice(0, 3), slice(1, 3), slice(0, 0))):
            core, optional, mine = (
                {claim[view] for claim in part} for part in (case.gold, case.optional, said)
            )
            total[n] += [len(mine & core), len(mine - core - optional), len(core - mine)]
    return total


def f1(counts: Counts) -> list[float]:
    """F1 of each row of counts."""
    return [round(float(2 * hit / max(1, 2 * hit + false + missed)), 3) for hit, false, missed in counts]


def thresholds(cases: Sequence[Case], chosen: Sequence[Any], p: Floats) -> tuple[float, float]:
    """The middle of the plateau of the best first threshold, and the best second one: a single peak would be
    chance."""
    firsts, seconds = np.arange(0.22, 0.56, 0.02), (0.35, 0.45, 0.55, 0.65)
    table = np.array([[_worth(count(cases, chosen, p, a, b)) for b in seconds] for a in firsts])
    smooth = np.array([table[max(0, i - 2) : i + 3].mean(axis=0) for i in range(len(firsts))])
    level = smooth.max(axis=1)
    plateau = firsts[level > level.max() - 0.004]
    return float(round(plateau.mean(), 2)), seconds[int(smooth.mean(axis=0).argmax())]


def _worth(counts: Counts) -> float:
    """What is wanted of thresholds: the claims right, and as much whether there is any."""
    whole, _, any_ = f1(counts)
    return whole + any_


def folds_of(ids: Sequence[str], folds: int = 5) -> Any:
    """The fold of each item, by its id."""
    return np.array([int(hashlib.md5(b"d" + one.encode()).hexdigest(), 16) % folds for one in ids])


def cross_validated(cases: Sequence[Case], rows: Floats, strength: float, folds: int = 5) -> Floats:
    """Out-of-fold probabilities on held-out cases."""
    fold = folds_of([case.id for case in cases], folds)
    wanted, p = wanted_of(cases), np.zeros((len(cases), 16), np.float32)
    for n in range(folds):
        p[fold == n] = probabilities(
            fit_decision(rows[fold != n], wanted[fold != n], strength), rows[fold == n]
        )
    return p
