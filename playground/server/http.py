"""What comes in and goes out over HTTP: a request, and the answer to it, which may be an endless stream or a
broken connection."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol
from urllib.parse import unquote

PHRASES = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    408: "Request Timeout",
    409: "Conflict",
    413: "Request Entity Too Large",
    415: "Unsupported Media Type",
    421: "Misdirected Request",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    304: "Not Modified",
}


class Request:
    """One request; header names are lower case, the path is as sent.

    `lasts`: what it asks for is carried out to the end, also when whoever asked has gone."""

    __slots__ = ("body", "headers", "lasts", "method", "query", "target")

    def __init__(self, method: str, target: str, headers: dict[str, str]) -> None:
        self.method = method
        self.target, _, self.query = target.partition("?")
        self.headers = headers
        self.body = b""
        self.lasts = False

    @property
    def path(self) -> str:
        """The path with its percent signs decoded."""
        return unquote(self.target)


class StreamConnection(Protocol):
    """A connection as a stream sees it."""

    on_closed: list[Callable[[], None]]

    def write(self, data: bytes) -> None:
        """Send bytes."""


class Response:
    """One answer. `stream` is called with the connection after the head, for an answer without an end;
    `reset` breaks the connection."""

    __slots__ = ("body", "headers", "reset", "status", "stream", "type")

    def __init__(
        self,
        body: bytes = b"",
        status: int = 200,
        type: str = "application/json",
        headers: tuple[tuple[str, str], ...] = (),
        stream: Callable[[StreamConnection], None] | None = None,
        reset: bool = False,
    ) -> None:
        self.body = body
        self.status = status
        self.type = type
        self.headers = headers
        self.stream = stream
        self.reset = reset

    def head(self) -> bytes:
        """The status line and the headers."""
        lines = [f"HTTP/1.1 {self.status} {PHRASES.get(self.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.status != 304:
            lines.append(f"Content-Type: {self.type}")
        if self.stream is None:
            lines.append(f"Content-Length: {len(self.body)}")
        else:
            lines.append("Cache-Control: no-store")
            lines.append("Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


Answer = Response | Awaitable[Response]
