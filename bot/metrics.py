"""The metrics for Prometheus: those of the process always, those of the database while it answers."""

import asyncio
from collections.abc import Mapping

from bot.readiness import ASK_WITHIN, Readiness
from bot.schedule import Schedule
from bot.wiring import Parley
from news.errors import ParleyError


async def metrics(parley: Parley, schedule: Schedule, readiness: Readiness) -> Mapping[str, float]:
    """By name, without the prefix; `database_up` says whether the database's are among them."""
    stored: dict[str, float] = {}
    try:
        async with asyncio.timeout(ASK_WITHIN):
            stored = await _stored(parley)
    except (ParleyError, OSError, TimeoutError):
        stored = {}
    found = {"database_up": float(bool(stored)), **stored}
    found |= {
        "ready": float(not await readiness.reasons()),
        "telegram_silent_seconds": parley.contact.silent(),
    }
    found |= {"updates_dropped": parley.updates.dropped, "flood_refusals": parley.pace.refused}
    found |= {f"runs_{name}": n for name, n in schedule.runs.items()}
    return found | {f"failures_{name}": schedule.failures.get(name, 0) for name in schedule.runs}


async def _stored(parley: Parley) -> dict[str, float]:
    async with parley.house.store.read() as books:
        found: dict[str, float] = {"items_unread": await books.items.count_unread()}
        return found | {f"outbox_{state}": n for state, n in (await books.outbox.states()).items()}
