"""What was asked before the process died: answered once more with a mark where it may have been answered, and
asked for again where it is old."""

import logging
from contextvars import ContextVar
from dataclasses import replace

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from briefing.render.markup import text
from briefing.render.words import words_for
from handlers.ask import Answer
from handlers.asked_about import said_to_bot

log = logging.getLogger(__name__)

maybe_answered_before: ContextVar[bool] = ContextVar("once_more", default=False)
"""Whether the update at work may have been answered before."""


def mark_repeated(update: Update, answer: Answer) -> Answer:
    """The answer, where it is perhaps a repetition with a word of that."""
    if not maybe_answered_before.get() or not answer:
        return answer
    person = update.effective_user
    mark = words_for(person.language_code if person else None).say(
        "(sent once more: the first try may not have arrived)"
    )
    first = replace(answer[0], html=f"{answer[0].html}\n<i>{text(mark).html}</i>")
    return [first, *answer[1:]]


def expects_answer(update: Update) -> bool:
    """Whether somebody waits for an answer: not to what is only said in a group."""
    chat, message = update.effective_chat, update.effective_message
    if chat is None or message is None or chat.type == ChatType.CHANNEL:
        return False
    return (
        update.callback_query is not None or chat.type == ChatType.PRIVATE or _is_ours(update, message.text)
    )


def _is_ours(update: Update, said: str | None) -> bool:
    """Whether a text in a group is for this bot: it names it, or is a command; not "/", and none that is
    addressed to another bot."""
    if said_to_bot(update.get_bot().username or "", said or "") is not None:
        return True
    first = (said or "").split(maxsplit=1)[:1]
    name, _, bot = first[0].partition("@") if first else ("", "", "")
    ours = not bot or bot.casefold() == (update.get_bot().username or "").casefold()
    return len(name) > 1 and name.startswith("/") and ours


async def ask_to_repeat(update: Update) -> None:
    """Ask the person to say it again: it is too long ago to be answered as if nothing had been."""
    person, message = update.effective_user, update.effective_message
    if message is None or not expects_answer(update):
        return
    said = words_for(person.language_code if person else None).say(
        "I was away when you wrote to me. Please say it again."
    )
    try:
        topic = message.message_thread_id if message.is_topic_message else None
        await message.chat.send_message(said, message_thread_id=topic)
    except TelegramError as e:
        log.info("nobody could be asked to say it again", extra={"reason": str(e)})
