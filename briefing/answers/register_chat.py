"""Remember a chat that talks to Parley."""

import logging
from dataclasses import replace

from briefing.house import House
from news.chat import Chat, ChatAddress, ChatKind, ChatState
from news.errors import StorageError

log = logging.getLogger(__name__)

NOT_KEPT = 0
"""The id of a chat that could not be remembered; no stored one has it."""


async def register_chat(
    house: House, address: ChatAddress, kind: ChatKind, title: str | None, language: str
) -> Chat:
    """The chat at `address`; a new one is remembered, a renamed one under its new name, a resting one that
    writes is awake again.

    A new topic speaks and keeps time as its group does. Where nothing can be written (a full disk) the chat
    is answered all the same: a new one under the id NOT_KEPT.
    """
    known = await house.store.look(lambda books: books.chats.find(address))
    if known is not None and known.state is ChatState.ACTIVE and known.title == title:
        return known
    new = Chat(NOT_KEPT, address, kind, title, language, house.zone)
    try:
        return await _remembered(house, known, new)
    except StorageError as e:
        if not e.temporary:
            log.warning("a chat could not be remembered; it is answered", extra={"reason": str(e)})
    return replace(known, title=title) if known is not None else new


async def _remembered(house: House, known: Chat | None, new: Chat) -> Chat:
    """Raises StorageError."""
    address = new.address
    async with house.store.begin() as books:
        main = (
            await books.chats.find(ChatAddress(address.telegram_id))
            if known is None and address.thread_id
            else None
        )
        spoken, zone = (main.language, main.zone) if main else (new.language, new.zone)
        chat = await books.chats.register(address, new.kind, new.title, spoken, zone, house.now())
        if chat.title != new.title:
            await books.chats.set(chat.id, title=new.title)
        if chat.state is not ChatState.ACTIVE:
            await books.chats.set_state(address.telegram_id, ChatState.ACTIVE)
    house.told_not_kept.clear()
    return replace(chat, title=new.title)
