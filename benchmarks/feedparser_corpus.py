"""feedparser's own test feeds through our path: no crash, no hang, nothing dirty left; prints counts (kept in
docs/feeds.md).

    pip download --no-deps --no-binary feedparser feedparser==6.0.14 -d /tmp/fp && tar xzf
    /tmp/fp/feedparser-*.tar.gz -C /tmp/fp
    python -m benchmarks.feedparser_corpus /tmp/fp/feedparser-6.0.14/tests

Nothing of the corpus is copied into the project. Every file is read with the Content-Type its own header
comment names.
"""

import re
import sys
import time
from collections import Counter
from pathlib import Path

from feeds import clean, entries, fast
from feeds.parse import parse
from feeds.parser_process import parse_here
from news.errors import ParseFailed
from news.item import FeedEntry

URL = "http://127.0.0.1:8097/feed"
_HEADER = re.compile(rb"Header:\s+Content-type:\s*([^\r\n]*)", re.IGNORECASE)


def main(folder: str) -> int:
    """Counts; returns 1 where something is wrong."""
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    for path in sorted(Path(folder).rglob("*.xml")) + sorted(Path(folder).rglob("*.json")):
        body = path.read_bytes()
        header = _HEADER.search(body)
        kind = header[1].decode("latin-1").strip() if header else None
        started = time.perf_counter()
        counts["files"] += 1
        try:
            parsed = parse_here(body, kind, URL, b"")
            counts["entries"] += len(parsed.entries)
            counts["dirty"] += sum(_dirty(entry) for entry in parsed.entries)
            again = parse_here(body, kind, URL, parsed.seen).entries
            alone = Counter(name for entry in again for name in {entry.guid, entry.link} - {None})
            named = sum(1 for e in again if alone[e.guid] == 1 or alone[e.link] == 1)
            counts["read again: with a name of their own"] += named
            counts["read again: without, for storage to tell apart"] += len(again) - named
            counts["entries without words or link (left out, noted)"] += sum(
                int(n[9:]) for n in parsed.notes if n.startswith("wordless:")
            )
            counts["repaired"] += "repaired" in parsed.notes
        except ParseFailed as e:
            counts[f"refused: {e.reason}"] += 1
        except Exception as e:  # what the child process would have caught
            counts[f"crash: {type(e).__name__}"] += 1
            print("crash", path, e)
        slowest = max(slowest, (time.perf_counter() - started, path.name))
        counts[_compare(body, kind)] += 1
    for name, number in sorted(counts.items()):
        print(f"| {name} | {number:,} |")
    print(f"| slowest file | {slowest[0]:.2f} s ({slowest[1]}) |")
    return (
        1
        if counts["dirty"] or counts["fast path differs"] or any(name.startswith("crash") for name in counts)
        else 0
    )


def _compare(body: bytes, kind: str | None) -> str:
    quick = fast.parse(body, kind)
    if quick is None:
        return "left to feedparser"
    try:
        slow = parse(body, kind, URL)._replace(notes=())
    except ParseFailed:
        return "fast path differs"
    return (
        "fast path agrees" if entries.build(slow, URL) == entries.build(quick, URL) else "fast path differs"
    )


def _dirty(entry: FeedEntry) -> bool:
    texts = (entry.title, entry.summary, entry.text)
    marked = any(clean.looks_like_markup(text) for text in texts)
    controls = any(not c.isprintable() and c not in "\n\u200c\u200d" for text in texts for c in text)
    return marked or controls or not (entry.link or "http://").startswith(("http://", "https://"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
