"""Turns Telegram's updates into questions and answers them: the one place for chats, rights, presses and
errors."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from telegram import Chat as TelegramChat
from telegram import ChatMember, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from briefing.answers.register_chat import register_chat
from briefing.house import House
from briefing.render.keyboard import NO_BUTTON, PressedButton, data_pattern, read_data
from briefing.render.markup import italic, text
from briefing.render.words import Words, spoken, words_for
from handlers.ask import Answer, Ask, Command, Press, Rights
from handlers.asked_about import message_asked_about, said_to_bot
from handlers.commands import COMMANDS, administers
from handlers.deep_link import answer_in_channel
from handlers.inline import on_inline
from handlers.membership import on_membership, on_migration
from handlers.opml import import_sent
from handlers.plain_words import answer_words
from handlers.presses import PRESSES
from handlers.rate_limit import RateLimit
from handlers.reply import acknowledge, replace_message, send_answer, turn_button
from handlers.settings import place_shared
from handlers.status import status
from handlers.storage_down import storage_apology, storage_error_behind, tell_not_kept_once
from handlers.typing import while_typing
from handlers.unknown import not_understood, only_words
from news.chat import Chat, ChatAddress, ChatKind, Message
from news.errors import StorageError, TryLater

log = logging.getLogger(__name__)

_MEDIA = (
    filters.PHOTO | filters.VOICE | filters.VIDEO | filters.AUDIO | filters.VIDEO_NOTE | filters.Sticker.ALL
) & ~filters.UpdateType.EDITED
"""What a person sends that has no words of its own."""
_ASK_WITHIN = 3.0
"""Seconds the database has to say who asks, for a command that can do without it."""

_FULL = ("too many requests", "flood", "not enough rights", "chat_write_forbidden", "chat not found")


def register(application: Application[Any, Any, Any, Any, Any, Any], house: House) -> None:
    """Add every command and button of the table, and the one error handler."""
    for command in COMMANDS:
        application.add_handler(CommandHandler(command.name, _on_command(house, command)))
    for press in PRESSES:
        application.add_handler(CallbackQueryHandler(_on_press(house, press), data_pattern(press.kind)))
    application.add_handler(CallbackQueryHandler(_on_old_press))
    application.add_handler(TypeHandler(Update, RateLimit()), group=-1)
    application.add_handler(ChatMemberHandler(on_membership(house), ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, on_migration(house)))
    application.add_handler(
        MessageHandler(
            filters.LOCATION & filters.ChatType.PRIVATE & ~filters.UpdateType.EDITED, _on_place(house)
        )
    )
    application.add_handler(InlineQueryHandler(on_inline(house)))
    application.add_handler(MessageHandler(filters.COMMAND, _on_unknown(house)))
    application.add_handler(MessageHandler(filters.TEXT & filters.ChatType.PRIVATE, _on_words(house)))
    in_groups = filters.TEXT & filters.ChatType.GROUPS & ~filters.UpdateType.EDITED
    application.add_handler(MessageHandler(in_groups, _on_mention(house)))
    application.add_handler(
        MessageHandler(
            filters.Document.ALL & filters.ChatType.PRIVATE & ~filters.UpdateType.EDITED, _on_document(house)
        )
    )
    application.add_handler(MessageHandler(_MEDIA & filters.ChatType.PRIVATE, _on_media(house)))
    application.add_handler(TypeHandler(Update, _on_anything), group=1)
    application.add_error_handler(_on_error)


def _on_command(house: House, command: Command) -> Any:
    unknown = _on_unknown(house)

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        asking = _ask(house, update, args=_args(update))
        if command.without_database:
            ask = await _ask_somehow(house, update, asking)
        else:
            ask = await asking
        if ask is None:
            return
        lacking = await _lacking(update, ask, command.rights)
        if lacking is Rights.BOT_ADMIN:
            await unknown(update, context)
        elif lacking is Rights.CHAT_ADMIN:
            await send_answer(update, await _for_members(ask, command))
        elif command.changes and not _own_words(update):
            said = ask.words.say(
                "I do not carry out commands that were forwarded or sent through another bot; please write it yourself."
            )
            await send_answer(update, [Message(text(said).html)])
        else:
            await send_answer(update, await command.answer(ask))

    return while_typing(answer)


def _on_press(house: House, press: Press) -> Any:
    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        pressed = read_data(query.data or "") if query else None
        ask = await _ask(house, update, pressed=pressed) if pressed else None
        if ask is None:
            return
        if ask.chat.kind is ChatKind.CHANNEL:  # buttons of today are links there
            said, url = await answer_in_channel(ask, words_for(_language(update) or ask.chat.language))
            await acknowledge(update, said, alert=True, url=url)
            return
        lacking = await _lacking(update, ask, press.rights)
        if lacking is Rights.BOT_ADMIN:
            await _on_old_press(update, context)
        elif lacking is Rights.CHAT_ADMIN:
            await acknowledge(update, ask.words.say("Only admins of this group can change that."))
        else:
            await acknowledge(update)
            put = send_answer if press.added else replace_message
            await put(update, await press.answer(ask))
            if press.turned is not None and (other := press.turned(ask)) is not None:
                await turn_button(update, other)

    return while_typing(answer)


async def _for_members(ask: Ask, command: Command) -> Answer:
    """For a member of a group who may not change it: what is on, where that was asked, with nothing to
    press."""
    only = text(ask.words.say("Only admins of this group can change that."))
    if command.shown is None or ask.args.strip():
        return [Message(only.html)]
    shown = [Message(message.html) for message in await command.shown(ask)]
    return [*shown[:-1], Message(f"{shown[-1].html}\n{italic(only).html}")]


def _own_words(update: Update) -> bool:
    """Whether the person wrote the message: what is forwarded, or made by an inline bot, may be anybody's
    words."""
    message = update.effective_message
    return message is None or (message.forward_origin is None and message.via_bot is None)


def _args(update: Update) -> str:
    """What follows the command, its lines as they were written."""
    message = update.effective_message
    return "".join((message.text if message and message.text else "").split(maxsplit=1)[1:])


async def _on_old_press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await acknowledge(update, words_for(_language(update)).say("This button is too old."))


def _on_place(house: House) -> Any:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        ask = await _ask(house, update)
        place = update.effective_message.location if update.effective_message else None
        if ask is not None and place is not None:
            await send_answer(update, await place_shared(ask, place.latitude, place.longitude))

    return answer


def _on_unknown(house: House) -> Any:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        ask = await _ask(house, update)
        if ask is not None and ask.chat.kind is ChatKind.PRIVATE:
            await send_answer(update, not_understood(ask))

    return answer


def _on_words(house: House) -> Any:
    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is not None and message.via_bot is not None and message.via_bot.id == context.bot.id:
            return  # what the bot itself offered to be dropped there
        ask = await _ask(house, update, args=(message.text if message else None) or "")
        if ask is not None:
            await send_answer(update, await answer_words(ask))

    return while_typing(answer)


def _on_mention(house: House) -> Any:
    """In a group only what names the bot is for it; anybody else's talk is not looked at further."""

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        said = said_to_bot(house.bot_name, (message.text if message else None) or "")
        if said is None:
            return
        ask = await _ask(house, update, args=said)
        if ask is not None:
            await send_answer(update, await (answer_words(ask) if said else status(ask)))

    return while_typing(answer)


