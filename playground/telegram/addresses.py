"""Links and e-mail addresses in a plain text, as Telegram finds them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

Span = tuple[str, int, int]

_TELEGRAM_HOST = re.compile("[a-zA-Z0-9_-]{1,253}")
_BAD_END = ".:;,('?!`"
_ASCII_DOMAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~")
_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_NOT_USER = frozenset("\n/[]{}()'`<>\"@«»")
_NOT_PATH = frozenset('\n<>"«»')
_PORT = re.compile(":0*([1-9][0-9]{0,4})(?![0-9])")
_PROTOCOL = re.compile(r"(https?|ftp|tonsite)://", re.IGNORECASE)
_HOST_END = re.compile("[/?#]")
_WORD = re.compile(r"\w")


@lru_cache(1)
def common_domains() -> frozenset[str]:
    """The top-level domains that make a link of a name without a protocol."""
    return frozenset((files("playground.telegram") / "domains.txt").read_text("utf-8").split())


def _is_address_char(char: str) -> bool:
    if "\u2000" <= char <= "\u206f":
        return char in "\u200c\u200d" or "\u2010" <= char <= "\u2015"
    return unicodedata.category(char)[0] != "Z"


def _is_path(char: str) -> bool:
    return char not in _NOT_PATH and _is_address_char(char)


def _is_user(char: str) -> bool:
    return char not in _NOT_USER and _is_address_char(char)


def _is_domain(char: str) -> bool:
    return char in _ASCII_DOMAIN if char < "\u00c0" else _is_address_char(char)


def _is_protocol(char: str) -> bool:
    if char < "\x80":
        return char in _ASCII_WORD or char in "+-"
    return unicodedata.category(char)[0] != "Z"


def _path_end(text: str, at: int) -> int:
    """Where the path ends that begins at a slash, question mark or hash; `at` itself when nothing of it
    counts."""
    end = at + 1
    while end < len(text) and _is_path(text[end]):
        end += 1
    while end > at + 1 and text[end - 1] in _BAD_END:
        end -= 1
    return end if text[at] == "/" or end > at + 1 else at


def find_telegram_links(text: str) -> list[Span]:
    """Links like ``tg://resolve?domain=…``; of ``tonsite://`` Telegram takes the last three letters only."""
    found, at = [], 0
    while (at := text.find("://", at)) >= 0:
        before = text[max(at - 7, 0) : at].lower()
        scheme = 2 if before.endswith("tg") else 3 if before.endswith(("ton", "tonsite")) else 0
        at += 3 if scheme else 1
        host = _TELEGRAM_HOST.match(text, at) if scheme else None
        if host is None:
            continue
        begin, at = at - 3 - scheme, host.end()
        if text[at : at + 1] in ("/", "?", "#"):
            at = _path_end(text, at)
        found.append(("url", begin, at))
    return found


def find_addresses(text: str) -> list[Span]:
    """Links and e-mail addresses: everything there is around a dot."""
    found: list[Span] = []
    start = 0
    while True:
        dot = text.find(".", start)
        if dot < 0 or dot + 1 == len(text):
            return found
        if text[dot + 1] == " ":
            start = dot + 2
            continue
        begin, end, bad = _around(text, start, dot)
        if bad:
            while text[end - 1] != ".":
                end -= 1
        else:
            if end > dot + 1 and (span := _classify(text, begin, end)):
                found.append(span)
            while text[end : end + 1] == ".":
                end += 1
        start = max(end, dot + 1)


def _around(text: str, start: int, dot: int) -> tuple[int, int, bool]:
    """Where what is around a dot begins and ends, and whether it can be no address."""
    domain = _back(text, start, dot, _is_domain)
    end, at_sign = dot, False
    while end < len(text) and (text[end] == "@" or _is_domain(text[end])):
        at_sign = at_sign or text[end] == "@"
        end += 1
    if at_sign:
        domain = _back(text, start, domain, _is_user)
    port = _PORT.match(text, end)
    if port and int(port[1]) <= 65535:
        end = port.end()
    if text[end : end + 1] in ("/", "?", "#"):
        end = _path_end(text, end)
    while end > dot + 1 and text[end - 1] == ".":
        end -= 1
    begin, bad = domain, False
    if begin > start and text[begin - 1] == "@":
        user = _back(text, start, begin - 1, _is_user)
        bad = at_sign or user == begin - 1
        begin = user
    if begin > start:
        begin, wrong = _protocol(text, start, begin)
        bad = bad or wrong
    return begin, end, bad


