"""10,000 unchanged feeds (304): our fetcher beside the bare aiohttp client, same server, same machine, one
run.

    taskset -c 0 python -m benchmarks.feeds_fetch [feeds] [rounds]

The server is a process of its own (pinned to the last core where there are two). Both clients keep 64
requests under way against one host; ours therefore runs with `per_host` raised to 64, which changes
politeness, not work.
"""

import asyncio
import multiprocessing
import os
import platform
import sys
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from statistics import median

import aiohttp

from feeds.connections import Limits
from feeds.fetch import Fetcher
from news.feed import FeedToFetch, Validators

AT_ONCE = 64
ANSWER = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nCache-Control: max-age=300\r\nContent-Length: 0\r\n\r\n'


class _Answers(asyncio.Protocol):
    """As little server as possible, so that the client is what is measured."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER * data.count(b"\r\n\r\n"))  # type: ignore[attr-defined]


def serve(ready: Connection) -> None:
    """Runs the server until it is killed; tells its port first."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0) | set(range(os.cpu_count() or 1)))})

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(_Answers, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


async def _all(count: int, one: Callable[[int], Awaitable[None]]) -> tuple[float, float]:
    """Feeds a second and microseconds of processor time a feed, `AT_ONCE` feeds at a time."""
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await one(number)

    started, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - started), (time.process_time() - used) / count * 1e6


async def bare(port: int, count: int) -> tuple[float, float]:
    """What aiohttp does with a plain conditional GET."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:

        async def one(number: int) -> None:
            async with session.get(
                f"http://127.0.0.1:{port}/feed/{number}", headers={"If-None-Match": '"v1"'}
            ) as response:
                await response.read()

        return await _all(count, one)


async def ours(port: int, count: int) -> tuple[float, float]:
    """The same through guard, limits, validators and cache rules."""
    known = Validators('"v1"', None, "0" * 32)
    limits = Limits(per_host=AT_ONCE, at_once=AT_ONCE)
    async with Fetcher(allowed=[f"127.0.0.1:{port}"], limits=limits) as fetcher:

        async def one(number: int) -> None:
            fetched = await fetcher.fetch(
                FeedToFetch(number, f"http://127.0.0.1:{port}/feed/{number}", known)
            )
            assert fetched.body is None

        return await _all(count, one)


def main(count: int = 10_000, rounds: int = 5) -> None:
    """Prints both rates and their ratio, the clients taking turns."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    try:
        asyncio.run(bare(port, 500))
        asyncio.run(ours(port, 500))
        pairs = [(asyncio.run(bare(port, count)), asyncio.run(ours(port, count))) for _ in range(rounds)]
    finally:
        server.kill()
    print(f"Python {platform.python_version()}, aiohttp {aiohttp.__version__}, {os.cpu_count()} cores")
    print(f"{count} unchanged feeds, {rounds} rounds")
    print("| client | feeds/s (median) | µs of processor a feed (median) |\n|---|---|---|")
    for name, side in (("bare aiohttp", 0), ("feeds.fetch", 1)):
        rates, costs = ([pair[side][what] for pair in pairs] for what in (0, 1))
        print(f"| {name} | {median(rates):,.0f} | {median(costs):.0f} |")
    print(f"ratio of rates: {median(b[0] / a[0] for a, b in pairs):.2f} (must reach 0.80)")
    print(f"ratio of processor time: {median(a[1] / b[1] for a, b in pairs):.2f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
