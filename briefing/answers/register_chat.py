"""Remember a chat that talks to Parley."""

from dataclasses import replace

from briefing.house import House
from news.chat import Chat, ChatAddress, ChatKind, ChatState


async def meet(house: House, address: ChatAddress, kind: ChatKind, title: str | None, language: str) -> Chat:
    """The chat at `address`; a new one is remembered, a renamed one under its new name, a resting one that
    writes is awake again.

    A new topic speaks and keeps time as its group does.
    """
    known = await house.store.look(lambda books: books.chats.find(address))
    if known is not None and known.state is ChatState.ACTIVE and known.title == title:
        return known
    async with house.store.begin() as books:
        main = (
            await books.chats.find(ChatAddress(address.telegram_id))
            if known is None and address.thread_id
            else None
        )
        spoken, zone = (main.language, main.zone) if main else (language, house.zone)
        chat = await books.chats.meet(address, kind, title, spoken, zone, house.now())
        if chat.title != title:
            await books.chats.set(chat.id, title=title)
        if chat.state is not ChatState.ACTIVE:
            await books.chats.set_state(address.telegram_id, ChatState.ACTIVE)
    return replace(chat, title=title)
