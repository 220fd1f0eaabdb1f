"""How long a chart of /timeline takes and how long the event loop stands still meanwhile: part of `make
bench`.

The same charts are drawn beside each other in a thread of this process (resvg keeps the interpreter's lock)
and as the bot draws them, in a process of their own; a third row is the loop with nothing to do, for what the
machine itself holds up.
"""

import argparse
import asyncio
import itertools
import os
import platform
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from briefing.render.chart import Chart, Row, Span, chart_svg
from briefing.render.draw_chart import Charts
from briefing.render.times import zone_of
from news.claim import PEACE
from news.status import State

NOW = datetime(2031, 9, 9, 12, tzinfo=UTC)
STATES = [State.AGREED, State.IN_EFFECT, State.COLLAPSED, State.PROPOSED]
_BEAT = 0.001


def chart(number: int) -> Chart:
    """A chart of a year with as much on it as any."""
    start = NOW - timedelta(days=365 + number)
    edges = [start + (NOW - start) * n / 40 for n in range(41)]
    spans = tuple(
        Span(a, b, STATES[n % 4], STATES[n % 4].value) for n, (a, b) in enumerate(itertools.pairwise(edges))
    )
    breaches = tuple(start + timedelta(days=n * 3) for n in range(100))
    rows = tuple(Row(axis, axis.title(), spans) for axis in PEACE)
    return Chart(f"Place {number}", start, NOW, rows, breaches, "red", "en", zone_of("UTC"))


async def in_a_thread(drawn: Chart) -> None:
    from briefing.render.draw_child import draw  # at first need, as it was

    await asyncio.to_thread(draw, chart_svg(drawn))


async def nothing(_: Chart) -> None:
    await asyncio.sleep(0.15)


async def holds(found: list[float]) -> None:
    """Note how much later than asked every beat of the loop comes, in milliseconds."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(_BEAT)
        found.append((time.perf_counter() - began - _BEAT) * 1000)


async def measure(name: str, ask: Callable[[Chart], Awaitable[object]], count: int) -> None:
    late: list[float] = []
    beat = asyncio.create_task(holds(late))
    await asyncio.sleep(0.05)
    took = []
    for number in range(count):
        began = time.perf_counter()
        await ask(chart(number))
        took.append((time.perf_counter() - began) * 1000)
    beat.cancel()
    print(f"{name:<28}{took[0]:>9.0f}{statistics.median(took[1:]):>9.0f}{max(late):>9.1f}")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    count = max(parser.parse_args().count, 2)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; milliseconds"
    )
    print(f"{'':<28}{'first':>9}{'another':>9}{'held':>9}")
    await measure("nothing is drawn", nothing, count)
    await measure("a thread of this process", in_a_thread, count)
    charts = Charts()
    await measure("a process of its own (ours)", charts.png, count)
    began = time.perf_counter()
    await charts.png(chart(0))
    print(f"the same chart again: {(time.perf_counter() - began) * 1000:.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
