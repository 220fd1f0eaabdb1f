"""Long polling: asks Telegram for updates until the stop, whatever it answers.

python-telegram-bot's own loop ends for good at a single 401, so that the bot goes on and hears nobody.
"""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

from bot.heartbeat import Heartbeat
from bot.pace import seconds_of
from bot.readiness import TelegramContact
from bot.token_watch import Patience, TokenWatch
from bot.update_intake import NotTaken, UpdateIntake

log = logging.getLogger(__name__)

_HOLD = 30  # seconds Telegram holds a question for which it has nothing yet
_CONFIRM_WITHIN = 3.0


class Polling:
    """Takes in by `intake` what Telegram has, while this process leads; after a failure it asks again, with
    growing pauses."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        allowed: Sequence[str],
        patience: Patience,
        intake: UpdateIntake,
        heartbeat: Heartbeat,
        contact: TelegramContact,
    ) -> None:
        self._application, self._allowed, self._patience = application, allowed, patience
        self._intake, self._heartbeat, self._contact = intake, heartbeat, contact
        self._next: int | None = None  # the first update not taken yet
        self._webhook_gone = False

    async def run(self, token: TokenWatch, stop: asyncio.Event) -> None:
        """Ask until `stop` is set. Raises TokenRefused, and what no answer of Telegram explains."""
        pause, hold = self._patience.first_pause, _HOLD
        while not stop.is_set():
            wait = pause
            if not self._heartbeat.leading.is_set():
                await first_of(stop.wait(), self._heartbeat.leading.wait())
                self._webhook_gone, self._next = False, None  # another process went on meanwhile
                continue
            try:
                await self._ask(hold, stop)
                pause, hold = self._patience.first_pause, _HOLD
                token.not_refused()
                continue
            except InvalidToken as e:
                log.warning("Telegram refuses the token", extra={"reason": str(e), "seconds": pause})
                self._contact.failed(str(e))
                token.refused()
            except RetryAfter as e:
                wait = seconds_of(e)
                self._contact.heard()
                token.not_refused()
            except NotTaken:
                log.warning("updates were neither kept nor answered; Telegram tells them again")
            except TelegramError as e:
                self._contact.failed(str(e))
                if isinstance(e, Conflict) and self._heartbeat.doubtful():
                    self._heartbeat.give_way()
                log.warning(
                    "Telegram could not be asked for updates", extra={"reason": str(e), "seconds": pause}
                )
                token.not_refused()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            pause, hold = (
                min(pause * 2, self._patience.longest_pause),
                0,
            )  # that all is well again is known at once
        await self._confirm()

    async def _ask(self, hold: int, stop: asyncio.Event) -> None:
        """Once, `hold` as below; what comes after the stop stays with Telegram. Raises TelegramError and
        NotTaken."""
        asking = asyncio.create_task(self._get(hold))
        try:
            await first_of(asking, stop.wait(), self._heartbeat.lost.wait())
        finally:
            if not asking.done():
                asking.cancel()
        with suppress(asyncio.CancelledError):
            updates = await asking
            self._contact.heard()
            if updates:
                await self._intake.take(updates)
                self._next = updates[-1].update_id + 1

    async def _get(self, hold: int) -> tuple[Update, ...]:
        bot = self._application.bot
        if not self._webhook_gone:
            await bot.delete_webhook()  # while there is one, Telegram refuses to be asked
            self._webhook_gone = True
        updates: tuple[Update, ...] = await bot.get_updates(
            self._next, timeout=hold, allowed_updates=self._allowed
        )
        return updates

    async def _confirm(self) -> None:
        """Tell Telegram what was taken, or it comes again after the next start."""
        if self._next is None or not self._heartbeat.leading.is_set():
            return
        try:
            async with asyncio.timeout(_CONFIRM_WITHIN):
                await self._application.bot.get_updates(self._next, timeout=0, allowed_updates=self._allowed)
        except (TelegramError, TimeoutError) as e:
            log.warning(
                "Telegram was not told which updates were taken; some may come again",
                extra={"reason": str(e)},
            )


async def first_of(*waited_for: Awaitable[Any]) -> None:
    """Wait until one of them is over; those that were made for this wait alone end with it."""
    tasks = [asyncio.ensure_future(w) for w in waited_for]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task, given in zip(tasks, waited_for, strict=True):
            if task is not given:
                task.cancel()
