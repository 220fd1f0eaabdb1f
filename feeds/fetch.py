"""Fetches one address politely and safely: conditional, bounded in size and time, every hop through the
guard."""

import hashlib
import io
import ssl
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from string import punctuation
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import quote

import aiohttp
from aiohttp.abc import AbstractResolver
from multidict import istr
from yarl import URL

from feeds import http_cache
from feeds.body_budget import LARGE, BodyPlace, UntimedPlace
from feeds.connections import Connections, Limits
from feeds.deadline import Deadlines
from feeds.fetch_errors import fetch_error, printable
from feeds.memory import give_back_large_blocks
from news.errors import FetchFailed
from news.feed import FeedToFetch, Fetched, Validators

PAGE_TYPES = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5"

_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
_ETAG, _LAST_MODIFIED = istr("ETag"), istr("Last-Modified")
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_GZIP = b"\x1f\x8b\x08"
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as discovery reads it; `url` is the final address."""

    body: bytes
    content_type: str | None
    url: str


class _Answer(NamedTuple):
    """The answer at the end of the redirects; `body` is None for 304, `url` where there was no redirect."""

    body: bytes | None
    headers: Mapping[str, str]
    url: str | None
    moved_to: str | None


class Fetcher:
    """Fetches feeds and pages over one guarded aiohttp session; use as `async with`.

    `allowed`: hosts exempt from the guard. `proxy`: address of a proxy set on purpose, then the guard looks
    the name up before the proxy does. `contact`: address or e-mail in the User-Agent, so that a webmaster can
    reach the operator.
    """

    def __init__(
        self,
        *,
        allowed: Iterable[str] = (),
        contact: str | None = None,
        proxy: str | None = None,
        limits: Limits | None = None,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.limits = limits or Limits()
        self._now = now
        self._deadlines = Deadlines(self.limits.total)
        self._connections = Connections(
            allowed, contact=contact, proxy=proxy, limits=self.limits, resolver=resolver, tls=tls
        )

    async def __aenter__(self) -> Self:
        give_back_large_blocks()
        await self._connections.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connections.close()

    async def fetch(self, feed: FeedToFetch, place: BodyPlace | None = None) -> Fetched:
        """One feed, if it changed. Its body takes its place as `place`, which the caller ends.

        Raises `AddressRefused` or `FetchFailed`; its `reason` is one of the words in feeds/fetch_errors.py,
        `retry_after` is set where the server named a time. `Fetched.moved_to` and `validators` are to be
        stored only once the body was parsed: a 301 to a sign-in page must not replace a feed's address.
        """
        known = feed.validators
        answer = await self._answer(feed.url, _conditions(known), place)
        headers = answer.headers
        fresh = http_cache.fresh_for(headers, self._now)
        if answer.body is None:
            return Fetched(
                None, None, answer.url or feed.url, answer.moved_to, _validators_kept(headers, known), fresh
            )
        validators = _validators(answer.body, headers, known)
        body = None if validators.body_hash == known.body_hash else answer.body
        return Fetched(
            body, headers.get("Content-Type"), answer.url or feed.url, answer.moved_to, validators, fresh
        )

    async def fetch_page(self, url: str) -> Page:
        """A web page for discovery, through the same guard and limits. Raises as `fetch` does."""
        answer = await self._answer(url, {"Accept": PAGE_TYPES})
        return Page(answer.body or b"", answer.headers.get("Content-Type"), answer.url or url)

    async def _answer(
        self, address: str, headers: Mapping[str, str] | None, place: BodyPlace | None = None
    ) -> _Answer:
        first = self._connections.check(address, feed_url=address)
        turn = self._connections.turn(first)
        if not turn.begin():
            await turn.wait()
        try:
            with self._deadlines.begin() as deadline:
                return await self._follow(
                    address, first, headers, UntimedPlace(place, deadline) if place else None
                )
        except (aiohttp.ClientError, OSError, ValueError) as e:
            raise fetch_error(address, e) from e
        finally:
            turn.end()

    async def _follow(
        self, address: str, url: URL, headers: Mapping[str, str] | None, place: UntimedPlace | None
    ) -> _Answer:
        moved_to = None
        permanent = trusted = True
        for hop in range(self.limits.redirects + 1):
            trusted = trusted and self._connections.exempt(url)
            if self._connections.proxied and not trusted:
                await self._connections.look_up(url, address)
            response = await self._connections.get(url, headers, trusted=trusted)
            try:
                status = response.status
                if status == 304 and headers and not _CONDITIONS.isdisjoint(headers):
                    return _Answer(None, response.headers, str(url) if hop else None, moved_to)
                if status not in _REDIRECTS:
                    return _Answer(
                        await self._read(address, response, place),
                        response.headers,
                        str(url) if hop else None,
                        moved_to,
                    )
                url = self._connections.check(
                    _location(address, url, response), feed_url=address, trusted=trusted
                )
                permanent = permanent and status in _PERMANENT
                moved_to = str(url) if permanent else moved_to
            finally:
                response.release()
        raise FetchFailed(address, "too_many_redirects", f"more than {self.limits.redirects}")

    async def _read(
        self, address: str, response: aiohttp.ClientResponse, place: UntimedPlace | None
    ) -> bytes:
        """The body of a good answer, unpacked, in pieces: neither a large file nor a small bomb is ever held
        whole."""
        if response.status not in (200, 203):
            wait = http_cache.retry_after(response.headers, self._now())
            raise FetchFailed(
                address,
                f"http_{response.status}",
                printable(response.reason or ""),
                status=response.status,
                retry_after=wait,
            )
        cap = self.limits.body
        length = response.content_length
        if length is not None and length > cap:
            raise FetchFailed(address, "too_large", f"{length} bytes announced, {cap} allowed")
        if place:
            await place.begin()
        read = (
            io.BytesIO()
        )  # hands out what it holds; pieces in a list would be there twice while they are joined
        size = 0
        while piece := await response.content.readany():
            size += len(piece)
            if size > cap:
                raise FetchFailed(address, "too_large", f"more than {cap} bytes")
            if place and size > LARGE:
                await place.grow()
            read.write(piece)
        body = read.getvalue()
        return _unpack(address, body, cap) if body.startswith(_GZIP) else body


def _conditions(known: Validators) -> Mapping[str, str] | None:
    if known.etag and known.last_modified:
        return {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.last_modified} if known.last_modified else None


def _validators(body: bytes, headers: Mapping[str, str], known: Validators) -> Validators:
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    return Validators(_validator(headers, _ETAG), _validator(headers, _LAST_MODIFIED), digest, known.seen)


def _validators_kept(headers: Mapping[str, str], known: Validators) -> Validators:
    """After a 304: what was known, with the validators the server renewed (RFC 9110, 15.4.5)."""
    etag, modified = headers.get(_ETAG), headers.get(_LAST_MODIFIED)
    if (etag is None or etag == known.etag) and (modified is None or modified == known.last_modified):
        return known
    return known._replace(
        etag=_validator(headers, _ETAG) or known.etag,
        last_modified=_validator(headers, _LAST_MODIFIED) or known.last_modified,
    )


def _validator(headers: Mapping[str, str], name: str) -> str | None:
    """A validator as it came; None for bytes that are no text, which can be neither stored nor sent back."""
    value = headers.get(name)
    return value if value and value.isprintable() else None


def _location(address: str, url: URL, response: aiohttp.ClientResponse) -> str:
    location = response.headers.get("Location", "").strip()
    if not location:
        raise FetchFailed(
            address, f"http_{response.status}", "a redirect without a target", status=response.status
        )
    if not location.isprintable():  # bytes that are no UTF-8: percent-encoded as they came, as browsers do
        location = quote(location.encode("utf-8", "surrogateescape"), safe=punctuation)
    return str(url.join(URL(location)))


def _unpack(address: str, body: bytes, cap: int) -> bytes:
    """A gzip file served without Content-Encoding (feed.xml.gz), unpacked up to `cap` bytes."""
    unpacker, unpacked = zlib.decompressobj(wbits=31), io.BytesIO()
    try:
        piece = unpacker.decompress(body, _PIECE)
        while piece and unpacked.tell() + len(piece) <= cap:
            unpacked.write(piece)
            piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
    except zlib.error as e:
        raise FetchFailed(address, "bad_encoding", "a broken gzip file") from e
    if piece:
        raise FetchFailed(address, "too_large", f"more than {cap} bytes when unpacked")
    return unpacked.getvalue()
