"""The HTTP side put together and opened."""

from bot.exposition import exposition
from bot.readiness import Readiness
from bot.schedule import Schedule
from bot.settings import Settings
from bot.web import HealthServer
from bot.wiring import Parley
from news.errors import ParleyError


def health_of(parley: Parley, schedule: Schedule) -> HealthServer:
    """The HTTP side of the bot, not yet open."""
    settings, more = parley.settings, [parley.webhook.route] if parley.webhook else []
    readiness = Readiness(
        parley.house, parley.heartbeat, parley.contact, schedule, telegram=parley.role.uses_telegram
    )
    health = HealthServer(
        lambda: exposition(parley, schedule, readiness), settings.http_port, settings.http_host, more
    )
    health.asks = readiness
    return health


async def listen(health: HealthServer, settings: Settings) -> None:
    """Open it. Raises CannotListen."""
    try:
        await health.start()
    except OSError as e:
        where, why = f"{settings.http_host}:{settings.http_port}", e.strerror or e
        raise CannotListen(
            f"PARLEY_HTTP_HOST and PARLEY_HTTP_PORT {where} cannot be used ({why}); choose another port, or 0"
        ) from e


class CannotListen(ParleyError):
    """The health port is taken."""

    key = "error.cannot_listen"
