"""A process that does not ask for updates itself asks Telegram now and then who it is, to know whether it is
there."""

import asyncio
from contextlib import suppress

from telegram.error import RetryAfter, TelegramError

from bot.wiring import Parley

_EVERY, _AGAIN = 30.0, 5.0  # seconds; the second after a failure


async def check_telegram(parley: Parley, answers: asyncio.Event, stop: asyncio.Event) -> None:
    """Until `stop`."""
    await answers.wait()
    while not stop.is_set():
        pause = _EVERY
        if not (parley.polling is not None and parley.heartbeat.leading.is_set()):
            try:
                await parley.application.bot.get_me()
                parley.contact.heard()
            except RetryAfter:
                parley.contact.heard()
            except TelegramError as e:
                parley.contact.failed(str(e))
                pause = _AGAIN
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
