"""Brings an item into the word pieces the multilingual reader reads; a question goes the way of the prover."""

from __future__ import annotations

from tokenizers import Tokenizer

from reading.model.prover import MOST_PIECES


def item_pieces(tokenizer: Tokenizer, title: str, body: str, start: int, end: int) -> list[int]:
    """Piece ids of an item, at most `MOST_PIECES` with marks: its title, then its body as far as there is room."""
    first, second = _ids(tokenizer, title), _ids(tokenizer, body)
    if not first or not second:
        return [start, *(first or second)[: MOST_PIECES - 2], end]
    first = first[: MOST_PIECES - 11]
    return [start, *first, end, *second[: MOST_PIECES - 3 - len(first)], end]


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    text = " ".join(text.split())
    return list(tokenizer.encode(text, add_special_tokens=False).ids) if text else []
