"""Says what a body is before a parser sees it (XML, JSON, HTML, nothing) and mends what every parser would
trip over."""

import re

_HEAD = 2_048
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]+)", re.IGNORECASE)
_HTML = re.compile(rb"(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
_ENCODING = re.compile(rb"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")
_CONTROLS = bytes(set(range(32)) - {9, 10, 13} | {127})
_ENTITY = re.compile(rb"""<!ENTITY(?:[^"'>]|"[^"]*"|'[^']*')*(?:>|\Z|["'][^>]*)""")
_NESTED = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)")
_SUBSET_END = re.compile(rb"\]\s*>")
_SUBSET_CAP = 64 * 1024
_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_CYRILLIC = frozenset(range(0xC0, 0x100)) | {0xA8, 0xB8}

WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00", b"Lo\xa7\x94")
"""How UTF-16, UTF-32 and EBCDIC begin, with or without a byte order mark."""


def kind_of(body: bytes) -> str:
    """`xml`, `json`, `html`, `empty` or `binary`."""
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not head:
        return "empty"
    if body.startswith(WIDE):
        return "xml"
    if head.startswith((b"{", b"[")):
        return "json"
    if _HTML.search(head) and not _FEED.search(head):
        return "html"
    return "xml" if head.startswith(b"<") or _FEED.search(head) or b"<?xml" in head else "binary"


def declared(body: bytes, content_type: str | None) -> str | None:
    """The charset that counts, lower case: the header's, else the XML declaration's; None where neither names
    one."""
    found = _CHARSET.search(content_type or "")
    if found:
        return found[1].lower()
    inside = _DECLARED.match(body[:_HEAD].removeprefix(b"\xef\xbb\xbf"))
    return inside[1].decode("ascii").lower() if inside else None


def mend(body: bytes, content_type: str | None) -> tuple[bytes, str | None, bool]:
    """The body with control characters and wrong charset labels gone: (body, charset to believe or None,
    mended?).

    Bytes that are valid UTF-8 and not plain ASCII are UTF-8 whatever they are labelled (the chance of a
    legacy text passing by accident is nil beyond a few words). Undeclared bytes that are not UTF-8 and mostly
    high are taken as windows-1251.
    """
    if body.startswith(WIDE):
        return body, declared(body, content_type), False
    label = declared(body, content_type)
    if (
        label
        and label.startswith(("iso-2022", "hz", "utf-7", "utf7", "utf-16", "utf16", "utf-32"))
        and body.isascii()
    ):
        return body, label, False
    clean = _REFERENCE.sub(_mend_reference, _without_bombs(body.translate(None, _CONTROLS)))
    charset = _charset(clean, label)
    mended = len(clean) != len(body) or (charset != label and label is not None)
    return clean, charset, mended


def _without_bombs(body: bytes) -> bytes:
    """The body without entities that are made of entities: a dozen lines of them are a gigabyte of text.

    feedparser leaves them out too, but only where each begins a line.
    """
    start = body.find(b"<!ENTITY", 0, _SUBSET_CAP)
    if start < 0:
        return body
    subset = _SUBSET_END.search(body, start, start + _SUBSET_CAP)
    end = subset.start() if subset else start + _SUBSET_CAP
    return body[:start] + _ENTITY.sub(_keep_plain, body[start:end]) + body[end:]


def _keep_plain(found: re.Match[bytes]) -> bytes:
    return b"" if _NESTED.search(found[0]) else found[0]


def _mend_reference(found: re.Match[bytes]) -> bytes:
    """A character reference; one to no character (0, controls, half a pair, beyond Unicode) stops feedparser,
    so it is replaced."""
    hexadecimal, decimal = found[1], found[2]
    if len(hexadecimal or decimal) > 8:
        return _REPLACEMENT
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    usable = (
        code in (9, 10, 13)
        or 0x20 <= code < 0xD800
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
    return found[0] if usable else _REPLACEMENT


_REPLACEMENT = b"&#xFFFD;"


def _charset(body: bytes, label: str | None) -> str | None:
    if body.isascii():
        return label
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return label or _guess(body)
    return "utf-8"


def _guess(body: bytes) -> str | None:
    """windows-1251 for a text most of whose letters lie where Cyrillic does; None: let the parser try its
    list."""
    high = sum(1 for byte in body[:20_000] if byte in _CYRILLIC)
    letters = sum(1 for byte in body[:20_000] if 0x41 <= byte <= 0x7A)
    return "windows-1251" if high > 40 and high * 5 > letters else None


def relabel(body: bytes) -> bytes:
    """The body without its XML declaration's encoding, so that the charset we say counts."""
    return _ENCODING.sub(rb"\1", body[:_HEAD], count=1) + body[_HEAD:]
