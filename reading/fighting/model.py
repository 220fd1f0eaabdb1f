"""The sparse model of fighting: buckets of one sentence to probabilities, one table look-up a bucket."""

import hashlib
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from news.claim import KINDS, Axis, Kind, Stance
from news.errors import ModelUnusable
from reading.model.weights import REMEDY

FILE, MANIFEST, FORMAT = "fighting.npz", "fighting.json", 1
KIND_ORDER: tuple[Kind, ...] = KINDS[Axis.FIGHTING]
STANCE_ORDER: tuple[Stance, ...] = tuple(Stance)
SCALES = ("low", "day", "major")
COLUMNS = 2 + len(KIND_ORDER) + len(STANCE_ORDER) + len(SCALES)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FightingVerdict:
    """What the model makes of one sentence: how surely it tells of fighting now, or of any; the likeliest kind,
    stance and scale, each given that it does."""

    now: float
    any: float
    kind: Kind
    stance: Stance
    scale: str
    heavy: float  # how surely the event is a major one


class TellsOfFighting(Protocol):
    """What the reader of fighting needs: this model, or an encoder's head in its place."""

    def told(self, buckets: Sequence[int], /) -> FightingVerdict: ...


class FightingModel:
    """One table of BUCKETS rows; columns: now, any, kinds, stances, scales."""

    def __init__(self, weights: npt.NDArray[np.int8], scale: Floats, bias: Floats, least: float) -> None:
        self._weights, self._scale, self._bias = weights, scale, bias
        self.least = least

    def told(self, buckets: Sequence[int], /) -> FightingVerdict:
        total = self._weights[buckets].sum(axis=0, dtype=np.int32).astype(np.float32) * self._scale
        logits = (total * norm(len(buckets)) + self._bias).tolist()
        kinds, stances, scales = parted(logits)
        heavy = math.exp(scales[2]) / sum(map(math.exp, scales))
        return FightingVerdict(
            _sigmoid(logits[0]),
            _sigmoid(logits[1]),
            KIND_ORDER[_first(kinds)],
            STANCE_ORDER[_first(stances)],
            SCALES[_first(scales)],
            heavy,
        )


def norm(count: int) -> float:
    """Longer sentences have more buckets, each of less weight."""
    return 5.0 / math.sqrt(max(count, 1))


def parted(row: Any) -> tuple[Any, Any, Any]:
    """The columns of kinds, stances and scales."""
    kinds, stances = 2 + len(KIND_ORDER), 2 + len(KIND_ORDER) + len(STANCE_ORDER)
    return row[2:kinds], row[kinds:stances], row[stances:]


def load_fighting(folder: Path) -> FightingModel:
    """Read manifest and weights in `folder`; raises ModelUnusable when missing, damaged or of another format."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        data = (folder / FILE).read_bytes()
        if manifest["format"] != FORMAT or hashlib.sha256(data).hexdigest() != manifest["sha256"]:
            raise ValueError("damaged, or of another format")
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            weights = np.zeros(tuple(arrays["shape"]), np.int8)
            weights[arrays["rows"]] = arrays["weights"]
            return FightingModel(weights, arrays["scale"], arrays["bias"], float(manifest["least"]))
    except (OSError, ValueError, KeyError) as e:
        raise ModelUnusable(f"{folder / FILE} cannot be used ({e}); {REMEDY}") from e


def save_fighting(
    folder: Path, weights: Floats, bias: Floats, least: float, card: Mapping[str, Any]
) -> FightingModel:
    """Write the weights rounded to int8 (rows of nothing left out) and the manifest; the model as it will be
    read."""
    scale = (np.abs(weights).max(axis=0) / 127 + 1e-9).astype(np.float32)
    rounded = np.rint(weights / scale).astype(np.int8)
    rows = np.flatnonzero(np.abs(rounded).max(axis=1) >= 2).astype(np.int32)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        shape=np.array(rounded.shape),
        rows=rows,
        weights=rounded[rows],
        scale=scale,
        bias=bias.astype(np.float32),
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(buffer.getvalue())
    manifest = {
        "format": FORMAT,
        "sha256": hashlib.sha256(buffer.getvalue()).hexdigest(),
        "least": least,
        **card,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return load_fighting(folder)


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))


def _first(values: Sequence[float]) -> int:
    return max(range(len(values)), key=values.__getitem__)
