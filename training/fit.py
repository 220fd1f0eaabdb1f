"""Fits a net on examples: batches of like length, bfloat16, averaged weights, resumable after every pass."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from news.claim import PEACE_KINDS
from reading.model.labels import CLAIMS, LABELS
from reading.text.wording import pieces
from training.data import Example
from training.net import Net, probabilities

_IMPORTANCE = torch.tensor(
    [1.0] * len(CLAIMS) + [0.4] * len(CLAIMS) + [1.0, 0.5] + [0.3] * (len(LABELS) - 2 * len(CLAIMS) - 2)
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to fit."""

    passes: int = 8
    batch: int = 16
    rate: float = 1.2e-4
    head_rate: float = 1.2e-3
    keep: float = 0.998
    warm: float = 0.06
    seed: int = 7
    frozen: int = 0
    decay: float = 1.0
    pieces: int = 96


Batch = tuple[Tensor, Tensor, Tensor]
Row = tuple[tuple[list[int], int], Example]


def marks(tokenizer: Tokenizer) -> tuple[int, int, int]:
    """Ids of the start, end and padding pieces of a BERT or MPNet vocabulary."""
    names = (
        ("[CLS]", "[SEP]", "[PAD]")
        if tokenizer.token_to_id("[CLS]") is not None
        else ("<s>", "</s>", "<pad>")
    )
    return tuple(tokenizer.token_to_id(n) for n in names)  # type: ignore[return-value]


def batch_of(rows: Sequence[tuple[list[int], int]], pad: int) -> Batch:
    """Piece ids, part and mask of several texts, padded to the longest."""
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.full((len(rows), longest), pad)
    parts, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for n, (row, summary) in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1
        if summary:
            parts[n, summary : len(row)] = 1
    return ids, parts, mask


def loss_of(
    raw: Tensor, wanted: Tensor, choice: Tensor, weight: Tensor, stances: Tensor, rare: Tensor
) -> Tensor:
    """Yes/no loss of every label plus the loss of choosing one kind an axis; stance answers count only where
    known."""
    soft = wanted.clamp(0.01, 0.98)
    yes_no = (
        functional.binary_cross_entropy_with_logits(
            raw[:, : len(LABELS)], soft, reduction="none", pos_weight=rare
        )
        * _IMPORTANCE
    )
    stance = 2 * len(CLAIMS) + 2
    total = yes_no[:, :stance].sum(1) + yes_no[:, stance:].sum(1) * stances
    at, first = len(LABELS), 0
    for kinds in PEACE_KINDS.values():
        size = 1 + len(kinds)
        want = choice[:, first : first + size] * 0.97 + 0.03 / size
        total = total - (want * functional.log_softmax(raw[:, at : at + size], 1)).sum(1)
        at, first = at + size, first + size
    return (total * weight).mean()


def batches(
    examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, rng: random.Random
) -> list[list[Row]]:
    """The examples in random batches of like length."""
    start, end, _ = marks(tokenizer)
    rows = [(pieces(tokenizer, e.text, start, end, recipe.pieces), e) for e in examples]
    rng.shuffle(rows)
    out = []
    for at in range(0, len(rows), recipe.batch * 50):
        near = sorted(rows[at : at + recipe.batch * 50], key=lambda r: len(r[0][0]))
        out += [near[n : n + recipe.batch] for n in range(0, len(near), recipe.batch)]
    rng.shuffle(out)
    return out


def _groups(net: Net, recipe: Recipe) -> list[dict[str, object]]:
    for module in (net.word, net.place, net.part, net.norm, *net.layers[: recipe.frozen]):
        for parameter in module.parameters():
            parameter.requires_grad_(False)
    if not recipe.frozen:
        for parameter in (*net.norm.parameters(), *net.part.parameters()):
            parameter.requires_grad_(True)
    depth = len(net.layers)
    groups: list[dict[str, object]] = [
        {"params": list(net.head.parameters()), "lr": recipe.head_rate, "top": recipe.head_rate}
    ]
    for n, layer in enumerate(net.layers):
        rate = recipe.rate * recipe.decay ** (depth - 1 - n)
        if n >= recipe.frozen:
            groups.append({"params": list(layer.parameters()), "lr": rate, "top": rate})
    rest = [p for m in (net.norm, net.part) for p in m.parameters() if p.requires_grad]
    if rest:
        rate = recipe.rate * recipe.decay**depth
        groups.append({"params": rest, "lr": rate, "top": rate})
    return groups


