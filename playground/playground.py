"""The playground as one object: start it, put people and chats in it, act as a person, and read what the bot
did."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from playground.person.side import PersonSide
from playground.routes import Routes
from playground.server.connection import Server
from playground.server.world import World
from playground.stage.desk import Desk
from playground.stage.scene import set_scene


class Playground(PersonSide):
    """A Bot API server on loopback and the person's side of it."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = "1:playground",  # noqa: S107 - no secret: any token is taken
        bot_name: str = "Parley",
        bot_username: str = "parley_bot",
        flood: str = "off",
        clock: Callable[[], float] = time.time,
        page: bool = False,
        control: bool = False,
        control_port: int | None = None,
        keep_messages: int = 50_000,
        keep_calls: int = 10_000,
    ) -> None:
        """`port` 0 takes a free one. `flood`: "off", "normal" or "strict". `clock` gives Unix seconds: dates,
        flood limits and update lifetimes follow it. `page`: serve the chat page; `control`: serve the
        person's side over HTTP (on `control_port` if given). The oldest messages and calls are dropped beyond
        `keep_messages` and `keep_calls`."""
        self.world = World(clock, flood, keep_messages, keep_calls)
        self.world.add_bot(token, bot_name, bot_username)
        self._port = port
        self.desk = Desk(self.world, lambda: self.url)
        self._routes = Routes(
            self,
            lambda: self.port,
            (lambda: self.control_port) if control_port is not None else None,
            page=page,
            control=control,
        )
        self._server = Server(self._routes.answer)
        self._control = Server(self._routes.answer_control) if control_port is not None else None
        self._wanted_control_port = control_port or 0
        self._has_page = page

    async def start(self) -> None:
        """Accept connections; OSError when the port is taken. With a page and nobody there yet, the scene of
        the demo is set."""
        if self._has_page and not self.world.people:
            self.you = set_scene(self)
        await self._server.start(self._port)
        if self._has_page:
            self.desk.play()
        if self._control is not None:
            await self._control.start(self._wanted_control_port)

    async def stop(self) -> None:
        """Close all connections, end waiting polls and webhook deliveries."""
        self.desk.close()
        for bot in list(self.world.deliveries):
            await self.world.stop_delivery(bot)
        await self._server.stop()
        if self._control is not None:
            await self._control.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def port(self) -> int:
        """The port of the Bot API server; 0 before `start`."""
        return self._server.port

    @property
    def control_port(self) -> int:
        """The port of the person's side over HTTP."""
        return (self._control or self._server).port

    @property
    def url(self) -> str:
        """The server's address without ``/bot…``, such as ``http://127.0.0.1:40123``."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def token(self) -> str:
        """A token the server knows: the bot's own once it has called, the one given to the constructor
        before."""
        return self.world.bot.token

    @property
    def page_url(self) -> str:
        """The chat page's address with its random path token; RuntimeError when `page` is off."""
        return self.url + self._routes.page_path

    @property
    def control_url(self) -> str:
        """The address of the person's side over HTTP; RuntimeError when `control` is off."""
        return f"http://127.0.0.1:{self.control_port}{self._routes.control_path}"
