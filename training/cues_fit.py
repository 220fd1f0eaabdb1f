"""Fits the sparse logistic models of the cues: joint L-BFGS over all columns, deterministic, about two
minutes on one core."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from reading.model.linear import NOT, SPANS, Floats
from training.cues_data import Case

Model = tuple[list[str], Floats, Floats]


def fit_models(
    cases: Sequence[Case],
    soft: Sequence[Case],
    strength: float = 2.0,
    soft_weight: float = 0.8,
    rounds: int = 70,
) -> dict[str, Model]:
    """Names, weights and biases of the sentence and the item model."""
    single = [case for case in soft if len(case.texts) == 1]
    rows = [features for case in cases for features in case.features]
    wanted = [case.wanted for case in cases]
    stance = np.zeros((len(rows) + len(single), 5), np.float32)
    start = 0
    for case in cases:
        for at, _, which in case.stances:
            stance[start + at, which] = 1
        start += len(case.features)
    sentence = _fit(
        rows,
        np.concatenate(wanted),
        single,
        [case.features[0] for case in single],
        stance,
        strength,
        soft_weight,
        rounds,
        4,
    )
    whole = np.array([case.wanted.max(axis=0) for case in cases])
    stance = np.zeros((len(cases) + len(soft), 5), np.float32)
    for n, case in enumerate(cases):
        for _, _, which in case.stances:
            stance[n, which] = 1
    item = _fit(
        [case.whole for case in cases],
        whole,
        soft,
        [case.whole for case in soft],
        stance,
        strength,
        soft_weight,
        rounds,
        5,
    )
    return {"sentence": sentence, "item": item}


def _fit(
    rows: list[list[str]], wanted: Floats, soft: Sequence[Case], soft_rows: list[list[str]], stance: Floats,
    strength: float, soft_weight: float, rounds: int, least: int,
) -> Model:  # fmt: skip
    every = rows + soft_rows
    counts = Counter(feature for row in every for feature in row)
    names = sorted(feature for feature, count in counts.items() if count >= least)
    x = matrix(every, names)
    y = np.concatenate([wanted, np.array([case.soft for case in soft], np.float32).reshape(-1, 32)])
    totals = np.stack([y[:, first:last].max(axis=1) for first, last in (*SPANS, (0, NOT))], axis=1)
    totals[len(rows) :, 2] = [case.any for case in soft]
    weight = np.array([1.0] * len(rows) + [soft_weight] * len(soft), np.float32)
    parts = [_logistic(x, np.concatenate([y, totals], axis=1), weight, strength, rounds)]
    for first, last in SPANS:
        told = np.flatnonzero(y[:, first:last].sum(axis=1) > 0.25)
        parts.append(_softmax(x[told], y[told, first:last], strength / 2, rounds))
    told = np.flatnonzero(stance.sum(axis=1) > 0)
    parts.append(_softmax(x[told], stance[told], strength, rounds))
    return names, np.concatenate([w for w, _ in parts], axis=1), np.concatenate([b for _, b in parts])


def matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Any:
    """Rows of features as a sparse matrix, each row scaled as `LinearModel.score` scales it."""
    at = {name: n for n, name in enumerate(names)}
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += [at[feature] for feature in row if feature in at]
        ends.append(len(columns))
    lengths = np.diff(ends)
    values = np.repeat(6.0 / np.sqrt(np.maximum(lengths, 1)), lengths).astype(np.float32)
    return sp.csr_matrix(
        (values, np.array(columns, np.int32), np.array(ends, np.int32)), shape=(len(rows), len(names))
    )


def _logistic(x: Any, y: Floats, weight: Floats, strength: float, rounds: int) -> tuple[Floats, Floats]:
    turned = x.T.tocsr()
    d, m = x.shape[1], y.shape[1]
    rates = np.clip(y.mean(axis=0), 1e-4, 0.5)

    def loss(v: Any) -> tuple[float, Any]:
        w = v[: d * m].reshape(d, m).astype(np.float32)
        z = x @ w + v[d * m :].astype(np.float32)
        gap = weight[:, None] * (1 / (1 + np.exp(-np.clip(z, -30, 30))) - y)
        value = (weight[:, None] * (np.logaddexp(0, z) - y * z)).sum() + strength / 2 * (
            w.astype(np.float64) ** 2
        ).sum()
        return float(value), np.concatenate([(turned @ gap + strength * w).ravel(), gap.sum(axis=0)]).astype(
            np.float64
        )

    return _solve(loss, np.concatenate([np.zeros(d * m), np.log(rates / (1 - rates))]), d, m, rounds)


def _softmax(x: Any, y: Floats, strength: float, rounds: int) -> tuple[Floats, Floats]:
    turned = x.T.tocsr()
    y = y / y.sum(axis=1, keepdims=True)
    d, m = x.shape[1], y.shape[1]

    def loss(v: Any) -> tuple[float, Any]:
        w = v[: d * m].reshape(d, m).astype(np.float32)
        z = x @ w + v[d * m :].astype(np.float32)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        value = -(y * np.log(p + 1e-9)).sum() + strength / 2 * (w.astype(np.float64) ** 2).sum()
        return float(value), np.concatenate(
            [(turned @ (p - y) + strength * w).ravel(), (p - y).sum(axis=0)]
        ).astype(np.float64)

    return _solve(loss, np.zeros(d * m + m), d, m, rounds)


def _solve(loss: Any, start: Any, d: int, m: int, rounds: int) -> tuple[Floats, Floats]:
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8}).x
    return found[: d * m].reshape(d, m).astype(np.float32), found[d * m :].astype(np.float32)
