"""Sentences judged by us: does the sentence say this state? Kept as item ids and places, never as texts.

`training/judged_sentences.jsonl` holds one JSON list a line: item id, field ("t" title, "s" summary), first code
point and length of the sentence in that field, process, axis, state, says (`yes`, `partly`, `no`, `other`), claimed.
The texts are others' and stay in the data folder; `add` writes such lines, `judged` reads them back as pairs
in the form of the data folder's `evidence/pairs.jsonl`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.data import Item, lines

KEPT = Path(__file__).parents[1] / "judged_sentences.jsonl"
SAYS = ("yes", "partly", "no", "other")
_FIELDS = {"t": "title", "s": "summary"}

Pair = dict[str, Any]
Row = list[Any]


def items_of(data: Path) -> dict[str, Item]:
    """Every item a sentence may be judged in, by id: those of the replay streams and of soft.jsonl."""
    files = [*sorted((data / "replay").glob("*.jsonl")), data / "claims" / "soft.jsonl"]
    return {item["id"]: item for file in files for item in lines(file)}


def judged(items: Mapping[str, Item], kept: Path = KEPT) -> list[Pair]:
    """The judged sentences whose items are among `items`, as pairs."""
    return [_pair(items[row[0]], row) for row in _rows(kept) if row[0] in items]


def _rows(kept: Path) -> list[Row]:
    if not kept.exists():
        return []
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]


def _pair(item: Item, row: Row) -> Pair:
    item_id, field, at, length, process, axis, state, says, claimed = row
    sentence = (item.get(_FIELDS[field]) or "")[at : at + length]
    return {
        "item_id": item_id,
        "title": item["title"],
        "sentence": sentence,
        "process": process,
        "axis": axis,
        "state": state,
        "says": says,
        "claimed": claimed,
    }


def place(item: Item, pair: Pair) -> Row:
    """The line to keep of a judged pair; raises ValueError where its sentence is not verbatim in the item."""
    if pair["says"] not in SAYS:
        raise ValueError(f"{item['id']}: says {pair['says']!r} is none of {', '.join(SAYS)}")
    for field, name in _FIELDS.items():
        at = (item.get(name) or "").find(pair["sentence"])
        if at >= 0:
            told = [pair[name] for name in ("process", "axis", "state", "says")]
            return [item["id"], field, at, len(pair["sentence"]), *told, bool(pair["claimed"])]
    raise ValueError(f"{item['id']}: the judged sentence stands in neither title nor summary")


def add(pairs: Iterable[Pair], items: Mapping[str, Item], kept: Path = KEPT) -> int:
    """Adds judged pairs to those kept; a later judgement of the same sentence and state takes the place of
    the earlier one. Returns how many are kept then."""
    rows = [*_rows(kept), *(place(items[pair["item_id"]], pair) for pair in pairs)]
    newest = {tuple(row[:7]): row for row in rows}
    text = "".join(json.dumps(newest[key], ensure_ascii=False) + "\n" for key in sorted(newest))
    kept.write_text(text, encoding="utf-8")
    return len(newest)


def main(argv: Sequence[str] | None = None) -> None:
    """Adds judged pairs of JSON-lines files: `item_id, sentence, process, axis, state, says, claimed`."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--data", type=Path, required=True, help="…/shared/data")
    told.add_argument("files", type=Path, nargs="+", help="judged pairs")
    args = told.parse_args(argv)
    pairs = [pair for file in args.files for pair in lines(file)]
    print(
        f"{add(pairs, items_of(args.data))} judged sentences kept, {len(pairs)} of them from {len(args.files)} files"
    )


if __name__ == "__main__":
    main()
