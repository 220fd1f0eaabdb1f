"""The message a question is about: the one a button is on, or the one a command replies to."""

from telegram import Message as TelegramMessage
from telegram import Update

from briefing.answers.resolve_reply import MessageLine


def message_asked_about(update: Update) -> tuple[str, tuple[MessageLine, ...], str, int]:
    """Text, lines, quoted part and number of the message a button is on or a command replies to; empty where
    Telegram gives none."""
    message = update.effective_message
    found = message if update.callback_query else getattr(message, "reply_to_message", None)
    if not isinstance(found, TelegramMessage):
        return "", (), "", 0
    quote = message.quote.text if message and message.quote and not update.callback_query else ""
    return found.text or found.caption or "", _lines(found), quote, found.message_id


def _lines(message: TelegramMessage) -> tuple[MessageLine, ...]:
    words = message.text or message.caption or ""
    links: list[list[str]] = [[] for _ in words.split("\n")]
    units = words.encode("utf-16-le")  # Telegram counts in these
    for entity, shown in {**message.parse_entities(), **message.parse_caption_entities()}.items():
        url = entity.url or shown
        if url.startswith(("http://", "https://")):
            links[units[: 2 * entity.offset].decode("utf-16-le", "ignore").count("\n")].append(url)
    return tuple(
        MessageLine(line, tuple(found)) for line, found in zip(words.split("\n"), links, strict=True)
    )


def said_to_bot(bot_name: str, said: str) -> str | None:
    """What is said in a group to the bot, which begins or ends with its @name; None where it is not said to
    it. Pure."""
    words, name = said.split(), f"@{bot_name}".casefold()
    plain = [word.rstrip(",.:;!?").casefold() for word in words]
    if not words or name not in (plain[0], plain[-1]):
        return None
    return " ".join(words[1:] if plain[0] == name else words[:-1])
