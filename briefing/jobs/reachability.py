"""A chat becomes reachable again, unreachable, or another: what Telegram tells of by itself, before a send
finds out."""

from briefing.house import House
from briefing.jobs.settle import rest_chat
from news.chat import ChatState


async def went_away(house: House, telegram_id: int, state: ChatState) -> None:
    """The chat rests with all it asked for."""
    async with house.store.begin() as books:
        known = await books.chats.all_at(telegram_id)
        if any(c.state is not state for c in known):
            await rest_chat(books, telegram_id, state, house.now())


async def came_back(house: House, telegram_id: int) -> None:
    """The chat is reachable again; its digests go on, made up for by one."""
    async with house.store.begin() as books:
        await books.chats.set_state(telegram_id, ChatState.ACTIVE)


async def chat_moved(house: House, telegram_id: int, new_id: int) -> None:
    """The group became a supergroup: all that is its own moves along."""
    async with house.store.begin() as books:
        await books.chats.migrate(telegram_id, new_id)
