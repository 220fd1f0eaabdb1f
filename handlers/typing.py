"""While an answer takes longer than half a second, the chat shows that the bot is typing."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

log = logging.getLogger(__name__)

_AFTER = 0.5  # seconds of silence before it is shown
_LASTS = 4.5  # Telegram shows it for five seconds

Handler = Callable[..., Awaitable[None]]


def while_typing(handler: Handler) -> Handler:
    """The handler, with the chat told that an answer is on its way where it takes long."""

    async def answer(update: Update, context: Any) -> None:
        async with _typing(update):
            await handler(update, context)

    return answer


@asynccontextmanager
async def _typing(update: Update) -> AsyncIterator[None]:
    showing = asyncio.create_task(_show(update))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait([showing])


async def _show(update: Update) -> None:
    """A failure costs nothing: the answer comes all the same."""
    chat, message = update.effective_chat, update.effective_message
    if chat is None or chat.type == ChatType.CHANNEL:
        return
    in_topic = getattr(message, "is_topic_message", False)
    thread = getattr(message, "message_thread_id", None) if in_topic else None
    await asyncio.sleep(_AFTER)
    try:
        while True:
            await chat.send_action(ChatAction.TYPING, message_thread_id=thread)
            await asyncio.sleep(_LASTS)
    except TelegramError as e:
        log.debug("that the bot is typing could not be shown", extra={"reason": str(e)})
