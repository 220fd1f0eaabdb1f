"""How fast the playground takes sendMessage: a real server process on one core, load from another, latency
alone, memory over many sends.

python benchmarks/playground_sends.py [--sends 20000] [--memory-sends 1000000]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    '<b>Velia — where it stands</b>\nTalks: under way — <a href="https://wire.example.org/{n}">Harbour Wire</a> · 12 min\nTruce: agreed',
    "New since this morning: {n} stories, https://wire.example.org/{n} and /status for more",
    "plain words, nothing to find {n}",
)


def start_server() -> tuple[subprocess.Popen[str], str]:
    """The playground in a process of its own on the first core."""
    server = subprocess.Popen(
        [sys.executable, "-m", "playground", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.STDOUT,
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.search(r"http://\S+", line)
    assert found, line
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(server.pid, {cores[0]})
    os.sched_setaffinity(0, {cores[-1]})
    return server, found[0]


def post(url: str, body: dict[str, object]) -> object:
    """A call of the person's side."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def request_bytes(host: str, chat: int, number: int) -> bytes:
    """One sendMessage as a client sends it."""
    text = TEXTS[number % len(TEXTS)].format(n=number)
    keyboard = json.dumps(
        {
            "inline_keyboard": [
                [{"text": "Evidence", "callback_data": "1:ev"}, {"text": "Follow", "callback_data": "1:fo"}]
            ]
        }
    )
    body = urlencode({"chat_id": chat, "text": text, "parse_mode": "HTML", "reply_markup": keyboard}).encode()
    head = f"POST /bot1:bench/sendMessage HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    """Send one request and read its whole answer."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    found = re.search(rb"Content-Length: (\d+)", head)
    assert found is not None
    await reader.readexactly(int(found[1]))


async def load(host: str, chats: list[int], sends: int, connections: int) -> tuple[float, list[float]]:
    """Seconds for all sends over so many connections, and how long each send took."""
    name, _, port = host.partition(":")
    took: list[float] = []
    left = iter(range(sends))
    prepared = [request_bytes(host, chat, number) for number, chat in enumerate(chats)]

    async def work() -> None:
        reader, writer = await asyncio.open_connection(name, int(port))
        for number in left:
            begin = time.perf_counter()
            await ask(reader, writer, prepared[number % len(prepared)])
            took.append(time.perf_counter() - begin)
        writer.close()

    begin = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    return time.perf_counter() - begin, took


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def percentile(took: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    return sorted(took)[min(int(len(took) * share), len(took) - 1)] * 1000


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sends", type=int, default=20_000)
    parser.add_argument("--memory-sends", type=int, default=0, help="also watch memory over so many sends")
    arguments = parser.parse_args()
    server, url = start_server()
    host = url.removeprefix("http://")
    try:
        made = post(f"{url}/person/people", {"count": 1000})
        assert isinstance(made, dict)
        chats = list(range(made["first"], made["last"] + 1))
        asyncio.run(load(host, chats, 2000, 8))
        print(
            f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; server on one core, flood off"
        )
        print(
            f"{'connections':>12} {'sends/s':>9} {'sends per CPU second of the server':>36} {'p50 ms':>8} {'p99 ms':>8}"
        )
        for connections in (1, 8, 64):
            before = cpu_seconds(server.pid)
            seconds, took = asyncio.run(load(host, chats, arguments.sends, connections))
            used = cpu_seconds(server.pid) - before
            print(
                f"{connections:>12} {arguments.sends / seconds:>9.0f} {arguments.sends / used:>36.0f} "
                f"{percentile(took, 0.5):>8.3f} {percentile(took, 0.99):>8.3f}"
            )
        sent = 0
        while sent < arguments.memory_sends:
            asyncio.run(load(host, chats, min(100_000, arguments.memory_sends - sent), 32))
            sent += 100_000
            print(f"resident after {sent:>9} more sends: {resident_mb(server.pid):.0f} MB", flush=True)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
