"""/sources: the feeds that are followed."""

from briefing.answers.sources import sources
from handlers.ask import Answer, Ask
from handlers.fields import number


async def followed(ask: Ask) -> Answer:
    return [await sources(ask.house, ask.chat)]


async def followed_pressed(ask: Ask) -> Answer:
    """`1:src:<page>`."""
    page = ask.parts[0] if ask.parts else ""
    return [await sources(ask.house, ask.chat, number(page))]
