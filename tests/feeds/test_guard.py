"""No feed, redirect, page or list of feeds makes Parley send a byte to a machine that is not on the public
internet."""

import socket
from typing import Any

import pytest
from yarl import URL

from feeds import connections
from feeds.discover import discover
from feeds.fetch import Fetcher
from feeds.guard import Guard, SocketRefusedError, open_socket, why_refused
from feeds.opml import read_opml
from feeds.worker import ParserPool
from news.errors import AddressRefused, FeedError, FetchFailed
from news.feed import FeedToFetch
from tests.feeds.hostile import GOOD
from tests.feeds.resolver import StubResolver
from tests.feeds.server import FeedServer, says

REFUSED_ADDRESSES = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "3fff::1",
    "5f00::1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::8.8.8.8",
]
PUBLIC_ADDRESSES = [
    "1.1.1.1",
    "8.8.8.8",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "100.63.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::8.8.8.8",
]

REFUSED_FORMS = {
    "loopback in plain": "http://127.0.0.1/feed",
    "loopback with a port": "http://127.0.0.1:8090/metrics",
    "loopback with a trailing dot": "http://127.0.0.1./",
    "loopback as one decimal number": "http://2130706433/",
    "loopback as one octal number": "http://017700000001/",
    "loopback as one hexadecimal number": "http://0x7f000001/",
    "loopback in octal parts": "http://0177.0.0.1/",
    "loopback in hexadecimal parts": "http://0x7f.0x0.0x0.0x1/",
    "loopback in short": "http://127.1/",
    "loopback in three parts": "http://127.0.1/",
    "zero": "http://0/",
    "loopback in full-width digits": "http://１２７.０.０.１/",
    "loopback in circled digits": "http://①②⑦.⓪.⓪.①/",
    "loopback with ideographic dots": "http://127。0。0。1/",
    "loopback percent-encoded": "http://%31%32%37.0.0.1/",
    "loopback after a user name": "http://news.example@127.0.0.1/",
    "loopback after a name and a password": "http://news.example:80@127.0.0.1/",
    "a user name alone": "http://user@news.example/",
    "a backslash before the at sign": "http://127.0.0.1\\@news.example/",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 loopback written out": "http://[0:0:0:0:0:0:0:1]/",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]/",
    "IPv4 in IPv6 in hexadecimal": "http://[::ffff:7f00:1]/",
    "IPv4-compatible": "http://[::127.0.0.1]/",
    "link-local with a zone": "http://[fe80::1%25eth0]/",
    "NAT64 of loopback": "http://[64:ff9b::7f00:1]/",
    "6to4 of loopback": "http://[2002:7f00:1::]/",
    "Teredo": "http://[2001:0:4136:e378::1]/",
    "cloud metadata": "http://169.254.169.254/latest/meta-data/",
    "localhost": "http://localhost/",
    "localhost in capitals": "http://LOCALHOST/",
    "localhost with a dot": "http://localhost./",
    "below localhost": "http://anything.localhost/",
    "localhost in enclosed letters": "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "a name of the own network": "http://printer.local/",
    "Google's metadata name": "http://metadata.google.internal/",
    "an empty label": "http://127.0.0.1..example/",
    "a blank in the name": "http://127.0.0.1 .example/",
    "NUL in the name": "http://127.0.0.1%00.example/",
    "a line break in the address": "http://news.example/\r\nHost: x",
    "no host": "http:///etc/passwd",
    "port zero": "http://news.example:0/",
    "a port too large": "http://news.example:99999/",
    "a file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_FLUSHALL",
    "FTP": "ftp://news.example/feed",
    "data": "data:text/xml,<rss/>",
    "no scheme": "//127.0.0.1/feed",
}


@pytest.mark.parametrize("address", REFUSED_ADDRESSES)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert why_refused(address)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(SocketRefusedError):
        open_socket((family, socket.SOCK_STREAM, 6, "", (address, 80)))


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_a_public_address_is_not(address: str) -> None:
    assert why_refused(address) is None


