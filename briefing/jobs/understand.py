"""Understand: read stored items into claims and fold them into statuses (the second of the four commits)."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from briefing.house import House
from briefing.jobs.folding import fold_order, folding, next_look
from news.claim import Axis, Reading
from news.errors import ModelUnusable
from news.item import Item
from news.status import Change, Status
from reading.item import ItemText
from storage.store import Books

LEASE = timedelta(minutes=2)

AGAIN = timedelta(seconds=10)
"""So long items wait whose reader failed."""

SETTLED = timedelta(days=2)
"""Items rarely arrive later than this after publication: up to then an axis is folded anew at each
arrival."""

OLD_NEWS = timedelta(days=1)
"""A change found this long after it happened is history, not an alert."""


class Reads(Protocol):
    """What understanding needs of a reader: the built-in one (reading/reader.py) or another beside it."""

    @property
    def version(self) -> str: ...

    def read_many(self, items: Sequence[ItemText], /) -> Sequence[Reading]: ...


async def understand(house: House, reader: Reads, limit: int = 64) -> int:
    """Read up to `limit` waiting items, oldest first; returns how many were read."""
    now = house.now()
    async with house.store.begin() as books:
        items = await books.items.take_unread(now, limit, LEASE)
    if not items:
        return 0
    began = time.monotonic()
    try:
        readings = await asyncio.to_thread(reader.read_many, [as_text(i) for i in items])
    except ModelUnusable:
        async with house.store.begin() as books:
            await books.items.hold([item.id for item in items], house.now() + AGAIN)
        raise
    house.measures.read(len(items), time.monotonic() - began)
    async with house.store.begin() as books:
        await _write(books, house, items, readings, reader.version)
    return len(items)


async def let_time_pass(house: House) -> int:
    """Fold every axis the calendar moves by itself now (roll-forward); returns how many."""
    now = house.now()
    async with house.store.begin() as books:
        due = await books.statuses.due(now)
        for process, axis in sorted(due, key=fold_order):
            await refold(books, process, axis, now, now)
    return len(due)


async def refold(
    books: Books, process: str, axis: Axis, earliest: datetime, now: datetime, *, quiet: bool = False
) -> None:
    """Fold one axis anew from a point before `earliest`, the oldest claim that is new, and write history and
    status.

    `quiet` steps are history only: nobody is alerted.
    """
    start = await books.statuses.checkpoint(process, axis, earliest) or Status(process, axis)
    fold_up_to = await folding(books, start)
    folded = fold_up_to(now)
    settled = start
    if start.as_of is None or now - start.as_of > 2 * SETTLED:
        settled = fold_up_to(now - SETTLED).status
    loud = [c for c in folded.changes if not quiet and not _is_old(c, now)]
    await books.statuses.record(process, axis, folded.changes, start.as_of, now, loud={c.key for c in loud})
    await books.statuses.put(folded.status, settled, now, next_look(folded.status))


async def _write(
    books: Books, house: House, items: Sequence[Item], readings: Iterable[Reading], reader: str
) -> None:
    now = house.now()
    ids = [i.id for i in items]
    touched: dict[tuple[str, Axis], datetime] = {}
    published = {i.id: i.published for i in items}
    for process, axis, item_id in await books.claims.axes_of(ids):
        _touch(touched, process, axis, published[item_id])
    for item, reading in zip(items, readings, strict=True):
        await books.claims.replace(item, reading.claims, reading.positions)
        await books.items.link(item.id, item.published, reading.processes)
        for process, axis in _bears_on(reading):
            _touch(touched, process, axis, item.published)
    for (process, axis), earliest in sorted(touched.items(), key=lambda one: fold_order(one[0])):
        if process in house.catalogue:
            await refold(books, process, axis, earliest, now)
    languages = defaultdict[str | None, list[int]](list)
    for item, reading in zip(items, readings, strict=True):
        languages[reading.language].append(item.id)
    for language, part in languages.items():
        await books.items.mark_read(part, reader, language)


def _bears_on(reading: Reading) -> set[tuple[str, Axis]]:
    """The axes a reading may move: those its claims are weighed on; a truce, where it tells of fighting; and the
    level of fighting of all it reports on, for that it is quiet is told by who tells of none."""
    axes = {(claim.process, axis) for claim in reading.claims for axis in claim.axes}
    axes |= {(claim.process, Axis.CEASEFIRE) for claim in reading.claims if claim.axis is Axis.FIGHTING}
    return axes | {(process, Axis.FIGHTING) for process in reading.processes}


def _touch(touched: dict[tuple[str, Axis], datetime], process: str, axis: Axis, moment: datetime) -> None:
    touched[process, axis] = min(moment, touched.get((process, axis), moment))


def _is_old(change: Change, now: datetime) -> bool:
    return now - change.at > OLD_NEWS or all(piece.backlog for piece in change.evidence)


def as_text(item: Item) -> ItemText:
    """An item as the reader takes it."""
    return ItemText(item.title, item.summary, item.text or None, item.published, item.outlet, item.language)
