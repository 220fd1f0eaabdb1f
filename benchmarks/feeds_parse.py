"""Parsing and cleaning rates, one core: first sight, steady state (2 new of 45 entries), feedparser, all in
one run.

taskset -c 0 python -m benchmarks.feeds_parse [feeds]
"""

import platform
import sys
import time
from collections.abc import Callable

import feedparser

from feeds import entries, fast
from feeds.parse import parse

URL = "https://news.example/feed"
PER_FEED = 45


def make(number: int, first: int) -> bytes:
    """One feed of `PER_FEED` entries with HTML summaries, numbered from `first`, newest first."""
    items = "".join(
        f"<item><title>Envoys of side {n} meet in town {number}, truce &amp; talks go on</title>"
        f'<link>https://news.example/{number}/{n}?utm_source=rss</link><guid isPermaLink="false">{number}-{n}</guid>'
        f"<pubDate>Tue, 24 Nov 2026 {n % 24:02}:{n % 60:02}:00 GMT</pubDate><dc:creator>A. Writer</dc:creator>"
        f"<description><![CDATA[<p>Envoys met on day {n} for the first time since the pause.</p><p>No text was signed &amp; none is near. "
        f'<a href="https://news.example/{n}">Continue reading...</a></p>]]></description></item>'
        for n in range(first + PER_FEED - 1, first - 1, -1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Outlet {number}</title><link>https://news.example/</link>{items}</channel></rss>"
    ).encode()


def rate(work: Callable[[bytes], object], bodies: list[bytes]) -> float:
    """Entries a second."""
    started = time.perf_counter()
    for body in bodies:
        work(body)
    return len(bodies) * PER_FEED / (time.perf_counter() - started)


def ours(body: bytes, known: bytes = b"") -> bytes:
    """Fast path and cleaning, as inside the bot."""
    raw = fast.parse(body, "application/rss+xml")
    assert raw is not None
    return entries.build(raw, URL, known).seen


def main(count: int = 200) -> None:
    """Prints entries a second for each way."""
    first, second = [make(n, 0) for n in range(count)], [make(n, 2) for n in range(count)]
    seen = {later: ours(body) for body, later in zip(first, second, strict=True)}
    few = first[: max(20, count // 5)]
    rows = {
        "feedparser, defaults, nothing cleaned": rate(feedparser.parse, few),
        "feeds.parse (feedparser, both switches off) and cleaning": rate(
            lambda b: entries.build(parse(b, None, URL), URL), first[: max(20, count // 5)]
        ),
        "feeds.fast and cleaning, first sight": rate(ours, first),
        "feeds.fast and cleaning, 2 of 45 new": rate(lambda body: ours(body, seen[body]), second),
    }
    print(f"Python {platform.python_version()}, feedparser {feedparser.__version__}")
    print(f"{count} feeds of {PER_FEED} entries, {len(first[0]) // 1024} KiB each")
    print("| way | entries/s |\n|---|---|")
    for name, number in rows.items():
        print(f"| {name} | {number:,.0f} |")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
