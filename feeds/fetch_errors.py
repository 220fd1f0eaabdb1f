"""Turns what aiohttp and the operating system raise into the stable words of a feed's health.

timeout               no answer in time, or a body that drips
dns                   the name does not resolve
tls                   certificate or handshake
connection            refused, reset, closed early, no route
truncated             the body ended before its announced length
bad_encoding          Content-Encoding that does not unpack
bad_http              what came is no HTTP
too_large             more than the cap, announced, streamed or unpacked
too_many_redirects    more than five hops
http_NNN              the server's own status (http_404, http_410, http_429, …)
address_refused, scheme_refused, userinfo_refused, bad_address      the guard (feeds/guard.py)
"""

import asyncio

import aiohttp
from aiohttp.http_exceptions import ContentEncodingError, HttpProcessingError

from feeds.guard import REFUSAL
from news.errors import AddressRefused, FeedError, FetchFailed

_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (asyncio.TimeoutError, "timeout"),
    (aiohttp.ClientConnectorDNSError, "dns"),
    (aiohttp.ClientSSLError, "tls"),
    (aiohttp.InvalidURL, "bad_address"),
    (aiohttp.ClientConnectionError, "connection"),
    (ContentEncodingError, "bad_encoding"),
    (HttpProcessingError, "bad_http"),
    (aiohttp.ClientPayloadError, "truncated"),
    (aiohttp.ClientResponseError, "bad_http"),
    (OSError, "connection"),
    (ValueError, "bad_address"),
)


def fetch_error(address: str, error: Exception) -> FeedError:
    """The feed error for what went wrong while fetching `address`; the caller raises it from `error`."""
    if REFUSAL in str(error):
        return AddressRefused(
            address, "address_refused", "the name resolves to an address that is not public"
        )
    word = next((word for kind, word in _WORDS if isinstance(error, kind)), "connection")
    if word == "truncated" and isinstance(error.__cause__, ContentEncodingError):
        word = "bad_encoding"
    if word == "bad_address":
        return AddressRefused(address, word, "the address cannot be read")
    return FetchFailed(address, word, printable(str(error) or type(error).__name__))


def printable(text: str) -> str:
    """A cause in a few words of printable text: a server's own bytes can be part of it."""
    return "".join(c if c.isprintable() else " " for c in text)[:200]
