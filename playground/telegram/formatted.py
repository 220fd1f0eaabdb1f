"""From what a bot sends as text to what Telegram stores: parsed, cleaned, trimmed, links found, lengths
checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from playground.telegram.attributes import ParseError
from playground.telegram.entities import MOST_ENTITIES, Entity, utf16_length
from playground.telegram.errors import ApiError, bad_request
from playground.telegram.found import find_entities
from playground.telegram.given_entities import read_entities
from playground.telegram.html import parse_html
from playground.telegram.nesting import add_found, fix_entities

MOST_BYTES = 32_768
MOST_TEXT = 4096
MOST_CAPTION = 1024

_CONTROL = re.compile("[\x00-\x09\x0b-\x20]")
_TO_CLEAN = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a\u200e\u200f]")
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_MARKS = re.compile("[\u200e\u200f]{2,}")
_NOTHING = re.compile(
    "[ \n\u1680\u180e\u2000-\u200a\u202e\u202f\u205f\u2800\u3000\ufffc\u200b-\u200f\u2060-\u206f\U000e0000-\U000e007f]*"
)


def formatted_text(text: str, parse_mode: str, entities: Any) -> tuple[str, list[Entity]]:
    """Text and entities as they are stored, not yet checked for length. Raises ApiError."""
    if len(text) > MOST_BYTES // 4 and len(text.encode()) > MOST_BYTES:
        raise bad_request("text is too long")
    mode = parse_mode.lower()
    found: list[Entity] = []
    if text and mode and mode != "none":
        if mode in ("markdown", "markdownv2"):
            raise ApiError(
                400, f"Bad Request: the playground does not imitate parse_mode {parse_mode}: use HTML"
            )
        if mode != "html":
            raise bad_request("unsupported parse_mode")
        try:
            text, found = parse_html(text)
        except ParseError as error:
            raise bad_request(f"can't parse entities: {error}") from error
    elif isinstance(entities, list):
        found = read_entities(text, entities)
    return fix_text(text, found)


def message_text(text: str, parse_mode: str = "", entities: Any = None) -> tuple[str, list[Entity]]:
    """The text of a message. Raises ApiError with Telegram's words."""
    if not text:
        raise bad_request("message text is empty")
    text, found = formatted_text(text, parse_mode, entities)
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return text, found


def caption_text(text: str, parse_mode: str = "", entities: Any = None) -> tuple[str, list[Entity]]:
    """The caption of a photo or file, which may be empty. Raises ApiError with Telegram's words."""
    text, found = formatted_text(text, parse_mode, entities)
    if len(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    return text, found


def fix_text(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cleaned and trimmed, with the entities moved along, links found in it, and at most 100 entities; empty
    when only spaces are left."""
    entities = fix_entities([entity for entity in entities if entity.length > 0])
    if _TO_CLEAN.search(text):
        text, entities = _clean(text, entities)
        entities = fix_entities([entity for entity in entities if entity.length > 0])
    text, entities = _trim(text, entities)
    if _NOTHING.fullmatch(text):
        return "", []
    return text, add_found(entities, find_entities(text))[:MOST_ENTITIES]


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Control characters become spaces, line separators and the like vanish."""
    gone = [utf16_length(text[: found.start()]) for found in _DROPPED.finditer(text)]
    for entity in entities:
        begin, end = entity.offset, entity.offset + entity.length
        before = _count_below(gone, begin)
        entity.offset -= before
        entity.length -= _count_below(gone, end) - before
    text = _CONTROL.sub(" ", _DROPPED.sub("", text))
    return _MARKS.sub(lambda run: "\u200c" * (len(run[0]) - 1) + run[0][-1], text), entities


def _count_below(places: Iterable[int], limit: int) -> int:
    return sum(1 for place in places if place < limit)


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Spaces at the end go; those at the front go up to the first entity."""
    kept = text.rstrip(" \n")
    if len(kept) != len(text):
        end = utf16_length(kept)
        entities = [entity for entity in entities if entity.offset < end]
        for entity in entities:
            entity.length = min(entity.length, end - entity.offset)
        entities.sort(key=Entity.key)
    front = len(kept) - len(kept.lstrip(" \n"))
    if entities:
        front = min(front, entities[0].offset)
    if front:
        kept = kept[front:]
        for entity in entities:
            entity.offset -= front
    return kept, entities
