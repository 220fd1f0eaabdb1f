"""Sending text: sendMessage and sendChatAction, and what all sends have in common."""

from __future__ import annotations

from typing import Any

from playground.server.asked import Asked, method
from playground.server.reach import pay_flood, reach_chat, reach_topic
from playground.telegram.errors import bad_request, refuse_unknown
from playground.telegram.formatted import message_text
from playground.telegram.keyboards import read_keyboards
from playground.telegram.shown import entities_json, message_json
from playground.telegram.state import TelegramChat, TelegramMessage

SEND = (
    "chat_id message_thread_id disable_notification protect_content allow_paid_broadcast reply_parameters reply_markup "
    "reply_to_message_id allow_sending_without_reply"
)
PREVIEW = frozenset({"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"})
_REPLY = frozenset({"message_id", "chat_id", "allow_sending_without_reply", "quote_parse_mode"})
CHAT_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice record_audio upload_audio upload_document "  # noqa: SIM905
    "choose_sticker find_location record_video_note upload_video_note".split()
)


def send_message(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#sendmessage"""
    text, entities = message_text(asked.text("text"), asked.text("parse_mode"), asked.parsed("entities"))
    body: dict[str, Any] = {"text": text}
    if entities:
        body["entities"] = entities_json(entities, asked.world.people)
    preview = link_preview(asked)
    if preview:
        body["link_preview_options"] = preview
    return message_json(send(asked, body))


def link_preview(asked: Asked) -> dict[str, Any] | None:
    """The link preview options, also from the older parameter."""
    if not asked.given("link_preview_options"):
        return {"is_disabled": True} if asked.flag("disable_web_page_preview") else None
    options = asked.parsed("link_preview_options", "can't parse link preview options JSON object")
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    refuse_unknown("LinkPreviewOptions", options, PREVIEW)
    return {name: value for name, value in options.items() if value}


class Aim:
    """Where a call's messages go: the chat, the topic, the message replied to, the keyboards."""

    __slots__ = ("chat", "keyboard", "reply_keyboard", "reply_to", "thread")

    def __init__(self, asked: Asked) -> None:
        """Read it from the call and check that the bot may send there. Raises ApiError."""
        markup = asked.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
        self.keyboard, self.reply_keyboard = read_keyboards(markup) if markup is not None else (None, None)
        self.chat = reach_chat(asked)
        self.thread = reach_topic(asked, self.chat)
        self.reply_to = _reply(asked, self.chat)
        if self.thread is None and self.reply_to is not None and self.chat.is_forum:
            self.thread = self.chat.messages[self.reply_to].thread


def send(asked: Asked, body: dict[str, Any]) -> TelegramMessage:
    """Send one message with this content to where the call says. Raises ApiError."""
    aim = Aim(asked)
    pay_flood(asked, aim.chat)
    return deliver(asked, aim, body)


def deliver(
    asked: Asked, aim: Aim, body: dict[str, Any], extra: dict[str, Any] | None = None
) -> TelegramMessage:
    """Store a message that may be sent, and tell those who watch."""
    chat = aim.chat
    if asked.flag("protect_content"):
        body["has_protected_content"] = True
    message = asked.world.post(chat, chat if chat.type == "channel" else asked.bot, body)
    message.keyboard, message.reply_keyboard = aim.keyboard, aim.reply_keyboard
    message.thread, message.reply_to, message.extra = aim.thread, aim.reply_to, extra
    message.silent = asked.flag("disable_notification")
    if asked.world.listeners:
        asked.world.changed("message", message=message)
    return message


def _reply(asked: Asked, chat: TelegramChat) -> int | None:
    number, lenient = asked.integer("reply_to_message_id"), asked.flag("allow_sending_without_reply")
    if asked.given("reply_parameters"):
        given = asked.parsed("reply_parameters", "can't parse reply parameters JSON object")
        if not isinstance(given, dict):
            raise bad_request("object expected as reply parameters")
        refuse_unknown("ReplyParameters", given, _REPLY)
        inside = Asked(asked.world, asked.bot, given, {})
        number, lenient = inside.integer("message_id"), inside.flag("allow_sending_without_reply")
        other = given.get("chat_id")
        if other not in (None, "", chat.id, str(chat.id)):
            raise bad_request("the playground does not imitate replies to another chat")
    if not number:
        return None
    if number in chat.messages:
        return number
    if lenient:
        return None
    raise bad_request("message to be replied not found")


def send_chat_action(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#sendchataction"""
    action = asked.text("action").lower()
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = reach_chat(asked)
    reach_topic(asked, chat)
    asked.world.changed("action", chat=chat, action=action)
    return True


METHODS = (
    method(
        "sendMessage",
        f"{SEND} text parse_mode entities link_preview_options disable_web_page_preview",
        send_message,
    ),
    method("sendChatAction", "chat_id message_thread_id action", send_chat_action),
)
