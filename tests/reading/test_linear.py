"""The weights file: read back as written, and every fault named."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from news.claim import Kind
from news.errors import ModelUnusable
from news.process import ProcessCatalogue
from reading.model.labels import LABELS as ENCODER_LABELS
from reading.model.linear import COLUMNS, LinearModel, load_weights, save_weights
from reading.reader import ItemText, Reader
from tests.reading.conftest import PUBLISHED, current

SHIPPED = Path("reading/weights")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    manifest = json.loads((SHIPPED / "cues.json").read_text())
    (tmp_path / "cues.json").write_text(json.dumps(manifest))
    (tmp_path / manifest["file"]).write_bytes((SHIPPED / manifest["file"]).read_bytes())
    return tmp_path


def change(folder: Path, **what: object) -> None:
    manifest = json.loads((folder / "cues.json").read_text())
    (folder / "cues.json").write_text(json.dumps({**manifest, **what}))


def test_the_shipped_weights_load_and_name_their_version() -> None:
    assert load_weights(SHIPPED).version.startswith("cues-")


def test_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"cues\.json: missing"):
        load_weights(tmp_path)


def test_missing_file(copy: Path) -> None:
    (copy / "cues.npz").unlink()
    with pytest.raises(ModelUnusable, match=r"cues\.npz: missing; install this release again"):
        load_weights(copy)


def test_damaged_file(copy: Path) -> None:
    data = bytearray((copy / "cues.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "cues.npz").write_bytes(data)
    with pytest.raises(ModelUnusable, match="damaged"):
        load_weights(copy)


def test_other_format(copy: Path) -> None:
    change(copy, format=99)
    with pytest.raises(ModelUnusable, match="format 99"):
        load_weights(copy)


def test_a_manifest_without_a_version_is_damaged(copy: Path) -> None:
    manifest = json.loads((copy / "cues.json").read_text())
    del manifest["version"]
    (copy / "cues.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelUnusable, match=r"cues\.json: damaged, it lacks 'version'"):
        load_weights(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"file": 1}'])
def test_unreadable_manifest(copy: Path, text: str) -> None:
    (copy / "cues.json").write_text(text)
    with pytest.raises(ModelUnusable, match=r"cues\.json: damaged, .*; install this release again"):
        load_weights(copy)


def test_a_file_that_is_something_else(copy: Path) -> None:
    import hashlib

    (copy / "cues.npz").write_bytes(b"PK nothing")
    change(copy, sha256=hashlib.sha256(b"PK nothing").hexdigest())
    with pytest.raises(ModelUnusable, match="not the weights"):
        load_weights(copy)


def test_damaged_weights_leave_the_rules_and_name_the_trouble(
    copy: Path, catalogue: ProcessCatalogue
) -> None:
    (copy / "cues.npz").write_bytes(b"")
    reader = Reader.load(catalogue, copy)
    assert "damaged" in (reader.trouble or "")
    assert reader.version == "rules-1"
    reading = reader.read_many(
        [ItemText("Israel and Hamas agree to extend truce", "", None, PUBLISHED, "own")]
    )[0]
    assert ("ceasefire", "extended") in current(reading)
    assert reading.claims[0].reason.startswith("rule:")


def test_without_rules_alone_the_fault_is_raised(tmp_path: Path, catalogue: ProcessCatalogue) -> None:
    with pytest.raises(ModelUnusable):
        Reader.load(catalogue, tmp_path, rules_alone=False)


def test_small_weights_are_written_and_read_back(tmp_path: Path) -> None:
    weights = np.zeros((2, COLUMNS), np.float32)
    weights[0, 0] = 4.0
    weights[1] = 0.001
    model = (["a", "b"], weights, np.full(COLUMNS, -1.0, np.float32))
    save_weights(tmp_path, "t-1", {"sentence": model, "item": model}, {"alone": {}}, {"items": 2})
    read = load_weights(tmp_path)
    assert read.version == "t-1"
    sure, unsure = read.sentence.score(["a"]), read.sentence.score(["zzz"])
    assert sure.plain[0] > 0.99
    assert unsure.plain[0] == pytest.approx(1 / (1 + np.e), abs=1e-3)
    assert sure.chained.sum() == pytest.approx(sure.plain[32] + sure.plain[33], abs=1e-3)
    assert sure.stance.sum() == pytest.approx(1.0, abs=1e-3)


def test_an_empty_bag_scores_the_bias() -> None:
    model = LinearModel(
        ["a"], np.ones((1, COLUMNS), np.int8), np.ones(COLUMNS, np.float32), np.zeros(COLUMNS, np.float32)
    )
    assert model.score([]).plain[0] == pytest.approx(0.5)


class Sure:
    """An encoder that always sees the same kind."""

    version = "sure-1"

    def __init__(self, label: str) -> None:
        self.asked: list[str] = []
        self._label = label

    def probabilities(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        self.asked += texts
        return [{**dict.fromkeys(ENCODER_LABELS, 0.01), self._label: 0.99, "any": 0.99} for _ in texts]


def test_the_encoder_is_asked_about_english_items_that_may_matter_and_moves_the_decision(
    catalogue: ProcessCatalogue,
) -> None:
    encoder = Sure("ceasefire/in_effect")
    reader = Reader.load(catalogue, encoder=encoder, rules_alone=False)
    assert "+sure-1" in reader.version
    items = [
        ItemText("Calm returns to Gaza as truce between Israel and Hamas begins", "", None, PUBLISHED, "own"),
        ItemText("В Газе вступило в силу перемирие", "", None, PUBLISHED, "own"),
        ItemText("Singer announces tour", "", None, PUBLISHED, "own"),
    ]
    readings = reader.read_many(items)
    assert len(encoder.asked) == 1
    claim = readings[0].claims[0]
    assert claim.kind is Kind.IN_EFFECT
    assert "encoder 0.99" in claim.reason
    assert claim.confidence > 0.5
