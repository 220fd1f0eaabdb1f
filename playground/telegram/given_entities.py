"""The entities a bot gives itself beside a text, checked as Telegram checks them."""

from __future__ import annotations

from typing import Any

from playground.telegram.entities import Entity, utf16_length
from playground.telegram.errors import bad_request
from playground.telegram.links import checked_link

FARTHEST = 1_000_000
_ARGUMENTS = {
    "bold": None,
    "italic": None,
    "underline": None,
    "strikethrough": None,
    "spoiler": None,
    "code": None,
    "blockquote": None,
    "expandable_blockquote": None,
    "pre": "language",
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
}


def read_entities(text: str, given: list[Any]) -> list[Entity]:
    """The entities of a text; kinds that Telegram finds by itself, empty ones and wrong links are left out.
    Raises ApiError."""
    entities = [entity for one in given if (entity := _read(one)) is not None]
    for entity in entities:
        if not 0 <= entity.offset <= FARTHEST:
            raise bad_request(f"receive an entity with incorrect offset {entity.offset}")
        if not 0 <= entity.length <= FARTHEST:
            raise bad_request(f"receive an entity with incorrect length {entity.length}")
    entities = [entity for entity in entities if entity.length]
    if entities:
        _check_places(text, entities)
    return entities


def _read(given: Any) -> Entity | None:
    if not isinstance(given, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind = given.get("type")
    if not isinstance(kind, str):
        raise bad_request("can't parse MessageEntity: Can't find field \"type\"")
    if kind not in _ARGUMENTS:
        return None
    for name in ("offset", "length"):
        if not isinstance(given.get(name), int):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    argument = _argument(kind, given.get(_ARGUMENTS[kind] or ""))
    if argument is None and kind in ("text_link", "text_mention", "custom_emoji"):
        return None
    return Entity(kind, given["offset"], given["length"], argument)


def _argument(kind: str, value: Any) -> Any:
    if kind == "text_link":
        return (checked_link(value) or None) if isinstance(value, str) else None
    if kind == "text_mention":
        number = value.get("id") if isinstance(value, dict) else None
        return number if isinstance(number, int) else None
    if kind == "custom_emoji":
        return str(value) if str(value).isdigit() else None
    return value if isinstance(value, str) and value else None


def _check_places(text: str, entities: list[Entity]) -> None:
    """Every entity must begin and end between characters, inside the text."""
    length = utf16_length(text)
    inside = set()
    if length != len(text):
        at = 0
        for char in text:
            if char > "\uffff":
                inside.add(at + 1)
                at += 1
            at += 1
    for entity in sorted(entities, key=Entity.key):
        end = entity.offset + entity.length
        if entity.offset >= length:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if end > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 offset {end}"
            )
        if entity.offset in inside:
            raise bad_request(
                f"entity begins in a middle of a UTF-16 symbol at byte offset {_bytes(text, entity.offset)}"
            )
        if end in inside:
            where = f"at byte offset {_bytes(text, end)}"
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16 symbol {where}"
            )


def _bytes(text: str, offset: int) -> int:
    """The byte offset after the character that a UTF-16 offset falls into."""
    at = 0
    for place, char in enumerate(text):
        at += 2 if char > "\uffff" else 1
        if at > offset:
            return len(text[: place + 1].encode())
    return len(text.encode())
