"""How well items are joined into stories, measured on the judged pairs of `../shared/data/stories`: part of
`make eval`.

Each window is read by the shipped reader and runs through the joining of the product in order of publication
(`news/stories/story.py`, `reading/alike/similarity.py`); windows that overlap in time are one, and an item
that stands in both is read once. Then the replay streams are joined likewise: of the pairs drawn from their
stories and judged by a person (`benchmarks/judged_pairs.csv`), how many of those joined today tell one event.
`--draw N` draws N new pairs to judge, each from another story, every story as likely as any other.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from briefing.jobs.recent_stories import Joining
from briefing.jobs.understand import as_text
from news.item import Item
from reading.about.catalogue import load_catalogue
from reading.model.encoder import Encoder
from reading.model.weights import WEIGHTS
from reading.reader import Reader

JUDGED = Path(__file__).parent / "judged_pairs.csv"


def item_of(number: int, line: dict[str, Any]) -> Item:
    published = datetime.fromisoformat(line["published"])
    return Item(
        number, 0, line["outlet"], None, line["title"], line["summary"], "", published, published, "en"
    )


@cache
def reader() -> Reader:
    return Reader.load(load_catalogue(ROOT / "processes.toml"), WEIGHTS, Encoder.load(WEIGHTS))


def stories_of(lines: list[dict[str, Any]]) -> dict[str, int]:
    """Item id → story, the items of one window read and told in order."""
    joining, found = Joining(), {}
    lines = sorted(lines, key=lambda i: i["published"])
    items = [item_of(number, line) for number, line in enumerate(lines)]
    for item, line, read in zip(
        items, lines, reader().read_many([as_text(item) for item in items]), strict=True
    ):
        processes, claims = frozenset(read.processes), read.claims
        joined = joining.place(item, processes, claims)
        story = item.id if joined.story is None else joined.story
        joining.told(item, story, processes, claims, None)
        found[line["id"]] = story
    return found


def windows_of(lines: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The items by window, those windows as one that overlap in time; every item once."""
    found: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    for line in lines:
        found[line["window"]][line["id"]] = line
    together: list[dict[str, dict[str, Any]]] = []
    for window in sorted(found.values(), key=_first):
        if together and _first(window) <= max(line["published"] for line in together[-1].values()):
            together[-1] |= window
        else:
            together.append(window)
    return [list(window.values()) for window in together]


def _first(window: dict[str, dict[str, Any]]) -> str:
    return min(str(line["published"]) for line in window.values())


def replayed(shared: Path) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Stream → story → its items, of every replay stream whose items have titles."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for path in sorted((shared / "data" / "replay").glob("*.jsonl")):
        lines = [
            {"summary": "", "title": "", **json.loads(line)}
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        stories = stories_of(lines)
        for line in lines:
            found.setdefault(path.stem, {}).setdefault(str(stories[line["id"]]), []).append(line)
    return found


def draw(shared: Path, count: int, seed: int) -> None:
    """Print pairs to judge: one of each drawn story."""
    chance = random.Random(seed)
    told = [
        (stream, items)
        for stream, stories in replayed(shared).items()
        for items in stories.values()
        if len(items) > 1
    ]
    for stream, items in chance.sample(told, count):
        pair = chance.sample(items, 2)
        print("\n" + ",".join((stream, *(item["id"] for item in pair))))
        for item in pair:
            print(f"  {item['published'][:16]} {item['outlet']}: {item['title']} | {item['summary'][:300]}")


def judged(shared: Path) -> None:
    """Print how many of the judged pairs that are joined today tell one event."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    story = {
        (stream, item["id"]): number
        for stream, of in replayed(shared).items()
        for number, items in of.items()
        for item in items
    }
    sure = [p for p in pairs if p["same"]]
    joined = [
        p
        for p in sure
        if (p["stream"], p["a"]) in story and story[p["stream"], p["a"]] == story.get((p["stream"], p["b"]))
    ]
    right = sum(pair["same"] == "1" for pair in joined)
    print(
        f"replays    precision {right / max(len(joined), 1):.3f} ({right} of {len(joined)} joined pairs; {len(sure)} were judged)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument(
        "--draw", type=int, help="print so many pairs of the replay streams to judge, and nothing else"
    )
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    if args.draw:
        draw(args.shared, args.draw, args.seed)
        return
    data = args.shared / "data" / "stories"
    windows = windows_of(
        [json.loads(line) for line in (data / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    )
    started = time.perf_counter()
    sizes: Counter[int] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "stories.jsonl"
        with out.open("w", encoding="utf-8") as file:
            for window, lines in enumerate(windows):
                stories = stories_of(lines)
                sizes.update(Counter(stories.values()).values())
                for item_id, story in stories.items():
                    file.write(json.dumps({"item_id": item_id, "story": f"{window}/{story}"}) + "\n")
        took = time.perf_counter() - started
        command = [
            sys.executable,
            str(args.shared / "eval" / "score.py"),
            "stories",
            str(data / "pairs.jsonl"),
            str(out),
        ]
        done = subprocess.run(
            command + ["--verbose"] * args.verbose, check=True, capture_output=True, text=True
        )
    items = sum(map(len, windows))
    print(f"stories    {done.stdout.strip()}")
    judged(args.shared)
    print(
        f"           {items} items, {sum(sizes.values())} stories, {items / took:.0f} items/s; sizes {dict(sorted(sizes.items()))}"
    )


if __name__ == "__main__":
    main()
