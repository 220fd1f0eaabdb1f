"""A town of made-up feeds for the benchmarks: a server in a process of its own, whose feeds move on when told
to.

`/N` is feed N at the round reached; `/round/R` moves every feed to round R, two new entries a round. The
server is as little server as possible, so that the client is what is measured. A `varied` town's entries are
told in many words, as rarely repeated as those of a language.
"""

import asyncio
import contextlib
import multiprocessing
import os
import random
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

PER_FEED = 45
NEW_A_ROUND = 2
_DISTINCT = 500  # bodies a round; more feeds share them under addresses of their own
UNCHANGED = (
    b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nCache-Control: max-age=300\r\nContent-Length: 0\r\n\r\n'
)


Tells = Callable[[int, int], tuple[str, str]]
"""Title and summary (HTML) of entry n of feed N."""


def plain(number: int, n: int) -> tuple[str, str]:
    return f"Envoys of side {n} meet in town {number}, truce &amp; talks go on", _summary(n)


def varied(number: int, n: int) -> tuple[str, str]:
    """Of 30,000 made-up words, the few first ones often, most of them hardly ever."""
    chance = random.Random(number * 1_000_003 + n)
    words = [_WORDS[int(len(_WORDS) ** chance.random()) - 1] for _ in range(60)]
    title = " ".join(word.title() if k % 4 == 1 else word for k, word in enumerate(words[:10]))
    return title, f"<p>{' '.join(words[10:35])}.</p><p>{' '.join(words[35:])}.</p>"


_SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
_WORDS = [
    _SYLLABLES[n % 70] + _SYLLABLES[n // 70 % 70] + (_SYLLABLES[n // 4900] + "n" if n >= 4900 else "")
    for n in range(30_000)
]


def rss(number: int, first: int, tells: Tells = plain) -> bytes:
    """One RSS feed of `PER_FEED` entries with HTML summaries, numbered from `first`, newest first."""
    told = [(n, *tells(number, n)) for n in _numbers(first)]
    items = "".join(
        f"<item><title>{title}</title>"
        f'<link>https://news.example/{number}/{n}?utm_source=rss</link><guid isPermaLink="false">{number}-{n}</guid>'
        f"<pubDate>Tue, 24 Nov 2026 {n % 24:02}:{n % 60:02}:00 GMT</pubDate><dc:creator>A. Writer</dc:creator>"
        f"<description><![CDATA[{summary}]]></description></item>"
        for n, title, summary in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Outlet {number}</title><link>https://news.example/</link>{items}</channel></rss>"
    ).encode()


def atom(number: int, first: int, tells: Tells = plain) -> bytes:
    """The same as Atom."""
    told = [(n, *tells(number, n)) for n in _numbers(first)]
    entries = "".join(
        f"<entry><title>{title}</title>"
        f'<link href="https://news.example/{number}/{n}?utm_source=rss"/><id>tag:news.example,2026:{number}-{n}</id>'
        f"<updated>2026-11-24T{n % 24:02}:{n % 60:02}:00Z</updated><author><name>A. Writer</name></author>"
        f'<summary type="html"><![CDATA[{summary}]]></summary></entry>'
        for n, title, summary in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Outlet {number}</title><id>tag:news.example,2026:{number}</id><updated>2026-11-24T10:00:00Z</updated>"
        f'<link href="https://news.example/"/>{entries}</feed>'
    ).encode()


def _numbers(first: int) -> range:
    return range(first + PER_FEED - 1, first - 1, -1)


def _summary(n: int) -> str:
    return (
        f"<p>Envoys met on day {n} for the first time since the pause.</p><p>No text was signed &amp; none is near. "
        f'<a href="https://news.example/{n}">Continue reading...</a></p>'
    )


@dataclass(frozen=True, slots=True)
class FeedTown:
    """A running server of `feeds` feeds."""

    base: str
    feeds: int

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")

    @property
    def urls(self) -> list[str]:
        return [f"{self.base}/{n}" for n in range(self.feeds)]

    def move_to(self, round_: int) -> None:
        """Every feed has `NEW_A_ROUND` new entries a round."""
        urllib.request.urlopen(f"{self.base}/round/{round_}").read()


@contextlib.contextmanager
def feed_town(
    feeds: int, rounds: int, *, unchanged: bool = False, tells: Tells = plain
) -> Iterator[FeedTown]:
    """A server for as long as the block runs; every second feed is Atom. `unchanged`: each answer but a
    feed's first is 304."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there, feeds, rounds, unchanged, tells), daemon=True
    )
    server.start()
    try:
        there.close()  # or a server that dies at its start would be waited for
        yield FeedTown(f"http://127.0.0.1:{here.recv()}", feeds)
    finally:
        server.kill()
        server.join()


def _serve(ready: Connection, feeds: int, rounds: int, unchanged: bool, tells: Tells) -> None:
    os.sched_setaffinity(0, {max(range(os.cpu_count() or 1))})

    def of_round(r: int) -> list[bytes]:
        if unchanged:
            return [_answer(_SHORT, b'ETag: "v1"\r\n')]
        assert r < rounds
        return [_answer((rss, atom)[n % 2](n, r * NEW_A_ROUND, tells)) for n in range(min(feeds, _DISTINCT))]

    bodies = of_round(0)

    class Answers(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
            self._had = b""

        def data_received(self, data: bytes) -> None:
            *asked, self._had = (self._had + data).split(b"\r\n\r\n")
            self._transport.write(b"".join(map(self._answer_to, asked)))

        def _answer_to(self, request: bytes) -> bytes:
            path = request[5 : request.index(b" ", 5)]
            if path.startswith(b"round/"):
                bodies[:] = of_round(int(path[6:]))
                return _answer(b"ok")
            return UNCHANGED if unchanged and b"If-None-Match" in request else bodies[int(path) % len(bodies)]

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Answers, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


_SHORT = b'<rss version="2.0"><channel><title>Quiet</title><item><title>Calm</title></item></channel></rss>'


def _answer(body: bytes, more: bytes = b"") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n" + more
    return head + b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
