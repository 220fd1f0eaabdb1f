"""Text out of HTML in one pass over its tags, in time that grows with its length and no faster.

No tree is built: an HTML5 tree builder needs minutes for a megabyte of open tags (lexbor: 381 s for 200,000
times `<div>`), and this runs inside the event loop. What a summary needs is known from the tags alone: where
a block ends, what never is text.
"""

import re
from collections.abc import Callable

_PIECE = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)(?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>)|<!--|<[!?][^<>]*+>""",
)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "dl",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "blockquote",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "figure",
        "hr",
        "pre",
        "main",
        "nav",
        "address",
        "details",
        "summary",
        "option",
        "title",
    )
)
_CELLS = frozenset(("td", "th"))
_UNREAD = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "form",
        "button",
        "select",
        "textarea",
        "audio",
        "video",
        "canvas",
        "figcaption",
        "head",
        "applet",
        "noembed",
        "noframes",
        "xmp",
    )
)


def text_of(html: str, is_noise: Callable[[str], bool]) -> str:
    """The text of `html`, still escaped, its line breaks kept and one for each block; links whose whole text
    `is_noise` go."""
    out: list[str] = []
    at, link = 0, -1
    low = html.lower()
    endless: set[str] = set()
    while found := _PIECE.search(html, at):
        out.append(html[at : found.start()])
        closing, name = found[1], (found[2] or "").lower()
        at = found.end()
        if name in _BLOCKS:
            out.append("\n")
        elif name in _UNREAD and not closing:
            at = _after(low, f"</{name}", at, endless)
        elif name in _CELLS:
            out.append(" ")
        elif name == "a":
            link = _end_link(out, link, is_noise) if closing else len(out)
        elif found[0] == "<!--":
            at = _after(low, "--", at, endless)
    out.append(html[at:])
    return "".join(out)


def _after(low: str, end: str, at: int, endless: set[str]) -> int:
    """Where an element or comment that is never text ends; where it never does, only its tag is left out."""
    if end in endless:
        return at
    found = low.find(end, at)
    close = low.find(">", found) if found >= 0 else -1
    if close < 0:
        endless.add(end)
        return at
    return close + 1


def _end_link(out: list[str], start: int, is_noise: Callable[[str], bool]) -> int:
    if start >= 0 and is_noise("".join(out[start:])):
        del out[start:]
    return -1
