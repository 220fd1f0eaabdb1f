"""Which addresses Telegram takes for a link, the form it gives them, and why not the others."""

from __future__ import annotations

import pytest

from playground.telegram.links import WrongURLError, check_link, checked_link, linked_user

GOOD = [
    ("example.org", "http://example.org/"),
    ("HTTPS://Example.ORG/Path?q=1#F", "https://example.org/Path?q=1#F"),
    ("http://user:pass@example.org:08080/x", "http://user:pass@example.org:8080/x"),
    ("http://example.org?x", "http://example.org/?x"),
    ("http://[::1]:80/", "http://[::1]:80/"),
    ("кремль.рф/а", "http://кремль.рф/а"),
    ("http://example.org/a b\n", "http://example.org/a%20b"),
    ("tg://resolve?domain=x", "tg://resolve?domain=x"),
    ("tg:resolve", "tg://resolve/"),
    ("ton://a_b-c/x", "ton://a_b-c/x"),
    ("tonsite://a.ton", "tonsite://a.ton/"),
]

BAD = [
    ("", "URL host is empty"),
    (".", "Host is invalid"),
    ("localhost", "Wrong HTTP URL"),
    ("ftp://example.org", "Unsupported URL protocol"),
    ("http://example.org:0", "Wrong port number specified in the URL"),
    ("http://example.org:70000", "Wrong port number specified in the URL"),
    ("http://example.org:x", "Wrong port number specified in the URL"),
    ("http://[zz]/", "Wrong IPv6 address specified in the URL"),
    ("http://exa mple.org", "Disallowed character in URL host"),
    ("http://exa%zz.org", "Wrong percent-encoded symbol in URL host"),
    ("http://us er@example.org", "Disallowed character in URL userinfo"),
    ("tg://http://a.b", "Wrong tg URL"),
    ("ton://user@x", "Wrong ton URL"),
    ("ton://a.b", "Unallowed characters in URL host"),
]


@pytest.mark.parametrize(("link", "stored"), GOOD)
def test_an_address_that_is_a_link(link: str, stored: str) -> None:
    assert check_link(link) == stored


@pytest.mark.parametrize(("link", "words"), BAD)
def test_an_address_that_is_none(link: str, words: str) -> None:
    with pytest.raises(WrongURLError) as caught:
        check_link(link)
    assert str(caught.value) == words
    assert checked_link(link) == ""


@pytest.mark.parametrize(
    ("link", "user"),
    [
        ("tg://user?id=42", 42),
        ("TG:user/?x=1&id=7#z", 7),
        ("tg://user?id=042", 0),
        ("tg://user?id=x", 0),
        ("tg://user?name=x", 0),
        ("tg://users?id=1", 0),
        ("tg://user/x?id=1", 0),
        ("http://user?id=1", 0),
    ],
)
def test_a_link_to_a_person(link: str, user: int) -> None:
    assert linked_user(link) == user
