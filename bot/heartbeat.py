"""This process among those of the bot: says again and again that it lives, and leads in polling where no
other does. The database's heartbeat too: what cannot be written here cannot be written anywhere."""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from contextlib import suppress

from briefing.house import House
from news.errors import ParleyError, ends_by_itself
from storage.leads import LENGTH

log = logging.getLogger(__name__)

BEAT = 4.0
_LEAVE_WITHIN = 2.0
_LONG = 10.0  # seconds of a beat


class Heartbeat:
    """`leading`: set while this process asks Telegram for updates; `lost`: the other way round."""

    def __init__(
        self, house: House, *, polls: bool, clock: Callable[[], float] = time.monotonic, beat: float = BEAT
    ) -> None:
        self.holder = uuid.uuid4().hex
        self.leading, self.lost = asyncio.Event(), asyncio.Event()
        self._house, self._polls, self._clock, self._beat = house, polls, clock, beat
        self._heard = clock()
        self.trouble = ""  # why the last beat failed
        self.lost.set()
        self._said_waiting = False

    def silent(self) -> float:
        """Seconds since the database last took what was written."""
        return self._clock() - self._heard

    def doubtful(self) -> bool:
        """Whether another process may lead by now: our lease is over, and we could not renew it."""
        return self.silent() > LENGTH.total_seconds()

    async def run(self, stop: asyncio.Event) -> None:
        """Beat until `stop`."""
        while not stop.is_set():
            await self._say_however_long()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._beat)

    async def _say_however_long(self) -> None:
        """One beat; a line in the log where it takes long, as with a file somebody else holds locked."""
        beat = asyncio.create_task(self.say())
        try:
            done, _ = await asyncio.wait({beat}, timeout=_LONG)
            if not done:
                log.warning("the database takes nothing; all goes on by itself once it does")
                await beat
                log.info("a slow write has ended", extra={"reason": self.trouble or "it was taken"})
        finally:
            beat.cancel()

    async def say(self) -> None:
        """One beat. A database that refuses is only noted."""
        now = self._house.now()
        try:
            async with self._house.store.begin() as books:
                await books.leads.live(self.holder, now)
                leads = self._polls and await books.leads.lead("polling", self.holder, now)
        except (ParleyError, OSError) as e:
            if not self.trouble and not ends_by_itself(e):
                log.warning("the database takes nothing", extra={"reason": str(e)})
            self.trouble = str(e) or type(e).__name__
            return
        self.trouble, self._heard = "", self._clock()
        if self._polls:
            self._lead(leads)

    def give_way(self) -> None:
        """Another process leads, as Telegram says; the next beat the database hears decides."""
        self._lead(False)

    async def leave(self) -> None:
        """The end: another process may lead at once."""
        with suppress(ParleyError, OSError, TimeoutError):
            async with asyncio.timeout(_LEAVE_WITHIN), self._house.store.begin() as books:
                await books.leads.leave(self.holder)

    def _lead(self, leads: bool) -> None:
        if leads and not self.leading.is_set():
            log.info("this process asks Telegram for updates")
            self.leading.set()
            self.lost.clear()
        elif not leads and (self.leading.is_set() or not self._said_waiting):
            log.info("another process of this bot asks Telegram for updates; this one waits for its turn")
            self._said_waiting = True
            self.leading.clear()
            self.lost.set()