def fit(
    net: Net,
    tokenizer: Tokenizer,
    one_pass: Callable[[int, random.Random], Sequence[Example]],
    rare: Sequence[float],
    recipe: Recipe,
    folder: Path,
    check: Callable[[int, Net], None],
) -> Net:
    """Fits `net`, calling `check` with the averaged net after each pass; picks up at the last finished pass
    in `folder`."""
    torch.manual_seed(recipe.seed)
    folder.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(_groups(net, recipe), weight_decay=0.01, fused=True)
    average = copy.deepcopy(net)
    state, done, step = folder / "state.pt", 0, 0
    if state.exists():
        saved = torch.load(state)
        net.load_state_dict(saved["net"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        done, step = saved["done"], saved["step"]
    _, _, pad = marks(tokenizer)
    weights = torch.tensor(rare)
    for number in range(done, recipe.passes):
        rng = random.Random(recipe.seed * 1000 + number)
        torch.manual_seed(recipe.seed * 1000 + number)
        todo = batches(one_pass(number, rng), tokenizer, recipe, rng)
        steps, began, seen, losses = len(todo) * recipe.passes, time.monotonic(), 0, 0.0
        net.train()
        for count, rows in enumerate(todo):
            at = (number * len(todo) + count) / steps
            share = min(1.0, at / recipe.warm) * max(0.02, 0.5 * (1 + math.cos(math.pi * at)))
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * share
            ids, parts, mask = batch_of([r for r, _ in rows], pad)
            examples = [e for _, e in rows]
            with torch.autocast("cpu", torch.bfloat16):
                raw = net(ids, parts, mask)
            loss = loss_of(
                raw,
                torch.tensor([e.wanted for e in examples]),
                torch.tensor([e.choice for e in examples]),
                torch.tensor([e.weight for e in examples]),
                torch.tensor([float(e.stances) for e in examples]),
                weights,
            )
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.grad is not None], 1.0)
            optimizer.step()
            step += 1
            keep = min(recipe.keep, (1 + step) / (10 + step))
            with torch.no_grad():
                moving = [
                    (a, p)
                    for a, p in zip(average.parameters(), net.parameters(), strict=True)
                    if p.requires_grad
                ]
                torch._foreach_lerp_([a for a, _ in moving], [p for _, p in moving], 1 - keep)
            seen, losses = seen + len(rows), losses + float(loss.detach())
            if count % 40 == 39:
                pace = seen / (time.monotonic() - began)
                print(
                    f"pass {number + 1} step {count + 1}/{len(todo)} loss {losses / (count + 1):.4f} {pace:.1f} items/s",
                    flush=True,
                )
        saved = {
            "net": net.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
        }
        torch.save({**saved, "done": number + 1, "step": step}, state)
        torch.save(average.state_dict(), folder / "average.pt")
        check(number + 1, average)
    return average


def read(net: Net, tokenizer: Tokenizer, texts: Sequence[str], limit: int = 96, batch: int = 32) -> Tensor:
    """Numbers per label for each text, in the given order."""
    start, end, pad = marks(tokenizer)
    rows = [pieces(tokenizer, t, start, end, limit) for t in texts]
    order = sorted(range(len(rows)), key=lambda n: len(rows[n][0]))
    out = torch.zeros(len(rows), len(LABELS))
    net.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), batch):
            chosen = order[at : at + batch]
            out[chosen] = probabilities(net(*batch_of([rows[n] for n in chosen], pad)))
    return out
