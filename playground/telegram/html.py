"""Telegram's HTML: a text with tags becomes a plain text with entities, or the error Telegram gives."""

from __future__ import annotations

import re

from playground.telegram.attributes import ParseError, date_flags, decode_reference, take, unix_time
from playground.telegram.entities import Entity, utf16_length
from playground.telegram.links import ascii_lower, checked_link, linked_user

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
SPACES = " \t\r\n\0\v"

_SPECIAL = re.compile("[&<]")
_TAG_END = re.compile("[ \t\r\n\0\v>]")
_NOT_SPACE = re.compile("[^ \t\r\n\v]")
_ATTRIBUTE_END = re.compile("[ \t\r\n\0\v=>/\"']")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Open:
    __slots__ = ("argument", "date", "offset", "piece", "tag")

    def __init__(self, tag: str, argument: str, date: str, offset: int, piece: int) -> None:
        self.tag = tag
        self.argument = argument
        self.date = date
        self.offset = offset
        self.piece = piece


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text without its tags, and its entities in Telegram's order (offsets in UTF-16 units). Raises
    ParseError."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).parse()


class _Parser:
    """One run over one text. The source ends in a NUL, which Telegram's own parser takes for the end wherever
    it stands in a tag."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source + "\0"
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        text, at, end = self.text, 0, len(self.source)
        while at < end:
            special = _SPECIAL.search(text, at, end)
            if special is None:
                self._add(text[at:end])
                break
            if special.start() > at:
                self._add(text[at : special.start()])
            at = special.start()
            if text[at] == "&":
                char, at = decode_reference(text, at)
                self._add(char)
            elif text[at + 1] == "/":
                at = self._end_tag(at)
            else:
                at = self._start_tag(at)
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        result = "".join(self.pieces)
        if _SURROGATE.search(result):
            raise ParseError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
            )
        return result, self._ordered()

    def _ordered(self) -> list[Entity]:
        for entity in self.entities:
            if entity.type == "code":
                entity.argument = None
        self.entities.sort(key=Entity.key)
        return self.entities

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.offset += utf16_length(piece)

    def _bytes(self, at: int) -> int:
        return len(self.text[:at].encode("utf-8", "surrogatepass"))

    def _skip_spaces(self, at: int) -> int:
        found = _NOT_SPACE.search(self.text, at)
        assert found is not None
        return found.start()

    def _find(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.search(self.text, at)
        assert found is not None
        return found.start()

    def _start_tag(self, begin: int) -> int:
        text = self.text
        at = self._find(_TAG_END, begin + 1)
        if text[at] == "\0":
            raise ParseError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        tag = ascii_lower(text[begin + 1 : at])
        if tag not in TAGS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = date = ""
        while text[at] != ">":
            at = self._skip_spaces(at)
            if text[at] == ">":
                break
            name, value, at = self._attribute(tag, begin, at)
            if name is None:
                continue
            argument, date = take(tag, name, value, argument, date)
        if tag == "span" and argument != "spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self.open.append(_Open(tag, argument, date, self.offset, len(self.pieces)))
        return at + 1

    def _attribute(self, tag: str, begin: int, at: int) -> tuple[str | None, str | None, int]:
        """One attribute's name and value (None when it has none), and where it ends."""
        text = self.text
        name_end = self._find(_ATTRIBUTE_END, at)
        name = text[at:name_end]
        if not name:
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
        at = self._skip_spaces(name_end)
        if text[at] != "=":
            if text[at] == "\0":
                raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
            return name, None, at
        at = self._skip_spaces(at + 1)
        if text[at] == "\0":
            raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        if text[at] in "'\"":
            value, at = self._quoted(at)
        else:
            token = _TOKEN.match(text, at)
            assert token is not None
            value = ascii_lower(token[0])
            if text[token.end()] not in SPACES and text[token.end()] != ">":
                raise ParseError(f"Unexpected end of name token at byte offset {self._bytes(at)}")
            at = token.end()
        if text[at] == "\0":
            raise ParseError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        return name, value, at

    def _quoted(self, at: int) -> tuple[str, int]:
        text, quote, parts = self.text, self.text[at], []
        at += 1
        while text[at] not in (quote, "\0"):
            if text[at] == "&":
                char, at = decode_reference(text, at)
                parts.append(char)
            else:
                parts.append(text[at])
                at += 1
        return "".join(parts), at + (text[at] == quote)

    def _end_tag(self, begin: int) -> int:
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        at = self._find(_TAG_END, begin + 2)
        name = ascii_lower(self.text[begin + 2 : at])
        at = self._skip_spaces(at)
        if self.text[at] != ">":
            raise ParseError(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        opened = self.open[-1]
        if name and name != opened.tag:
            raise ParseError(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)
        self.open.pop()
        return at + 1

    def _close(self, opened: _Open) -> None:
        kind, argument = TAGS[opened.tag], opened.argument
        length = self.offset - opened.offset
        if kind in ("pre", "code"):
            return self._close_code(kind, opened, length)
        value: object = None
        if kind == "text_link":
            link = argument or "".join(self.pieces[opened.piece :])
            user = linked_user(link)
            if user:
                kind, value = "text_mention", user
            else:
                value = checked_link(link)
                if not value:
                    return None
        elif kind == "custom_emoji":
            if not re.fullmatch("-?[1-9][0-9]{0,18}", argument):
                raise ParseError("Invalid custom emoji identifier specified")
            value = argument
        elif kind == "date_time":
            value = (unix_time(opened.date), date_flags(argument))
            if value[0] <= 0:
                return None
        elif kind == "blockquote" and argument:
            kind = "expandable_blockquote"
        self.entities.append(Entity(kind, opened.offset, length, value))
        return None

    def _close_code(self, kind: str, opened: _Open, length: int) -> None:
        last = self.entities[-1] if self.entities else None
        same = last is not None and last.offset == opened.offset and last.length == length
        if same and last is not None and kind == "pre" and last.type == "code" and last.argument:
            last.type = "pre"
        elif (
            same
            and last is not None
            and kind == "code"
            and last.type == "pre"
            and not last.argument
            and opened.argument
        ):
            last.argument = opened.argument
        else:
            self.entities.append(
                Entity(kind, opened.offset, length, (opened.argument or None) if kind == "code" else None)
            )
