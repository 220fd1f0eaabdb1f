"""Writes the fitted prover as the files the bot runs: an int8 ONNX graph, its word pieces, a manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from news.claim import PROVEN
from reading.model import prover
from training.one_reader.examples import OF_KIND
from training.one_reader.labels import STATES
from training.one_reader.measure import Calibration
from training.one_reader.net import Net
from training.one_reader.packaged import Packaged, tokenizer_of

RUSSIAN_SHIFT = 2.3
"""What the log odds of Russian sentences lack: with it a sentence that is no claim passes .75 as seldom as in
English (.03), one that is more often (.49 beside .29 of the own-worded items held out)."""

_ORDER = [STATES.index(OF_KIND[axis.value, kind.value]) for axis, kind in PROVEN]


class Shipped(nn.Module):
    """One question at a time, no padding; word vectors kept as bytes with one scale a row."""

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
        self.register_buffer("place", net.place.weight.detach()[: prover.MOST_PIECES])
        self.register_buffer("order", torch.tensor(_ORDER))
        self.register_buffer("offsets", torch.tensor(fitted.offsets)[_ORDER])

    def forward(self, ids: Tensor) -> Tensor:
        x = self.net.norm(self.bytes[ids].float() * self.scale[ids] + self.place[: ids.shape[1]][None])
        for layer in self.net.layers:
            x = layer(x, torch.zeros(1), 0.0)
        pooled = torch.cat([x.mean(1), x.amax(1), x[:, 0]], 1)
        return torch.sigmoid(self.slope * self.net.proof(pooled)[:, self.order] + self.offsets)


def write_prover(
    net: Net,
    model: Packaged,
    kept: list[int],
    shipped: list[int],
    fitted: Calibration,
    version: str,
    out: Path,
) -> None:
    """Write graph, pieces and manifest into `out`; `kept` and `shipped` are ids of the package's pieces."""
    out.mkdir(parents=True, exist_ok=True)
    row = {number: at for at, number in enumerate(kept)}
    pieces = [number for number in shipped if number in row]
    net.eval()
    plain = out / "prover.fp32"
    torch.onnx.export(
        Shipped(net, [row[number] for number in pieces], fitted),
        (torch.tensor([[1, 2, 3, 4]]),),
        str(plain),
        input_names=["ids"],
        output_names=["proofs"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={"ids": {1: "pieces"}},
    )
    quantize_dynamic(
        str(plain),
        str(out / prover.MODEL),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
    plain.unlink()
    described = json.loads(tokenizer_of(model, pieces).to_str())
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    (out / prover.PIECES).write_text(text, encoding="utf-8")
    files = (prover.MODEL, prover.PIECES)
    sha256 = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    manifest = {
        "format": 1,
        "version": version,
        "labels": list(prover.STATES),
        "sha256": sha256,
        "shifts": {"ru": RUSSIAN_SHIFT},
    }
    (out / prover.MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
