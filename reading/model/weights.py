"""Checks the encoder's files before anything is run: what the manifest says, and that each file is the one it
names.

Standard library only, so that the bot's own process can tell at start whether the encoder will run, without
loading it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from news.errors import ModelUnusable
from reading.model.labels import LABELS

FORMAT = 2
MODELS = ("encoder.onnx", "encoder-2.onnx")  # their numbers are averaged
PIECES = "pieces.json"
TEXT_PIECES = (
    96  # as many word pieces of a text as `reading.text.wording` cuts and the models have places for
)
WEIGHTS = Path(__file__).parents[1] / "weights"
REMEDY = "install this release again, or `git checkout reading/weights`"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the weights say about themselves; `pieces` is how many word pieces of one text are read."""

    version: str
    labels: tuple[str, ...]
    pieces: int


def checked(directory: Path = WEIGHTS) -> Manifest:
    """The manifest of usable weights in `directory`; raises ModelUnusable when a file is missing, damaged or
    of another version."""
    told = _told(directory / "manifest.json")
    manifest, checksums = _manifest(told, directory)
    if manifest.labels != LABELS:
        raise _unusable(
            f"the encoder's manifest.json in {directory} is of another version: its labels are not those this program reads"
        )
    if manifest.pieces != TEXT_PIECES:
        which = f"{manifest.pieces} word pieces of a text; this program reads {TEXT_PIECES}"
        raise _unusable(
            f"the encoder's manifest.json in {directory} is damaged or of another version: it names {which}"
        )
    for name in (*MODELS, PIECES):
        _compare(directory / name, str(checksums.get(name)))
    return manifest


def checked_files(
    directory: Path, manifest: str, files: tuple[str, ...], labels: list[str]
) -> dict[str, Any]:
    """What the `manifest` of a model beside the encoder says, its labels and checksums compared; raises
    ModelUnusable when a file is missing, damaged or of another version."""
    told = _told(directory / manifest)
    if told.get("format") != 1 or told.get("labels") != labels or not {"version", "sha256"} <= set(told):
        raise _unusable(f"{manifest} in {directory} is damaged or of another version")
    for name in files:
        _compare(directory / name, str(told["sha256"].get(name)))
    return told


def _manifest(told: dict[str, Any], directory: Path) -> tuple[Manifest, dict[str, Any]]:
    for name, kind in (
        ("format", int),
        ("version", str),
        ("labels", list),
        ("pieces", int),
        ("sha256", dict),
    ):
        if name not in told:
            raise _unusable(f"the encoder's manifest.json in {directory} lacks {name!r}")
        if not isinstance(told[name], kind):
            raise _unusable(
                f"the encoder's manifest.json in {directory} is damaged: {name!r} is {told[name]!r}"
            )
        if name == "format" and told[name] != FORMAT:  # what else it has is that format's matter
            which = f"format {told[name]}; this program reads {FORMAT}"
            raise _unusable(f"the encoder's manifest.json in {directory} is of another version ({which})")
    return Manifest(told["version"], tuple(told["labels"]), told["pieces"]), told["sha256"]


def _told(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise _unusable(f"the model's {path.name} is missing in {path.parent}") from e
    except (OSError, ValueError) as e:
        raise _unusable(f"the model's {path.name} in {path.parent} cannot be read: {e}") from e
    if not isinstance(told, dict):
        raise _unusable(f"the model's {path.name} in {path.parent} is no manifest")
    return told


def _compare(path: Path, checksum: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as e:
        raise _unusable(f"the model's file {path.name} is missing in {path.parent}") from e
    except OSError as e:
        raise _unusable(
            f"the model's file {path.name} in {path.parent} cannot be read: {e.strerror or e}"
        ) from e
    if found != checksum:
        raise _unusable(
            f"the model's file {path.name} in {path.parent} is damaged or not the one its manifest names"
        )


def _unusable(what: str) -> ModelUnusable:
    return ModelUnusable(f"{what}; {REMEDY}")
