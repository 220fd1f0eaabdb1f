"""Which part of the playground answers which path, and the refusal of requests that come by another name than
loopback's."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable

from playground.person.control import Control
from playground.person.page import ChatPage
from playground.person.side import PersonSide
from playground.server.api import Api
from playground.server.http import Answer, Request, Response
from playground.stage.troubles import put_in_state

HOSTS = ("127.0.0.1", "localhost", "[::1]")
NOT_FOUND = json.dumps(
    {"ok": False, "error_code": 404, "description": "Not Found"}, separators=(",", ":")
).encode()


def text(words: str, status: int) -> Response:
    """A short answer for people."""
    return Response(words.encode() + b"\n", status, "text/plain; charset=utf-8")


def _from_a_page(request: Request) -> bool:
    """Whether a browser sent this for a web page: no bot does."""
    return "origin" in request.headers or request.headers.get("sec-fetch-site", "none") not in (
        "same-origin",
        "none",
    )


class Routes:
    """The paths of one playground."""

    def __init__(
        self,
        side: PersonSide,
        port: Callable[[], int],
        control_port: Callable[[], int] | None,
        *,
        page: bool,
        control: bool,
    ) -> None:
        """`port` and `control_port` tell where the playground listens, once it does; `control_port` is None
        where the person's side has no port of its own."""
        self._api = Api(side.world, put_in_state)
        self._names: dict[int, frozenset[str]] = {}
        self._desk = side.desk
        self._port, self._control_port = port, control_port or port
        self._control = Control(side)
        self._page = ChatPage(side, self._control) if page else None
        self._page_token = secrets.token_urlsafe(18) if page else ""
        self._control_here = control and control_port is None
        self._control_on = control or control_port is not None

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
        if not self._from_loopback(request, self._port()):
            return text("this server answers to the names of loopback only", 421)
        target = request.target
        if target.startswith(("/bot", "/file/bot")):
            if _from_a_page(request):
                return text("the Bot API is not for pages of other sites", 403)
            return self._api.answer(request) if target.startswith("/bot") else self._api.download(request)
        if target.startswith(("/feeds/", "/news/")):
            return self._desk.answer(request)
        if self._control_here and target.startswith("/person/"):
            return self._control_answer(request)
        if self._page is not None and target.startswith("/page/"):
            return self._page_answer(self._page, request)
        return Response(NOT_FOUND, 404)

    def answer_control(self, request: Request) -> Answer:
        """Answer a request to the person's side's own port."""
        if not self._from_loopback(request, self._control_port()):
            return text("this server answers to the names of loopback only", 421)
        return (
            self._control_answer(request)
            if request.target.startswith("/person/")
            else Response(NOT_FOUND, 404)
        )

    def _control_answer(self, request: Request) -> Answer:
        if _from_a_page(request):
            return text("the person's side is not for pages of other sites", 403)
        return self._control.answer(request.target[len("/person/") :], request)

    def _from_loopback(self, request: Request, port: int) -> bool:
        """Whether the Host header names this server: a page that had its own name point here (DNS rebinding)
        does not."""
        if port not in self._names:
            self._names[port] = frozenset(f"{host}:{port}" for host in HOSTS)
        return request.headers.get("host", "").lower() in self._names[port]

    def _page_answer(self, page: ChatPage, request: Request) -> Answer:
        token, _, rest = request.target[len("/page/") :].partition("/")
        if not secrets.compare_digest(token.encode(), self._page_token.encode()):
            return text("not found", 404)
        return page.answer(rest, request)
