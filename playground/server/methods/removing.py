"""Deleting and pinning messages."""

from __future__ import annotations

from playground.server.asked import Asked, method
from playground.server.reach import find_message, may_manage, message_ids, reach_chat
from playground.telegram.errors import bad_request
from playground.telegram.shown import message_json
from playground.telegram.state import Person, TelegramChat, TelegramMessage

TOO_OLD_AFTER = 48 * 3600
MOST_AT_ONCE = 100


def _check_deletable(asked: Asked, chat: TelegramChat, message: TelegramMessage) -> None:
    if chat.person is None and isinstance(message.sender, Person):
        may_manage(asked, chat, "can_delete_messages", "message can't be deleted")
    member = chat.bots.get(asked.bot)
    administrator = member is not None and member.may("can_delete_messages")
    if asked.world.clock() - message.date > TOO_OLD_AFTER and not administrator:
        raise bad_request("message can't be deleted for everyone")


def _remove(asked: Asked, chat: TelegramChat, messages: list[TelegramMessage]) -> bool:
    for message in messages:
        del chat.messages[message.id]
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
    asked.world.changed("deleted", chat=chat, ids=[message.id for message in messages])
    return True


def delete_message(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#deletemessage"""
    chat = reach_chat(asked)
    message = find_message(asked, chat, "message to delete")
    _check_deletable(asked, chat, message)
    return _remove(asked, chat, [message])


def delete_messages(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#deletemessages"""
    wanted = message_ids(asked)
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > MOST_AT_ONCE:
        raise bad_request("too many messages to delete")
    chat = reach_chat(asked)
    messages = [chat.messages[number] for number in dict.fromkeys(wanted) if number in chat.messages]
    for message in messages:
        _check_deletable(asked, chat, message)
    return _remove(asked, chat, messages)


def _may_pin(asked: Asked, chat: TelegramChat) -> None:
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    may_manage(asked, chat, right, "not enough rights to manage pinned messages in the chat")


def pin_chat_message(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#pinchatmessage"""
    chat = reach_chat(asked)
    message = find_message(asked, chat, "message to pin")
    _may_pin(asked, chat)
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    service = asked.world.post(
        chat, chat if chat.type == "channel" else asked.bot, {"pinned_message": message_json(message)}
    )
    asked.world.changed("message", message=service)
    asked.world.changed("chat", chat=chat)
    return True


def unpin_chat_message(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#unpinchatmessage"""
    chat = reach_chat(asked)
    _may_pin(asked, chat)
    number = asked.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    asked.world.changed("chat", chat=chat)
    return True


def unpin_all_chat_messages(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#unpinallchatmessages"""
    chat = reach_chat(asked)
    _may_pin(asked, chat)
    chat.pinned.clear()
    asked.world.changed("chat", chat=chat)
    return True


METHODS = (
    method("deleteMessage", "chat_id message_id", delete_message),
    method("deleteMessages", "chat_id message_ids", delete_messages),
    method("pinChatMessage", "chat_id message_id disable_notification", pin_chat_message),
    method("unpinChatMessage", "chat_id message_id", unpin_chat_message),
    method("unpinAllChatMessages", "chat_id", unpin_all_chat_messages),
)
