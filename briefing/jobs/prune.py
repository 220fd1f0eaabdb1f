"""Prune: forget what became of messages long ago; items, claims and history are never pruned."""

from datetime import timedelta

from briefing.house import House

KEPT = timedelta(days=30)
"""So long /why and /health can tell what became of a message."""


async def prune(house: House) -> int:
    """Forget messages settled longer ago than KEPT; 0, since nothing more is to be done at once."""
    async with house.store.begin() as books:
        await books.outbox.prune(house.now() - KEPT)
    return 0
