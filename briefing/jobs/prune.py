"""Prune: forget what became of messages long ago and, where the operator says so, old items nobody needs.

Claims, changes and what they were read out of stay for good: whatever is needed to show or to fold.
"""

from datetime import datetime, timedelta

from briefing.house import House
from briefing.render.times import zone_of
from storage.pruning import Place

KEPT = timedelta(days=30)
"""So long /why and /health can tell what became of a message."""

UPDATES_KEPT = timedelta(days=1)
"""So long Telegram may tell an update again. Of an answered one only its number and a hash are kept."""
STEP = 200
"""Items forgotten in one commit; answers and feeds get their turn between two."""

_QUIET = range(3, 5)
"""Hours of the house's zone in which few ask."""


async def prune(house: House) -> int:
    """Forget messages settled longer ago than KEPT; 0, since nothing more is to be done at once."""
    async with house.store.begin() as books:
        await books.outbox.prune(house.now() - KEPT)
        await books.updates.prune(house.now(), UPDATES_KEPT)
        await books.leads.prune(house.now())
        await books.pacing.prune()
    return 0


class ItemPruner:
    """Forgets items of more than `days` ago that no claim or position was read out of; None: none ever."""

    def __init__(self, house: House, days: int | None) -> None:
        self._house, self._days = house, days
        self._after: Place | None = None

    async def step(self) -> int:
        """Look at the next STEP items; 0 where there are no more, and the next call begins anew."""
        if self._days is None:
            return 0
        before, after = self._house.now() - timedelta(days=self._days), self._after
        found = await self._house.store.look(lambda books: books.pruning.next(before, after, STEP))
        if not found:
            self._after = None
            return 0
        async with self._house.store.begin() as books:
            listed = {feed: await books.pruning.listed_from(feed) for feed in {feed for _, feed in found}}
            await books.pruning.forget([item for (_, item), feed in found if item < listed[feed]])
        self._after = found[-1][0]
        return len(found)


class Tidier:
    """Tidies the database once a day, in the quiet hours."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._last: datetime | None = None

    async def tidy(self) -> int:
        """Tidy where it is the time and was not done today; 0, since nothing more is to be done at once."""
        now = self._house.now().astimezone(zone_of(self._house.zone))
        if now.hour not in _QUIET or (self._last is not None and self._last.date() == now.date()):
            return 0
        await self._house.store.tidy()
        self._last = now
        return 0
