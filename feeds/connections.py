"""The connections a fetcher holds: guarded ones, exempt ones, the proxy's, and whose turn it is."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from feeds.guard import Guard, open_socket, why_refused
from news.errors import AddressRefused, FetchFailed

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch (seconds, bytes, hops) and of all fetches at once."""

    connect: float = 10.0
    total: float = 40.0  # all hops together, from the first byte sent to the last received: a server that drips is cut here
    body: int = 10 * MIB  # unpacked
    redirects: int = 5
    at_once: int = 64
    per_host: int = 4


Request = AbstractAsyncContextManager[aiohttp.ClientResponse]


class _Host:
    """How many may ask one host at once, and how many do or wait."""

    __slots__ = ("turns", "users")

    def __init__(self, at_once: int) -> None:
        self.turns = asyncio.Semaphore(at_once)
        self.users = 0


class Turn:
    """`async with` one: waits for the host, then for a place among all; a host nobody waits for is forgotten."""

    __slots__ = ("_all", "_host", "_hosts", "_name")

    def __init__(self, hosts: dict[str, _Host], name: str, at_once: int, everybody: asyncio.Semaphore) -> None:
        self._hosts, self._name, self._all = hosts, name, everybody
        self._host = hosts.get(name) or hosts.setdefault(name, _Host(at_once))

    async def __aenter__(self) -> None:
        self._host.users += 1
        try:
            await self._host.turns.acquire()
            try:
                await self._all.acquire()
            except BaseException:
                self._host.turns.release()
                raise
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._all.release()
        self._host.turns.release()
        self._leave()

    def _leave(self) -> None:
        self._host.users -= 1
        if not self._host.users and self._hosts.get(self._name) is self._host:
            del self._hosts[self._name]


class Connections:
    """Two aiohttp pools that never mix: one whose every socket passes the guard, one for hosts the operator exempts.

    With a proxy there is no socket of ours to a feed, so the name is looked up and judged before the proxy gets it; a name
    that cannot be looked up here is not sent there.
    """

    def __init__(
        self,
        allowed: Iterable[str],
        *,
        contact: str | None,
        proxy: str | None,
        limits: Limits,
        resolver: AbstractResolver | None,
        tls: ssl.SSLContext | None,
    ) -> None:
        self._guard = Guard(allowed)
        agent = "Parley/0.1 (news feed reader)" if contact is None else f"Parley/0.1 (news feed reader; +{contact})"
        self.headers = {"User-Agent": agent, "Accept": _ACCEPT}
        self._proxy = URL(proxy) if proxy else None
        self._limits = limits
        self._resolver = resolver
        self._tls = tls
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts: dict[str, _Host] = {}
        self._guarded: aiohttp.ClientSession | None = None
        self._exempt: aiohttp.ClientSession | None = None
        self._lookup: AbstractResolver | None = None

    async def open(self) -> None:
        """Opens both pools; needs a running loop."""
        self._guarded = self._session(guarded=self._proxy is None)
        self._exempt = self._session(guarded=False)
        if self._proxy:
            self._lookup = self._resolver or aiohttp.DefaultResolver()

    async def close(self) -> None:
        """Closes every connection."""
        for session in (self._guarded, self._exempt):
            if session:
                await session.close()
        if self._lookup and self._lookup is not self._resolver:
            await self._lookup.close()
        self._guarded = self._exempt = self._lookup = None

    def exempt(self, url: URL) -> bool:
        """Whether the operator exempts this host."""
        return self._guard.exempt(url)

    def check(self, address: str, *, feed_url: str, trusted: bool = True) -> URL:
        """The address as written, judged (see `Guard.check`)."""
        return self._guard.check(address, feed_url=feed_url, trusted=trusted)

    def get(self, url: URL, headers: Mapping[str, str], *, trusted: bool) -> Request:
        """One GET of a checked address, to be entered with `async with`; no redirect is followed. Raises what aiohttp raises.

        `trusted`: take the pool for exempt hosts. The time of the whole fetch is the caller's to limit.
        """
        session = self._exempt if trusted else self._guarded
        if session is None:
            raise RuntimeError("the fetcher is not open: use it as `async with`")
        proxy = None if trusted else self._proxy
        return session.get(url, headers=headers, allow_redirects=False, proxy=proxy)

    def turn(self, url: URL) -> "Turn":
        """A turn at this host, then among all fetches: a slow host holds back nobody else."""
        return Turn(self._hosts, url.raw_host or "", self._limits.per_host, self._all)

    @property
    def proxied(self) -> bool:
        """Whether names are to be looked up (`look_up`) before the proxy gets them."""
        return self._lookup is not None

    async def look_up(self, url: URL, feed_url: str) -> None:
        """Judges what a name stands for. Raises `AddressRefused`, or `FetchFailed` (`dns`) where it cannot be looked up."""
        host = (url.raw_host or "").rstrip(".")
        try:
            found = await self._lookup.resolve(host, url.port or 80, socket.AF_UNSPEC) if self._lookup else []
        except OSError as e:
            raise FetchFailed(feed_url, "dns", f"{host} does not resolve") from e
        for address in found:
            if why := why_refused(address["host"]):
                raise AddressRefused(feed_url, "address_refused", f"{host} resolves to {address['host']}: {why}")

    def _session(self, *, guarded: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0,
            ttl_dns_cache=60,
            resolver=self._resolver,
            socket_factory=open_socket if guarded else None,
            ssl=self._tls if self._tls is not None else True,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._limits.connect),
            trust_env=False,
            max_line_size=16384,
            max_field_size=65536,
            requote_redirect_url=False,
        )


_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
