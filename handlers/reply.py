"""Puts an answer into the chat: sent, in place of the message a button is on, or as a word in passing;
keyboards and link previews."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from handlers.after_restart import mark_repeated
from handlers.ask import Answer
from news.chat import Button, Message

PARSE = "HTML"
_HARMLESS = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message can't be edited",
)


async def send_answer(update: Update, answer: Answer) -> None:
    """Send every message of the answer to where the question came from (its forum topic too)."""
    message = update.effective_message
    if message is None or update.effective_chat is None:
        return
    thread = (
        getattr(message, "message_thread_id", None) if getattr(message, "is_topic_message", False) else None
    )
    chat = update.effective_chat
    for part in mark_repeated(update, answer):
        keys = keyboard(part)
        if part.file is not None:
            name, content = part.file
            await chat.send_document(
                content,
                part.html,
                filename=name,
                parse_mode=PARSE,
                reply_markup=keys,
                message_thread_id=thread,
            )
        elif part.photo is not None:
            await chat.send_photo(
                part.photo, part.html, parse_mode=PARSE, reply_markup=keys, message_thread_id=thread
            )
        else:
            shown = preview(part)
            await chat.send_message(
                part.html, PARSE, reply_markup=keys, link_preview_options=shown, message_thread_id=thread
            )


async def replace_message(update: Update, answer: Answer) -> None:
    """Put the first message of the answer in place of the one the button is on, send the rest."""
    query = update.callback_query
    if query is None or not answer:
        return
    if query.message is None or not query.message.is_accessible:
        await send_answer(update, answer)
        return
    first = answer[0]
    try:
        await query.edit_message_text(
            first.html, parse_mode=PARSE, reply_markup=keyboard(first), link_preview_options=preview(first)
        )
    except BadRequest as e:
        if not any(words in str(e).lower() for words in _HARMLESS):
            raise
    await send_answer(update, answer[1:])


async def acknowledge(
    update: Update, words: str | None = None, *, alert: bool = False, url: str | None = None
) -> None:
    """End the wait the button shows, with `words` in passing (`alert`: to be closed by the person), or by
    opening `url`.

    A press too old for that is left alone.
    """
    if update.callback_query is None:
        return
    try:
        await update.callback_query.answer(words, show_alert=alert or None, url=url)
    except BadRequest as e:
        if not any(harmless in str(e).lower() for harmless in _HARMLESS):
            raise


async def turn_button(update: Update, other: Button) -> None:
    """Put `other` in place of the button that was pressed; the rest of the message stays."""
    query = update.callback_query
    if query is None or not isinstance(query.message, TelegramMessage) or query.message.reply_markup is None:
        return
    rows = [
        [_key(other) if key.callback_data == query.data else key for key in row]
        for row in query.message.reply_markup.inline_keyboard
    ]
    try:
        await query.edit_message_reply_markup(InlineKeyboardMarkup(rows))
    except BadRequest as e:
        if not any(words in str(e).lower() for words in _HARMLESS):
            raise


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The rows of buttons as Telegram takes them."""
    rows: Sequence[Sequence[InlineKeyboardButton]] = [[_key(b) for b in row] for row in message.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _key(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.text, callback_data=button.data, url=button.url, switch_inline_query=button.inline
    )


def preview(message: Message) -> LinkPreviewOptions:
    """The link's page below the message, only where it is wanted."""
    return LinkPreviewOptions(is_disabled=not message.preview)
