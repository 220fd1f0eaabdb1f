"""What stands in Telegram's HTML besides tags and text: character references, and what a tag's attributes
say."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_DATE_FLAGS = {"t": 2, "T": 4, "d": 8, "D": 16, "w": 32, "W": 32}


class ParseError(ValueError):
    """The text cannot be parsed; the words are Telegram's, without "can't parse entities"."""


def decode_reference(text: str, at: int) -> tuple[str, int]:
    """The character a reference at an ampersand stands for and where it ends; the ampersand itself when it is
    none."""
    found = _REFERENCE.match(text, at)
    assert found is not None
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        char = _NAMED.get(name, "")
        return (char, found.end()) if char else ("&", at + 1)
    digits_end = found.end(1) if hexadecimal is not None else found.end(2)
    digits = hexadecimal if hexadecimal is not None else decimal
    code = int(digits or "0", 16 if hexadecimal is not None else 10) if digits_end - at < 10 else 0
    if code == 0 or code >= 0x10FFFF:
        return "&", at + 1
    return chr(code), found.end()


def take(tag: str, name: str, value: str | None, argument: str, date: str) -> tuple[str, str]:
    """The tag's argument and date after one more attribute."""
    if tag == "blockquote":
        return ("1" if name == "expandable" else argument), date
    if value is None:
        return argument, date
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id"), ("tg-time", "format")):
        return value, date
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value[9:], date
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value[3:], date
    if tag == "tg-time" and name == "unix":
        return argument, value
    return argument, date


def unix_time(text: str) -> int:
    """The number a text begins with; 0 for none."""
    found = re.match(r"-?[0-9]+", text)
    return int(found[0]) if found else 0


def date_flags(format: str) -> int:
    """The flags of a date format. Raises ParseError."""
    if format in ("r", "R"):
        return 1
    flags = 0
    for letter in format:
        if letter not in _DATE_FLAGS:
            raise ParseError("Invalid date format used")
        flags |= _DATE_FLAGS[letter]
    return flags
