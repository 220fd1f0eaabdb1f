"""Writes the fitted model as the files the bot runs: an int8 ONNX graph with two heads, its word pieces, a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from news.claim import PROVEN
from reading.model import multilingual
from reading.model.labels import LABELS
from training.net import probabilities
from training.one_reader.examples import OF_KIND
from training.one_reader.labels import STATES
from training.one_reader.measure import Calibration
from training.one_reader.net import CHOICES, Net
from training.one_reader.packaged import Packaged, tokenizer_of

_ORDER = [STATES.index(OF_KIND[axis.value, kind.value]) for axis, kind in PROVEN]


class Shipped(nn.Module):
    """One text at a time, no padding; word vectors kept as bytes with one scale a row."""

    bytes: Tensor
    scale: Tensor
    place: Tensor
    offsets: Tensor
    order: Tensor

    def __init__(self, net: Net, rows: list[int], fitted: Calibration) -> None:
        super().__init__()
        self.net, self.slope = net, fitted.slope
        words = net.word.weight.detach()[rows]
        scale = words.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes", torch.round(words / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("place", net.place.weight.detach()[: multilingual.MOST_PIECES])
        self.register_buffer("order", torch.tensor(_ORDER))
        self.register_buffer("offsets", torch.tensor(fitted.offsets)[_ORDER])

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        x = self.net.norm(self.bytes[ids].float() * self.scale[ids] + self.place[: ids.shape[1]][None])
        for layer in self.net.layers:
            x = layer(x, torch.zeros(1), 0.0)
        pooled = torch.cat([x.mean(1), x.amax(1), x[:, 0]], 1)
        proofs = torch.sigmoid(self.slope * self.net.proof(pooled)[:, self.order] + self.offsets)
        raw = self.net.item(pooled)
        claims = len(LABELS) + CHOICES
        return proofs, torch.cat([probabilities(raw[:, :claims]), torch.sigmoid(raw[:, claims:])], 1)


def write_model(
    net: Net,
    model: Packaged,
    kept: list[int],
    shipped: list[int],
    fitted: Calibration,
    shifts: Mapping[str, float],
    version: str,
    out: Path,
) -> None:
    """Write graph, pieces and manifest into `out`; `kept` and `shipped` are ids of the package's pieces,
    `shifts` what the log odds of a language's proofs lack."""
    out.mkdir(parents=True, exist_ok=True)
    row = {number: at for at, number in enumerate(kept)}
    pieces = [number for number in shipped if number in row]
    net.eval()
    plain = out / "multilingual.fp32"
    torch.onnx.export(
        Shipped(net, [row[number] for number in pieces], fitted),
        (torch.tensor([[1, 2, 3, 4]]),),
        str(plain),
        input_names=["ids"],
        output_names=["proofs", "items"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={"ids": {1: "pieces"}},
    )
    quantize_dynamic(
        str(plain),
        str(out / multilingual.MODEL),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,  # older processors add two bytes in sixteen bits
        weight_type=QuantType.QInt8,
    )
    plain.unlink()
    described = json.loads(tokenizer_of(model, pieces).to_str())
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    (out / multilingual.PIECES).write_text(text, encoding="utf-8")
    files = (multilingual.MODEL, multilingual.PIECES)
    sha256 = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    manifest = {
        "format": 1,
        "version": version,
        "labels": [*multilingual.STATES, *multilingual.ITEM],
        "sha256": sha256,
        "shifts": dict(shifts),
    }
    (out / multilingual.MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
