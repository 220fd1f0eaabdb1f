"""The process over HTTP: health, readiness, metrics, and the webhook's path where there is one."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

Exposition = Callable[[], Awaitable[bytes]]
"""What Prometheus is answered, in its text format."""


class Asks(Protocol):
    """Asks the parts of the bot how they do (bot/readiness.py)."""

    async def reasons(self) -> Sequence[str]:
        """Why it is not ready."""
        ...

    def stuck(self) -> Sequence[str]:
        """What only a new start may help."""
        ...


class HealthServer:
    """The HTTP side of the process. `/healthz`: it runs, and a new start would help nothing; `/readyz`: it
    can do its work; each with a short reason a line; `/metrics`: Prometheus; and `more` routes."""

    def __init__(
        self, exposition: Exposition, port: int, host: str = "127.0.0.1", more: Sequence[web.RouteDef] = ()
    ) -> None:
        self._exposition = exposition
        self._host, self._port = host, port
        self._more = more
        self._runner: web.AppRunner | None = None
        self.asks: Asks | None = None
        self.ready = False
        self.trouble = ""  # why it is not

    async def start(self) -> None:
        """Listen; OSError when the port is taken, or the host is none of this machine's."""
        app = web.Application(client_max_size=1024 * 1024)
        own = (
            web.get("/healthz", self._alive),
            web.get("/readyz", self._is_ready),
            web.get("/metrics", self._metrics),
        )
        app.add_routes([*own, *self._more])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def port(self) -> int:
        """The port it listens on (of use where 0 was asked for)."""
        assert self._runner is not None
        return int(self._runner.addresses[0][1])

    async def _alive(self, _request: web.Request) -> web.Response:
        stuck = self.asks.stuck() if self.asks else ()
        if stuck:
            return _lines("stuck", stuck, 503)
        return web.Response(text="alive\n" + "".join(f"trouble: {r}\n" for r in await self._reasons()))

    async def _is_ready(self, _request: web.Request) -> web.Response:
        reasons = await self._reasons()
        if self.ready and not reasons:
            return web.Response(text="ready\n")
        return _lines("not ready", reasons, 503)

    async def _reasons(self) -> list[str]:
        own = self.trouble.split("; ") if self.trouble else []
        return [*own, *(await self.asks.reasons() if self.asks else ())]

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=await self._exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _lines(state: str, reasons: Sequence[str], status: int) -> web.Response:
    lines = [f"{state}: {reason}" for reason in reasons] or [state]
    return web.Response(text="\n".join(lines) + "\n", status=status)
