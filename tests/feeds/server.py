"""A feed server that says whatever a test wants, byte for byte, and remembers what it was asked."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass
class Request:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    connection: int


Page = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def says(body: bytes = b"", *, status: str = "200 OK", length: int | None = None, **headers: str) -> Page:
    """A page with a fixed answer; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def page(_: Request, out: asyncio.StreamWriter) -> None:
        out.write(
            head(status, {"Content-Length": str(len(body) if length is None else length), **named}) + body
        )
        await out.drain()

    return page


def head(status: str, headers: Mapping[str, str]) -> bytes:
    """Status line and headers as bytes."""
    lines = [
        f"HTTP/1.1 {status}",
        *(f"{name}: {value}" for name, value in headers.items()),
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def streams(piece: bytes, times: int, **headers: str) -> Page:
    """A body in pieces, without a length, ended by closing."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def page(_: Request, out: asyncio.StreamWriter) -> None:
        out.write(head("200 OK", named))
        for _i in range(times):
            out.write(piece)
            await out.drain()

    return page


def drips(first: bytes, piece: bytes, every: float) -> Page:
    """A body that never ends, a piece at a time."""

    async def page(_: Request, out: asyncio.StreamWriter) -> None:
        out.write(first)
        while True:
            out.write(piece)
            await out.drain()
            await asyncio.sleep(every)

    return page


def raw(data: bytes) -> Page:
    """Bytes that need not be HTTP."""

    async def page(_: Request, out: asyncio.StreamWriter) -> None:
        out.write(data)
        await out.drain()

    return page


async def silence(_: Request, __: asyncio.StreamWriter) -> None:
    """No answer at all."""
    await asyncio.Event().wait()


async def hangs_up(_: Request, __: asyncio.StreamWriter) -> None:
    """The connection ends without a word."""


@dataclass
class FeedServer:
    """Pages by path, on a free port of 127.0.0.1; `async with`."""

    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    async def __aenter__(self) -> Self:
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending = False
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending = True
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def base(self) -> str:
        """Address of the server, without a slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        """Host and port, as an operator would allow them."""
        return f"127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                request = await self._read(reader, writer)
                if request is None:
                    return
                self.requests.append(request)
                await self.pages.get(request.path, says(b"", status="404 Not Found"))(request, writer)
        except asyncio.CancelledError:
            if (
                not self._ending
            ):  # a page that never answers ends with the server, and asyncio's streams do not expect that
                raise
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
        first = await reader.readexactly(1)
        if first == b"\x16":  # a TLS handshake: answered as a plain server would
            writer.write(head("400 Bad Request", {}))
            return None
        lines = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        return Request(lines[0].split(" ")[1], headers, self.connections)
