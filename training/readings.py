"""A teacher's readings of unlabelled items: kept as ids and numbers only, so that they may lie in the
repository."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

from reading.model.labels import LABELS

Readings = dict[str, dict[str, float]]
LOW = 0.02


def save(path: Path, readings: Mapping[str, Mapping[str, float]]) -> None:
    """Writes one array an item: its id, then label number and percent for every number above LOW; the same
    bytes every time."""
    with path.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        for item, numbers in sorted(readings.items()):
            told = [
                n
                for at, label in enumerate(LABELS)
                if numbers.get(label, 0.0) >= LOW
                for n in (at, round(100 * numbers[label]))
            ]
            packed.write(json.dumps([item, *told], separators=(",", ":")).encode() + b"\n")


def load(path: Path) -> Readings:
    """Readings by item id; labels that were low are absent."""
    out: Readings = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            item, *told = json.loads(line)
            out[item] = {LABELS[at]: share / 100 for at, share in zip(told[::2], told[1::2], strict=True)}
    return out
