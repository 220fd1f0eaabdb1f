"""What becomes of a text on its way into a message: cleaned, trimmed, links found, entities nested, lengths
counted."""

from __future__ import annotations

from typing import Any

import pytest

from playground.telegram.errors import ApiError
from playground.telegram.formatted import caption_text, fix_text, message_text
from playground.telegram.found import find_entities

FOUND: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("nothing here", []),
    ("/start now", [("bot_command", 0, 6)]),
    ("/status@parley_bot syria", [("bot_command", 0, 18)]),
    ("a/b and //x and /x/y", []),
    ("@parley and mail@example.org", [("mention", 0, 7), ("email", 12, 16)]),
    ("@ab @gif x@parley", [("mention", 4, 4)]),
    ("#peace #2024 #при_вет #a#b", [("hashtag", 0, 6), ("hashtag", 13, 8)]),
    ("$USD $usd $TOOLONGNAME", [("cashtag", 0, 4)]),
    ("example.org and example.notatld", [("url", 0, 11)]),
    ("https://example.notatld/x.", [("url", 0, 25)]),
    ("(see http://example.org/a(b)c)", [("url", 5, 24)]),
    ("1.2.3.4 and 256.1.1.1 and 3.14", [("url", 0, 7)]),
    ("the end.Start", []),
    ("кремль.рф", [("url", 0, 9)]),
    ("🕊 example.org", [("url", 3, 11)]),
    ("tg://resolve?domain=x", [("url", 0, 21)]),
    ("4111 1111 1111 1111", [("bank_card_number", 0, 19)]),
    ("example.org:8080/x?y=1#z", [("url", 0, 24)]),
]


@pytest.mark.parametrize(("text", "entities"), FOUND, ids=[case[0][:30] for case in FOUND])
def test_telegram_finds_by_itself(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert [(entity.type, entity.offset, entity.length) for entity in find_entities(text)] == entities


STORED: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    ("  x  \n", "x", []),
    ("<b>  x  </b>", "  x", [("bold", 0, 3, None)]),
    (" <b>x</b> ", "x", [("bold", 0, 1, None)]),
    ("a\r\nb\tc\x00d", "a\nb c d", []),
    ("<b>a\u2028b</b>", "ab", [("bold", 0, 2, None)]),
    ("<b>one</b><b>two</b>", "onetwo", [("bold", 0, 6, None)]),
    ("<b>a<b>b</b>c</b>", "abc", [("bold", 0, 3, None)]),
    ("<b>a<i>b</i>c</b>", "abc", [("bold", 0, 1, None), ("bold", 1, 2, None), ("italic", 1, 1, None)]),
    ("<code><b>x</b></code>", "x", [("code", 0, 1, None)]),
    ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1, None), ("code", 1, 1, None), ("bold", 2, 1, None)]),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2, None)]),
    (
        "<a href='http://a.org'>x<a href='http://b.org'>y</a></a>",
        "xy",
        [("text_link", 0, 2, "http://a.org/")],
    ),
    (
        "<b>see example.org now</b>",
        "see example.org now",
        [("bold", 0, 4, None), ("url", 4, 11, None), ("bold", 4, 11, None), ("bold", 15, 4, None)],
    ),
    ("<a href='http://a.org'>example.org</a>", "example.org", [("text_link", 0, 11, "http://a.org/")]),
    ("<code>/start</code>", "/start", [("code", 0, 6, None)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), STORED, ids=[case[0][:40] for case in STORED])
