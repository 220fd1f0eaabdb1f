"""What Telegram finds in a plain text by itself: mentions, commands, hashtags, cashtags, card numbers, links,
e-mail addresses."""

from __future__ import annotations

import re
import unicodedata

from playground.telegram.addresses import find_addresses, find_telegram_links
from playground.telegram.entities import Entity, utf16_length
from playground.telegram.nesting import without_overlaps

_HINT = re.compile("[@/#$.]|[0-9][0-9 -]{11}")
_MENTION = re.compile(r"(?<!\w)@([a-zA-Z0-9_]++)(?!\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/([a-zA-Z0-9_]++)(?:@([a-zA-Z0-9_]*+))?+(?![\w/<>])")
_HASH = re.compile("#")
_USERNAME = re.compile("@([a-zA-Z0-9_]{3,32})")
_CASHTAG = re.compile(r"\$(1INCH|[A-Z]*+)(?:@([a-zA-Z0-9_]{3,32})(?![a-zA-Z0-9_]))?+")
_CARD_HINT = re.compile("(?:[0-9][ -]*){13}")
_CARD = re.compile(r"[0-9][0-9 -]*+")
SHORT_USERNAMES = frozenset({"gif", "nft", "pic", "ufc", "vid"})
LONGEST_HASHTAG = 256

Span = tuple[str, int, int]


def find_entities(text: str) -> list[Entity]:
    """The entities found in a text, in order, none touching another (offsets in UTF-16 units)."""
    if not _HINT.search(text):
        return []
    spans: list[Span] = []
    if "@" in text:
        spans += _mentions(text)
    if "/" in text:
        spans += _commands(text)
    if "#" in text:
        spans += _hashtags(text)
    if "$" in text:
        spans += _cashtags(text)
    if _CARD_HINT.search(text):
        spans += _cards(text)
    if "://" in text:
        spans += find_telegram_links(text)
    if "." in text:
        spans += find_addresses(text)
    return _as_entities(text, spans)


def _as_entities(text: str, spans: list[Span]) -> list[Entity]:
    entities = without_overlaps(
        sorted((Entity(kind, begin, end - begin) for kind, begin, end in spans), key=Entity.key)
    )
    if not text.isascii():
        for entity in entities:
            begin, end = entity.offset, entity.offset + entity.length
            entity.offset = utf16_length(text[:begin])
            entity.length = utf16_length(text[begin:end])
    return entities


def _mentions(text: str) -> list[Span]:
    found = []
    for mention in _MENTION.finditer(text):
        name = mention[1]
        if 4 <= len(name) <= 32 or name.lower() in SHORT_USERNAMES:
            found.append(("mention", mention.start(), mention.end()))
    return found


def _commands(text: str) -> list[Span]:
    return [
        ("bot_command", command.start(), command.end())
        for command in _COMMAND.finditer(text)
        if len(command[1]) <= 64 and (command[2] is None or 3 <= len(command[2]) <= 32)
    ]


def _category(char: str) -> str:
    """L for a letter, N for a decimal digit, _ for what else may stand in a hashtag, nothing for the rest."""
    category = unicodedata.category(char)
    if category[0] == "L":
        return "L"
    if category == "Nd":
        return "N"
    return "_" if char in "_\u200c\u00b7" or "\u0d80" <= char <= "\u0dff" else ""


def _hashtags(text: str) -> list[Span]:
    found, resume = [], 0
    for mark in _HASH.finditer(text):
        begin = mark.start()
        if begin < resume or (begin and _category(text[begin - 1])):
            continue
        end = begin + 1
        while end < len(text) and _category(text[end]):
            end += 1
        resume = end
        tag_end = min(end, begin + 1 + LONGEST_HASHTAG)
        tag = text[begin + 1 : tag_end]
        if not tag:
            continue
        if tag_end == end and (username := _USERNAME.match(text, end)):
            resume = tag_end = username.end()
        if text[resume : resume + 1] != "#" and any(_category(char) == "L" for char in tag):
            found.append(("hashtag", begin, tag_end))
    return found


def _cashtags(text: str) -> list[Span]:
    found = []
    for tag in _CASHTAG.finditer(text):
        before, after = text[: tag.start()][-1:], text[tag.end() :][:1]
        if not 1 <= len(tag[1]) <= 8 or (before and (before == "$" or _category(before))):
            continue
        if not (after and (after == "$" or _category(after))):
            found.append(("cashtag", tag.start(), tag.end()))
    return found


def _cards(text: str) -> list[Span]:
    found, at = [], 0
    while card := _CARD.search(text, at):
        begin, at = card.start(), card.end()
        before = text[:begin][-1:]
        if before and (before in ".,+-_" or unicodedata.category(before)[0] == "L"):
            continue
        end = _card_end(card[0]) + begin
        at = max(end, begin + 1) if end < card.end() else at
        number = text[begin:end].rstrip(" -")
        digits = re.sub("[ -]", "", number)
        after = text[begin + len(number) :][:1]
        if not 13 <= len(digits) <= 19 or len(number) > 2 * len(digits) - 1:
            continue
        if after and (after in "-_" or unicodedata.category(after)[0] == "L"):
            continue
        if _is_card(digits):
            found.append(("bank_card_number", begin, begin + len(number)))
    return found


def _card_end(run: str) -> int:
    """Where a number of 16 to 19 digits in one piece ends; else the whole run."""
    solid = re.match("[0-9]*", run)
    assert solid is not None
    return solid.end() if 16 <= solid.end() <= 19 and run[solid.end() : solid.end() + 1] == " " else len(run)


def _is_card(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char)
        total += digit if place % 2 == 0 else (2 * digit if digit < 5 else 2 * digit - 9)
    if total % 10:
        return False
    count, two, four = len(digits), int(digits[:2]), int(digits[:4])
    if digits[0] == "4":
        return count in (13, 16, 18, 19)
    if 51 <= two <= 55 or 2221 <= four <= 2720 or 2200 <= four <= 2204:
        return count == 16
    if two in (34, 37):
        return count == 15
    return count >= 16 if two in (62, 81) else True
