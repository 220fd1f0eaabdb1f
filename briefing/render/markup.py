"""Telegram HTML that is valid by construction: text is escaped once, here, and every piece knows its length
and entities.

Telegram counts code points after parsing (4096 a message, 1024 a caption) and draws at most 100 entities;
more vanish silently. Pieces add up, so a message can be split between whole entries before it is sent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MESSAGE_LENGTH = 4096
CAPTION_LENGTH = 1024
MOST_ENTITIES = 100

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACES = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class Rich:
    """A piece of a message: its HTML, its length in code points once parsed, and how many entities it
    draws."""

    html: str = ""
    length: int = 0
    entities: int = 0

    def __add__(self, other: "Rich") -> "Rich":
        return Rich(self.html + other.html, self.length + other.length, self.entities + other.entities)

    def __bool__(self) -> bool:
        return self.length > 0

    def fits(self, length: int = MESSAGE_LENGTH, entities: int = MOST_ENTITIES) -> bool:
        return self.length <= length and self.entities <= entities


def text(words: str, most: int | None = None) -> Rich:
    """Plain words, never trusted: control and direction-override characters dropped, cut to `most` code
    points with an ellipsis."""
    clean = _clean(words, most)
    return Rich(clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), len(clean))


def name(words: str, most: int) -> Rich:
    """An outlet's name among our own words."""
    return isolated(text(words, most))


def isolated(piece: Rich) -> Rich:
    """The piece as it stands among our own words: one written from right to left is isolated, or it would turn the
    words around it too."""
    return Rich(f"\u2068{piece.html}\u2069", piece.length + 2) if _RIGHT_TO_LEFT.search(piece.html) else piece


def label(words: str, most: int) -> str:
    """What stands where no markup can: on a button, in an inline result, in a chart; plain words cut as in
    `text`, never empty.

    Telegram refuses an empty button with the whole message.
    """
    clean = _clean(words, most)
    return clean if clean.strip() else "—"


def bold(piece: Rich) -> Rich:
    return _tagged("b", piece)


def italic(piece: Rich) -> Rich:
    return _tagged("i", piece)


def code(words: str, most: int | None = None) -> Rich:
    return _tagged("code", text(words, most))


def link(piece: Rich, url: str | None) -> Rich:
    """`piece` leading to `url`; without an http(s) address it stays as it is."""
    if not url or not piece or not url.startswith(("http://", "https://")):
        return piece
    href = (
        _UNSEEN.sub("", url)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
    )
    return Rich(f'<a href="{href}">{piece.html}</a>', piece.length, piece.entities + 1)


def joined(pieces: Iterable[Rich], between: str = "\n") -> Rich:
    """The pieces that hold anything, with `between` (trusted, plain) between them."""
    whole = Rich()
    gap = Rich(between, len(between))
    for piece in pieces:
        if piece:
            whole = whole + gap + piece if whole else piece
    return whole


def split(
    head: Rich,
    entries: Sequence[Rich],
    foot: Rich = Rich(),
    *,
    between: str = "\n",
    length: int = MESSAGE_LENGTH,
) -> list[Rich]:
    """As few messages as hold all entries, each between whole entries and under Telegram's limits.

    `head` opens the first message, `foot` closes the last. An entry too long for a message of its own is a
    mistake of the caller (texts are cut where they are made); it raises ValueError.
    """
    messages: list[Rich] = []
    current = head
    for entry in entries:
        if not entry.fits(length):
            raise ValueError(
                f"an entry of {entry.length} code points and {entry.entities} entities fits no message"
            )
        grown = joined((current, entry), between)
        if current and not grown.fits(length):
            messages.append(current)
            current = entry
        else:
            current = grown
    closed = joined((current, foot), between)
    if closed.fits(length):
        return [*messages, closed]
    return [*messages, current, foot]


def _clean(words: str, most: int | None) -> str:
    clean = _SPACES.sub(" ", _UNSEEN.sub("", words))
    return clean if most is None or len(clean) <= most else clean[: most - 1].rstrip() + "…"


def _tagged(tag: str, piece: Rich) -> Rich:
    return Rich(f"<{tag}>{piece.html}</{tag}>", piece.length, piece.entities + 1) if piece else piece
