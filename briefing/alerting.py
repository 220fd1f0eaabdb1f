"""Alerts on and off for a chat."""

from briefing.house import House
from briefing.markup import text
from briefing.words import words_for
from news.chat import AlertLevel, Chat, Message
from news.process import Process
from storage.alerts import EVERY_PROCESS


async def alerts_on(house: House, chat: Chat, process: Process | None) -> Message:
    """Tell the chat from now on when a status of `process` changes (None: of any)."""
    words = words_for(chat.language)
    async with house.store.begin() as books:
        await books.alerts.on(chat.id, process.id if process else EVERY_PROCESS, AlertLevel.EVERY, house.now())
    of = process.title_in(chat.language) if process else words.say("every process")
    return _said(words.say("Alerts are on for {of}. I will write when a status changes. /alerts off ends it.", of=of))


async def alerts_off(house: House, chat: Chat) -> Message:
    """No more alerts for the chat."""
    async with house.store.begin() as books:
        await books.alerts.off(chat.id)
    return _said(words_for(chat.language).say("Alerts are off. /alerts on brings them back."))


async def alerts_now(house: House, chat: Chat) -> tuple[str, ...]:
    """Ids of the processes the chat hears of; an empty id stands for every one."""
    async with house.store.read() as books:
        return tuple(await books.alerts.of(chat.id))


def _said(words: str) -> Message:
    return Message(text(words).html)
