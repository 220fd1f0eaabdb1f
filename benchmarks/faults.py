"""The long fault run: at least a hundred `kill -9` while alerts and digests go to 500 chats; prints a table.

python -m benchmarks.faults [--kills 100] [--chats 500] [--slots 3] [--seed 1] [--write docs/faults.md]
"""

import argparse
import asyncio
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.killing import Report, run

HEAD = """# Fault run

`make faults` (`benchmarks/faults.py`, `tests/faults/killing.py`): the real process (`python -m bot run`, a real SQLite file) delivers
alerts and digests through the playground's Bot API server with strict flood limits, over HTTP. It is killed with `kill -9` at random
moments, also while it starts; each answer of the server takes 80 ms, so that some sends are always on their way. At the end everything
owed by the database is compared, chat by chat and text by text, with what the server stored.

* **lost**: owed, and no copy was stored. **doubled**: more copies than owed; the second one carries the mark of a repetition.
* A killed process leaves its messages in flight in doubt, and most of them had not left: each is sent again with the mark.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--slots", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-seconds", type=float, default=3600.0, help="no more kills after so long")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parley-faults-") as folder:
        where, say = Path(folder), (lambda said: print(said, flush=True))
        size = {"chats": given.chats, "kills": given.kills, "slots": given.slots}
        report = asyncio.run(run(where, **size, seed=given.seed, say=say, most_seconds=given.most_seconds))
    print(report.table())
    if given.write:
        day = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}, seed {given.seed}"
        given.write.write_text(f"{HEAD}\n## {day}\n\n{report.table()}\n", encoding="utf-8")
    return 0 if _holds(report) else 1


def _holds(report: Report) -> bool:
    return (
        not (report.lost or report.missing_rows or report.doubled_unmarked)
        and report.doubled <= report.in_flight
    )


if __name__ == "__main__":
    sys.exit(main())
