"""Health, readiness and metrics over HTTP, on loopback."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

Figures = Callable[[], Awaitable[Mapping[str, float]]]


class Health:
    """The HTTP side of the process. `/healthz`: it runs; `/readyz`: it answers Telegram; `/metrics`: Prometheus."""

    def __init__(self, figures: Figures, port: int) -> None:
        self._figures = figures
        self._port = port
        self._runner: web.AppRunner | None = None
        self._registry = CollectorRegistry()
        self._gauges: dict[str, Gauge] = {}
        self.ready = False

    async def start(self) -> None:
        """Listen; OSError when the port is taken."""
        app = web.Application(client_max_size=1024 * 1024)
        app.add_routes([web.get("/healthz", self._alive), web.get("/readyz", self._is_ready), web.get("/metrics", self._metrics)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def port(self) -> int:
        """The port it listens on (of use where 0 was asked for)."""
        assert self._runner is not None
        return int(self._runner.addresses[0][1])

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _is_ready(self, _request: web.Request) -> web.Response:
        return web.Response(text="ready\n") if self.ready else web.Response(text="not ready\n", status=503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        for name, value in (await self._figures()).items():
            if name not in self._gauges:
                self._gauges[name] = Gauge(f"parley_{name}", name.replace("_", " "), registry=self._registry)
            self._gauges[name].set(value)
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
