"""Writes fitted nets as the files the bot runs: int8 ONNX graphs, their word pieces and a manifest with the
checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from reading.model import weights
from reading.model.labels import LABELS
from reading.text.wording import PIECES
from training.net import Net, probabilities


class Shipped(nn.Module):
    """One text at a time, no padding; word vectors kept as bytes with one scale a row."""

    bytes: Tensor
    scale: Tensor
    place: Tensor

    def __init__(self, net: Net, kept: list[int]) -> None:
        super().__init__()
        self.net = net
        rows = net.word.weight.detach()[kept]
        scale = rows.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes", torch.round(rows / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("place", net.place.weight.detach()[:PIECES])

    def forward(self, ids: Tensor, parts: Tensor) -> Tensor:
        net = self.net
        words = self.bytes[ids].float() * self.scale[ids]
        x = net.norm(words + self.place[: ids.shape[1]][None] + net.part(parts))
        for layer in net.layers:
            x = layer(x, torch.zeros(1), 0.0)
        pooled = torch.cat([x.mean(1), x.amax(1), x[:, 0]], 1)
        return probabilities(net.head(pooled))


def kept_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> list[int]:
    """Ids of the pieces worth shipping: special ones, single characters of Latin text, and all that occur in
    `texts`."""
    seen = {
        i for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False) for i in encoding.ids
    }
    for piece, number in tokenizer.get_vocab().items():
        bare = piece.removeprefix("##")
        if piece in {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"} or (len(bare) == 1 and ord(bare) < 0x250):
            seen.add(number)
    return sorted(seen)


def pruned(tokenizer: Tokenizer, kept: list[int]) -> dict[str, Any]:
    """The tokenizer's own description with only the kept pieces, numbered anew in their old order."""
    described: dict[str, Any] = json.loads(tokenizer.to_str())
    names = {number: piece for piece, number in tokenizer.get_vocab().items()}
    new = {names[old]: number for number, old in enumerate(kept)}
    described["model"]["vocab"] = new
    described["added_tokens"] = [
        {**t, "id": new[t["content"]]} for t in described["added_tokens"] if t["content"] in new
    ]
    described["post_processor"] = None
    described["truncation"] = described["padding"] = None
    return described


def write(nets: Sequence[Net], tokenizer: Tokenizer, kept: list[int], version: str, out: Path) -> None:
    """Writes the models (int8, one a net), their word pieces and the manifest into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for net, name in zip(nets, weights.MODELS, strict=True):
        _write(net, kept, out / name)
    described = json.dumps(pruned(tokenizer, kept), ensure_ascii=False, separators=(",", ":"))
    (out / weights.PIECES).write_text(described, encoding="utf-8")
    files = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in (*weights.MODELS, weights.PIECES)
    }
    manifest = {
        "format": weights.FORMAT,
        "version": version,
        "pieces": PIECES,
        "labels": list(LABELS),
        "sha256": files,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _write(net: Net, kept: list[int], model: Path) -> None:
    plain = model.with_suffix(".fp32")
    net.eval()
    one = (torch.tensor([[1, 2, 3, 4]]), torch.tensor([[0, 0, 1, 1]]))
    torch.onnx.export(
        Shipped(net, kept),
        one,
        str(plain),
        input_names=["ids", "parts"],
        output_names=["numbers"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={"ids": {1: "pieces"}, "parts": {1: "pieces"}},
    )
    quantize_dynamic(
        str(plain),
        str(model),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
    plain.unlink()
