"""Which part of the playground answers which path, and the refusal of requests that come by another name than loopback's."""

from __future__ import annotations

import json
import secrets
from typing import Any

from playground.api import Api
from playground.http import Answer, Request, Response
from playground.world import World

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


def text(words: str, status: int) -> Response:
    """A short answer for people."""
    return Response(words.encode() + b"\n", status, "text/plain; charset=utf-8")


def not_found() -> Response:
    """The Bot API's answer to an address that is none of its."""
    return Response(json.dumps({"ok": False, "error_code": 404, "description": "Not Found"}, separators=(",", ":")).encode(), 404)


class Routes:
    """The paths of one playground."""

    def __init__(self, world: World, playground: Any, *, page: bool, control: bool, control_port: int | None) -> None:
        self._api = Api(world)
        self._world = world
        self._page_token = secrets.token_urlsafe(18) if page else ""
        self._control_here = control and control_port is None
        self._control_on = control or control_port is not None
        self._playground = playground

    @property
    def page_path(self) -> str:
        """Where the chat page is."""
        if not self._page_token:
            raise RuntimeError("the chat page is off: Playground(page=True)")
        return f"/page/{self._page_token}/"

    @property
    def control_path(self) -> str:
        """Where the person's side is."""
        if not self._control_on:
            raise RuntimeError("the person's side over HTTP is off: Playground(control=True)")
        return "/person"

    def answer(self, request: Request) -> Answer:
        """Answer a request to the main port."""
        host = request.headers.get("host", "")
        if host.rpartition(":")[0] not in HOSTS and host not in HOSTS:
            return text("this server answers on loopback only", 421)
        if request.target.startswith("/bot"):
            return self._api.answer(request)
        return not_found()

    def answer_control(self, request: Request) -> Answer:
        """Answer a request to the person's side's own port."""
        return not_found()
