"""Files of the encoder that are missing, damaged or of another version are told in one plain sentence."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from news.errors import ModelUnusable
from reading.model.encoder import Encoder
from reading.model.labels import LABELS
from reading.model.weights import WEIGHTS, checked
from reading.text import wording


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for file in WEIGHTS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def change(folder: Path, **fields: Any) -> None:
    told = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**told, **fields}))


def test_the_shipped_weights_are_usable() -> None:
    manifest = checked()
    assert manifest.labels == LABELS
    assert manifest.version


@pytest.mark.parametrize("name", ["manifest.json", "encoder.onnx", "pieces.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelUnusable, match=f"{name}.* is missing"):
        Encoder.load(copied)


@pytest.mark.parametrize("name", ["encoder.onnx", "pieces.json"])
def test_a_cut_file_is_damaged(copied: Path, name: str) -> None:
    (copied / name).write_bytes((copied / name).read_bytes()[:-1])
    with pytest.raises(ModelUnusable, match=f"{name}.* damaged"):
        Encoder.load(copied)


def test_another_format_is_another_version(copied: Path) -> None:
    change(copied, format=99)
    with pytest.raises(ModelUnusable, match="another version"):
        Encoder.load(copied)


def test_other_labels_are_another_version(copied: Path) -> None:
    change(copied, labels=list(LABELS[1:]))
    with pytest.raises(ModelUnusable, match="another version: its labels"):
        Encoder.load(copied)


@pytest.mark.parametrize("pieces", [0, 9600])
def test_a_manifest_that_reads_another_length_is_refused(copied: Path, pieces: int) -> None:
    change(copied, pieces=pieces)
    with pytest.raises(
        ModelUnusable, match=f"names {pieces} word pieces of a text; this program reads {wording.PIECES}"
    ):
        checked(copied)


@pytest.mark.parametrize(
    ("field", "value"), [("pieces", "many"), ("labels", 2), ("sha256", 3), ("version", None)]
)
def test_a_damaged_field_of_the_manifest_is_named(copied: Path, field: str, value: object) -> None:
    change(copied, **{field: value})
    with pytest.raises(ModelUnusable, match=f"damaged: '{field}' is {value!r}"):
        checked(copied)


def test_what_is_wrong_says_what_to_do(copied: Path) -> None:
    for name in ("pieces.json", "manifest.json"):
        (copied / name).unlink()
        with pytest.raises(ModelUnusable, match=f"{name}.* is missing.*; install this release again"):
            checked(copied)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"format": 1, "sha256": 3}',
        '{"format": 1, "sha256": {}, "version": 1, "labels": 2}',
    ],
)
def test_a_manifest_that_says_nothing_useful_is_refused(copied: Path, text: str) -> None:
    (copied / "manifest.json").write_text(text)
    with pytest.raises(ModelUnusable, match=r"manifest\.json"):
        Encoder.load(copied)


@pytest.mark.parametrize("name", ["encoder.onnx", "pieces.json"])
def test_a_file_that_cannot_be_run_is_refused_though_its_checksum_fits(copied: Path, name: str) -> None:
    (copied / name).write_bytes(b"nothing of the kind")
    told = json.loads((copied / "manifest.json").read_text())["sha256"]
    change(copied, sha256={**told, name: "b6d0a2ad3e3e3f5e6e1e1dbb0ec6a4dd2b4e6a6a8f4dd5fbb4a6d4d3e2a0c1f2"})
    with pytest.raises(ModelUnusable, match="damaged"):
        Encoder.load(copied)
    change(copied, sha256={**told, name: hashlib.sha256((copied / name).read_bytes()).hexdigest()})
    with pytest.raises(ModelUnusable, match="cannot be run"):
        Encoder.load(copied)
