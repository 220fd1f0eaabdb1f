"""/status: the board, or the card of one process; with near misses as buttons."""

from briefing.where_it_stands import where_it_stands
from handlers.ask import Answer, Ask
from handlers.unknown import did_you_mean
from news.errors import UnknownProcess


async def status(ask: Ask) -> Answer:
    return await answer_status(ask, ask.args)


async def status_pressed(ask: Ask) -> Answer:
    """`1:sta:<process>`; none: the board."""
    return await answer_status(ask, ask.parts[0] if ask.parts else "")


async def answer_status(ask: Ask, asked: str) -> Answer:
    try:
        return await where_it_stands(ask.house, ask.chat, asked)
    except UnknownProcess as unknown:
        return [did_you_mean(ask, unknown, "sta")]
