"""/health: how the bot's work goes."""

from briefing.admin.health import health_report
from handlers.ask import Answer, Ask


async def health(ask: Ask) -> Answer:
    return [await health_report(ask.house, ask.chat)]
