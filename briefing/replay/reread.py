"""Re-read stored items with a changed reader: read beside the history, show what would change, then put it in
place.

Each batch is one commit, so a run that is cut off goes on where it stopped. Nobody is alerted: it is the same
old news.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.house import House
from briefing.jobs.folding import fold_order
from briefing.jobs.understand import Reads, as_text, refold
from news.claim import Axis, Piece
from news.fold.correction import fold_with_corrections
from news.fold.fighting import fold_fighting
from news.status import Change, Status
from storage.store import Books

_BATCH = 200
_BEGINNING = datetime(1, 1, 2, tzinfo=UTC)

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the history of one axis would read otherwise: steps that go and steps that come."""

    process: str
    axis: Axis
    gone: tuple[Change, ...]
    come: tuple[Change, ...]


async def read_again(house: House, reader: Reads, progress: Progress | None = None) -> int:
    """Read every item another reader read, keeping the readings beside the history; returns how many were
    read now."""
    done = 0
    while True:
        async with house.store.read() as books:
            items = await books.rereadings.next(reader.version, _BATCH)
        if not items:
            return done
        readings = await asyncio.to_thread(reader.read_many, [as_text(item) for item in items])
        async with house.store.begin() as books:
            await books.rereadings.keep(reader.version, list(zip(items, readings, strict=True)))
        done += len(items)
        if progress:
            progress(len(items))


async def differences(house: House, reader: str) -> list[Difference]:
    """What the history would say with the kept readings in place; nothing is written."""
    async with house.store.read() as books:
        fresh = await books.rereadings.kept(reader, 10_000_000)
        reread = {str(item.id) for item, _ in fresh}
        told: dict[tuple[str, Axis], list[Piece]] = {}
        for item, reading in fresh:
            for claim in reading.claims:
                piece = Piece(claim, str(item.id), item.outlet, item.published, item.link, None, item.backlog)
                for which in claim.axes:
                    told.setdefault((claim.process, which), []).append(piece)
        axes = sorted({*told, *await books.rereadings.axes()})
        found = [
            await _difference(books, axis, told.get(axis, []), reread, house.now())
            for axis in axes
            if axis[0] in house.catalogue
        ]
    return [one for one in found if one.gone or one.come]


async def put_in_place(house: House, reader: str, progress: Progress | None = None) -> int:
    """Replace claims by the kept readings and fold every axis anew, quietly; returns how many items changed
    hands."""
    done = 0
    while True:
        async with house.store.begin() as books:
            kept = await books.rereadings.take(reader, _BATCH)
            for item, reading in kept:
                await books.claims.replace(item, reading.claims, reading.positions)
                await books.items.link(item.id, item.published, reading.processes)
                await books.items.mark_reread([item.id], reader, reading.language)
            await books.rereadings.drop([item.id for item, _ in kept])
            if not kept:
                await _refold_all(books, house)
                return done
        done += len(kept)
        if progress:
            progress(len(kept))


async def _refold_all(books: Books, house: House) -> None:
    known = {(status.process, status.axis) for status in await books.statuses.all()}
    for process, axis in sorted({*known, *await books.rereadings.axes()}, key=fold_order):
        if process in house.catalogue:
            await refold(books, process, axis, _BEGINNING, house.now(), quiet=True)


async def _difference(
    books: Books, axis: tuple[str, Axis], fresh: list[Piece], reread: set[str], now: datetime
) -> Difference:
    process, which = axis
    beginning = Status(process, which)
    old = await books.claims.evidence(process, which, None)
    evidence = [piece for piece in old if piece.item_id not in reread] + fresh
    if which is Axis.FIGHTING:
        folded = fold_fighting(beginning, evidence, await books.claims.reports(process, None), now)
    else:
        corrections = await books.corrections.standing(process, which)
        folded = fold_with_corrections(beginning, evidence, corrections, now)
    would = {change.key: change for change in folded.changes}
    stands = {change.key: change for change in await books.statuses.history(process, which, limit=1_000_000)}
    gone = tuple(stands[key] for key in stands if key not in would)
    come = tuple(would[key] for key in would if key not in stands)
    return Difference(process, which, gone, come)
