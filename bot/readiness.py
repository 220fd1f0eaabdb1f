"""Whether the bot can do its work, asked part by part: one short reason for each that cannot."""

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from bot.heartbeat import Heartbeat
from bot.schedule import Schedule
from briefing.house import House
from news.errors import ParleyError

ASK_WITHIN = 2.0
"""Seconds the database may take for one row."""

_WRITES_WITHIN = 12.0
_HEARS_WITHIN = 60.0
_BEHIND = 60.0
_STUCK = 600.0  # a new start may help
_LEAST_FREE = 32 * 2**20  # bytes on the disk


class TelegramContact:
    """When Telegram last answered, and what it, or the way to it, said instead."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard = clock()
        self._failing_since: float | None = None
        self.said = ""

    def heard(self) -> None:
        self._heard, self._failing_since, self.said = self._clock(), None, ""

    def failed(self, said: str) -> None:
        if self._failing_since is None:
            self._failing_since = self._clock()
        self.said = said

    def silent(self) -> float:
        """Seconds since Telegram last answered."""
        return self._clock() - self._heard

    def failing(self) -> float:
        """Seconds since the first failure in a row; 0: the last try went well."""
        return 0.0 if self._failing_since is None else self._clock() - self._failing_since


class Readiness:
    """Asks database, disk, Telegram and queues. `free`: bytes free where a path is."""

    def __init__(
        self,
        house: House,
        heartbeat: Heartbeat,
        contact: TelegramContact,
        schedule: Schedule,
        *,
        bear: float = 20.0,
        telegram: bool = True,
        free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
    ) -> None:
        self._house, self._heartbeat, self._contact, self._schedule = house, heartbeat, contact, schedule
        self._bear, self._free, self._uses_telegram = bear, free, telegram

    async def reasons(self) -> list[str]:
        """Why the bot is not ready, one line each; nothing: it is."""
        asked = [await self.database(), self._disk(), self._telegram(), *self._queues(_BEHIND)]
        return [reason for reason in asked if reason]

    def stuck(self) -> list[str]:
        """What has stood still for so long that only a new start may help, while the database answers."""
        return [] if self._heartbeat.trouble else self._queues(_STUCK)

    async def database(self) -> str:
        """Why it cannot be worked with; nothing: it answers, and takes what is written."""
        try:
            async with asyncio.timeout(ASK_WITHIN):
                await self._house.store.look(lambda books: books.health.answers())
        except TimeoutError:
            return f"the database does not answer within {ASK_WITHIN:g} s"
        except (ParleyError, OSError) as e:
            return f"the database does not answer: {_short(e)}"
        if self._heartbeat.trouble:
            return f"the database takes nothing: {_short(self._heartbeat.trouble)}"
        if self._heartbeat.silent() > _WRITES_WITHIN:
            return f"the database has taken nothing for {self._heartbeat.silent():.0f} s"
        return ""

    def _disk(self) -> str:
        file = self._house.store.file
        if file is None:
            return ""
        try:
            free = self._free(file.parent)
        except OSError as e:
            return f"the disk of the database cannot be looked at: {e.strerror}"
        return "" if free >= _LEAST_FREE else f"the disk is full: {free / 2**20:.0f} MB are free"

    def _telegram(self) -> str:
        if not self._uses_telegram:
            return ""
        failing, silent = self._contact.failing(), self._contact.silent()
        if failing > self._bear:
            return f"Telegram cannot be asked for {failing:.0f} s: {_short(self._contact.said)}"
        if silent > _HEARS_WITHIN + self._bear:
            return f"nothing was heard of Telegram for {silent:.0f} s"
        return ""

    def _queues(self, seconds: float) -> list[str]:
        still = sorted(self._schedule.still().items())
        return [f"{name} has not moved for {behind:.0f} s" for name, behind in still if behind > seconds]


def _short(said: object) -> str:
    """One line of it."""
    return " ".join((str(said) or type(said).__name__).split())[:120]
