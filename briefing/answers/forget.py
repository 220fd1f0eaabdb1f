"""/forget: every row about a chat goes; the audit keeps when and how many, never whose."""

import logging

from briefing.house import House
from news.chat import Chat

log = logging.getLogger(__name__)


async def forget(house: House, chat: Chat) -> int:
    """Delete all that is stored about the chat and its topics; returns how many rows went."""
    async with house.store.begin() as books:
        gone = await books.chats.forget(chat.address.telegram_id)
        await books.chats.note_forgotten(gone, house.now())
    log.info("a chat was forgotten", extra={"rows": gone})
    return gone
