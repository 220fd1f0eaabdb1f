"""Connections over HTTP/1.1: read requests off them, write answers in order, stream, or break off; and the
server that accepts them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

from playground.server.http import Answer, Request, Response

log = logging.getLogger("playground")

LARGEST_HEAD = 64 * 1024
LARGEST_BODY = 60 * 1024 * 1024
MOST_UNREAD = 16 * 1024 * 1024
_DECIMAL = re.compile("[0-9]{1,18}")
_HEXADECIMAL = re.compile(b"[0-9a-fA-F]{1,16}")
FAILED = b'{"ok":false,"error_code":500,"description":"Internal Server Error"}'
_JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


class _RefusedError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Connection(asyncio.Protocol):
    """One connection: requests are answered one after another, in order."""

    def __init__(
        self,
        answer: Callable[[Request], Answer],
        connections: set[Connection],
        tasks: set[asyncio.Task[None]],
    ) -> None:
        self._answer = answer
        self._connections = connections
        self._tasks = tasks
        self._buffer = bytearray()
        self._request: Request | None = None
        self._length = 0
        self._busy: asyncio.Task[None] | None = None
        self._asked: Request | None = None
        self.transport: asyncio.Transport | None = None
        self.on_closed: list[Callable[[], None]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._connections.discard(self)
        self.transport = None
        if self._busy is not None and self._asked is not None and not self._asked.lasts:
            self._busy.cancel()
        for closed in self.on_closed:
            closed()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._busy is None:
            self._work()

    def write(self, data: bytes) -> None:
        """Send bytes, if the connection is still there; one that takes nothing for too long is broken off."""
        if self.transport is not None:
            self.transport.write(data)
            if self.transport.get_write_buffer_size() > MOST_UNREAD:
                self.transport.abort()

    def close(self) -> None:
        """Close the connection after what was written."""
        if self.transport is not None:
            self.transport.close()

    def _work(self) -> None:
        try:
            while self.transport is not None and (request := self._next()) is not None:
                answer = self._answer_or_fail(request)
                if isinstance(answer, Response):
                    self._send(request, answer)
                else:
                    self._asked, self._busy = request, asyncio.ensure_future(self._later(request, answer))
                    self._tasks.add(self._busy)
                    self._busy.add_done_callback(self._tasks.discard)
                    return
        except _RefusedError as refused:
            self._send(None, Response(b"", refused.status, "text/plain"))
            self.close()

    def _answer_or_fail(self, request: Request) -> Answer:
        try:
            return self._answer(request)
        except Exception:
            log.exception("the playground failed at %s", request.target)
            return Response(FAILED, 500)

    async def _later(self, request: Request, answer: Awaitable[Response]) -> None:
        try:
            self._send(request, await answer)
        except Exception:
            log.exception("the playground failed at %s", request.target)
            self._send(request, Response(FAILED, 500))
        self._asked = self._busy = None
        self._work()

    def _send(self, request: Request | None, response: Response) -> None:
        if self.transport is None:
            return
        if response.reset:
            self.transport.abort()
            return
        if (
            response.status == 200
            and response.type == "application/json"
            and not response.headers
            and response.stream is None
        ):
            head = _JSON_HEAD % len(response.body)
        else:
            head = response.head()
        self.transport.write(
            head if request is not None and request.method == "HEAD" else head + response.body
        )
        if response.stream is not None:
            response.stream(self)
        elif request is not None and request.headers.get("connection", "").lower() == "close":
            self.close()

    def _next(self) -> Request | None:
        if self._request is None and not self._read_head():
            return None
        request = self._request
        assert request is not None
        if self._length < 0:
            body = self._read_chunks()
            if body is None:
                return None
            request.body = body
        else:
            if len(self._buffer) < self._length:
                return None
            request.body = bytes(self._buffer[: self._length])
            del self._buffer[: self._length]
        self._request = None
        return request

    def _read_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > LARGEST_HEAD:
                raise _RefusedError(431)
            return False
        lines = bytes(self._buffer[:end]).decode("latin-1").split("\r\n")
        del self._buffer[: end + 4]
        first = lines[0].split(" ")
        if len(first) != 3 or not first[2].startswith("HTTP/1."):
            raise _RefusedError(400)
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        self._request = Request(first[0], first[1], headers)
        if "transfer-encoding" in headers:
            self._length = -1
        else:
            length = headers.get("content-length", "0")
            if not _DECIMAL.fullmatch(length):
                raise _RefusedError(400)
            self._length = int(length)
            if self._length > LARGEST_BODY:
                raise _RefusedError(413)
        if headers.get("expect", "").lower() == "100-continue":
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return True

    def _read_chunks(self) -> bytes | None:
        parts: list[bytes] = []
        at = 0
        while True:
            end = self._buffer.find(b"\r\n", at)
            if end < 0 or len(self._buffer) > LARGEST_BODY:
                break
            digits = bytes(self._buffer[at:end]).partition(b";")[0].strip(b" \t")
            if not _HEXADECIMAL.fullmatch(digits):
                raise _RefusedError(400)
            size = int(digits, 16)
            if len(self._buffer) < end + 2 + size + 2:
                break
            if size == 0:
                del self._buffer[: end + 4]
                return b"".join(parts)
            parts.append(bytes(self._buffer[end + 2 : end + 2 + size]))
            at = end + 2 + size + 2
        if len(self._buffer) > LARGEST_BODY:
            raise _RefusedError(413)
        return None


class Server:
    """A listening socket on loopback and its connections."""

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        self._answer = answer
        self.connections: set[Connection] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self, port: int) -> None:
        """Listen on 127.0.0.1; OSError when the port is taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Connection(self._answer, self.connections, self._tasks), "127.0.0.1", port, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening, break all connections and drop what is not yet carried out."""
        if self._server is None:
            return
        self._server.close()
        for connection in list(self.connections):
            if connection.transport is not None:
                connection.transport.abort()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)
        await self._server.wait_closed()
        self._server = None
