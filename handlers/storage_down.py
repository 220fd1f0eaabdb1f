"""When nothing can be stored (a full disk): who only reads is answered, and told once what does not work."""

from telegram import Update

from briefing.answers.register_chat import NOT_KEPT
from briefing.house import House
from briefing.render.markup import text
from briefing.render.words import Words
from handlers.reply import send_answer
from news.chat import Chat, ChatKind, Message
from news.errors import StorageError

_REMEMBERED = 10_000  # chats told; beyond, all are told anew


async def tell_not_kept_once(house: House, update: Update, chat: Chat, words: Words) -> None:
    """Say so in a chat that could not be remembered, until chats can be remembered again."""
    told, place = house.told_not_kept, chat.address.telegram_id
    if chat.id != NOT_KEPT or chat.kind is ChatKind.CHANNEL or place in told:
        return
    if len(told) >= _REMEMBERED:
        told.clear()
    told.add(place)
    said = words.say("I can answer, but I cannot keep settings just now; please set what you want later.")
    await send_answer(update, [Message(text(said).html)])


def storage_error_behind(error: BaseException | None) -> StorageError | None:
    """The database's refusal behind a failure, if that is what it was."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, StorageError):
            return error
        seen.add(id(error))
        error = error.__cause__
    return None


def storage_apology(words: Words) -> Message:
    """What is said where an answer needed the database."""
    said = words.say(
        "I cannot reach what I have stored, or store anything, just now. "
        "If you wanted to change something, it was not changed; please try again in a few minutes."
    )
    return Message(text(said).html)
