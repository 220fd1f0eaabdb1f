"""What becomes of a message after its send: sent, tried again, put aside, uncertain; and what becomes of its
chat.

`uncertain`: the request left and no answer came, so Telegram may have the message or not, and there is no key
to ask by. An alert is repeated once with a mark; nothing else is repeated, and a digest's time is covered
again by the next one. Where the whole process died, most of its messages had not left, so each, of whatever
kind, is sent again with the mark: better two than none.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from briefing.house import House
from briefing.render.markup import text
from briefing.render.words import words_for
from news.chat import (
    Chat,
    ChatKind,
    ChatState,
    Drop,
    Message,
    OutboxDraft,
    OutboxKind,
    OutboxMessage,
    OutboxState,
    Outcome,
)
from news.errors import (
    ChatMoved,
    ChatUnreachable,
    MessageRefused,
    PerhapsSent,
    SendFailed,
    TopicGone,
    TryLater,
)
from storage.store import Books

log = logging.getLogger(__name__)

MOST_REFUSALS = 3
"""So often a message Telegram refuses is tried: a refusal can be a passing trouble of theirs."""

MOST_DEATHS = 8
"""A message whose sending so often ends with the process is not tried again; tries that ended otherwise do
not count."""

_AGAIN = timedelta(seconds=30)
_LONGEST_PAUSE = 600.0
_MOST_DOUBLINGS = 10  # past the longest pause; a message without an age limit is tried without end
_REPEAT_AFTER = timedelta(seconds=5)
_LOST = "repeated: the answer to the first try was lost"


@dataclass(frozen=True, slots=True)
class Result:
    """How one send ended: Telegram's message id, or the failure."""

    message: OutboxMessage
    telegram_message: int | None
    failure: SendFailed | None = None


async def settle(house: House, results: Sequence[Result]) -> None:
    """Write down all results in one commit."""
    now = house.now()
    sent = [Outcome(r.message.id, OutboxState.SENT, r.telegram_message) for r in results if r.failure is None]
    async with house.store.begin() as books:
        await books.outbox.settle_all(sent, now)
        for result in results:
            if result.failure is not None:
                await _failed(books, result.message, result.failure, now)


async def recover(house: House) -> int:
    """Settle messages whose sender died while sending them; returns how many."""
    now = house.now()
    async with house.store.begin() as books:
        left = await books.outbox.abandoned(now)
        for message in left:
            deaths = int(message.cause.get("deaths", 0)) + 1
            if deaths >= MOST_DEATHS:
                await _give_up(books, message, "the sender died while sending", now)
            else:
                counted = replace(message, cause={**message.cause, "deaths": deaths})
                await books.outbox.repeat(counted, _marked(message), now, _LOST)
    return len(left)


async def _failed(books: Books, message: OutboxMessage, error: SendFailed, now: datetime) -> None:
    match error:
        case ChatMoved(telegram_id=new):
            await books.chats.migrate(message.address.telegram_id, new)
            await books.outbox.postpone(message.id, now, str(error))
        case TopicGone():
            await _leave_topic(books, message, error, now)
        case ChatUnreachable(state=state):
            await _unreachable(books, message, ChatState(state), str(error), now)
        case TryLater():
            await _later(books, message, error, now)
        case PerhapsSent():
            await _uncertain(books, message, error, now)
        case MessageRefused() if message.attempts < MOST_REFUSALS:
            await books.outbox.postpone(
                message.id, now + _AGAIN * message.attempts**2, str(error), alone=True
            )
        case _:
            log.warning("message put aside", extra={"outbox_id": message.id, "reason": str(error)})
            await books.outbox.settle(message.id, OutboxState.REFUSED, now, trouble=str(error))


async def _unreachable(
    books: Books, message: OutboxMessage, state: ChatState, trouble: str, now: datetime
) -> None:
    await rest_chat(books, message.address.telegram_id, state, now)
    await books.outbox.settle(message.id, OutboxState.DROPPED, now, trouble=trouble)
    await cover_again(books, message.cause)


