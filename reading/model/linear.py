"""The sparse linear models: features to probabilities by one table look-up a feature; weights are numbers in
one file."""

import hashlib
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from news.claim import PEACE, PEACE_KINDS, Axis
from news.errors import ModelUnusable
from reading.model.weights import REMEDY

MANIFEST = "cues.json"
FORMAT = 2
LABELS: tuple[tuple[Axis, str], ...] = tuple(
    (axis, kind.value) for axis, kinds in PEACE_KINDS.items() for kind in kinds
)
KINDS_IN_ALL = len(LABELS)
NOT = KINDS_IN_ALL
"""From here on the kinds told as not current; before it the current ones."""
TOTALS = NOT + KINDS_IN_ALL
"""Ceasefire? Talks? Any?"""
KIND = TOTALS + len(PEACE) + 1
"""Each kind, given its axis."""
STANCE = KIND + KINDS_IN_ALL
STANCES = ("asserted", "claimed", "denied", "possible", "background")
COLUMNS = STANCE + len(STANCES)
_FIRST = len(PEACE_KINDS[Axis.CEASEFIRE])
SPANS = ((0, _FIRST), (_FIRST, KINDS_IN_ALL))

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities of one text: `KIND` independent ones, one a kind given its axis, one a stance."""

    plain: Floats
    chained: Floats
    stance: Floats


class LinearModel:
    """One table of features, `COLUMNS` columns of int8 weights with a scale each."""

    def __init__(
        self, names: Sequence[str], weights: npt.NDArray[np.int8], scale: Floats, bias: Floats
    ) -> None:
        self._rows = {name: row for row, name in enumerate(names)}
        self._weights = weights
        self._scale = scale
        self._bias = bias

    def score(self, features: Iterable[str]) -> Scores:
        """Probabilities of one bag of features."""
        rows = [row for row in map(self._rows.get, features) if row is not None]
        total = self._weights[rows].sum(axis=0, dtype=np.int32).astype(np.float32) * self._scale
        logits = total * (6.0 / math.sqrt(max(len(rows), 1))) + self._bias
        plain = 1.0 / (1.0 + np.exp(-np.clip(logits[:KIND], -30, 30)))
        chained = np.empty(KINDS_IN_ALL, np.float32)
        for axis, (first, last) in enumerate(SPANS):
            part = logits[KIND + first : KIND + last]
            part = np.exp(part - part.max())
            chained[first:last] = plain[TOTALS + axis] * part / part.sum()
        stance = np.exp(logits[STANCE:] - logits[STANCE:].max())
        return Scores(plain.astype(np.float32), chained, stance / stance.sum())


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learnt: sentence and item model, the decision with and without the encoder, the stance."""

    version: str
    sentence: LinearModel
    item: LinearModel
    decisions: Mapping[str, Mapping[str, Any]]


def load_weights(folder: Path) -> Weights:
    """Read the manifest and the weights in `folder`; raises ModelUnusable when missing, damaged or of another
    format."""
    manifest = _manifest(folder / MANIFEST)
    path = folder / str(manifest["file"])
    data = _bytes(path)
    if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
        raise _unusable(path, "damaged (sha256 differs from the manifest)")
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            models = {part: _model(arrays, part) for part in ("sentence", "item")}
            decisions = json.loads(bytes(arrays["decisions"]).decode())
    except (OSError, ValueError, KeyError) as e:
        raise _unusable(path, f"not the weights of this reader ({e})") from e
    return Weights(str(manifest["version"]), models["sentence"], models["item"], decisions)


def _manifest(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(_bytes(path))
    except ValueError as e:
        raise _unusable(path, f"damaged, no JSON ({e})") from e
    if not isinstance(told, dict):
        raise _unusable(path, "damaged, no manifest")
    for name in ("format", "version", "file", "sha256"):
        if name not in told:
            raise _unusable(path, f"damaged, it lacks {name!r}")
    if told["format"] != FORMAT:
        raise _unusable(path, f"format {told['format']}, this reader wants {FORMAT}")
    return told


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as e:
        raise _unusable(path, "missing") from e
    except OSError as e:
        raise _unusable(path, f"cannot be read ({e.strerror or e})") from e


def _unusable(path: Path, what: str) -> ModelUnusable:
    return ModelUnusable(f"{path}: {what}; {REMEDY}")


def _model(arrays: Any, part: str) -> LinearModel:
    names = bytes(arrays[f"{part}_names"]).decode().split("\n")
    weights = arrays[f"{part}_weights"]
    if weights.shape != (len(names), COLUMNS):
        raise ValueError(f"{part}: {weights.shape} weights for {len(names)} names")
    return LinearModel(names, weights, arrays[f"{part}_scale"], arrays[f"{part}_bias"])


def save_weights(
    folder: Path,
    version: str,
    models: Mapping[str, tuple[Sequence[str], Floats, Floats]],
    decisions: Mapping[str, Any],
    card: Mapping[str, Any],
) -> None:
    """Write weights rounded to int8 and the manifest; `models` has names, weights (features × COLUMNS) and
    biases."""
    arrays: dict[str, Any] = {"decisions": np.frombuffer(json.dumps(decisions).encode(), np.uint8)}
    for part, (names, weights, bias) in models.items():
        scale = np.abs(weights).max(axis=0) / 127 + 1e-9
        rounded = np.rint(weights / scale).astype(np.int8)
        kept = np.flatnonzero(np.abs(rounded).max(axis=1) >= 2)
        arrays[f"{part}_names"] = np.frombuffer("\n".join(names[int(i)] for i in kept).encode(), np.uint8)
        arrays[f"{part}_weights"] = rounded[kept]
        arrays[f"{part}_scale"] = scale.astype(np.float32)
        arrays[f"{part}_bias"] = bias.astype(np.float32)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    folder.mkdir(parents=True, exist_ok=True)
    name = "cues.npz"
    (folder / name).write_bytes(buffer.getvalue())
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    manifest = {"format": FORMAT, "version": version, "file": name, "sha256": digest, **card}
    (folder / MANIFEST).write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