@pytest.mark.parametrize("form", REFUSED_FORMS, ids=list(REFUSED_FORMS))
async def test_a_forbidden_form_is_refused_before_any_look_up(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_socket(_: tuple[Any, ...]) -> socket.socket:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(connections, "open_socket", no_socket)
    resolver = StubResolver({})
    async with Fetcher(resolver=resolver) as fetcher:
        with pytest.raises(AddressRefused) as refused:
            await fetcher.fetch(FeedToFetch(1, REFUSED_FORMS[form]))
    assert resolver.asked == []
    assert refused.value.reason in ("address_refused", "bad_address", "scheme_refused", "userinfo_refused")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "::1",
        "10.0.0.1",
        "169.254.169.254",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
async def test_a_name_that_resolves_to_a_forbidden_address_gets_no_byte(address: str) -> None:
    async with FeedServer() as inside:
        inside.pages["/feed"] = says(GOOD)
        async with Fetcher(resolver=StubResolver({"news.example": [[address]]})) as fetcher:
            with pytest.raises(AddressRefused) as refused:
                await fetcher.fetch(FeedToFetch(1, f"http://news.example:{inside.port}/feed"))
        assert refused.value.reason == "address_refused"
        assert inside.connections == 0


async def test_a_name_with_several_forbidden_addresses_is_refused_as_one_with_one() -> None:
    async with Fetcher(
        resolver=StubResolver({"news.example": [["127.0.0.1", "10.0.0.1", "::1"]]})
    ) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.fetch(FeedToFetch(1, "http://news.example/feed"))


async def test_a_name_that_changes_its_address_between_two_fetches_gets_no_byte() -> None:
    async with FeedServer() as inside:
        inside.pages["/feed"] = says(GOOD)
        resolver = StubResolver({"news.example": [["198.51.100.1"], ["127.0.0.1"]]})
        for _ in range(2):  # a fetcher each, or aiohttp's own memory of names would answer the second time
            async with Fetcher(resolver=resolver) as fetcher:
                with pytest.raises(AddressRefused):
                    await fetcher.fetch(FeedToFetch(1, f"http://news.example:{inside.port}/feed"))
        assert resolver.asked == ["news.example"] * 2
        assert inside.connections == 0


async def test_a_redirect_to_a_name_that_resolves_to_loopback_is_refused() -> None:
    async with FeedServer() as outside, FeedServer() as inside:
        outside.pages["/feed"] = says(
            b"", status="302 Found", Location=f"http://news.example:{inside.port}/feed"
        )
        async with Fetcher(
            allowed=[outside.host], resolver=StubResolver({"news.example": [["127.0.0.1"]]})
        ) as fetcher:
            with pytest.raises(AddressRefused):
                await fetcher.fetch(FeedToFetch(1, f"{outside.base}/feed"))
        assert (outside.connections, inside.connections) == (1, 0)


async def test_an_allowed_host_is_reached_with_and_without_its_port_and_no_other_port() -> None:
    async with FeedServer() as inside, FeedServer() as other:
        inside.pages["/feed"] = other.pages["/feed"] = says(GOOD)
        async with Fetcher(allowed=[inside.host]) as fetcher:
            assert (await fetcher.fetch(FeedToFetch(1, f"{inside.base}/feed"))).body == GOOD
            with pytest.raises(AddressRefused):
                await fetcher.fetch(FeedToFetch(1, f"{other.base}/feed"))
        async with Fetcher(allowed=["127.0.0.1"]) as fetcher:
            assert (await fetcher.fetch(FeedToFetch(1, f"{other.base}/feed"))).body == GOOD


async def test_an_allowed_name_is_reached_wherever_it_leads() -> None:
    async with FeedServer() as inside:
        inside.pages["/feed"] = says(GOOD)
        resolver = StubResolver({"news.lan.example": [["127.0.0.1"]]})
        async with Fetcher(allowed=["News.LAN.example"], resolver=resolver) as fetcher:
            assert (
                await fetcher.fetch(FeedToFetch(1, f"http://news.lan.example:{inside.port}/feed"))
            ).body == GOOD


def test_a_feed_from_outside_may_not_redirect_to_an_allowed_host() -> None:
    guard = Guard(["127.0.0.1"])
    assert guard.check("http://127.0.0.1/x", feed_url="f", trusted=True) == URL("http://127.0.0.1/x")
    with pytest.raises(AddressRefused):
        guard.check("http://127.0.0.1/x", feed_url="f", trusted=False)


async def test_discovery_refuses_what_a_page_names() -> None:
    async with FeedServer() as page, FeedServer() as inside:
        inside.pages["/feed"] = says(GOOD)
        link = f'<link rel="alternate" type="application/rss+xml" href="{inside.base}/feed">'
        page.pages["/"] = says(f"<html><head>{link}</head></html>".encode(), Content_Type="text/html")
        pool = ParserPool()
        async with Fetcher(allowed=[page.host]) as fetcher:
            with pytest.raises(FeedError) as refused:
                await discover(fetcher, pool, f"{page.base}/")
        await pool.close()
        assert refused.value.reason == "no_feed_found"
        assert inside.connections == 0


async def test_an_opml_file_may_name_such_hosts_but_they_are_refused_when_fetched() -> None:
    async with FeedServer() as inside:
        inside.pages["/feed"] = says(GOOD)
        listed = read_opml(
            f'<opml><body><outline xmlUrl="{inside.base}/feed"/><outline xmlUrl="file:///etc/passwd"/></body></opml>'.encode(),
            "x",
        )
        assert [source.url for source in listed] == [f"{inside.base}/feed"]
        async with Fetcher() as fetcher:
            with pytest.raises(AddressRefused):
                await fetcher.fetch(FeedToFetch(1, listed[0].url))
        assert inside.connections == 0


async def test_with_a_proxy_the_name_is_judged_before_the_proxy_gets_it() -> None:
    async with FeedServer() as proxy:
        proxy.pages["http://news.example/feed"] = says(GOOD)
        resolver = StubResolver({"news.example": [["93.184.216.34"]], "evil.example": [["10.0.0.1"]]})
        async with Fetcher(proxy=proxy.base, resolver=resolver) as fetcher:
            assert (await fetcher.fetch(FeedToFetch(1, "http://news.example/feed"))).body == GOOD
            with pytest.raises(AddressRefused):
                await fetcher.fetch(FeedToFetch(1, "http://evil.example/feed"))
            with pytest.raises(FetchFailed, match="dns"):
                await fetcher.fetch(FeedToFetch(1, "http://unknown.example/feed"))
            proxy.pages["http://news.example/moved"] = says(
                b"", status="301 Moved", Location="http://evil.example/feed"
            )
            with pytest.raises(AddressRefused):
                await fetcher.fetch(FeedToFetch(1, "http://news.example/moved"))
        assert [request.path for request in proxy.requests] == [
            "http://news.example/feed",
            "http://news.example/moved",
        ]


async def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FeedServer() as proxy, FeedServer() as site:
        site.pages["/feed"] = says(GOOD)
        monkeypatch.setenv("HTTP_PROXY", proxy.base)
        monkeypatch.setenv("http_proxy", proxy.base)
        async with Fetcher(allowed=[site.host]) as fetcher:
            await fetcher.fetch(FeedToFetch(1, f"{site.base}/feed"))
        assert (proxy.connections, site.connections) == (0, 1)


async def test_no_message_about_a_refused_address_holds_its_password() -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(AddressRefused) as refused:
            await fetcher.fetch(FeedToFetch(1, "http://user:hunter2@news.example/"))
    assert "hunter2" not in str(refused.value) + refused.value.detail


def _checked_before_and_after_many_others(guard: Guard, address: str) -> tuple[URL, URL]:
    before = guard.check(address, feed_url=address)
    for n in range(500):
        guard.check(
            f"http://news.example/{len(address)}/{n}", feed_url=address
        )  # yarl itself remembers the last few
    return before, guard.check(address, feed_url=address)


def test_an_address_is_read_once_and_judged_each_time() -> None:
    address = "http://10.0.0.1/feed"
    before, after = _checked_before_and_after_many_others(Guard(["10.0.0.1"]), address)
    assert before is after
    with pytest.raises(AddressRefused) as refused:
        Guard([]).check(address, feed_url="http://news.example/feed")
    assert (refused.value.reason, refused.value.feed_url) == ("address_refused", "http://news.example/feed")


def test_long_addresses_are_not_remembered_or_redirects_would_fill_the_memory() -> None:
    before, after = _checked_before_and_after_many_others(Guard([]), "http://news.example/" + "a" * 10_000)
    assert before is not after


def test_an_address_that_cannot_be_read_is_refused_for_each_feed_that_leads_there() -> None:
    for feed_url in ("http://a.example/", "http://b.example/"):
        with pytest.raises(AddressRefused) as refused:
            Guard([]).check("ftp://news.example/", feed_url=feed_url)
        assert (refused.value.reason, refused.value.feed_url) == ("scheme_refused", feed_url)
