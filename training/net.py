"""The network being fitted: a BERT or MPNet encoder read from safetensors, pooled by mean, maximum and first
piece."""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor, nn
from torch.nn import functional

from news.claim import PEACE_KINDS
from reading.model.labels import CLAIMS, LABELS

CHOICES = sum(1 + len(kinds) for kinds in PEACE_KINDS.values())
OUTPUTS = len(LABELS) + CHOICES


class Layer(nn.Module):
    """One transformer layer, norm after, as in BERT."""

    def __init__(self, width: int, inner: int, heads: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        scores = (q * (w // self.heads) ** -0.5) @ k.transpose(2, 3)
        a = (torch.softmax(scores.float() + bias, -1).to(v.dtype) @ v).transpose(1, 2).reshape(b, n, w)
        x = self.norm1(x + functional.dropout(self.out(a), drop, self.training))
        y: Tensor = self.norm2(
            x + functional.dropout(self.down(functional.gelu(self.up(x))), drop, self.training)
        )
        return y


class Net(nn.Module):
    """Encoder and heads; gives raw outputs, `probabilities` turns them into numbers per label."""

    def __init__(self, config: dict[str, int], mpnet: bool, drop: float = 0.1) -> None:
        super().__init__()
        width = config["hidden_size"]
        eps = float(config["layer_norm_eps"])
        self.mpnet, self.drop, self.heads = mpnet, drop, config["num_attention_heads"]
        self.word = nn.Embedding(config["vocab_size"], width)
        self.place = nn.Embedding(config["max_position_embeddings"], width)
        self.part = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps)
        self.relative = nn.Embedding(32, self.heads)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], self.heads, eps)
            for _ in range(config["num_hidden_layers"])
        )
        self.head = nn.Linear(3 * width, OUTPUTS)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            self.head.bias[: len(LABELS)] = -3.0

    def forward(self, ids: Tensor, parts: Tensor, mask: Tensor) -> Tensor:
        n = ids.shape[1]
        places = torch.arange(n, device=ids.device) + (2 if self.mpnet else 0)
        x = self.word(ids) + self.place(places)[None]
        if not self.mpnet:
            x = x + self.part(parts)
        x = functional.dropout(self.norm(x), self.drop, self.training)
        bias = (1.0 - mask[:, None, None, :].float()) * -30000.0
        if self.mpnet:
            bias = bias + self.relative(_buckets(n)).permute(2, 0, 1)[None].float()
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        m = mask[:, :, None].to(x.dtype)
        mean = (x * m).sum(1) / m.sum(1)
        most = (x + (m - 1) * 1000.0).amax(1)
        pooled = functional.dropout(torch.cat([mean, most, x[:, 0]], 1), self.drop, self.training)
        raw: Tensor = self.head(pooled)
        return raw.float()


def probabilities(raw: Tensor) -> Tensor:
    """Numbers per label; a claim's is the mean of its own yes/no and of the choice of one kind on its
    axis."""
    single = torch.sigmoid(raw[:, : len(LABELS)])
    choice, at = [], len(LABELS)
    for kinds in PEACE_KINDS.values():
        choice.append(torch.softmax(raw[:, at : at + 1 + len(kinds)], 1)[:, 1:])
        at += 1 + len(kinds)
    claims = (single[:, : len(CLAIMS)] + torch.cat(choice, 1)) / 2
    return torch.cat([claims, single[:, len(CLAIMS) :]], 1)


def _buckets(n: int) -> Tensor:
    place = torch.arange(n)
    distance = place[None, :] - place[:, None]
    flipped = -distance
    out = (flipped < 0).long() * 16
    flipped = flipped.abs()
    far = 8 + (torch.log(flipped.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return out + torch.where(flipped < 8, flipped, far.clamp(max=15))


def pretrained(directory: Path, drop: float = 0.1) -> Net:
    """A fresh net with the encoder weights of a packaged model (its safetensors in `directory`)."""
    config = json.loads((directory / "config.json").read_text())
    mpnet = config["model_type"] == "mpnet"
    net = Net(config, mpnet, drop)
    with safe_open(str(directory / "model.safetensors"), "pt") as tensors:
        read = {
            name: tensors.get_tensor(name).float()
            for name in tensors.keys()  # noqa: SIM118 (not a dict)
            if "position_ids" not in name
        }
    kept: dict[str, Tensor] = {
        "word.weight": read["embeddings.word_embeddings.weight"],
        "place.weight": read["embeddings.position_embeddings.weight"],
        "norm.weight": read["embeddings.LayerNorm.weight"],
        "norm.bias": read["embeddings.LayerNorm.bias"],
    }
    if mpnet:
        kept["relative.weight"] = read["encoder.relative_attention_bias.weight"]
    else:
        kept["part.weight"] = read["embeddings.token_type_embeddings.weight"]
    for n in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{n}."
        names = [
            f"{at}attention.{p}"
            for p in (("attn.q", "attn.k", "attn.v") if mpnet else ("self.query", "self.key", "self.value"))
        ]
        for end in ("weight", "bias"):
            kept[f"layers.{n}.qkv.{end}"] = torch.cat([read[f"{name}.{end}"] for name in names])
            kept[f"layers.{n}.out.{end}"] = read[
                f"{at}attention.{'attn.o' if mpnet else 'output.dense'}.{end}"
            ]
            kept[f"layers.{n}.norm1.{end}"] = read[
                f"{at}attention.{'' if mpnet else 'output.'}LayerNorm.{end}"
            ]
            kept[f"layers.{n}.up.{end}"] = read[f"{at}intermediate.dense.{end}"]
            kept[f"layers.{n}.down.{end}"] = read[f"{at}output.dense.{end}"]
            kept[f"layers.{n}.norm2.{end}"] = read[f"{at}output.LayerNorm.{end}"]
    missing = net.load_state_dict(kept, strict=False).missing_keys
    assert {m.split(".")[0] for m in missing} <= {"head", "part", "relative"}, missing
    return net
