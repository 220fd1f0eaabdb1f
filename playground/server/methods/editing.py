"""Editing messages the bot sent, also those sent through it in inline mode."""

from __future__ import annotations

from typing import Any

from playground.server.asked import Asked, method
from playground.server.methods.media import CAPTION, GROUP_KINDS, caption_body, input_media_body
from playground.server.methods.sending import link_preview
from playground.server.reach import find_message, pay_flood, reach_chat
from playground.telegram.errors import bad_request
from playground.telegram.formatted import message_text
from playground.telegram.keyboards import read_keyboards
from playground.telegram.shown import entities_json, message_json
from playground.telegram.state import TelegramMessage

EDIT = "chat_id message_id inline_message_id reply_markup"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup "
    "of the message"
)


def edit_message_text(asked: Asked) -> dict[str, Any] | bool:
    """https://core.telegram.org/bots/api#editmessagetext"""
    text, entities = message_text(asked.text("text"), asked.text("parse_mode"), asked.parsed("entities"))
    body: dict[str, Any] = {"text": text}
    if entities:
        body["entities"] = entities_json(entities, asked.world.people)
    preview = link_preview(asked)
    if preview:
        body["link_preview_options"] = preview
    keyboard = _keyboard(asked)
    message = _editable(asked)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(asked, message, body, keyboard)


def edit_message_caption(asked: Asked) -> dict[str, Any] | bool:
    """https://core.telegram.org/bots/api#editmessagecaption"""
    caption = caption_body(asked)
    keyboard = _keyboard(asked)
    message = _editable(asked)
    content = {kind: message.body[kind] for kind in GROUP_KINDS if kind in message.body}
    if not content:
        raise bad_request("there is no caption in the message to edit")
    return _edit(asked, message, content | caption, keyboard)


def edit_message_media(asked: Asked) -> dict[str, Any] | bool:
    """https://core.telegram.org/bots/api#editmessagemedia"""
    media = asked.parsed("media", "can't parse input media JSON object")
    if media is None:
        raise bad_request("input media not specified")
    keyboard = _keyboard(asked)
    body = input_media_body(asked, media)
    message = _editable(asked)
    if "text" not in message.body and not any(kind in message.body for kind in GROUP_KINDS):
        raise bad_request("there is no media in the message to edit")
    return _edit(asked, message, body, keyboard)


def edit_message_reply_markup(asked: Asked) -> dict[str, Any] | bool:
    """https://core.telegram.org/bots/api#editmessagereplymarkup"""
    keyboard = _keyboard(asked)
    message = _editable(asked)
    return _edit(asked, message, message.body, keyboard)


def _keyboard(asked: Asked) -> dict[str, Any] | None:
    """The inline keyboard of an edit; without one the old goes."""
    keyboard, other = read_keyboards(
        asked.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    )
    if other is not None:
        raise bad_request("inline keyboard expected")
    return keyboard


def _editable(asked: Asked) -> TelegramMessage:
    """The message an edit names, if the bot may edit it."""
    if not asked.given("chat_id") and not asked.given("message_id"):
        return _inline_message(asked)
    chat = reach_chat(asked)
    message = find_message(asked, chat, "message to edit")
    own = message.sender is asked.bot
    if chat.type == "channel":
        own = chat.bots[asked.bot].may("can_edit_messages")
    if not own or (message.extra is not None and "forward_origin" in message.extra):
        raise bad_request("message can't be edited")
    return message


def _inline_message(asked: Asked) -> TelegramMessage:
    given = asked.text("inline_message_id")
    if not given:
        raise bad_request("message identifier is not specified")
    message = asked.world.inline_messages.get(given)
    if message is None or message.via is not asked.bot or message.id not in message.chat.messages:
        raise bad_request("MESSAGE_ID_INVALID")
    return message


def _edit(
    asked: Asked, message: TelegramMessage, body: dict[str, Any], keyboard: dict[str, Any] | None
) -> dict[str, Any] | bool:
    """Put new content and keyboard in place of the old."""
    if "has_protected_content" in message.body:
        body["has_protected_content"] = True
    if body == message.body and keyboard == message.keyboard:
        raise bad_request(NOT_MODIFIED)
    pay_flood(asked, message.chat)
    if body != message.body:
        message.edit_date = asked.world.clock()
    message.body, message.keyboard = body, keyboard
    asked.world.changed("edited", message=message)
    return True if asked.given("inline_message_id") else message_json(message)


TEXT = "text parse_mode entities link_preview_options disable_web_page_preview"
METHODS = (
    method("editMessageText", f"{EDIT} {TEXT}", edit_message_text),
    method("editMessageCaption", f"{EDIT} {CAPTION} show_caption_above_media", edit_message_caption),
    method("editMessageMedia", f"{EDIT} media", edit_message_media),
    method("editMessageReplyMarkup", EDIT, edit_message_reply_markup),
)
