"""The chat page: its files, its live events, and the person's side it acts through."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from playground.person.control import Control
from playground.person.pictures import shown
from playground.person.seeing import see
from playground.person.side import PersonSide
from playground.server.http import Answer, Request, Response, StreamConnection

TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}
SAFE = (
    (
        "Content-Security-Policy",
        (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class ChatPage:
    """The chat page of one playground."""

    def __init__(self, side: PersonSide, control: Control) -> None:
        self._side = side
        self._control = control

    def answer(self, path: str, request: Request) -> Answer:
        """Answer a path under the page's own."""
        if path.startswith("person/"):
            origin = request.headers.get("origin")
            if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
                return Response(b"not for pages of other sites\n", 403, "text/plain")
            return self._control.answer(path[len("person/") :], request)
        if path == "events":
            return Response(type="text/event-stream", headers=SAFE, stream=self._stream)
        if path.startswith("file/"):
            return self._file(path[len("file/") :])
        return self._static(path or "index.html")

    def _static(self, name: str) -> Response:
        if "/" in name or name.startswith(".") or name.rpartition(".")[2] not in TYPES:
            return Response(b"not found\n", 404, "text/plain")
        file = files("playground") / "static" / name
        if not file.is_file():
            return Response(b"not found\n", 404, "text/plain")
        return Response(file.read_bytes(), 200, TYPES[name.rpartition(".")[2]], SAFE)

    def _file(self, id: str) -> Response:
        file = self._side.world.files.by_id.get(id)
        if file is None:
            return Response(b"not found\n", 404, "text/plain")
        image = file.mime in ("image/png", "image/jpeg", "image/gif", "image/webp")
        name = "".join(
            char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in file.name
        )
        headers = SAFE if image else (*SAFE, ("Content-Disposition", f'attachment; filename="{name}"'))
        return Response(file.data, 200, file.mime if image else "application/octet-stream", headers)

    def _stream(self, connection: StreamConnection) -> None:
        def tell(kind: str, details: dict[str, Any]) -> None:
            event = _event(kind, details)
            if event is not None:
                connection.write(
                    f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode("utf-8", "surrogatepass")
                )

        connection.write(b": hello\n\n")
        connection.on_closed.append(self._side.listen(tell))


def _event(kind: str, details: dict[str, Any]) -> dict[str, Any] | None:
    if kind == "call":
        call = details["call"]
        return {
            "kind": kind,
            "method": call.method,
            "status": call.status,
            "description": call.description,
            "chat": call.chat_id,
            "at": call.at,
        }
    if kind in ("message", "edited"):
        return {"kind": kind, "message": shown(see(details["message"]))}
    if kind in ("press", "inline", "confirmed", "polled"):
        return None
    return {
        "kind": kind,
        **{
            name: value if isinstance(value, str | int | float | list) else shown(value)
            for name, value in details.items()
            if name != "bot"
        },
    }
