"""How a person sees a message: a frozen picture of it, with its text drawn back as HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from playground.telegram.entities import utf16_slice
from playground.telegram.keyboards import drawn_buttons
from playground.telegram.shapes import Seen, SeenEntity
from playground.telegram.state import Bot, TelegramMessage

KINDS = ("photo", "document", "location", "animation", "video", "audio", "sticker", "contact")
SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "pinned_message",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_reopened",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
)
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "spoiler": "tg-spoiler",
}


def kind_of(body: dict[str, Any]) -> str:
    """What a message is: "text", a kind of file, "location", or "service"."""
    if "text" in body:
        return "text"
    return next(
        (kind for kind in KINDS if kind in body),
        "service" if any(kind in body for kind in SERVICE) else "other",
    )


def see(message: TelegramMessage) -> Seen:
    """The picture of a message as it is now."""
    body, sender = message.body, message.sender
    text = message.text
    entities = body.get("entities") or body.get("caption_entities") or []
    document = body.get("document") or (body["photo"][-1] if "photo" in body else {})
    extra = message.extra or {}
    preview = body.get("link_preview_options") or {}
    return Seen(
        chat_id=message.chat.id,
        message_id=message.id,
        sender_id=sender.id,
        sender=sender.name,
        by_bot=isinstance(sender, Bot) or (sender is message.chat),
        date=message.date,
        text=text,
        html=to_html(text, entities),
        kind=kind_of(body),
        entities=tuple(_entity(text, entity) for entity in entities),
        buttons=drawn_buttons(message.keyboard),
        reply_buttons=drawn_buttons(message.reply_keyboard),
        edited=message.edit_date > 0,
        reply_to=message.reply_to,
        thread=message.thread,
        link_preview=not preview.get("is_disabled", False),
        silent=message.silent,
        pinned=message.id in message.chat.pinned,
        forwarded_from=_origin(extra.get("forward_origin")),
        file_name=document.get("file_name"),
        file_id=document.get("file_id"),
        media_group=extra.get("media_group_id"),
        reply_markup_set=message.reply_keyboard is not None,
        raw=body,
    )


def _origin(origin: dict[str, Any] | None) -> str | None:
    if origin is None:
        return None
    who = origin.get("sender_user") or origin.get("sender_chat") or origin.get("chat") or {}
    return str(who.get("title") or who.get("first_name") or origin.get("sender_user_name") or "")


def _entity(text: str, entity: dict[str, Any]) -> SeenEntity:
    return SeenEntity(
        entity["type"],
        entity["offset"],
        entity["length"],
        utf16_slice(text, entity["offset"], entity["length"]),
        entity.get("url"),
        entity["user"]["id"] if "user" in entity else None,
        entity.get("language"),
    )


def to_html(text: str, entities: list[dict[str, Any]]) -> str:
    """The text as HTML that Telegram parses to the same entities."""
    if not entities:
        return escape(text, quote=False)
    units = text.encode("utf-16-le", "surrogatepass")
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in entities:
        start, end = _tags(entity)
        if start:
            opens.setdefault(entity["offset"], []).append(start)
            closes.setdefault(entity["offset"] + entity["length"], []).insert(0, end)
    parts, last = [], 0
    for place in sorted(opens.keys() | closes.keys()):
        parts.append(escape(units[2 * last : 2 * place].decode("utf-16-le", "replace"), quote=False))
        parts += closes.get(place, [])
        parts += opens.get(place, [])
        last = place
    parts.append(escape(units[2 * last :].decode("utf-16-le", "replace"), quote=False))
    return "".join(parts)


def _tags(entity: dict[str, Any]) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
    tag = _TAGS.get(kind)
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
