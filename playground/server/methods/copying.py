"""Forwarding and copying messages."""

from __future__ import annotations

from typing import Any

from playground.server.asked import Asked, method
from playground.server.methods.media import CAPTION, caption_body
from playground.server.methods.sending import SEND, Aim, deliver
from playground.server.reach import find_message, message_ids, pay_flood, reach_source
from playground.telegram.errors import bad_request
from playground.telegram.shown import message_json, origin_json
from playground.telegram.state import TelegramMessage

ORIGIN = "from_chat_id message_id"
MOST_AT_ONCE = 100
PROTECTED = "message has protected content and can't be forwarded"


def _forwardable(message: TelegramMessage, verb: str) -> None:
    if message.body.get("has_protected_content"):
        raise bad_request(PROTECTED)
    if not any(kind in message.body for kind in ("text", "photo", "document", "location")):
        raise bad_request(f"the message can't be {verb}")


def forward_message(asked: Asked) -> dict[str, Any]:
    """https://core.telegram.org/bots/api#forwardmessage"""
    message = find_message(asked, reach_source(asked), "message to forward")
    _forwardable(message, "forwarded")
    aim = Aim(asked)
    pay_flood(asked, aim.chat)
    return message_json(deliver(asked, aim, dict(message.body), origin_json(message)))


def copy_message(asked: Asked) -> dict[str, int]:
    """https://core.telegram.org/bots/api#copymessage"""
    message = find_message(asked, reach_source(asked), "message to copy")
    _forwardable(message, "copied")
    body = dict(message.body)
    if "caption" in asked.params and "text" not in body:
        for name in ("caption", "caption_entities"):
            body.pop(name, None)
        body |= caption_body(asked)
    aim = Aim(asked)
    pay_flood(asked, aim.chat)
    return {"message_id": deliver(asked, aim, body).id}


def _many(asked: Asked, verb: str) -> list[dict[str, int]]:
    source = reach_source(asked)
    wanted = message_ids(asked)
    if len(wanted) > MOST_AT_ONCE:
        raise bad_request("too many messages to forward")
    if wanted != sorted(set(wanted)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    messages = [source.messages[number] for number in wanted if number in source.messages]
    messages = [message for message in messages if not message.body.get("has_protected_content")]
    if not messages:
        raise bad_request(f"there are no messages to {verb}")
    aim = Aim(asked)
    pay_flood(asked, aim.chat, len(messages))
    sent = []
    for message in messages:
        body = dict(message.body)
        if verb == "copy" and asked.flag("remove_caption"):
            body.pop("caption", None)
            body.pop("caption_entities", None)
        sent.append(
            {"message_id": deliver(asked, aim, body, origin_json(message) if verb == "forward" else None).id}
        )
    return sent


METHODS = (
    method(
        "forwardMessage",
        f"chat_id message_thread_id disable_notification protect_content {ORIGIN}",
        forward_message,
    ),
    method("copyMessage", f"{SEND} {ORIGIN} {CAPTION} show_caption_above_media", copy_message),
    method(
        "forwardMessages",
        "chat_id message_thread_id disable_notification protect_content from_chat_id message_ids",
        lambda asked: _many(asked, "forward"),
    ),
    method(
        "copyMessages",
        "chat_id message_thread_id disable_notification protect_content from_chat_id message_ids remove_caption",
        lambda asked: _many(asked, "copy"),
    ),
)