def test_a_message_is_stored(source: str, text: str, entities: list[tuple[Any, ...]]) -> None:
    stored, found = message_text(source, "HTML")
    assert (stored, [entity.plain() for entity in found]) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "Bad Request: message text is empty"),
        ("   ", "Bad Request: text must be non-empty"),
        ("<b></b>", "Bad Request: text must be non-empty"),
        ("\u2800\u3000", "Bad Request: text must be non-empty"),
        ("x" * 4097, "Bad Request: message is too long"),
        ("я" * 16_385, "Bad Request: text is too long"),
        ("<p>", 'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ],
    ids=["empty", "spaces", "an empty tag", "blanks", "long", "raw", "tag"],
)
def test_a_text_is_refused(source: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        message_text(source, "html")
    assert caught.value.description == words


def test_length_counts_code_points_after_parsing() -> None:
    assert len(message_text("<b>" + "🕊" * 4096 + "</b>", "HTML")[0]) == 4096
    assert len(message_text("&amp;" * 4096, "HTML")[0]) == 4096
    with pytest.raises(ApiError, match="message is too long"):
        message_text("🕊" * 4097, "HTML")


def test_a_caption_may_be_empty_but_not_longer_than_1024() -> None:
    assert caption_text("") == ("", [])
    assert len(caption_text("x" * 1024)[0]) == 1024
    with pytest.raises(ApiError) as caught:
        caption_text("x" * 1025)
    assert caught.value.description == "Bad Request: message caption is too long"


def test_entities_past_the_hundredth_vanish_silently() -> None:
    _text, entities = message_text("<b>x</b> " * 150, "HTML")
    assert len(entities) == 100


def test_entities_a_bot_gives_itself_are_taken_but_for_those_telegram_finds() -> None:
    given = [{"type": "bold", "offset": 0, "length": 2}, {"type": "url", "offset": 3, "length": 1}]
    _text, entities = message_text("ab c", "", given)
    assert [entity.plain() for entity in entities] == [("bold", 0, 2, None)]
    with pytest.raises(ApiError, match="can't parse MessageEntity"):
        message_text("ab", "", [{"type": "bold", "offset": 0}])


@pytest.mark.parametrize(
    ("text", "entity", "words"),
    [
        ("ab", {"offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ("ab", {"offset": 0, "length": -1}, "receive an entity with incorrect length -1"),
        (
            "ab",
            {"offset": 0, "length": 3},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 3",
        ),
        ("ab", {"offset": 2, "length": 1}, "entity begins after the end of the text at UTF-16 offset 2"),
        ("🕊b", {"offset": 1, "length": 1}, "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (
            "é🕊",
            {"offset": 0, "length": 2},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 6",
        ),
    ],
)
def test_an_entity_in_the_wrong_place_is_refused(text: str, entity: dict[str, Any], words: str) -> None:
    with pytest.raises(ApiError) as caught:
        message_text(text, "", [{"type": "bold", **entity}])
    assert caught.value.description == f"Bad Request: {words}"


def test_entities_a_bot_gives_keep_their_arguments() -> None:
    given = [
        {"type": "text_link", "offset": 0, "length": 1, "url": "Example.org"},
        {"type": "text_link", "offset": 1, "length": 1, "url": "nodot"},
        {"type": "text_mention", "offset": 2, "length": 1, "user": {"id": 5}},
        {"type": "pre", "offset": 3, "length": 1, "language": "py"},
        {"type": "custom_emoji", "offset": 4, "length": 1, "custom_emoji_id": "77"},
        {"type": "italic", "offset": 5, "length": 0},
    ]
    _text, entities = message_text("abcdef", "", given)
    assert [entity.plain() for entity in entities] == [
        ("text_link", 0, 1, "http://example.org/"),
        ("text_mention", 2, 1, 5),
        ("pre", 3, 1, "py"),
        ("custom_emoji", 4, 1, "77"),
    ]


def test_direction_marks_in_a_row_are_tamed() -> None:
    assert fix_text("a\u200f\u200fb", [])[0] == "a\u200c\u200fb"


@pytest.mark.parametrize("mode", ["Markdown", "MarkdownV2"])
def test_markdown_fails_loudly(mode: str) -> None:
    with pytest.raises(ApiError, match="does not imitate parse_mode"):
        message_text("*x*", mode)


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        message_text("x", "latex")