def _on_document(house: House) -> Any:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        ask = await _ask(house, update)
        if ask is not None and administers(ask):
            await import_sent(ask, update)
        elif ask is not None:
            await send_answer(update, only_words(ask))

    return while_typing(answer)


def _on_media(house: House) -> Any:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        ask = await _ask(house, update)
        if ask is not None:
            await send_answer(update, only_words(ask))

    return answer


async def _on_anything(_update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keeps updates nobody handles from being logged as lost."""


async def _on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Apologise where a handler failed; not where the chat takes no more or Telegram cannot be reached: that
    would fail as well."""
    if _not_taken(context.error):
        log.info("an answer was not taken", extra={"reason": str(context.error)})
        return
    refusal = storage_error_behind(context.error)
    if refusal is None:
        log.error("a handler failed", exc_info=context.error)
    elif not refusal.temporary:
        log.error("a question needed the database, and it refused", extra={"reason": str(refusal)})
    if isinstance(update, Update) and update.effective_chat is not None:
        words = words_for(_language(update))
        try:
            await send_answer(update, [storage_apology(words) if refusal else _apology(words)])
        except TelegramError as e:
            log.info("the apology was not taken", extra={"reason": str(e)})


def _apology(words: Words) -> Message:
    said = words.say("Something went wrong on my side. It has been logged; please try again in a minute.")
    return Message(text(said).html)


def _not_taken(error: BaseException | None) -> bool:
    """Whether Telegram or the way to it kept the answer back, whatever the failure was wrapped in."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, (Forbidden, RetryAfter, TryLater)) or (
            isinstance(error, NetworkError) and not isinstance(error, BadRequest)
        ):
            return True
        if isinstance(error, BadRequest) and any(words in str(error).lower() for words in _FULL):
            return True
        seen.add(id(error))
        error = error.__cause__
    return False


async def _ask(
    house: House, update: Update, args: str = "", pressed: PressedButton = NO_BUTTON
) -> Ask | None:
    """The question in `update`; None where nobody can be answered (a channel post by nobody, a vanished
    chat)."""
    telegram_chat, person = update.effective_chat, update.effective_user
    if telegram_chat is None:
        return None
    chat = await register_chat(
        house,
        _address(update, telegram_chat),
        ChatKind(telegram_chat.type),
        telegram_chat.title,
        _language(update) or house.language,
    )
    words = words_for(chat.language)
    await tell_not_kept_once(house, update, chat, words)
    return Ask(
        house,
        chat,
        person.id if person else 0,
        words,
        args,
        pressed,
        *message_asked_about(update),
        update.get_bot(),
    )


async def _ask_somehow(house: House, update: Update, asking: Coroutine[Any, Any, Ask | None]) -> Ask | None:
    """The question, without the database where that refuses or takes too long."""
    task = asyncio.create_task(asking)
    done, _ = await asyncio.wait({task}, timeout=_ASK_WITHIN)
    if done and not isinstance(task.exception(), StorageError):
        return task.result()
    if not done:  # a writer that waits for a lock cannot be called off; what becomes of it is of no use here
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    return _ask_without_database(house, update)


def _ask_without_database(house: House, update: Update) -> Ask | None:
    """The question as Telegram alone tells it; rights are those of PARLEY_ADMINS and what is remembered."""
    telegram_chat, person = update.effective_chat, update.effective_user
    if telegram_chat is None or person is None:
        return None
    language = _language(update) or house.language
    kind, address = ChatKind(telegram_chat.type), _address(update, telegram_chat)
    chat = Chat(0, address, kind, telegram_chat.title, language, house.zone)
    return Ask(house, chat, person.id, words_for(language))


def _address(update: Update, chat: TelegramChat) -> ChatAddress:
    message = update.effective_message
    thread = (
        getattr(message, "message_thread_id", None) if getattr(message, "is_topic_message", False) else None
    )
    return ChatAddress(chat.id, thread or 0)


def _language(update: Update) -> str | None:
    """The person's language where we speak it."""
    return spoken(update.effective_user.language_code) if update.effective_user else None


async def _lacking(update: Update, ask: Ask, rights: Rights) -> Rights | None:
    """The right the person needs and does not have, for commands and presses alike; None: they may."""
    if rights is Rights.BOT_ADMIN:
        return None if administers(ask) else rights
    if rights is Rights.CHAT_ADMIN:
        return None if await _administers(update, ask) else rights
    return None


async def _administers(update: Update, ask: Ask) -> bool:
    chat = update.effective_chat
    if ask.chat.kind is ChatKind.PRIVATE or chat is None:
        return True
    if _speaks_as_the_chat(update, chat):
        return True
    member = await chat.get_member(ask.person_id)
    return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


def _speaks_as_the_chat(update: Update, chat: TelegramChat) -> bool:
    """Whether an anonymous admin wrote: only admins can write as their group. A press names the person, and
    its message is the bot's."""
    written = update.message or update.edited_message
    return written is not None and written.sender_chat is not None and written.sender_chat.id == chat.id
