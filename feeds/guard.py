"""The address guard: no feed may make Parley talk to a machine that is not on the public internet (SSRF).

Two looks, both needed. `Guard.check` reads an address as written, before any look-up: scheme, userinfo, odd
spellings of an IP address, names that never are public. `open_socket` is aiohttp's `socket_factory` and sees
the final IP address of every connection, so a name that resolves differently the second time (rebinding)
gains nothing. Lists of feeds are judged by `check_form` alone: what they name is fetched later, or never.
Source of the ranges: the IANA special-purpose registries (RFC 6890) and the clouds' metadata
addresses.
"""

import errno
import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from yarl import URL

from news.errors import AddressRefused

REFUSAL = "Parley refuses this address: it is not on the public internet"
"""One sentence for every refused socket: aiohttp joins unlike messages of a host's addresses and loses their
class."""

_NETS_4 = tuple(
    (ipaddress.IPv4Network(net), why)
    for net, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NETS_6 = tuple(
    (ipaddress.IPv6Network(net), why)
    for net, why in (
        ("2001::/23", "Teredo and protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
    )
)
_NEVER_PUBLIC = (".localhost", ".local", ".internal", ".home.arpa", ".onion")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


_JUDGED_CAP = 10_000


class SocketRefusedError(OSError):
    """A connection to a refused address, stopped before the socket exists."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, REFUSAL)


@lru_cache(maxsize=4096)
def why_refused(address: str) -> str | None:
    """Why an IP address (as text, a zone index is allowed) is not to be talked to; None when it is public."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        return _why_refused_6(ip)
    return next((why for net, why in _NETS_4 if ip in net), None)


def _why_refused_6(ip: ipaddress.IPv6Address) -> str | None:
    if (
        ip in _NAT64
    ):  # on an IPv6-only network every public IPv4 host looks like this (RFC 6052): judge what is inside
        return why_refused(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)))
    if ip not in _GLOBAL_6:
        return "IPv4 inside IPv6" if ip.ipv4_mapped else "not global unicast"
    return next((why for net, why in _NETS_6 if ip in net), None)


def open_socket(address: tuple[Any, ...]) -> socket.socket:
    """A socket for one `getaddrinfo` tuple; raises `SocketRefusedError` where the address is not public."""
    family, kind, proto, _, where = address
    if why_refused(where[0]):
        raise SocketRefusedError
    return socket.socket(family=family, type=kind, proto=proto)


class Guard:
    """Reads addresses as written; `allowed` holds hosts (`name`, `name:port`, `[v6]:port`) exempt from both
    looks."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(host.strip().lower() for host in allowed if host.strip())
        self._judged: dict[tuple[str | None, int | None], bool] = {}
        self._remembered = lru_cache(maxsize=16_384)(_parse)

    def exempt(self, url: URL) -> bool:
        """Whether the operator allows this host, with any port or with exactly this one."""
        if not self._allowed:
            return False
        host, port = url.raw_host, url.port
        known = self._judged.get((host, port))
        if known is None:
            name = (host or "").rstrip(".")
            bracketed = f"[{name}]" if ":" in name else name
            known = not self._allowed.isdisjoint((name, bracketed, f"{bracketed}:{port}"))
            if len(self._judged) < _JUDGED_CAP:
                self._judged[(host, port)] = known
        return known

    def check(self, address: str, *, feed_url: str, trusted: bool = True) -> URL:
        """The address ready to be requested.

        `trusted` is False once a redirect came from a host that is not exempt: then the allow-list does not
        count, or any feed could send us into the operator's network. Raises `AddressRefused` with reason
        `bad_address`, `scheme_refused`, `userinfo_refused` or `address_refused`. The detail never holds
        userinfo.
        """
        url = _read(self._remembered if len(address) <= _REMEMBERED else _parse, address, feed_url)
        if not (trusted and self.exempt(url)):
            why = _why_name_refused(url.raw_host or "")
            if why:
                raise AddressRefused(feed_url, "address_refused", f"{url.raw_host}: {why}")
        return url


_REMEMBERED = 300
"""Characters of the longest address that is remembered once read: the same feeds are asked for again and
again, and reading an address takes a tenth of a request."""


class _Unreadable(ValueError):
    """An address nobody can be asked for: the reason and the detail of its refusal."""


def check_form(address: str, *, feed_url: str) -> URL:
    """The address, judged by its form alone: http or https, no userinfo, and a host that is a name or a
    plainly spelt IP address, inside or outside. Nothing is looked up.

    Raises `AddressRefused` with reason `bad_address`, `scheme_refused` or `userinfo_refused`.
    """
    url = _read(_parse, address, feed_url)
    why = _why_misspelt(_name(url.raw_host or ""))
    if why:
        raise AddressRefused(feed_url, "bad_address", f"{url.raw_host}: {why}")
    return url


def _read(parse: Callable[[str], URL], address: str, feed_url: str) -> URL:
    try:
        return parse(address)
    except _Unreadable as e:
        raise AddressRefused(feed_url, *e.args) from e.__cause__


def _parse(address: str) -> URL:
    written = address.strip()
    if ("\\" in written or not written.isprintable()) and _CONTROL.search(
        written.partition("?")[0].partition("#")[0]
    ):
        raise _Unreadable("bad_address", "control characters or backslashes in the address")
    try:
        url = URL(written)
        port = url.port
    except ValueError as e:
        raise _Unreadable("bad_address", "the address cannot be read") from e
    if url.scheme not in ("http", "https"):
        raise _Unreadable("scheme_refused", f"{url.scheme or 'no scheme'}: only http and https are followed")
    if not url.raw_host or not port:
        raise _Unreadable("bad_address", "no host or port in the address")
    if "@" in written and (url.raw_user is not None or url.raw_password is not None):
        raise _Unreadable("userinfo_refused", "addresses with a user name or password are not followed")
    return url.with_fragment(None) if "#" in written else url


@lru_cache(maxsize=4096)
def _why_name_refused(host: str) -> str | None:
    name = _name(host)
    return _why_misspelt(name) or _why_not_public(name)


def _name(host: str) -> str:
    return host.lower().rstrip(".")


def _why_misspelt(name: str) -> str | None:
    """Why this is neither a host name nor an IP address in its plain spelling."""
    if ":" in name:
        return None if _is_address(name) else "not an IPv6 address"
    if not _NAME.match(name) or ".." in name:
        return "not a host name"
    if _is_number(name) and not _is_address(name):
        return "an odd spelling of an IPv4 address"
    return None


def _why_not_public(name: str) -> str | None:
    """Why a well-spelt host is not on the public internet, as far as its name tells."""
    if ":" in name or _is_number(name):
        return why_refused(name)
    if name == "localhost" or name.endswith(_NEVER_PUBLIC):
        return "never a public name"
    return None


def _is_number(name: str) -> bool:
    """Whether a resolver takes this for an IPv4 address: it ends in a number (WHATWG URL)."""
    return bool(_NUMBER.match(name.rpartition(".")[2]))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True
