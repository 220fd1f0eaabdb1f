"""Brings title and summary of one item into the word pieces the encoder reads, the telling sentences first
when it is long."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tokenizers import Tokenizer

_TELLING = re.compile(
    r"\b(?:cease-?\s?fires?|truces?|armistice|hostilities|talks?|negotiat\w+|peace|deals?|agree\w*|accords?|pauses?|mediat\w+|envoys?"
    r"|summit|delegations?|hostages?|prisoners?|swaps?|dialogue|roadmap|meet\w*|proposals?|plan)\b",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
PIECES = 96


def joined(title: str, summary: str) -> str:
    """One text of an item: its title on the first line, its summary after it."""
    return f"{' '.join(title.split())}\n{' '.join(summary.split())}"


def sentences(text: str) -> list[str]:
    """A plain split at full stops; good enough for choosing what to read, not for showing."""
    return [s for s in _END.split(text) if s.strip()]


def pieces(
    tokenizer: Tokenizer, text: str, start: int, end: int, limit: int = PIECES
) -> tuple[list[int], int]:
    """Piece ids of one text (at most `limit`), and where its summary begins."""
    title, _, summary = text.partition("\n")
    if not summary:
        title, summary = "", title
    head = tokenizer.encode(title, add_special_tokens=False).ids if title else []
    body = tokenizer.encode(summary, add_special_tokens=False).ids if summary else []
    room = limit - 3 if head and body else limit - 2
    head = head[: room - 8]
    if len(head) + len(body) > room:
        body = _chosen(tokenizer, sentences(summary), room - len(head))
    if not head:
        return [start, *body, end], 0
    if not body:
        return [start, *head, end], 0
    return [start, *head, end, *body, end], len(head) + 2


def _chosen(tokenizer: Tokenizer, parts: Sequence[str], room: int) -> list[int]:
    order = sorted(range(len(parts)), key=lambda n: (not _TELLING.search(parts[n]), n))
    taken: dict[int, list[int]] = {}
    for n in order:
        ids = tokenizer.encode(parts[n], add_special_tokens=False).ids[:room]
        taken[n] = ids
        room -= len(ids)
        if room <= 0:
            break
    return [i for n in sorted(taken) for i in taken[n]]
