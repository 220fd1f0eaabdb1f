"""The process over HTTP: health, readiness, metrics, and the webhook's path where there is one."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

Figures = Callable[[], Awaitable[Mapping[str, float]]]


class Health:
    """The HTTP side of the process. `/healthz`: it runs; `/readyz`: it answers Telegram; `/metrics`:
    Prometheus; and `more` routes."""

    def __init__(
        self, figures: Figures, port: int, host: str = "127.0.0.1", more: Sequence[web.RouteDef] = ()
    ) -> None:
        self._figures = figures
        self._host, self._port = host, port
        self._more = more
        self._runner: web.AppRunner | None = None
        self._registry = CollectorRegistry()
        self._gauges: dict[str, Gauge] = {}
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
        return web.Response(text="alive\n")

    async def _is_ready(self, _request: web.Request) -> web.Response:
        if self.ready:
            return web.Response(text="ready\n")
        return web.Response(
            text=f"not ready: {self.trouble}\n" if self.trouble else "not ready\n", status=503
        )

    async def _metrics(self, _request: web.Request) -> web.Response:
        for name, value in (await self._figures()).items():
            if name not in self._gauges:
                self._gauges[name] = Gauge(f"parley_{name}", name.replace("_", " "), registry=self._registry)
            self._gauges[name].set(value)
        return web.Response(
            body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )
