"""The network being fitted: multilingual-e5-small over the kept pieces, one head for items and one for sentences."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from news.claim import PEACE_KINDS
from reading.model.labels import FIGHTING, LABELS
from training.net import Layer
from training.one_reader.labels import STATES
from training.one_reader.packaged import Packaged

CHOICES = sum(1 + len(kinds) for kinds in PEACE_KINDS.values())
ITEM = len(LABELS) + CHOICES + len(FIGHTING)
PROOF = 2 * len(STATES) + 1


class Net(nn.Module):
    """Encoder and two heads; gives raw outputs (logits): `ITEM` of them for items, `PROOF` for sentences."""

    def __init__(self, model: Packaged, kept: Sequence[int], drop: float = 0.1) -> None:
        super().__init__()
        width = model.width
        self.drop = drop
        self.word = nn.Embedding(len(kept), width)
        self.place = nn.Embedding(model.places, width)
        self.norm = nn.LayerNorm(width, model.eps)
        self.layers = nn.ModuleList(
            Layer(width, model.inner, model.heads, model.eps) for _ in range(model.layers)
        )
        self.item = nn.Linear(3 * width, ITEM)
        self.proof = nn.Linear(3 * width, PROOF)
        for head in (self.item, self.proof):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.constant_(head.bias, -2.0)
        with torch.no_grad():
            self.item.bias[len(LABELS) : len(LABELS) + CHOICES] = 0.0
        self._take(model, list(kept))

    def _take(self, model: Packaged, kept: list[int]) -> None:
        read = {name: torch.from_numpy(numbers) for name, numbers in model.tensors.items()}
        w = model.width
        state: dict[str, Tensor] = {
            "word.weight": read["emb.word"].view(-1, w)[kept],
            "place.weight": read["emb.pos"].view(-1, w) + read["emb.type"].view(-1, w)[0],
            "norm.weight": read["emb.ln.w"], "norm.bias": read["emb.ln.b"],
        }  # fmt: skip
        for n in range(model.layers):
            for end in ("w", "b"):
                shape = (-1, w) if end == "w" else (-1,)
                full = "weight" if end == "w" else "bias"
                at = f"layers.{n}."
                state[f"{at}qkv.{full}"] = torch.cat([read[f"l{n}.{p}.{end}"].view(*shape) for p in "qkv"])
                state[f"{at}out.{full}"] = read[f"l{n}.ao.{end}"].view(*shape)
                state[f"{at}norm1.{full}"] = read[f"l{n}.aln.{end}"]
                state[f"{at}up.{full}"] = read[f"l{n}.fi.{end}"].view(*shape)
                state[f"{at}down.{full}"] = read[f"l{n}.fo.{end}"].view(
                    *((-1, model.inner) if end == "w" else (-1,))
                )
                state[f"{at}norm2.{full}"] = read[f"l{n}.oln.{end}"]
        missing = self.load_state_dict(state, strict=False).missing_keys
        assert {m.split(".")[0] for m in missing} == {"item", "proof"}, missing

    def forward(self, ids: Tensor, mask: Tensor, proof: bool) -> Tensor:
        """Raw outputs of one head for a batch: `ids` and `mask` are batch × pieces."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]][None]
        x = functional.dropout(self.norm(x), self.drop, self.training)
        bias = (1.0 - mask[:, None, None, :].float()) * -30000.0
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        m = mask[:, :, None].to(x.dtype)
        mean = (x * m).sum(1) / m.sum(1)
        most = (x + (m - 1) * 1000.0).amax(1)
        pooled = functional.dropout(torch.cat([mean, most, x[:, 0]], 1), self.drop, self.training)
        raw: Tensor = (self.proof if proof else self.item)(pooled)
        return raw.float()
