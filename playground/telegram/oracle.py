"""Compares the playground's text rules with Telegram's own library (TDLib), where it is installed: ``python
-m playground.telegram.oracle``.

Debian's package libtdjson1.8.38 holds the parser that Telegram's Bot API server runs. Random texts go through
both; every difference in text, entities or error words is printed, and the exit status is 1. Where two
entities cover the same text with the same precedence, Telegram's sort leaves their order open: such ties are
compared as sets. `tg-time` is younger than that library and left out.
"""

from __future__ import annotations

import argparse
import ctypes
import ctypes.util
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from playground.telegram.attributes import ParseError
from playground.telegram.entities import Entity
from playground.telegram.found import find_entities
from playground.telegram.html import parse_html

LIBRARIES = ("libtdjson.so.1.8.38", "libtdjson.so")
PREFIX = "Can't parse entities: "
NAMES = {
    "TextUrl": "text_link",
    "PreCode": "pre",
    "MentionName": "text_mention",
    "BlockQuote": "blockquote",
    "CustomEmoji": "custom_emoji",
    "ExpandableBlockQuote": "expandable_blockquote",
    "BotCommand": "bot_command",
    "EmailAddress": "email",
    "BankCardNumber": "bank_card_number",
}
PIECES = [
    *" <>&/=\"';\t\r\n\v\0ab",
    "🏟",
    "é",
    "—",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    '<a href="',
    "<a href='tg://user?id=777'>",
    "<a href=telegram.org>",
    '">',
    "</a>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    '<pre><code class="language-',
    "</code></pre>",
    '<span class="tg-spoiler">',
    "</span>",
    "<blockquote>",
    "<blockquote expandable>",
    "</blockquote>",
    "</>",
    "&lt;",
    "&gt",
    "&amp;",
    "&quot;",
    "&#65;",
    "&#x1F600;",
    "&#xD800;",
    "&nbsp;",
    "http://x.y/z",
    "tg://resolve?domain=a",
    "ton://ab",
    "[::1]",
    "1.2.3.4:80",
    "a@b.c",
    ":99999",
    "%20",
    "%zz",
    "?q=1",
    "#f",
    "<tg-emoji emoji-id='5'>",
    "</tg-emoji>",
    "<u>",
    "</u>",
    "<s>",
    "</s>",
    "<del>",
    "</del>",
    "<tg-spoiler>",
    "</tg-spoiler>",
    "<p>",
    "<br>",
    "< ",
    "</",
    "expandable",
    "class",
    "language-",
    "<B>",
    "<STRONG>",
    "</strong>",
    "&#00065;",
    "&#x41",
    "&#",
    "&#x",
    "<a>",
    "x.y",
]
TAGS = [
    ("<b>", "</b>"),
    ("<i>", "</i>"),
    ("<u>", "</u>"),
    ("<s>", "</s>"),
    ("<code>", "</code>"),
    ("<pre>", "</pre>"),
    ("<a href='http://e.org/x'>", "</a>"),
    ("<blockquote>", "</blockquote>"),
    ("<blockquote expandable>", "</blockquote>"),
    ("<tg-spoiler>", "</tg-spoiler>"),
    ('<code class="language-py">', "</code>"),
    ('<tg-emoji emoji-id="9">', "</>"),
    ('<a href="tg://user?id=5">', "</a>"),
]
WORDS = ["a", "b c", " ", "🏟", "&lt;", "\n", "é", "x.y", "\t", "\r"]
PLAIN = [
    *" .:/@#$-_~?!,'`()[]{}<>\"\n«»—é中🏟\u200c\u2000\u3000·٣Ⅷ",
    "http://",
    "https://",
    "ftp://",
    "tg://",
    "ton://",
    "mailto:",
    "www",
    "example",
    ".com",
    ".org",
    ".рф",
    "user",
    "bob",
    "@gif",
    "1INCH",
    "USD",
    "4111 1111 1111 1111",
    "4111111111111111",
    "5500000000000004",
    "127.0.0.1",
    "256.1.1.1",
    "a.b",
    "co.uk",
    ":8080",
    ":99999",
    "/path",
    "?q=1",
    "#frag",
    "start",
    "@my_bot",
    "xn--p1ai",
    "tonsite://",
    "teiegram.org",
    "abc",
    "x_y.com",
    "x.y_z.com",
    "1.5",
    "shttp://",
    "tftp://",
    "HTTP://",
]

Outcome = str | tuple[str, list[tuple[Any, ...]]]


