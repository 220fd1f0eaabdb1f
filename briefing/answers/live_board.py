"""Ask for a board that is kept current in a chat, or for none any more; `briefing/jobs/live_boards.py` sends it."""

from briefing.house import House
from news.chat import Chat


async def keep_board(house: House, chat: Chat) -> int | None:
    """A new board; the number of the message that was the chat's board so far."""
    async with house.store.begin() as books:
        return await books.boards.keep(chat.id, house.now())


async def end_board(house: House, chat: Chat) -> tuple[bool, int | None]:
    """No board any more; whether there was one, and the number of its message."""
    async with house.store.begin() as books:
        return await books.boards.stop(chat.id)
