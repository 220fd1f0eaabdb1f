"""Checks the encoder's files before anything is run: what the manifest says, and that each file is the one it names.

Standard library only, so that the bot's own process can tell at start whether the encoder will run, without loading it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from news.errors import ModelUnusable
from reading.labels import LABELS

FORMAT = 2
MODELS = ("encoder.onnx", "encoder-2.onnx")  # their numbers are averaged
PIECES = "pieces.json"
WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the weights say about themselves; `pieces` is how many word pieces of one text are read."""

    version: str
    labels: tuple[str, ...]
    pieces: int


def checked(directory: Path = WEIGHTS) -> Manifest:
    """The manifest of usable weights in `directory`; raises ModelUnusable when a file is missing, damaged or of another version."""
    told = _told(directory / "manifest.json")
    try:
        form, checksums = told["format"], dict(told["sha256"])
        manifest = Manifest(str(told["version"]), tuple(told["labels"]), int(told["pieces"]))
    except (KeyError, TypeError, ValueError) as e:
        raise ModelUnusable(f"the encoder's manifest.json in {directory} lacks {e}") from e
    if form != FORMAT or manifest.labels != LABELS:
        raise ModelUnusable(f"the encoder's weights in {directory} are of another version (format {form}; this program reads {FORMAT})")
    for name in (*MODELS, PIECES):
        _compare(directory / name, str(checksums.get(name)))
    return manifest


def _told(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise ModelUnusable(f"the encoder's manifest.json is missing in {path.parent}") from e
    except (OSError, ValueError) as e:
        raise ModelUnusable(f"the encoder's manifest.json in {path.parent} cannot be read: {e}") from e
    if not isinstance(told, dict):
        raise ModelUnusable(f"the encoder's manifest.json in {path.parent} is no manifest")
    return told


def _compare(path: Path, checksum: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as e:
        raise ModelUnusable(f"the encoder's file {path.name} is missing in {path.parent}") from e
    if found != checksum:
        raise ModelUnusable(f"the encoder's file {path.name} in {path.parent} is damaged or not the one its manifest names")
