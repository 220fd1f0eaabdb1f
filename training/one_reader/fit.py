"""Fits the multilingual reader on items and judged sentences at once; resumable after every part of a pass."""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

import numpy
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from reading.model.labels import FIGHTING, LABELS
from reading.model.multilingual import item_pieces
from training.fit import loss_of
from training.one_reader.examples import ItemExample, ProofExample
from training.one_reader.labels import STATES
from training.one_reader.net import CHOICES, Net

Batch = tuple[list[list[int]], list[ItemExample] | list[ProofExample]]
Read = TypeVar("Read", ItemExample, ProofExample)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to fit."""

    parts: int
    batch: int = 16
    rate: float = 1e-4
    head_rate: float = 1e-3
    keep: float = 0.998
    warm: float = 0.04
    seed: int = 5
    frozen: int = 0


def padded(rows: Sequence[list[int]], pad: int) -> tuple[Tensor, Tensor]:
    """Piece ids and mask of several texts, padded to the longest."""
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), pad)
    mask = torch.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1
    return ids, mask


def _item_loss(raw: Tensor, rows: Sequence[ItemExample], rare: Tensor) -> Tensor:
    known = [n for n, row in enumerate(rows) if row.claims is not None]
    total = raw.sum() * 0.0
    if known:
        claims = [row.claims for row in rows if row.claims is not None]
        total = total + loss_of(
            raw[known, : len(LABELS) + CHOICES],
            torch.tensor([c.wanted for c in claims]), torch.tensor([c.choice for c in claims]),
            torch.tensor([rows[n].weight for n in known]), torch.tensor([float(c.stances) for c in claims]), rare,
        ) * len(known) / len(rows)  # fmt: skip
    fights = [n for n, row in enumerate(rows) if row.fighting is not None]
    if fights:
        wanted = torch.tensor([rows[n].fighting for n in fights]).clamp(0.02, 0.98)
        told = raw[fights, len(LABELS) + CHOICES :]
        assert told.shape[1] == len(FIGHTING)
        total = total + functional.binary_cross_entropy_with_logits(told, wanted, reduction="none").sum(
            1
        ).mean() * len(fights) / len(rows)
    return total


def _proof_loss(raw: Tensor, rows: Sequence[ProofExample]) -> Tensor:
    size = len(STATES)
    total = raw.sum() * 0.0
    weight = torch.tensor([row.weight for row in rows])[:, None]
    for at, numbers in ((0, [row.yes for row in rows]), (size, [row.partly for row in rows])):
        wanted = torch.tensor(numbers)
        known = (wanted >= 0).float()
        share = 1.0 if at == 0 else 0.5
        one = functional.binary_cross_entropy_with_logits(
            raw[:, at : at + size], wanted.clamp(0.02, 0.98), reduction="none"
        )
        sparse = known.sum(1, keepdim=True).clamp(min=1.0)
        boost = torch.where(
            sparse < 3, torch.tensor(1.6), torch.tensor(2.4) / sparse.clamp(min=1.0) * 2
        )  # one judged state weighs like several
        total = total + share * (one * known * weight * boost).sum() / len(rows)
    claimed = torch.tensor([row.claimed for row in rows])
    known = (claimed >= 0).float()
    one = functional.binary_cross_entropy_with_logits(raw[:, -1], claimed.clamp(0.02, 0.98), reduction="none")
    return total + 0.3 * (one * known * weight[:, 0]).sum() / len(rows)


def _batches(
    rows: list[tuple[list[int], Read]], batch: int, rng: random.Random
) -> list[tuple[list[list[int]], list[Read]]]:
    rng.shuffle(rows)
    out: list[tuple[list[list[int]], list[Read]]] = []
    for at in range(0, len(rows), batch * 50):
        near = sorted(rows[at : at + batch * 50], key=lambda r: len(r[0]))
        for n in range(0, len(near), batch):
            part = near[n : n + batch]
            out.append(([ids for ids, _ in part], [row for _, row in part]))
    return out


def _groups(net: Net, recipe: Recipe) -> list[dict[str, object]]:
    for module in (net.word, net.place, *net.layers[: recipe.frozen]):
        for parameter in module.parameters():
            parameter.requires_grad_(False)
    heads = [*net.item.parameters(), *net.proof.parameters()]
    rest = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith(("item.", "proof."))]
    return [
        {"params": heads, "lr": recipe.head_rate, "top": recipe.head_rate},
        {"params": rest, "lr": recipe.rate, "top": recipe.rate},
    ]


def fit(
    net: Net,
    tokenizer: Tokenizer,
    marks: tuple[int, int, int],
    part: Callable[[int, random.Random], tuple[list[ItemExample], list[ProofExample]]],
    rare: Sequence[float],
    recipe: Recipe,
    folder: Path,
    check: Callable[[int, Net], None],
    proof_ids: Callable[[ProofExample], list[int]],
) -> Net:
    """Fits `net` part by part; `part` gives what a part reads; picks up at the last finished part in `folder`.

    `marks` are the ids of start, end and padding. `check` is called with the averaged net after each part.
    """
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
    start, end, pad = marks
    weights = torch.tensor(rare)
    for number in range(done, recipe.parts):
        rng = random.Random(recipe.seed * 1000 + number)
        torch.manual_seed(recipe.seed * 1000 + number)
        items, proofs = part(number, rng)
        todo: list[Batch] = [
            *_batches(
                [(item_pieces(tokenizer, e.title, e.body, start, end), e) for e in items], recipe.batch, rng
            )
        ]
        todo += _batches([(proof_ids(e), e) for e in proofs], recipe.batch, rng)
        rng.shuffle(todo)
        began, seen, losses = time.monotonic(), 0, {False: [0.0, 0], True: [0.0, 0]}
        net.train()
        for count, (rows, examples) in enumerate(todo):
            at = (number * len(todo) + count) / (len(todo) * recipe.parts)
            share = min(1.0, at / recipe.warm) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, at))))
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * share
            ids, mask = padded(rows, pad)
            proof = isinstance(examples[0], ProofExample)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                raw = net(ids, mask, proof)
            loss = (
                _proof_loss(raw, cast("list[ProofExample]", examples))
                if proof
                else _item_loss(raw, cast("list[ItemExample]", examples), weights)
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
            seen += len(rows)
            losses[proof][0] += float(loss.detach())
            losses[proof][1] += 1
            if count % 25 == 24:
                pace = seen / (time.monotonic() - began)
                told = " ".join(
                    f"{name} {total / max(1, n):.4f}"
                    for name, (total, n) in (("items", losses[False]), ("proofs", losses[True]))
                )
                print(f"part {number + 1} step {count + 1}/{len(todo)} {told} {pace:.1f}/s", flush=True)
        saved = {
            "net": net.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
        }
        torch.save({**saved, "done": number + 1, "step": step}, state)
        torch.save(average.state_dict(), folder / "average.pt")
        check(number + 1, average)
    return average


def read_proofs(net: Net, rows: Sequence[list[int]], pad: int, batch: int = 32) -> NDArray[numpy.float64]:
    """How likely each sentence says each of STATES (0..1), in the given order."""
    out = torch.zeros(len(rows), len(STATES))
    order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
    net.eval()
    with torch.no_grad():
        for at in range(0, len(order), batch):
            chosen = order[at : at + batch]
            out[chosen] = torch.sigmoid(net(*padded([rows[n] for n in chosen], pad), True))[:, : len(STATES)]
    numbers: NDArray[numpy.float64] = out.double().numpy()
    return numbers
