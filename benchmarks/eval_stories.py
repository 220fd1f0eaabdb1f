"""How well items are joined into stories, measured on the judged pairs of `../shared/data/stories`: part of `make eval`.

Each window runs through the joining of the product in order of publication (`news/story.py`, `reading/similarity.py`).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from briefing.joining import Joining
from news.item import Item


def item_of(number: int, line: dict[str, Any]) -> Item:
    published = datetime.fromisoformat(line["published"])
    return Item(number, 0, line["outlet"], None, line["title"], line["summary"], "", published, published, "en")


def stories_of(lines: list[dict[str, Any]]) -> dict[str, int]:
    """Item id → story, the items of one window told in order."""
    joining, found = Joining(), {}
    for number, line in enumerate(sorted(lines, key=lambda i: i["published"])):
        item = item_of(number, line)
        joined = joining.place(item, frozenset(), frozenset())
        story = number if joined.story is None else joined.story
        joining.told(item, story, frozenset(), frozenset(), None)
        found[line["id"]] = story
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    data = args.shared / "data" / "stories"
    windows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in (data / "items.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        windows[item["window"]].append(item)
    started = time.perf_counter()
    sizes: Counter[int] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "stories.jsonl"
        with out.open("w", encoding="utf-8") as file:
            for window, lines in windows.items():
                stories = stories_of(lines)
                sizes.update(Counter(stories.values()).values())
                for item_id, story in stories.items():
                    file.write(json.dumps({"item_id": item_id, "story": f"{window}/{story}"}) + "\n")
        took = time.perf_counter() - started
        command = [sys.executable, str(args.shared / "eval" / "score.py"), "stories", str(data / "pairs.jsonl"), str(out)]
        done = subprocess.run(command + ["--verbose"] * args.verbose, check=True, capture_output=True, text=True)
    items = sum(map(len, windows.values()))
    print(f"stories    {done.stdout.strip()}")
    print(f"           {items} items, {sum(sizes.values())} stories, {items / took:.0f} items/s; sizes {dict(sorted(sizes.items()))}")


if __name__ == "__main__":
    main()
