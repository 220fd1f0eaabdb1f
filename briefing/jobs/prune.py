"""Prune: forget what became of messages long ago; items, claims and history are never pruned."""

from datetime import timedelta

from briefing.house import House

KEPT = timedelta(days=30)
"""So long /why and /health can tell what became of a message."""

UPDATES_KEPT = timedelta(days=1)
"""So long Telegram may tell an update again. Of an answered one only its number and a hash are kept."""


async def prune(house: House) -> int:
    """Forget messages settled longer ago than KEPT; 0, since nothing more is to be done at once."""
    async with house.store.begin() as books:
        await books.outbox.prune(house.now() - KEPT)
        await books.updates.prune(house.now(), UPDATES_KEPT)
        await books.leads.prune(house.now())
    return 0
