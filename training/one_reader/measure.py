"""How well the head of proofs tells proofs from mentions on pairs it never saw, and its numbers made honest there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from training.one_reader.examples import ProofExample
from training.one_reader.labels import STATES

Floats = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log odds as read times `slope` plus `offsets` (one a state, in the order of STATES): then a number is the
    share of such sentences that say it."""

    slope: float
    offsets: tuple[float, ...]


def asked(numbers: Floats, examples: Sequence[ProofExample]) -> tuple[Floats, Floats, NDArray[numpy.intp]]:
    """The number of the one state each pair asks about, whether it is said, and which state it is."""
    at = numpy.array([next(n for n, y in enumerate(e.yes) if y >= 0) for e in examples])
    rows = numpy.arange(len(examples))
    return numbers[rows, at], numpy.array([e.yes[n] for e, n in zip(examples, at, strict=True)]), at


def report(numbers: Floats, examples: Sequence[ProofExample]) -> str:
    """One line: area under the curve, precision at recall .8 and .5."""
    said, wanted, _ = asked(numbers, examples)
    order = numpy.argsort(-said)
    found = numpy.cumsum(wanted[order])
    parts = []
    for recall in (0.8, 0.5):
        count = int(numpy.searchsorted(found, recall * wanted.sum())) + 1
        parts.append(f"precision {wanted[order][:count].mean():.3f} at recall {recall}")
    return f"AUC {roc_auc_score(wanted, said):.3f}, {', '.join(parts)} ({len(examples)} pairs)"


def odds_said(numbers: Floats, examples: Sequence[ProofExample], fitted: Calibration) -> list[float]:
    """The calibrated log odds of the one state each example asks about."""
    told, _, at = asked(numbers, examples)
    inside = numpy.clip(told, 1e-4, 1 - 1e-4)
    odds = fitted.slope * numpy.log(inside / (1 - inside)) + numpy.array(fitted.offsets)[at]
    return [float(one) for one in odds]


def calibrated(numbers: Floats, examples: Sequence[ProofExample], steps: int = 3000) -> Calibration:
    """The calibration that fits the pairs best; offsets of rare states are held near nothing."""
    said, wanted, at = asked(numbers, examples)
    odds = numpy.log(numpy.clip(said, 1e-4, 1 - 1e-4) / (1 - numpy.clip(said, 1e-4, 1 - 1e-4)))
    slope, offsets = 1.0, numpy.zeros(len(STATES))
    for _ in range(steps):
        wrong = 1 / (1 + numpy.exp(-(slope * odds + offsets[at]))) - wanted
        slope -= 0.3 * float((wrong * odds).mean() + 0.2 * (slope - 1) / len(odds))
        pull = 5 * offsets / len(odds) / len(STATES)
        offsets -= 3 * (numpy.bincount(at, wrong, len(STATES)) / len(odds) + pull)
    return Calibration(slope, tuple(map(float, offsets)))
