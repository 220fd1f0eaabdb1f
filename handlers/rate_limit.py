"""So many commands and presses a person at once: one person's hurry must not cost the others their
answers."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from briefing.render.words import words_for

log = logging.getLogger(__name__)

AT_ONCE = 30.0
A_SECOND = 1.0
_REMEMBERED = 10_000


class RateLimit:
    """A bucket of tokens per person; whoever empties it is told once and not answered until it fills
    again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._people: OrderedDict[int, tuple[float, float, bool]] = OrderedDict()

    def spend(self, person: int) -> tuple[bool, bool]:
        """(whether this one is answered, whether the person is to be told now)."""
        now = self._clock()
        tokens, at, told = self._people.get(person, (AT_ONCE, now, False))
        tokens = min(AT_ONCE, tokens + (now - at) * A_SECOND)
        fine = tokens >= 1.0
        self._people[person] = (tokens - 1.0 if fine else tokens, now, not fine)
        self._people.move_to_end(person)
        if len(self._people) > _REMEMBERED:
            self._people.popitem(last=False)
        return fine, not fine and not told

    async def __call__(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> Any:
        """A handler of the first group: stops what is too much."""
        person = update.effective_user
        if person is None or update.my_chat_member is not None:
            return
        sender = (
            update.effective_sender
        )  # anonymous admins of all groups are one person to Telegram: their group is meant
        fine, tell = self.spend(sender.id if sender else person.id)
        if fine:
            return
        if tell:
            await too_much(update)
        raise ApplicationHandlerStop


async def too_much(update: Update) -> None:
    """Say that not everything is answered (bot/update_queues.py drops what a chat piles up while answers wait for
    Telegram's pace)."""
    person = update.effective_user
    if person is None or update.effective_message is None or update.callback_query is not None:
        return
    said = words_for(person.language_code).say("That was a lot at once. I answer again in a few seconds.")
    try:
        await update.effective_message.reply_text(said)
    except TelegramError as e:
        log.info("nobody could be told that it was too much", extra={"reason": str(e)})
