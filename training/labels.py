"""Labels of our own beside those of the data folder: `python -m training.labels FILE…` adds some.

`labels.jsonl.gz` holds labels of items of the data folder's `soft.jsonl`, as ids and places only: the texts
are others' and stay where they are. `own_en.jsonl` and `own_ru.jsonl` are items in our own words. All of them
are for fitting; none is ever held out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.data import Item, lines

_HERE = Path(__file__).parent
PLACES = _HERE / "labels.jsonl.gz"
OWN = {"en": _HERE / "own_en.jsonl", "ru": _HERE / "own_ru.jsonl"}
_FIELDS = ("process", "axis", "kind", "stance", "by")


def labelled_soft(soft: Iterable[Item], places: Path = PLACES) -> list[Item]:
    """The items of `soft` that have labels here, each with its `events` as in train.jsonl, in the order of
    `soft`."""
    if not places.exists():
        return []
    with gzip.open(places, "rt", encoding="utf-8") as file:
        told = {item: events for item, *events in map(json.loads, file)}
    return [
        {**item, "events": [_event(item, one) for one in told[item["id"]]]}
        for item in soft
        if item["id"] in told
    ]


def own(language: str) -> list[Item]:
    """The items in our own words in `language` ("en", "ru")."""
    return lines(OWN[language])


def pack(labelled: Iterable[Item], places: Path = PLACES) -> int:
    """Writes labels with the sentences' places instead of their texts, sorted by id; returns how many items.
    Same bytes every time."""
    packed = sorted([item["id"], *[_packed(item, event) for event in item["events"]]] for item in labelled)
    with places.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as file:
        file.writelines(
            json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for one in packed
        )
    return len(packed)


def _packed(item: Item, event: Mapping[str, Any]) -> list[Any]:
    for field in ("title", "summary"):
        at = item[field].find(event["sentence"])
        if at >= 0:
            return [*(event.get(name) or "" for name in _FIELDS), field[0], at, len(event["sentence"])]
    raise ValueError(
        f"{item['id']}: the sentence of a label is in neither title nor summary: {event['sentence'][:60]}"
    )


def _event(item: Item, packed: Sequence[Any]) -> dict[str, Any]:
    *told, field, at, length = packed
    text = item["title" if field == "t" else "summary"]
    return {**dict(zip(_FIELDS, told, strict=True)), "sentence": text[at : at + length]}


def main(argv: Sequence[str] | None = None) -> None:
    """Adds the labels of JSON-lines files (ids of soft.jsonl) to those kept here; newer ones take the older
    ones' place."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="…/shared/data")
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        help="labels, a JSON object a line: `id` and `events` as in train.jsonl",
    )
    args = parser.parse_args(argv)
    soft = {item["id"]: item for item in lines(args.data / "claims" / "soft.jsonl")}
    known = {item["id"]: item for item in labelled_soft(soft.values())}
    told = (item for file in args.files for item in lines(file) if item["id"] in soft)
    new = {item["id"]: {**soft[item["id"]], "events": item["events"]} for item in told}
    print(
        f"{pack([*(known | new).values()])} items labelled, {len(new)} of them from {len(args.files)} files"
    )


if __name__ == "__main__":
    main()
