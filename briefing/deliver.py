"""Deliver: send what is owed and write down what became of it (the last of the four commits).

A message is marked as being sent before it is sent. If the process dies in between, nobody knows whether Telegram has it:
an alert is repeated once with a mark, anything else becomes `uncertain` and is not repeated (quality.md, "Delivery").
"""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from briefing.house import House
from briefing.markup import text
from briefing.words import words_for
from news.chat import ChatAddress, ChatState, Message, OutboxKind, OutboxMessage, OutboxState
from news.errors import ChatMoved, ChatUnreachable, MessageRefused, PerhapsSent, SendFailed, TryLater

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""Longer than the slowest send may take."""

MOST_ATTEMPTS = 8


class Sends(Protocol):
    """The way out to Telegram; raises a kind of SendFailed."""

    async def send(self, address: ChatAddress, message: Message) -> int:
        """Send and return Telegram's message id."""
        ...


async def deliver(house: House, sender: Sends, limit: int = 100) -> int:
    """Send every due message, the oldest of each chat first; returns how many were tried."""
    async with house.store.begin() as books:
        due = await books.outbox.take_due(house.now(), limit, LEASE)
    await asyncio.gather(*(_one(house, sender, message) for message in due))
    return len(due)


async def recover(house: House) -> int:
    """Settle messages whose sender died while sending them; returns how many."""
    now = house.now()
    async with house.store.begin() as books:
        left = await books.outbox.abandoned(now)
        for message in left:
            again = _marked(message)
            if again is not None:
                await books.outbox.repeat(message, again, now, "repeated: the answer to the first try was lost")
            else:
                await books.outbox.settle(message.id, OutboxState.UNCERTAIN, now, trouble="the sender died while sending")
    return len(left)


async def _one(house: House, sender: Sends, message: OutboxMessage) -> None:
    if message.expires_at is not None and message.expires_at <= house.now():
        await _settle(house, message, OutboxState.DROPPED, "too old by the time it could be sent")
        return
    try:
        sent = await sender.send(message.address, message.message)
    except SendFailed as e:
        await _failed(house, message, e)
    else:
        async with house.store.begin() as books:
            await books.outbox.settle(message.id, OutboxState.SENT, house.now(), telegram_message=sent)


async def _failed(house: House, message: OutboxMessage, error: SendFailed) -> None:
    now = house.now()
    match error:
        case ChatMoved(telegram_id=new):
            async with house.store.begin() as books:
                await books.chats.migrate(message.address.telegram_id, new)
                await books.outbox.postpone(message.id, now, str(error))
        case ChatUnreachable(state=state):
            async with house.store.begin() as books:
                await books.chats.set_state(message.chat_id, ChatState(state))
                await books.outbox.settle(message.id, OutboxState.DROPPED, now, trouble=str(error))
        case TryLater(after=seconds) if message.attempts < MOST_ATTEMPTS:
            async with house.store.begin() as books:
                await books.outbox.postpone(message.id, now + timedelta(seconds=seconds), str(error))
        case PerhapsSent():
            await _uncertain(house, message, error)
        case MessageRefused() | TryLater() | _:
            log.warning("message put aside", extra={"outbox_id": message.id, "reason": str(error)})
            await _settle(house, message, OutboxState.REFUSED, str(error))


async def _uncertain(house: House, message: OutboxMessage, error: SendFailed) -> None:
    again = _marked(message)
    if again is None:
        await _settle(house, message, OutboxState.UNCERTAIN, str(error))
        return
    async with house.store.begin() as books:
        await books.outbox.repeat(message, again, house.now() + timedelta(seconds=5), "repeated: the answer to the first try was lost")


async def _settle(house: House, message: OutboxMessage, state: OutboxState, trouble: str) -> None:
    async with house.store.begin() as books:
        await books.outbox.settle(message.id, state, house.now(), trouble=trouble)


def _marked(message: OutboxMessage) -> Message | None:
    """The message once more, marked as perhaps a repetition; None where a repetition is worse than a gap."""
    if message.kind is not OutboxKind.ALERT or message.cause.get("repeated"):
        return None
    mark = text(words_for(message.language).say("(sent once more: the first try may not have arrived)"))
    return replace(message.message, html=f"{message.message.html}\n<i>{mark.html}</i>")
