"""The connections a fetcher holds: guarded ones, exempt ones, the proxy's, and whose turn it is."""

import asyncio
import socket
import ssl
from collections import deque
from collections.abc import Iterable, Mapping
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
    # all hops together, from the first byte sent to the last received: a server that drips is cut here
    total: float = 40.0
    body: int = 10 * MIB  # unpacked
    redirects: int = 5
    at_once: int = 64
    per_host: int = 4


class _Places:
    """So many at a time, the others in the order they came."""

    __slots__ = ("_waiting", "free", "users")

    def __init__(self, places: int) -> None:
        self.free = places
        self.users = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def wait(self) -> None:
        """Wait for a place where none is free."""
        if self.free:
            self.free -= 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except BaseException:
            if place.done() and not place.cancelled():
                self.give()
            raise

    def give(self) -> None:
        """Give a place back, to whoever waits longest."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self.free += 1


class Turn:
    """A place at a host, then one among all; a host nobody waits for is forgotten. `begin` or `wait`, then
    `end`."""

    __slots__ = ("_all", "_host", "_hosts", "_name")

    def __init__(self, hosts: dict[str, _Places], name: str, at_once: int, everybody: _Places) -> None:
        self._hosts, self._name, self._all = hosts, name, everybody
        self._host = hosts.get(name) or hosts.setdefault(name, _Places(at_once))

    def begin(self) -> bool:
        """Whether it is our turn at once; else `wait`."""
        host, everybody = self._host, self._all
        if not (host.free and everybody.free):
            return False
        host.users += 1
        host.free -= 1
        everybody.free -= 1
        return True

    async def wait(self) -> None:
        """Wait for the turn. Where that is cancelled there is nothing to end."""
        self._host.users += 1
        try:
            await self._host.wait()
            try:
                await self._all.wait()
            except BaseException:
                self._host.give()
                raise
        except BaseException:
            self._leave()
            raise

    def end(self) -> None:
        """The next one's turn."""
        self._all.give()
        self._host.give()
        self._leave()

    def _leave(self) -> None:
        self._host.users -= 1
        if not self._host.users and self._hosts.get(self._name) is self._host:
            del self._hosts[self._name]


class Connections:
    """Two aiohttp pools that never mix: one whose every socket passes the guard, one for hosts the operator
    exempts.

    With a proxy there is no socket of ours to a feed, so the name is looked up and judged before the proxy
    gets it; a name that cannot be looked up here is not sent there.
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
        agent = (
            "Parley/0.1 (news feed reader)"
            if contact is None
            else f"Parley/0.1 (news feed reader; +{contact})"
        )
        self._headers = {"User-Agent": agent, "Accept": _ACCEPT}
        self._proxy = URL(proxy) if proxy else None
        self._limits = limits
        self._resolver = resolver
        self._tls = tls
        self._all = _Places(limits.at_once)
        self._hosts: dict[str, _Places] = {}
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

    async def get(
        self, url: URL, headers: Mapping[str, str] | None, *, trusted: bool
    ) -> aiohttp.ClientResponse:
        """One GET of a checked address, to be released; no redirect is followed. Raises what aiohttp raises.

        `headers`: besides ours. `trusted`: take the pool for exempt hosts. The time of the whole fetch is the
        caller's to limit.
        """
        session = self._exempt if trusted else self._guarded
        if session is None:
            raise RuntimeError("the fetcher is not open: use it as `async with`")
        proxy = None if trusted else self._proxy
        return await session.get(url, headers=headers, allow_redirects=False, proxy=proxy)

    def turn(self, url: URL) -> "Turn":
        """A turn at this host, then among all fetches: a slow host holds back nobody else."""
        return Turn(self._hosts, url.raw_host or "", self._limits.per_host, self._all)

    @property
    def proxied(self) -> bool:
        """Whether names are to be looked up (`look_up`) before the proxy gets them."""
        return self._lookup is not None

    async def look_up(self, url: URL, feed_url: str) -> None:
        """Judges what a name stands for. Raises `AddressRefused`, or `FetchFailed` (`dns`) where it cannot be
        looked up."""
        host = (url.raw_host or "").rstrip(".")
        try:
            found = await self._lookup.resolve(host, url.port or 80, socket.AF_UNSPEC) if self._lookup else []
        except OSError as e:
            raise FetchFailed(feed_url, "dns", f"{host} does not resolve") from e
        for address in found:
            if why := why_refused(address["host"]):
                raise AddressRefused(
                    feed_url, "address_refused", f"{host} resolves to {address['host']}: {why}"
                )

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
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._limits.connect),
            trust_env=False,
            max_line_size=16384,
            max_field_size=65536,
            requote_redirect_url=False,
        )


_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
