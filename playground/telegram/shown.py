"""How people, chats, messages and members are shown to a bot: the Bot API's objects."""

from __future__ import annotations

from typing import Any

from playground.telegram.entities import Entity
from playground.telegram.state import (
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    RIGHTS,
    Bot,
    Member,
    Person,
    TelegramChat,
    TelegramMessage,
)

_DATE_LETTERS = ((1, "r"), (2, "t"), (4, "T"), (8, "d"), (16, "D"), (32, "w"))


def user_json(user: Person | Bot) -> dict[str, Any]:
    """A User."""
    if isinstance(user, Bot):
        return {"id": user.id, "is_bot": True, "first_name": user.name, "username": user.username}
    shown: dict[str, Any] = {"id": user.id, "is_bot": False, "first_name": user.first_name}
    if user.last_name:
        shown["last_name"] = user.last_name
    if user.username:
        shown["username"] = user.username
    if user.language:
        shown["language_code"] = user.language
    return shown


def chat_json(chat: TelegramChat) -> dict[str, Any]:
    """A Chat."""
    if chat.person is not None:
        shown = user_json(chat.person)
        del shown["is_bot"]
        shown.pop("language_code", None)
        shown["type"] = "private"
        return shown
    shown = {"id": chat.id, "title": chat.title}
    if chat.username:
        shown["username"] = chat.username
    shown["type"] = chat.type
    if chat.is_forum:
        shown["is_forum"] = True
    if chat.type == "group":
        shown["all_members_are_administrators"] = False
    return shown


def entity_json(entity: Entity, people: dict[int, Person]) -> dict[str, Any] | None:
    """A MessageEntity; None for a mention of a person nobody knows."""
    shown: dict[str, Any] = {"offset": entity.offset, "length": entity.length, "type": entity.type}
    if entity.argument is None:
        return shown
    if entity.type == "text_link":
        shown["url"] = entity.argument
    elif entity.type == "pre":
        shown["language"] = entity.argument
    elif entity.type == "custom_emoji":
        shown["custom_emoji_id"] = str(entity.argument)
    elif entity.type == "text_mention":
        person = people.get(entity.argument)
        if person is None:
            return None
        shown["user"] = user_json(person)
    elif entity.type == "date_time":
        shown["unix_time"], flags = entity.argument
        shown["date_time_format"] = "".join(letter for bit, letter in _DATE_LETTERS if flags & bit)
    return shown


def entities_json(entities: list[Entity], people: dict[int, Person]) -> list[dict[str, Any]]:
    """The entities of a message, in order."""
    return [shown for entity in entities if (shown := entity_json(entity, people)) is not None]


def message_json(message: TelegramMessage, *, with_reply: bool = True) -> dict[str, Any]:
    """A Message; the message it replies to is shown one deep."""
    chat, sender = message.chat, message.sender
    shown: dict[str, Any] = {"message_id": message.id}
    if isinstance(sender, TelegramChat):
        shown["sender_chat"] = chat_json(sender)
    else:
        shown["from"] = user_json(sender)
    shown["chat"] = chat_json(chat)
    shown["date"] = int(message.date)
    if message.edit_date:
        shown["edit_date"] = int(message.edit_date)
    if message.thread is not None:
        shown["message_thread_id"] = message.thread
        if chat.is_forum:
            shown["is_topic_message"] = True
    if message.extra is not None:
        shown.update(message.extra)
    if message.via is not None:
        shown["via_bot"] = user_json(message.via)
    if with_reply and message.reply_to is not None and message.reply_to in chat.messages:
        shown["reply_to_message"] = message_json(chat.messages[message.reply_to], with_reply=False)
    shown.update(message.body)
    if message.keyboard is not None:
        shown["reply_markup"] = message.keyboard
    return shown


def origin_json(message: TelegramMessage) -> dict[str, Any]:
    """Where a message that is forwarded comes from, as a field of the new one."""
    if message.extra and "forward_origin" in message.extra:
        return {"forward_origin": message.extra["forward_origin"]}
    date = int(message.date)
    if isinstance(message.sender, TelegramChat):
        return {
            "forward_origin": {
                "type": "channel",
                "chat": chat_json(message.sender),
                "message_id": message.id,
                "date": date,
            }
        }
    return {"forward_origin": {"type": "user", "sender_user": user_json(message.sender), "date": date}}


def inaccessible_json(chat: TelegramChat, message_id: int) -> dict[str, Any]:
    """An InaccessibleMessage: one that is gone."""
    return {"chat": chat_json(chat), "message_id": message_id, "date": 0}


def rights_for(chat: TelegramChat) -> tuple[str, ...]:
    """The administrator's rights there are in this kind of chat."""
    return RIGHTS + (CHANNEL_RIGHTS if chat.type == "channel" else GROUP_RIGHTS)


def member_json(user: Person | Bot, member: Member, chat: TelegramChat) -> dict[str, Any]:
    """A ChatMember."""
    shown: dict[str, Any] = {"user": user_json(user), "status": member.status}
    if member.status == "creator":
        shown["is_anonymous"] = False
    elif member.status == "administrator":
        shown["can_be_edited"] = False
        shown.update({right: member.rights.get(right, False) for right in rights_for(chat)})
        shown["is_anonymous"] = False
    elif member.status == "kicked":
        shown["until_date"] = member.until
    if member.title and member.status in ("creator", "administrator"):
        shown["custom_title"] = member.title
    return shown
