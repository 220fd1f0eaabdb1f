"""lemon24/reader beside ours: run by benchmarks/bench_feeds.py in an environment of its own; imports nothing
of the house.

python reader_updates.py DATABASE WORKERS — then, line by line on standard input: `add URL`, `update`. Answers
`update` with seconds.
"""

import sys
import time

import reader


def main(database: str, workers: int) -> None:
    """Serves until standard input ends."""
    library = reader.make_reader(database)
    print(f"reader {reader.__version__}", flush=True)
    for line in sys.stdin:
        what, _, url = line.strip().partition(" ")
        if what == "add":
            library.add_feed(url)
            continue
        started = time.perf_counter()
        library.update_feeds(scheduled=False, workers=workers)
        print(f"{time.perf_counter() - started} {library.get_entry_counts().total}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
