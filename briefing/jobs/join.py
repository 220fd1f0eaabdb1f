"""Join: put every item that was read into its story; copies of one wire report speak with one voice.

Work waits in the table `to_join` (written with the reading) and is done in one commit. What is remembered
between two runs is only a picture of the last two days in the database, drawn anew after any failure.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from briefing.house import House
from briefing.jobs.folding import fold_order
from briefing.jobs.recent_stories import MOST, Joining
from briefing.jobs.understand import refold
from news.claim import Claim, wire_voice
from news.item import Item
from news.stories.story import Joined
from storage.store import Books

KEEP = timedelta(hours=48)
_LAG = timedelta(minutes=5)
"""How far back to look for what another process joined meanwhile: its clock or its commit may be late."""


class Joiner:
    """The joining job of one process."""

    def __init__(self, house: House, most: int = MOST) -> None:
        """`most`: recent items remembered at most."""
        self._house, self._most = house, most
        self._joining: Joining | None = None
        self._seen: dict[int, int] = {}
        self._looked: datetime | None = None

    async def join(self, limit: int = 64) -> int:
        """Join up to `limit` waiting items; returns how many."""
        now = self._house.now()
        try:
            async with self._house.store.begin() as books:
                ids = await books.stories.take_to_join(limit)
                if not ids:
                    return 0
                joining = await self._catch_up(books, now)
                await self._join(books, joining, ids, now)
                await books.stories.joined(ids)
        except BaseException:
            self._joining = None  # it may know of items whose commit failed
            raise
        return len(ids)

    async def _catch_up(self, books: Books, now: datetime) -> Joining:
        """The memory of recent items, with all that was joined elsewhere meanwhile."""
        fresh = self._joining is None
        joining = self._joining or Joining(self._most)
        since = None if fresh or self._looked is None else self._looked - _LAG
        if fresh:
            self._seen = {}
        found = [
            row for row in await books.stories.since(since, now - KEEP) if self._seen.get(row[0]) != row[1]
        ]
        items, processes, claims = await _facts(books, [row[0] for row in found])
        for item_id, story, opened in found:
            if item_id in items:
                joining.told(
                    items[item_id],
                    story,
                    processes.get(item_id, frozenset()),
                    claims.get(item_id, ()),
                    opened,
                )
                self._seen[item_id] = story
        self._joining, self._looked = joining, now
        return joining

    async def _join(self, books: Books, joining: Joining, ids: Sequence[int], now: datetime) -> None:
        items, processes, made = await _facts(books, ids)
        for item_id in sorted(items, key=lambda i: (items[i].published, i)):
            item, about, claims = items[item_id], processes.get(item_id, frozenset()), made.get(item_id, ())
            joining.forget(item_id)
            joined = await asyncio.to_thread(joining.place, item, about, claims)
            story = joined.story
            if story is None:
                story = await self._own_story(books, item)
            voice = await _voice(books, joined)
            await books.stories.put(item, story, voice, about, now)
            joining.told(item, story, about, claims, None)
            self._seen[item_id] = story
            await _speak(books, self._house, item, voice, now)
        self._seen = {i: s for i, s in self._seen.items() if len(self._seen) < 50_000 or i in items}

    async def _own_story(self, books: Books, item: Item) -> int:
        """The story the item had alone, else a new one."""
        before = await books.stories.story_of(item.id)
        if before is not None:
            told = await books.stories.get([before[0]])
            if told and len(told[0].items) == 1:
                return before[0]
        return await books.stories.open(item.published)


async def _facts(
    books: Books, ids: Sequence[int]
) -> tuple[Mapping[int, Item], Mapping[int, frozenset[str]], Mapping[int, Sequence[Claim]]]:
    items: dict[int, Item] = {}
    processes: dict[int, frozenset[str]] = {}
    claims: dict[int, list[Claim]] = {}
    for start in range(0, len(ids), 400):
        part = ids[start : start + 400]
        items |= await books.items.get(part)
        processes |= await books.stories.processes_of(part)
        for piece in await books.claims.of_items(part):
            claims.setdefault(int(piece.item_id), []).append(piece.claim)
    return items, processes, claims


async def _voice(books: Books, joined: Joined) -> str | None:
    """The voice of a copy: that of the item it copies, which gets one if it had none."""
    if joined.copy_of is None:
        return None
    known = await books.stories.story_of(joined.copy_of)
    if known is not None and known[1]:
        return known[1]
    voice = wire_voice(str(joined.copy_of))
    await books.stories.set_voice(joined.copy_of, voice)
    await books.claims.speak_as([joined.copy_of], voice)
    return voice


async def _speak(books: Books, house: House, item: Item, voice: str | None, now: datetime) -> None:
    """Its claims speak with its voice; where that is not their own, the axes they bear on are weighed
    anew."""
    if voice is None:
        return
    await books.claims.speak_as([item.id], voice)
    for process, axis, _ in sorted(
        await books.claims.axes_of([item.id]), key=lambda found: fold_order(found[:2])
    ):
        if process in house.catalogue:
            await refold(books, process, axis, item.published, now)
