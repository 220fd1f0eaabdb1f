"""Hostile servers: what happens before there is a body to parse."""

import asyncio
import gzip
import zlib

import brotli

from tests.feeds.hostile import GOOD, Case, Check
from tests.feeds.server import Page, Request, drips, hangs_up, head, raw, says, silence, streams

CAP = 10 * 1024 * 1024
_SPACES = b" " * (CAP + 100_000)


def _deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def _moves(to: str, status: str = "302 Found") -> Page:
    return says(b"", status=status, Location=to)


def _chain(hops: int) -> Page:
    """Redirects that count down in the query string, then a feed."""

    async def page(request: Request, out: asyncio.StreamWriter) -> None:
        left = int(request.path.partition("?left=")[2] or hops)
        await (_moves(f"?left={left - 1}") if left else says(GOOD))(request, out)

    return page


def _arrives(status: str = "") -> Check:
    return lambda parsed, fetched: len(parsed.entries) == 1 and (not status or fetched.moved_to == status)


TRANSPORT: list[Case] = [
    Case("a page that is gone for a while (404)", says(b"", status="404 Not Found"), "http_404"),
    Case("a feed that is gone for good (410)", says(b"", status="410 Gone"), "http_410"),
    Case("a wall in front of the feed (403)", says(b"", status="403 Forbidden"), "http_403"),
    Case("a server that fails (500)", says(b"oops", status="500 Internal Server Error"), "http_500"),
    Case(
        "a server that asks for patience in seconds",
        says(b"", status="503 Service Unavailable", Retry_After="120"),
        "http_503",
    ),
    Case(
        "a server that asks for patience until a date",
        says(b"", status="429 Slow", Retry_After="Wed, 01 Jan 2098 00:00:00 GMT"),
        "http_429",
    ),
    Case("a status line in bytes that are no text", says(b"", status="500 Fehl\xe9r"), "http_500"),
    Case(
        "validators in bytes that are no text",
        says(GOOD, ETag='"\xff\xfe"', Last_Modified="\xe9"),
        lambda _, fetched: fetched.validators.etag is None and fetched.validators.last_modified is None,
    ),
    Case("an answer without content (204)", says(b"", status="204 No Content"), "http_204"),
    Case("not modified, though nothing was known", says(b"", status="304 Not Modified"), "http_304"),
    Case(
        "a part of a feed nobody asked a part of (206)", says(GOOD, status="206 Partial Content"), "http_206"
    ),
    Case("a server that never answers", silence, "timeout"),
    Case("headers that drip", drips(b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n", 0.1), "timeout"),
    Case("a body that drips", drips(head("200 OK", {}), b" ", 0.02), "timeout"),
    Case(
        "a body that drips inside chunks",
        drips(head("200 OK", {"Transfer-Encoding": "chunked"}), b"1\r\n \r\n", 0.02),
        "timeout",
    ),
    Case("a body announced as too large", says(b"x", length=CAP + 1), "too_large"),
    Case("a body that is too large without saying so", streams(b" " * 65536, CAP // 65536 + 2), "too_large"),
    Case("a body of exactly the cap is still read", streams(GOOD + b" " * (CAP - len(GOOD)), 1), _arrives()),
    Case("a gzip bomb", says(gzip.compress(_SPACES), Content_Encoding="gzip"), "too_large"),
    Case("a brotli bomb", says(brotli.compress(_SPACES, quality=1), Content_Encoding="br"), "too_large"),
    Case("a deflate bomb", says(zlib.compress(_SPACES), Content_Encoding="deflate"), "too_large"),
    Case("a gzip file that is a bomb and has no label", says(gzip.compress(_SPACES)), "too_large"),
    Case("gzip in name only", says(b"this is not gzip", Content_Encoding="gzip"), "bad_encoding"),
    Case("brotli in name only", says(b"\xff\xff\xff\xff", Content_Encoding="br"), "bad_encoding"),
    Case("a gzip file cut in half, without a label", says(b"\x1f\x8b\x08garbage"), "bad_encoding"),
    Case("a feed packed with gzip", says(gzip.compress(GOOD), Content_Encoding="gzip"), _arrives()),
    Case("a feed packed with brotli", says(brotli.compress(GOOD), Content_Encoding="br"), _arrives()),
    Case("a feed packed with zlib", says(zlib.compress(GOOD), Content_Encoding="deflate"), _arrives()),
    Case("a feed packed with bare deflate", says(_deflated(GOOD), Content_Encoding="deflate"), _arrives()),
    Case("a gzip file served as it is", says(gzip.compress(GOOD)), _arrives()),
    Case("a body that ends too soon", says(GOOD, length=len(GOOD) + 10), "truncated"),
    Case(
        "chunks that end too soon",
        raw(head("200 OK", {"Transfer-Encoding": "chunked"}) + b"ff\r\n<rss"),
        "truncated",
    ),
    Case(
        "a chunk of nonsense length",
        raw(head("200 OK", {"Transfer-Encoding": "chunked"}) + b"zz\r\n<rss/>\r\n"),
        "bad_http",
    ),
    Case("a server that hangs up", hangs_up, "connection"),
    Case("something that is not HTTP", raw(b"220 mail.example ESMTP\r\n"), "bad_http"),
    Case("a header without end", raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"), "bad_http"),
    Case("headers without number", raw(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 50_000 + b"\r\n"), "bad_http"),
    Case("redirects in a circle", _moves("?"), "too_many_redirects"),
    Case("five redirects are followed", _chain(5), _arrives()),
    Case("six redirects are not", _chain(6), "too_many_redirects"),
    Case("a redirect to nowhere", says(b"", status="302 Found"), "http_302"),
    Case("a redirect to a file", _moves("file:///etc/passwd"), "scheme_refused"),
    Case("a redirect to a script", _moves("javascript:alert(1)"), "scheme_refused"),
    Case("a redirect to another port of this machine", _moves("http://127.0.0.1:9/feed"), "address_refused"),
    Case(
        "a redirect into the private network", _moves("http://10.0.0.1/feed", "301 Moved"), "address_refused"
    ),
    Case("a redirect with a password", _moves("http://user:secret@news.example/"), "userinfo_refused"),
    Case("a redirect that is no address", _moves("http://[::broken/"), "bad_address"),
    Case("a name that does not exist", None, "dns", "http://no-such-host.example/feed"),
    Case("a port where nobody listens", None, "connection", "http://127.0.0.1:{closed}/feed"),
    Case("a certificate where there is none", None, "tls", "https://127.0.0.1:{open}/feed"),
    Case("an address of another scheme", None, "scheme_refused", "ftp://news.example/feed"),
    Case("no address at all", None, "scheme_refused", "news"),
]
