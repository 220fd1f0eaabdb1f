"""Remember a chat that talks to Parley."""

from briefing.house import House
from news.chat import Chat, ChatAddress, ChatKind, ChatState


async def meet(house: House, address: ChatAddress, kind: ChatKind, title: str | None, language: str) -> Chat:
    """The chat at `address`; a new one is remembered, a resting one that writes again is awake again."""
    async with house.store.read() as books:
        known = await books.chats.find(address)
    if known is not None and known.state is ChatState.ACTIVE:
        return known
    async with house.store.begin() as books:
        chat = await books.chats.meet(address, kind, title, language, house.zone, house.now())
        if chat.state is not ChatState.ACTIVE:
            await books.chats.set_state(address.telegram_id, ChatState.ACTIVE)
    return chat
