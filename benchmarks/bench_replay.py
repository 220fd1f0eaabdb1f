"""Replay of a mixed stream, as `python -m bot replay` does it: items a second of one core, and the largest
memory.

python -m benchmarks.bench_replay [--items 100000] [--share 0.078]. `share` of the items speak of wars, talks
and ceasefires: items in our own words as outlets' feeds have them (`training/own_en.jsonl`), over and over;
seven in ten pass the gate, 5.5 % of all, as the study found of mixed feeds (war months have more). The others
are news of all sorts, made up.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.settings import ROOT
from reading.about.catalogue import load_catalogue
from reading.about.linking import Linker
from reading.gate import Gate
from training.labels import own

START = datetime(2026, 1, 1, tzinfo=UTC)
QUIET = (
    "{town} opens its new library after {n} months of building",
    "Farmers near {town} expect a better harvest than in the last {n} years",
    "Central bank of the region leaves rates unchanged, points to prices of bread and fuel",
    "Striker scores {n} times as home side beats {town} in the cup",
    "Heavy rain closes roads around {town}, {n} families leave their homes",
    "A film about fishermen of {town} wins the festival's first prize",
    "Hospital in {town} treats {n} patients after a bus leaves the road",
    "Parliament debates the budget for schools late into the night",
    "Scientists count {n} kinds of beetles in the hills above {town}",
    "Maker of electric buses to hire {n} people at its works in {town}",
    "Court sends the former mayor of {town} to prison for {n} months",
    "Tickets for the spring concert in {town} are sold out within {n} minutes",
    "Police in {town} look for the owner of {n} stolen paintings",
    "Army exercise near {town} ends, {n} vehicles return to barracks",
    "Votes counted in {town}: the opposition leads by {n} seats",
)
BODY = (
    "Residents spoke of a long night. Officials in {town} gave no further details and said that a statement would follow.",
    "It was the {n}th such report this year, according to people who follow the matter in {town}.",
    "More than {n} people took part, organisers said. The next meeting is planned for the end of the month.",
)
TOWNS = ("Arvale", "Norden", "Kestrel Bay", "Old Harbour", "Limewood", "Tarn", "Sella", "Upper Moor")


def stream(count: int, share: float) -> Iterator[dict[str, str]]:
    """`count` items in order of time, a minute apart, always the same ones."""
    rng, telling = random.Random(1), own("en")
    for number in range(count):
        filled = {"town": rng.choice(TOWNS), "n": str(rng.randrange(2, 90))}
        title, summary = rng.choice(QUIET).format(**filled), " ".join(rng.sample(BODY, 2)).format(**filled)
        if rng.random() < share:
            item = rng.choice(telling)
            title, summary = item["title"], item["summary"]
        yield {
            "id": f"bench-{number}",
            "published": (START + timedelta(minutes=number)).isoformat(),
            "outlet": f"Outlet {number % 40}",
            "title": title,
            "summary": summary,
        }


def measure(items: Path, out: Path, core: int) -> tuple[float, float]:
    """Seconds of wall time and largest resident memory in MB of one replay pinned to `core`, its start
    included."""
    command = [
        sys.executable,
        "-m",
        "bot",
        "replay",
        str(items),
        "--claims",
        str(out / "claims"),
        "--changes",
        str(out / "changes"),
    ]
    started = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    seconds = time.perf_counter() - started
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Prints one line for a tenth of the stream and one for all of it: rate and memory should not change."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--items", type=int, default=100_000)
    told.add_argument("--share", type=float, default=0.078)
    args = told.parse_args()
    catalogue = load_catalogue(ROOT / "processes.toml")
    gate = Gate(Linker(catalogue).words)
    core = max(os.sched_getaffinity(0))
    print(f"replay, one core, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for count in (args.items // 10, args.items):
            items, passed = Path(folder) / "items.jsonl", 0
            with items.open("w", encoding="utf-8") as file:
                for item in stream(count, args.share):
                    passed += gate.passes(item["title"], item["summary"])
                    file.write(json.dumps(item) + "\n")
            seconds, memory = measure(items, Path(folder), core)
            rate = count / seconds
            passing = f"{passed / count:5.1%} past the gate"
            print(
                f"{count:7} items, {passing}: {seconds:6.1f} s, {rate:6.0f} items/s, {memory:4.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
