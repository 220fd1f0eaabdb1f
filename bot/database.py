"""The database at a start: waited for where it is not there yet or takes nothing, then brought to today's
shape."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from news.errors import StorageError
from storage.migrate import migrate

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


async def migrate_when_there(url: str, stop: asyncio.Event, first_pause: float = _FIRST_PAUSE) -> bool:
    """Bring the database to today's shape as soon as it can be reached; False where `stop` came before.

    Raises StorageError where waiting is of no use, NewerDatabase and OthersDatabase.
    """
    return await once_it_can(lambda: migrate(url), stop, first_pause)


async def once_it_can(
    work: Callable[[], Awaitable[None]], stop: asyncio.Event, first_pause: float = _FIRST_PAUSE
) -> bool:
    """Do `work` as soon as the database allows it; False where `stop` came before. It may be tried several
    times.

    Raises StorageError where waiting is of no use.
    """
    pause, told = first_pause, False
    while not stop.is_set():
        try:
            await work()
        except StorageError as e:
            if not e.temporary:
                raise
            if not told:
                log.warning("the database cannot be used yet; waiting for it", extra={"reason": str(e)})
            told = True
        else:
            if told:
                log.info("the database is there")
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
    return False