class Oracle:
    """TDLib, asked without a network."""

    def __init__(self, name: str) -> None:
        self._execute = ctypes.CDLL(name).td_execute
        self._execute.restype = ctypes.c_char_p
        self._execute.argtypes = [ctypes.c_char_p]
        self._ask({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

    def _ask(self, query: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._execute(json.dumps(query).encode()))
        return answer

    def parsed(self, source: str) -> Outcome:
        """What TDLib makes of HTML: text and entities, or the error's words."""
        answer = self._ask(
            {"@type": "parseTextEntities", "text": source, "parse_mode": {"@type": "textParseModeHTML"}}
        )
        if answer["@type"] == "error":
            return str(answer["message"])
        return answer["text"], _in_order([_plain(entity) for entity in answer["entities"]])

    def found(self, text: str) -> Outcome:
        """What TDLib finds in a plain text (but times in media, which the Bot API does not show)."""
        answer = self._ask({"@type": "getTextEntities", "text": text})
        entities = [
            _plain(entity)[:3]
            for entity in answer["entities"]
            if "MediaTimestamp" not in entity["type"]["@type"]
        ]
        return text, sorted(entities)


def open_oracle() -> Oracle | None:
    """TDLib, if it is installed."""
    for name in (*LIBRARIES, ctypes.util.find_library("tdjson")):
        try:
            return Oracle(name) if name else None
        except OSError:
            continue
    return None


def _plain(entity: dict[str, Any]) -> tuple[Any, ...]:
    kind = dict(entity["type"])
    name = kind.pop("@type").removeprefix("textEntityType")
    argument = kind.get("url") or kind.get("language") or kind.get("user_id") or kind.get("custom_emoji_id")
    return NAMES.get(name, name.lower()), entity["offset"], entity["length"], argument


def _in_order(entities: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(entities, key=lambda entity: (*Entity(*entity).key(), str(entity)))


def ours_parsed(source: str) -> Outcome:
    """What the playground makes of HTML."""
    try:
        text, entities = parse_html(source)
    except ParseError as error:
        return f"{PREFIX}{error}"
    return text, _in_order([entity.plain() for entity in entities])


def ours_found(text: str) -> Outcome:
    """What the playground finds in a plain text."""
    return text, sorted(entity.plain()[:3] for entity in find_entities(text))


def _tree(chance: random.Random, depth: int) -> str:
    parts = []
    for _ in range(chance.randint(1, 3)):
        if depth and chance.random() < 0.6:
            opening, closing = chance.choice(TAGS)
            parts.append(opening + _tree(chance, depth - 1) + closing)
        else:
            parts.append(chance.choice(WORDS))
    return "".join(parts)


def html_inputs(count: int, seed: int) -> Iterator[str]:
    """HTML, much of it broken."""
    chance = random.Random(seed)  # noqa: S311 - test input
    for _ in range(count):
        if chance.random() < 0.6:
            yield "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 12)))
        else:
            yield _tree(chance, 4)


def plain_inputs(count: int, seed: int) -> Iterator[str]:
    """Plain texts full of what looks like links, mentions and numbers."""
    chance = random.Random(seed)  # noqa: S311 - test input
    for _ in range(count):
        yield "".join(chance.choice(PLAIN) for _ in range(chance.randint(1, 9)))


def compare(
    inputs: Iterator[str], theirs: Callable[[str], Outcome], ours: Callable[[str], Outcome]
) -> tuple[Counter[str], list[tuple[str, Outcome, Outcome]]]:
    """How many inputs gave text or an error, and those that gave something else here than there."""
    counts: Counter[str] = Counter()
    different = []
    for source in inputs:
        want, got = theirs(source), ours(source)
        counts["errors" if isinstance(want, str) else "texts"] += 1
        if want != got:
            different.append((source, want, got))
    return counts, different


def main() -> int:
    """Compare and print a table; 1 when anything differs, 2 when TDLib is not there."""
    parser = argparse.ArgumentParser(
        prog="python -m playground.telegram.oracle",
        description="Compare the playground's text rules with TDLib's.",
    )
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    oracle = open_oracle()
    if oracle is None:
        print("TDLib is not installed: apt-get install libtdjson1.8.38", file=sys.stderr)  # noqa: T201 - a command's words
        return 2
    print("| rules | inputs | texts | errors | differ |\n|---|---|---|---|---|")  # noqa: T201
    failed = 0
    for name, inputs, theirs, ours in (
        ("HTML", html_inputs(arguments.inputs, arguments.seed), oracle.parsed, ours_parsed),
        (
            "links, mentions, … in plain text",
            plain_inputs(arguments.inputs, arguments.seed),
            oracle.found,
            ours_found,
        ),
    ):
        counts, different = compare(inputs, theirs, ours)
        print(  # noqa: T201 (a report)
            f"| {name} | {counts.total()} | {counts['texts']} | {counts['errors']} | {len(different)} |",
            flush=True,
        )
        failed += len(different)
        for source, want, got in different[:5]:
            print(f"{source!r}\n  TDLib      {want}\n  playground {got}", file=sys.stderr)  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
