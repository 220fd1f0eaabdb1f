"""/sources: the feeds that are followed."""

from briefing.answers.sources import sources
from handlers.ask import Answer, Ask


async def followed(ask: Ask) -> Answer:
    return [await sources(ask.house, ask.chat)]


async def followed_pressed(ask: Ask) -> Answer:
    """A page of the feeds."""
    return [await sources(ask.house, ask.chat, ask.pressed.number(0))]