async def _later(books: Books, message: OutboxMessage, error: TryLater, now: datetime) -> None:
    """Surely not sent. A wait Telegram asked for holds for the chat, and is never a reason to give up."""
    seconds = (
        error.after
        if error.asked
        else min(error.after * 2.0 ** min(message.attempts - 1, _MOST_DOUBLINGS), _LONGEST_PAUSE)
    )
    until = now + timedelta(seconds=seconds)
    await books.outbox.postpone(message.id, until, str(error))
    if error.asked:
        await books.chats.pause(message.address.telegram_id, until)


async def _uncertain(books: Books, message: OutboxMessage, error: SendFailed, now: datetime) -> None:
    if message.kind is OutboxKind.ALERT and not message.cause.get("repeated"):
        await books.outbox.repeat(message, _marked(message), now + _REPEAT_AFTER, _LOST)
        return
    await _give_up(books, message, str(error), now)


async def _give_up(books: Books, message: OutboxMessage, trouble: str, now: datetime) -> None:
    """Nobody will know whether it arrived; the next digest covers the time of a digest again."""
    await books.outbox.settle(message.id, OutboxState.UNCERTAIN, now, trouble=trouble)
    await cover_again(books, message.cause)


async def cover_again(books: Books, cause: Mapping[str, Any]) -> None:
    """A digest that may not have arrived, or surely did not: the next one covers its time. Nothing for other
    messages."""
    subscription, since = cause.get("subscription"), cause.get("since")
    if subscription and since:
        await books.subscriptions.reopen(int(subscription), datetime.fromisoformat(str(since)))


async def _leave_topic(books: Books, message: OutboxMessage, error: SendFailed, now: datetime) -> None:
    chat = await books.chats.get(message.chat_id)
    if chat is None or not chat.address.thread_id:  # the main topic is closed: there is nowhere left to write
        await _unreachable(books, message, ChatState.NO_RIGHTS, str(error), now)
        return
    main = await books.chats.leave_topic(chat)
    said = words_for(chat.language).say(
        "The topic I wrote to was closed or deleted. From now on I write here; /subscriptions changes that."
    )
    key = f"topic/{main.id}/{chat.address.thread_id}/{message.id}"
    await books.outbox.owe([OutboxDraft(main.id, OutboxKind.NOTICE, key, Message(text(said).html), now)], now)
    await books.outbox.postpone(message.id, now, str(error))


async def rest_chat(books: Books, telegram_id: int, state: ChatState, now: datetime) -> None:
    """The chat cannot be reached: it rests with all it asked for, nothing due is sent, and who set it up is
    told where possible."""
    found = await books.chats.all_at(telegram_id)
    await books.chats.set_state(telegram_id, state)
    for chat in found:
        for cause in await books.outbox.drop_due(chat.id, now, Drop.RESTING):
            await cover_again(books, cause)
    told = next(
        (c for c in found if c.owner_id and c.kind is not ChatKind.PRIVATE and c.state is ChatState.ACTIVE),
        None,
    )
    if told is not None:
        await _tell_owner(books, told, state, now)


async def _tell_owner(books: Books, chat: Chat, state: ChatState, now: datetime) -> None:
    assert chat.owner_id is not None
    owner = next((c for c in await books.chats.all_at(chat.owner_id) if c.state is ChatState.ACTIVE), None)
    if owner is None:
        return
    words = words_for(owner.language)
    if state is ChatState.NO_RIGHTS:
        said = words.say(
            "I may no longer write to “{chat}”. Its subscriptions rest until I may again.",
            chat=chat.title or chat.id,
        )
    else:
        said = words.say(
            "I can no longer reach “{chat}”. Its subscriptions rest until I am back there.",
            chat=chat.title or chat.id,
        )
    key = f"resting/{chat.id}/{state}/{now.isoformat()}"
    await books.outbox.owe(
        [OutboxDraft(owner.id, OutboxKind.NOTICE, key, Message(text(said).html), now)], now
    )


def _marked(message: OutboxMessage) -> Message:
    """The message once more, marked (once) as perhaps a repetition."""
    if message.cause.get("repeated"):
        return message.message
    mark = text(words_for(message.language).say("(sent once more: the first try may not have arrived)"))
    return replace(message.message, html=f"{message.message.html}\n<i>{mark.html}</i>")