def _back(text: str, start: int, at: int, allowed: object) -> int:
    assert callable(allowed)
    while at > start and allowed(text[at - 1]):
        at -= 1
    return at


def _protocol(text: str, start: int, begin: int) -> tuple[int, bool]:
    """Where an address begins with the protocol before it, and whether what stands before makes it none."""
    if len(text[start:begin].encode("utf-8", "surrogatepass")) >= 6 and text.endswith("://", start, begin):
        protocol = text[_back(text, start, begin - 3, _is_protocol) : begin - 3].lower()
        for name, wrong in (("http", ("shttp",)), ("https", ()), ("ftp", ("tftp", "sftp")), ("tonsite", ())):
            if protocol.endswith(name) and protocol not in wrong:
                return begin - 3 - len(name), False
        return begin, True
    before = text[begin - 1]
    return begin, before in "/#@" or bool(_WORD.match(before))


def _classify(text: str, begin: int, end: int) -> Span | None:
    address = text[begin:end]
    if is_email(address):
        return "email", begin, end
    if address.startswith("mailto:") and is_email(address[7:]):
        return "email", begin + 7, end
    length = _link_length(address)
    return ("url", begin, begin + length) if length else None


_USER_PART = re.compile(r"[A-Za-z0-9_-]*")
_DOMAIN_PART = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9])?")


def is_email(address: str) -> bool:
    """Whether this is an e-mail address as Telegram takes it."""
    user, _, domain = address.partition("@")
    if not domain:
        return False
    parts = re.split("[.+]", user)
    if len(parts) >= 12 or not 1 <= len(parts[-1]) <= 35 or any(len(part) > 26 for part in parts[:-1]):
        return False
    if not all(_USER_PART.fullmatch(part) for part in parts):
        return False
    *names, last = domain.split(".")
    if not 1 <= len(names) <= 6 or not re.fullmatch("[A-Za-z]{2,8}", last):
        return False
    return all(_DOMAIN_PART.fullmatch(name) for name in names)


def _link_length(address: str) -> int:
    """How much of what looks like a link is one; 0 when none."""
    protocol = _PROTOCOL.match(address)
    rest = address[protocol.end() :] if protocol else address
    end = _HOST_END.search(rest)
    domain, path = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    domain = domain.partition("@")[2] if "@" in domain else domain
    domain = domain.rpartition(":")[0] if ":" in domain else domain
    if domain.lower() == "teiegram.org" or not _is_host(domain, protocol is not None):
        return 0
    return len(address) - len(path) + _balanced(path)


def _balanced(path: str) -> int:
    """The length of a path up to a bracket that closes none, without the punctuation at its end."""
    depth = {")": 0, "]": 0, "}": 0}
    closing = {"(": ")", "[": "]", "{": "}"}
    end = len(path)
    for place, char in enumerate(path):
        if char in closing:
            depth[closing[char]] += 1
        elif char in depth:
            depth[char] -= 1
            if depth[char] < 0:
                end = place
                break
    while end and path[end - 1] in _BAD_END:
        end -= 1
    return end


def _is_host(domain: str, has_protocol: bool) -> bool:
    parts = domain.split(".")
    if len(parts) == 1 or any(
        not part or len(part.encode("utf-8", "surrogatepass")) >= 64 or part.endswith("-") for part in parts
    ):
        return False
    if all(re.fullmatch("[0-9]+", part) for part in parts):
        return len(parts) == 4 and all(
            re.fullmatch("0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]", part) for part in parts
        )
    last = parts[-1]
    if len(last) <= 1:
        return False
    if last.startswith("xn--"):
        if not re.fullmatch("[A-Za-z0-9]{2,}", last[4:]):
            return False
    elif "_" in last or "-" in last or not (has_protocol or _is_common(last)):
        return False
    return "_" not in parts[-2]


def _is_common(last: str) -> bool:
    lowered = last.lower()
    if lowered != last and lowered[1:] == last[1:]:
        return False
    return lowered in common_domains()
