"""Who says or does it, in the item's own words: the speaker when there is one, else the subject of the verb."""

import re

from reading.parse import VERBS, Parsed, Symbol

_ACTORS = frozenset({"ENT", "NAME", "ARMY", "REBEL", "GOVT", "UN", "ENVOY", "CROWD", "ALONG"})
_GLUE = frozenset({"AND", "OF", "BE", ","})
_TAIL = re.compile(r"(?:[-–—:]\s*|,\s*)((?:[A-ZА-ЯЁ][\w.'’-]*|the|de|al)(?:\s+[\w.'’-]+){0,4})$")
_HEAD = re.compile(r"^([A-ZА-ЯЁ][\w.'’-]*(?:\s+[\w.'’-]+){0,4}):\s")
_SAYS_LAST = re.compile(
    r",\s+((?:[\w.'’-]+\s+){1,6})(?:says?|said|say|reports?|заявил\w*|сообщил\w*|сказал\w*|передает|передаёт|пишет)\W*$", re.I
)
_ACCORDING = re.compile(r"\b(?:according to|по словам|по данным)\s+((?:[\w.'’-]+\s?){1,4})", re.I)


def find_speaker(parsed: Parsed) -> str | None:
    """The one to whom the whole sentence is attributed: "X says …", "…, X says", "X: …", "… - X"."""
    text = parsed.text.rstrip(" .")
    for pattern in (_ACCORDING, _SAYS_LAST, _HEAD):
        match = pattern.search(text)
        if match:
            return _short(match[1])
    for at, symbol in enumerate(parsed.symbols):
        if symbol.name == "SAY" and symbol.tense in ("pres", "past", "inf", ""):
            return _subject_before(parsed, at)
    match = _TAIL.search(text) if parsed.place == "title" else None
    return _short(match[1]) if match else None


def find_by(parsed: Parsed, *, spoken: bool) -> str | None:
    """Who says or does it: the speaker first when the claim is not the outlet's own, else the subject of its first verb."""
    speaker = find_speaker(parsed)
    if spoken and speaker:
        return speaker
    for at, symbol in enumerate(parsed.symbols):
        if at and symbol.name in VERBS and symbol.name != "SAY":
            subject = _subject_before(parsed, at)
            if subject:
                return subject
    return speaker


def _subject_before(parsed: Parsed, at: int) -> str | None:
    symbols = parsed.symbols
    last = at - 1
    while last >= 0 and symbols[last].name not in _ACTORS:
        last -= 1
    if last < 0:
        return None
    first = last
    while first > 0 and (
        symbols[first - 1].name in _ACTORS
        or (symbols[first - 1].name in ("AND", "OF") and first > 1 and symbols[first - 2].name in _ACTORS)
    ):
        first -= 1
    return _short(_between(parsed, symbols[first], symbols[last]))


def _between(parsed: Parsed, first: Symbol, last: Symbol) -> str:
    begin = first.token
    while (
        begin > 0
        and first.name in ("ENT", "NAME")
        and (parsed.tokens[begin - 1].roles or _capital(parsed, begin - 1))
        and parsed.tokens[begin].start - parsed.tokens[begin - 1].end <= 1
    ):
        begin -= 1
    end = last.token + max(1, parsed.tokens[last.token].span)
    return parsed.text[parsed.tokens[begin].start : parsed.tokens[min(end, len(parsed.tokens)) - 1].end]


def _capital(parsed: Parsed, at: int) -> bool:
    return parsed.tokens[at].text[0].isupper() and not parsed.tokens[at].classes


def _short(text: str) -> str | None:
    words = re.sub(r"['’]s$", "", text.strip(" ,.:;-–—")).split()
    return " ".join(words[:6]) or None
