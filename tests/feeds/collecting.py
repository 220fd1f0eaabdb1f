"""Collects once in a process of its own, so that its memory and its parsers' can be measured: python -m
tests.feeds.collecting

A limit shorter than a machine under load may keep a process waiting would call a feed slow that is not.
"""

import asyncio
import sys
from datetime import UTC, datetime

from briefing.house import House
from briefing.jobs.collect import collect
from briefing.web import Web
from feeds.connections import Limits
from feeds.fetch import Fetcher
from feeds.worker import ParserLimits, ParserPool
from news.process import ProcessCatalogue
from storage.store import Store


async def main(database: str, seconds: str, *allowed: str) -> None:
    """Every due feed, each at most `seconds`."""
    async with Fetcher(allowed=allowed, limits=Limits(total=float(seconds))) as fetcher:
        pool = ParserPool(ParserLimits(seconds=60.0))
        house = House(Store.open(database), ProcessCatalogue.of([]), lambda: datetime.now(UTC))
        await collect(house, Web(fetcher, pool, 300.0), limit=1_000)
        await pool.close()
        await house.store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
