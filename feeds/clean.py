"""Text out of a feed's HTML: no markup, no control characters, no boilerplate, bounded. Titles are never
trusted.

Feeds escape once, twice or not at all and say wrongly which, so text is unpacked until nothing that looks
like markup is left.
"""

import html
import re
import unicodedata

from feeds import markup

TITLE_CAP = 1_000
SUMMARY_CAP = 10_000
TEXT_CAP = 100_000
"""Code points kept."""

_PASSES = 3
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_READ_ON = (
    r"continue reading|read more|read (?:the )?full (?:story|article|report)|full (?:story|article|report)|read on|learn more|"
    r"view (?:article|original)|читать (?:далее|полностью|дальше)|подробнее|lire la suite|weiterlesen|mehr lesen|leer más|"
    r"seguir leyendo|devamını oku"
)
_SHARE = (
    r"comments?|permalink|share(?: (?:this|on|via) [^.]{0,30})?|tweet(?: this)?|e-?mail(?: this)?|print|facebook|twitter|"
    r"telegram|whatsapp|reddit|linkedin|поделиться"
)
_POSTED = r"(?:The post|The article|Сообщение|Запись) .{1,300} (?:appeared first on|first appeared on|появил[аи]сь сначала на) .{1,150}"
_NOISY_LINK = re.compile(
    rf"\W{{0,9}}(?:(?:{_READ_ON})\b.{{0,25}}|(?:{_SHARE})\W{{0,9}})", re.IGNORECASE | re.DOTALL
)
_TAIL_SIZE = 600
_HINT_SIZE = 170
_HINTS = (
    "read",
    "full",
    "learn",
    "view",
    "…",
    "...",
    "ppeared on",
    "appeared first",
    "читать",
    "подробнее",
    "появил",
    "lire",
    "lesen",
    "leer",
    "leyendo",
    "devamını",
    "devamini",
)
_TAILS = 6
_TAIL = re.compile(
    rf"(?:(?:\A|(?<=[.!?…»”\"\n])|(?<=[.!?…»”\"\n]\s))\W{{0,3}}(?:{_READ_ON})[^\w\n]{{0,6}}|\s?\[?(?:…|\.\.\.)\])\Z|(?:\A|(?<=\s)){_POSTED}\Z",
    re.IGNORECASE,
)

# Controls, bidi embeddings, overrides and isolates (they would turn our own text around), invisible and tag
# characters, surrogates and noncharacters. Joiners stay: Persian, Indic scripts and emoji need them.
_GONE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE = re.compile("\r\n?|[\x85\u2028\u2029]")
_PLAIN_LINE = re.compile(r"[!-~]+(?: [!-~]+)*\Z")


def title(raw: str | None) -> str:
    """One line of plain text, at most `TITLE_CAP` code points."""
    if not raw:
        return ""
    if len(raw) <= TITLE_CAP and _PLAIN_LINE.match(raw) and "<" not in raw and "&" not in raw:
        return raw
    return _cut(" ".join(_unpacked(raw[: TITLE_CAP * 20]).split()), TITLE_CAP)


def summary(raw: str | None) -> str:
    """Paragraphs of plain text, one a line, without "Continue reading…", at most `SUMMARY_CAP` code
    points."""
    return _text(raw, SUMMARY_CAP)


def body(raw: str | None) -> str:
    """The full text as paragraphs, one a line, at most `TEXT_CAP` code points."""
    return _text(raw, TEXT_CAP)


def looks_like_markup(text: str) -> bool:
    """Whether something that a browser would take for a tag is in a text."""
    return bool(_TAG.search(text))


def _text(raw: str | None, cap: int) -> str:
    if not raw:
        return ""
    text = _unpacked(raw[: cap * 10])
    return _cut(text[:-_TAIL_SIZE] + _without_tail(text[-_TAIL_SIZE:]), cap)


def _without_tail(text: str) -> str:
    """The end of a text without "Read more", "[…]" and "The post … appeared first on …", however many follow
    each other."""
    for _ in range(_TAILS):
        end = text[-_HINT_SIZE:].lower()
        if not any(hint in end for hint in _HINTS):
            break
        shorter = _TAIL.sub("", text).rstrip()
        if shorter == text:
            break
        text = shorter
    return text


def _unpacked(raw: str) -> str:
    text = _printable(raw)
    for turn in range(_PASSES):
        if "<" in text and _TAG.search(text):
            text = _printable(markup.text_of(text if turn else text.replace("\n", " "), _is_noise))
        elif "&" in text and _ENTITY.search(text):
            text = _printable(_ENTITY.sub(_unescape, text))
        else:
            return _spaced(text)
    return _spaced(_TAG.sub(" ", text))


def _is_noise(link_text: str) -> bool:
    return bool(_NOISY_LINK.fullmatch(link_text.strip()))


def _unescape(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _printable(text: str) -> str:
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    text = _GONE.sub("", _LINE.sub("\n", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _spaced(text: str) -> str:
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join([line for piece in text.split("\n") if (line := " ".join(piece.split()))])


def _cut(text: str, cap: int) -> str:
    """At most `cap` code points, cut between words where one is near, marked with an ellipsis."""
    if len(text) <= cap:
        return text
    head = text[: cap - 1]
    blank = head.rfind(" ", cap - 80)
    return (head[:blank] if blank > 0 else head).rstrip() + "…"
