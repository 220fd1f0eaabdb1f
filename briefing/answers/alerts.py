"""Alerts on and off for a chat: of which process, and of every change or only of agreed, in force,
collapsed."""

from collections.abc import Mapping

from briefing.house import House
from news.chat import AlertLevel, Chat, Drop, OutboxKind
from storage.alerts import EVERY_PROCESS

ALL = EVERY_PROCESS


async def alerts_on(
    house: House, chat: Chat, process: str = ALL, level: AlertLevel = AlertLevel.EVERY
) -> None:
    """Tell the chat from now on when a status of `process` changes (ALL: of any)."""
    async with house.store.begin() as books:
        await books.alerts.on(chat.id, process, level, house.now())


async def alerts_off(house: House, chat: Chat, process: str | None = None) -> None:
    """No more alerts of `process` (ALL: of those not named by themselves; None: of anything), nor what is
    held back or due of it."""
    async with house.store.begin() as books:
        if process and ALL in await books.alerts.of(chat.id):
            await books.alerts.on(chat.id, process, AlertLevel.NONE, house.now())
        else:
            await books.alerts.off(chat.id, process)
        await books.alerts.drop_unwanted(chat.id, house.now())
        if process is None:
            await books.outbox.drop_due(chat.id, house.now(), Drop.STOPPED, OutboxKind.ALERT)


async def alerts_now(house: House, chat: Chat) -> dict[str, AlertLevel]:
    """Ids of the processes the chat hears of (ALL: every one), each with its level."""
    async with house.store.read() as books:
        return await books.alerts.of(chat.id)


def hears_of(process: str, levels: Mapping[str, AlertLevel]) -> bool:
    """Whether a chat with these levels is told of the process; pure."""
    level = levels.get(process, levels.get(ALL, AlertLevel.NONE))
    return level is not AlertLevel.NONE
