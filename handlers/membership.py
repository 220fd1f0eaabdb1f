"""Where the bot is and what it may there: added, removed, blocked, unblocked, made or unmade admin, moved to
a supergroup."""

from typing import Any

from telegram import Chat, ChatMember, ChatMemberUpdated, Update
from telegram.ext import ContextTypes

from briefing.answers.register_chat import register_chat
from briefing.house import House
from briefing.jobs.reachability import came_back, chat_moved, went_away
from briefing.render.words import spoken
from news.chat import ChatAddress, ChatKind, ChatState


def on_membership(house: House) -> Any:
    """The handler of my_chat_member."""

    async def changed(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        told = update.my_chat_member
        if told is None:
            return
        state = _state(told)
        if state is not ChatState.ACTIVE:
            await went_away(house, told.chat.id, state)
            return
        await came_back(house, told.chat.id)
        if (
            told.chat.type != Chat.PRIVATE
        ):  # a group speaks the language of who added the bot, not of whoever writes first
            language = spoken(told.from_user.language_code) or house.language
            await register_chat(
                house, ChatAddress(told.chat.id), ChatKind(told.chat.type), told.chat.title, language
            )

    return changed


def on_migration(house: House) -> Any:
    """The handler of the service message a group leaves when it becomes a supergroup."""

    async def moved(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id is not None:
            await chat_moved(house, message.chat.id, message.migrate_to_chat_id)

    return moved


def _state(told: ChatMemberUpdated) -> ChatState:
    member = told.new_chat_member
    if member.status in (ChatMember.BANNED, ChatMember.LEFT):
        return ChatState.BLOCKED if told.chat.type == Chat.PRIVATE else ChatState.KICKED
    if member.status == ChatMember.RESTRICTED and not getattr(member, "can_send_messages", True):
        return ChatState.NO_RIGHTS
    if told.chat.type == Chat.CHANNEL and not getattr(member, "can_post_messages", False):
        return ChatState.NO_RIGHTS
    return ChatState.ACTIVE
