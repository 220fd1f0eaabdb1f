"""/board: one message of a chat, a topic or a channel that is kept current."""

from contextlib import suppress

from telegram.error import TelegramError

from briefing.answers.live_board import end_board, keep_board
from briefing.render.markup import text
from handlers.ask import Answer, Ask
from handlers.publish import administered_channel
from news.chat import Chat, Message

_OFF = ("off", "выкл")


async def board(ask: Ask) -> Answer:
    """`/board`, `/board off`, and from a private chat `/board @channel`, `/board @channel off`."""
    say = ask.words.say
    name, _, rest = ask.args.strip().partition(" ")
    if name.startswith(("@", "-")):
        channel = await administered_channel(ask, name)
        if isinstance(channel, Message):
            return [channel]
        if rest.strip().casefold() in _OFF:
            return [await _end(ask, channel.chat, channel.name)]
        await _begin(ask, channel.chat)
        said = say(
            "A board is kept current in {channel}. /board {channel} off ends it.", channel=channel.name
        )
        return [Message(text(said).html)]
    if name.casefold() in _OFF:
        return [await _end(ask, ask.chat, None)]
    if name:
        said = say(
            "Write /board for a board that is kept current here, /board off to end it, /board @channel for one in a channel of yours."
        )
        return [Message(text(said).html)]
    await _begin(ask, ask.chat)
    return []  # the board itself comes within seconds


async def _begin(ask: Ask, chat: Chat) -> None:
    await _delete(ask, chat, await keep_board(ask.house, chat))


async def _end(ask: Ask, chat: Chat, channel: str | None) -> Message:
    say = ask.words.say
    there, message_id = await end_board(ask.house, chat)
    await _delete(ask, chat, message_id)
    if not there:
        return Message(text(say("No board is kept current there.")).html)
    said = say("The board in {channel} is gone.", channel=channel) if channel else say("The board is gone.")
    return Message(text(said).html)


async def _delete(ask: Ask, chat: Chat, message_id: int | None) -> None:
    """Take an old board away; where it is too old for that it stays, and is not pinned any more."""
    if message_id is None or ask.bot is None:
        return
    try:
        await ask.bot.delete_message(chat.address.telegram_id, message_id)
    except TelegramError:
        with suppress(TelegramError):
            await ask.bot.unpin_chat_message(chat.address.telegram_id, message_id)
