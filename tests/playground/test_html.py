"""Telegram's HTML, case by case: the text, the entities in UTF-16 units, or the exact error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from playground.telegram.attributes import ParseError
from playground.telegram.html import parse_html

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "telegram" / "html_cases.json"

GOOD: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    ("", "", []),
    ("no tags, no amps", "no tags, no amps", []),
    ("<b>peace</b>", "peace", [("bold", 0, 5, None)]),
    ("<strong>peace</strong> <em>talks</em>", "peace talks", [("bold", 0, 5, None), ("italic", 6, 5, None)]),
    ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1, None), ("underline", 1, 1, None)]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", i, 1, None) for i in range(3)]),
    (
        "<tg-spoiler>x</tg-spoiler><span class='tg-spoiler'>y</span>",
        "xy",
        [("spoiler", 0, 1, None), ("spoiler", 1, 1, None)],
    ),
    ("🕊<b>🕊</b>", "🕊🕊", [("bold", 2, 2, None)]),
    ("é<i>ж</i>", "éж", [("italic", 1, 1, None)]),
    ("&lt;b&gt; &amp; &quot;q&quot;", '<b> & "q"', []),
    ("&nbsp;&apos;&copy;", "&nbsp;&apos;&copy;", []),
    ("&lt &#65 &#x41;&#x1F54A;", "< A A🕊", []),
    ("&#0;&#1114111;&#12345678;", "&#0;&#1114111;&#12345678;", []),
    ("<B>x</b>", "x", [("bold", 0, 1, None)]),
    ("<b   >x</b   >", "x", [("bold", 0, 1, None)]),
    ("<b>x</>", "x", [("bold", 0, 1, None)]),
    ("<b></b>x", "x", []),
    ("<b unknown = value>x</b>", "x", [("bold", 0, 1, None)]),
    ("<b><i>x</i></b>", "x", [("bold", 0, 1, None), ("italic", 0, 1, None)]),
    ("<b>ab<i>c</i></b>", "abc", [("bold", 0, 3, None), ("italic", 2, 1, None)]),
    ("<a href='https://Example.org/a b'>x</a>", "x", [("text_link", 0, 1, "https://example.org/a%20b")]),
    ("<a href=example.org>x</a>", "x", [("text_link", 0, 1, "http://example.org/")]),
    ('<a href="example.org?q=&lt;1&gt;">x</a>', "x", [("text_link", 0, 1, "http://example.org/?q=<1>")]),
    ("<a>example.org/path</a>", "example.org/path", [("text_link", 0, 16, "http://example.org/path")]),
    ("<a href='http://localhost/x'>no dot in the host</a>", "no dot in the host", []),
    ("<a href=''>x</a>", "x", []),
    ("<a href='ftp://example.org'>x</a>", "x", []),
    ("<a href='tg://user?id=42'>x</a>", "x", [("text_mention", 0, 1, 42)]),
    ("<a href='tg://resolve?domain=parley'>x</a>", "x", [("text_link", 0, 1, "tg://resolve?domain=parley")]),
    ("<pre>x</pre><code>y</code>", "xy", [("pre", 0, 1, None), ("code", 1, 1, None)]),
    ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1, "py")]),
    ("<code class='language-py'><pre>x</pre></code>", "x", [("pre", 0, 1, "py")]),
    ("<code class='language-py'>x</code>", "x", [("code", 0, 1, None)]),
    ("<pre> <code class='language-py'>x</code></pre>", " x", [("pre", 0, 2, None), ("code", 1, 1, None)]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1, None)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1, None)]),
    ("<blockquote expandable=no>x</blockquote>", "x", [("expandable_blockquote", 0, 1, None)]),
    (
        "<tg-emoji emoji-id='5368324170671202286'>👍</tg-emoji>",
        "👍",
        [("custom_emoji", 0, 2, "5368324170671202286")],
    ),
    (
        "<tg-time unix='1700000000' format='wDT'>then</tg-time>",
        "then",
        [("date_time", 0, 4, (1700000000, 52))],
    ),
    ("<tg-time format='r'>never</tg-time>", "never", []),
    ("<i>\t\n</i>", "\t\n", [("italic", 0, 2, None)]),
    ("a > b", "a > b", []),
]

BAD = [
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("é<br/>", 'Unsupported start tag "br/" at byte offset 2'),
    ("🕊 <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 5'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("x<", "Unclosed start tag at byte offset 1"),
    ("<b attr", 'Unclosed start tag "b" at byte offset 0'),
    ("<b attr=", 'Unclosed start tag "b" at byte offset 0'),
    ("<b attr='open>x</b>", "Unclosed start tag at byte offset 0"),
    ("<b attr=a,b>", "Unexpected end of name token at byte offset 8"),
    ("<b =x>", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<i>x</em>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<span class='red'>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("<tg-time unix='1' format='q'>x</tg-time>", "Invalid date format used"),
    (
        "&#xD83D;",
        "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
    ),
]


@pytest.mark.parametrize(("source", "text", "entities"), GOOD, ids=[case[0][:40] or "empty" for case in GOOD])
def test_html_that_telegram_takes(source: str, text: str, entities: list[tuple[Any, ...]]) -> None:
    parsed, found = parse_html(source)
    assert (parsed, [entity.plain() for entity in found]) == (text, entities)


@pytest.mark.parametrize(("source", "error"), BAD, ids=[case[0][:40] for case in BAD])
def test_html_that_telegram_refuses(source: str, error: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_html(source)
    assert str(caught.value) == error


NAMES = {
    "text_link": "TextUrl",
    "expandable_blockquote": "ExpandableBlockQuote",
    "blockquote": "BlockQuote",
    "custom_emoji": "CustomEmoji",
    "date_time": "FormattedDate",
}


def as_shared(source: str) -> dict[str, Any]:
    """What comes of a source, in the form of the shared cases."""
    try:
        text, entities = parse_html(source)
    except ParseError as error:
        return {"html": source, "error": str(error)}
    shown = []
    for entity in entities:
        one: dict[str, Any] = {
            "type": NAMES.get(entity.type, entity.type.capitalize()),
            "offset": entity.offset,
            "length": entity.length,
        }
        if entity.type == "pre" and entity.argument:
            one |= {"type": "PreCode", "arg": entity.argument}
        elif entity.type == "text_link":
            one["arg"] = entity.argument
        elif entity.type == "custom_emoji":
            one["custom_emoji_id"] = int(entity.argument)
        elif entity.type == "date_time":
            one["unix"], one["flags"] = entity.argument
        shown.append(one)
    return {"html": source, "text": text, "entities": shown}


def test_the_shared_cases_give_what_telegrams_own_parser_gave() -> None:
    if not SHARED.exists():
        return  # they lie beside the checkout only; the cases above are complete without them
    cases = json.loads(SHARED.read_text("utf-8"))
    assert len(cases) == 89
    assert [as_shared(case["html"]) for case in cases] == cases
