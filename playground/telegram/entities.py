"""What a text entity is, and how entities are counted, ordered and handed over."""

from __future__ import annotations

from typing import Any

SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
BLOCKQUOTES = frozenset({"blockquote", "expandable_blockquote"})
PREFORMATTED = frozenset({"pre", "code", "date_time"})
CONTINUOUS = frozenset(
    {
        "mention",
        "hashtag",
        "bot_command",
        "url",
        "email",
        "text_link",
        "text_mention",
        "cashtag",
        "phone_number",
        "bank_card",
        "custom_emoji",
    }
)
STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
MOST_ENTITIES = 100

_PRIORITY = {
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
    "code": 20,
    "pre": 11,
    "text_link": 49,
    "text_mention": 49,
    "blockquote": 0,
    "expandable_blockquote": 0,
    "date_time": 30,
}


class Entity:
    """One entity while a text is worked on; `argument`: the link, language, user id, emoji id or (unix,
    flags) of a date."""

    __slots__ = ("argument", "length", "offset", "type")

    def __init__(self, type: str, offset: int, length: int, argument: Any = None) -> None:
        self.type = type
        self.offset = offset
        self.length = length
        self.argument = argument

    def key(self) -> tuple[int, int, int]:
        """Telegram's order: earlier first, longer first, then by kind (a `pre` with a language before one
        without)."""
        priority = _PRIORITY.get(self.type, 50)
        return (self.offset, -self.length, 10 if self.type == "pre" and self.argument else priority)

    def __repr__(self) -> str:
        return f"Entity({self.type!r}, {self.offset}, {self.length}, {self.argument!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and self.plain() == other.plain()

    __hash__ = None  # type: ignore[assignment]

    def plain(self) -> tuple[str, int, int, Any]:
        """The entity as a tuple, to compare."""
        return (self.type, self.offset, self.length, self.argument)


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, which entity offsets count in."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) >> 1


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    if text.isascii():
        return text[offset : offset + length]
    return text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + length)].decode(
        "utf-16-le", "replace"
    )
