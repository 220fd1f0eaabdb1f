"""Feeds in and out by file: OPML (and TOML in), as other readers write and take it."""

from dataclasses import dataclass
from pathlib import Path

from briefing.house import House
from feeds.catalogue import read_list
from feeds.opml import RefusedOutline, write_opml
from news.feed import FeedState


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    found: int
    added: int  # the others were followed already
    refused: tuple[RefusedOutline, ...] = ()  # entries that cannot be followed


async def import_feeds(house: House, path: Path) -> Imported:
    """Follow every feed of the OPML or TOML file at `path`. Raises CatalogueError."""
    listed = read_list(path)
    async with house.store.begin() as books:
        added = await books.feeds.add(listed.sources, house.now())
    return Imported(len(listed.sources), added, listed.refused)


async def export_feeds(house: House) -> bytes:
    """Every feed not removed, as OPML."""
    async with house.store.read() as books:
        followed = await books.feeds.all()
    return write_opml(feed.source for feed in followed if feed.state is not FeedState.REMOVED)
