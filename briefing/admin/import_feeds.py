"""Follow the feeds of an OPML file an admin sent, in small steps, so that answers are not kept waiting."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

from briefing.admin.admins import write_audit_line
from briefing.house import House
from feeds.opml import read_outlines
from news.errors import CatalogueError

_STEP = 50
_APART = timedelta(seconds=0.1)
"""Between the first fetches of two feeds: a thousand feeds are no burst."""


@dataclass(frozen=True, slots=True)
class Importing:
    """How far an import has come."""

    found: int
    done: int
    added: int  # the others were followed already
    refused: tuple[str, ...] = ()  # addresses that cannot be followed


async def import_feeds(house: House, person_id: int, body: bytes, name: str) -> AsyncIterator[Importing]:
    """Follow every feed of the OPML in `body`, telling after each step how far it is. Raises
    CatalogueError."""
    listed = await asyncio.to_thread(read_outlines, body, name)
    sources, refused = listed.sources, tuple(one.address for one in listed.refused)
    if not sources:
        if not refused:
            raise CatalogueError(name, "no feed in it")
        yield Importing(0, 0, 0, refused)
        return
    added = 0
    for start in range(0, len(sources), _STEP):
        step = sources[start : start + _STEP]
        now = house.now()
        async with house.store.begin() as books:
            added += await books.admin_feeds.follow(
                step, [now + _APART * (start + n) for n in range(len(step))], now
            )
        yield Importing(len(sources), start + len(step), added, refused)
    async with house.store.begin() as books:
        await write_audit_line(
            books, house, person_id, "imported feeds", f"{name[:100]}: {added}/{len(sources)}"
        )
