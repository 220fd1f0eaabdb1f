"""Which addresses Telegram takes for a link, and the form it gives them."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address

_UPPER_TO_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_AUTHORITY_END = re.compile(r"[/?#]")
_SCHEME_END = re.compile(r"[:/?#@\[\]]")
_HOST = re.compile(r"(?:[A-Za-z0-9.\-_!$,~*'();&+=]|%[0-9a-fA-F]{2}|[^\x00-\x7f])*")
_USERINFO = re.compile(r"(?:[A-Za-z0-9.\-_!$,~*'();&+=:]|%[0-9a-fA-F]{2}|[^\x00-\x7f])*")
_IPV6 = re.compile(r"\[[:0-9a-f.]*\]")
_LOW = re.compile(r"[\x00-\x20]")
_SPACE_END = " \t\r\n\0\v"
_TELEGRAM_SCHEMES = ("tg:", "ton:", "tonsite:")


class WrongURLError(ValueError):
    """The address is none Telegram would take; the text says why, as Telegram says it."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; `port` 0 when not given, `query` begins with a slash and holds path, query and
    fragment."""

    https: bool
    userinfo: str
    host: str
    ipv6: bool
    port: int
    query: str

    def __str__(self) -> str:
        user = f"{self.userinfo}@" if self.userinfo else ""
        port = f":{self.port}" if self.port > 0 else ""
        return f"{'https' if self.https else 'http'}://{user}{self.host}{port}{self.query}"


def ascii_lower(text: str) -> str:
    """Lower the ASCII letters only."""
    return text.lower() if text.isascii() else text.translate(_UPPER_TO_LOWER)


def take_apart(url: str) -> Address:
    """Take an address apart; http is assumed. Raises WrongURLError."""
    https, rest = _scheme(url)
    end = _AUTHORITY_END.search(rest)
    authority, query = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    userinfo_host, port = _port(authority)
    userinfo, _, host = userinfo_host.rpartition("@")
    ipv6 = len(host) > 1 and host[0] == "[" and host[-1] == "]"
    if ipv6:
        _check_ipv6(host)
    if not host:
        raise WrongURLError("URL host is empty")
    if host == ".":
        raise WrongURLError("Host is invalid")
    query = query.rstrip(_SPACE_END) or "/"
    if query[0] != "/":
        query = "/" + query
    query = _LOW.sub(lambda found: f"%{ord(found[0]):02X}", query)
    host = ascii_lower(host)
    if ipv6:
        if not _IPV6.fullmatch(host):
            raise WrongURLError("Wrong IPv6 URL host")
    else:
        _check_part(_HOST, host, "host")
        _check_part(_USERINFO, userinfo, "userinfo")
    return Address(https, userinfo, host, ipv6, port, query)


def _scheme(url: str) -> tuple[bool, str]:
    end = _SCHEME_END.search(url)
    if end is None or not url.startswith("://", end.start()):
        return False, url
    scheme = ascii_lower(url[: end.start()])
    if scheme not in ("http", "https"):
        raise WrongURLError("Unsupported URL protocol")
    return scheme == "https", url[end.start() + 3 :]


def _port(authority: str) -> tuple[str, int]:
    colon = max(authority.rfind(mark) for mark in ":]@")
    if colon <= 0 or authority[colon] != ":":
        return authority, 0
    digits = authority[colon + 1 :]
    digits = digits.lstrip("0") or digits[-1:]
    if not (digits.isascii() and digits.isdigit()) or not 0 < int(digits) <= 65535:
        raise WrongURLError("Wrong port number specified in the URL")
    return authority[:colon], int(digits)


def _check_ipv6(host: str) -> None:
    try:
        IPv6Address(host[1:-1])
    except AddressValueError as error:
        raise WrongURLError("Wrong IPv6 address specified in the URL") from error


def _check_part(allowed: re.Pattern[str], part: str, name: str) -> None:
    good = allowed.match(part)
    end = good.end() if good else 0
    if end == len(part):
        return
    if part[end] == "%":
        raise WrongURLError(f"Wrong percent-encoded symbol in URL {name}")
    raise WrongURLError(f"Disallowed character in URL {name}")


def check_link(link: str) -> str:
    """The form Telegram stores a link in. Raises WrongURLError."""
    lowered = ascii_lower(link[:10])
    scheme = next((known for known in _TELEGRAM_SCHEMES if lowered.startswith(known)), None)
    if scheme is None:
        address = take_apart(link)
        if "." not in address.host and not address.ipv6:
            raise WrongURLError("Wrong HTTP URL")
        return str(address)
    link = link[len(scheme) :].removeprefix("//")
    address = take_apart(link)
    name = scheme[:-1]
    if (
        ascii_lower(link[:7]) == "http://"
        or address.https
        or address.userinfo
        or address.port
        or address.ipv6
    ):
        raise WrongURLError("Wrong tg URL" if name == "tg" else "Wrong ton URL")
    allowed = string.ascii_lowercase + string.digits + "-_" + ("." if name == "tonsite" else "")
    if any(letter not in allowed for letter in address.host):
        raise WrongURLError("Unallowed characters in URL host")
    query = address.query[1:] if address.query.startswith("/?") else address.query
    return f"{name}://{address.host}{query}"


def checked_link(link: str) -> str:
    """The form Telegram stores a link in; empty for one that it silently leaves out."""
    try:
        return check_link(link)
    except WrongURLError:
        return ""


def linked_user(link: str) -> int:
    """The user id of a ``tg://user?id=…`` link; 0 for any other."""
    link = ascii_lower(link)
    if not link.startswith("tg:"):
        return 0
    link = link[3:].removeprefix("//")
    if not link.startswith("user") or (len(link) > 4 and link[4] not in "/?#"):
        return 0
    link = link[4:].removeprefix("/")
    if not link.startswith("?"):
        return 0
    for pair in link[1:].partition("#")[0].split("&"):
        key, _, value = pair.partition("=")
        if key == "id":
            return int(value) if re.fullmatch(r"[1-9][0-9]{0,15}", value) and int(value) < 1 << 52 else 0
    return 0
