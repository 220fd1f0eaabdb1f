"""Who says or does it, in the item's own words: the speaker when there is one, else the subject of the verb.

Never a mere place and never a word that is no name: rather nobody. A side is called as the catalogue calls
it.
"""

import re
from collections.abc import Iterator

from reading.about.linking import Hit
from reading.text.parse import VERBS, Parsed, Symbol
from reading.text.tokens import Token

_PEOPLE = frozenset({"ARMY", "REBEL", "GOVT", "UN", "ENVOY", "CROWD", "ALONG"})
_ACTORS = _PEOPLE | {"ENT", "NAME"}
_STOPS = frozenset(
    {";", ":", "—", "–", "AFTER", "AMID", "DESPITE", "BEFORE", "BUT", "THAT", "IF", "SINCE", "?"}
)
_QUOTE = '"'
_SPEAKING = {
    "SAY": ("pres", "past", "inf", ""),
    "ACCUSE": ("pres", "past"),
}  # who accuses says so; "accusations" are nobody's
_PASSIVE = frozenset({"pass", "bepass"})
_GLUE = frozenset({"AND", "OF"})
_BESIDE = re.compile(  # what follows one of these is a place, a partner or a target, not who does it
    "in|into|at|near|from|with|against|between|among|over|on|to|by|within|across|inside|outside|around|towards|"
    "в|во|на|с|со|к|ко|из|от|у|против|между|над|под|через"
)
_NO_NAMES = re.compile(
    "middle|the|an?|this|that|these|those|its?|he|she|they|we|you|i|what|who|why|how|when|where|as|no|not"
)
_TAIL = re.compile(r"(?:[-–—:]\s*|,\s*)((?:[A-ZА-ЯЁ][\w.'’-]*|the|de|al)(?:\s+[\w.'’-]+){0,4})$")
_HEAD = re.compile(r"^([A-ZА-ЯЁ][\w.'’-]*(?:\s+[\w.'’-]+){0,4}):\s")
_SAYS_LAST = re.compile(
    r",\s+((?:[\w.'’-]+\s+){1,6})(?:says?|said|say|reports?|заявил\w*|сообщил\w*|сказал\w*|передает|передаёт|пишет)\W*$",
    re.I,
)
_ACCORDING = re.compile(r"\b(?:according to|по словам|по данным)\s+((?:[\w.'’-]+\s?){1,4})", re.I)

_DENIER = re.compile(  # "A says so, B denies it"
    r"[,;:]\s+(?:(?:and|but|while|whereas|а|но|однако)\s+)?(?P<who>[^\s,;:.][^,;:.]{1,40}?)\s+(?:(?:has|have)\s+)?"
    r"(?:den(?:y|ies|ied)(?=\W*$|\s+(?:it|this|that|any|having|there|the (?:claim|report)))"
    r"|says?\s+(?:nothing of the (?:kind|sort)|it (?:never|did not|has not|does not)|there (?:is|was) no|no such)"
    r"|(?:это\s+)?(?:отрица|опроверг)\w*)",
    re.I,
)

Span = tuple[int, int]  # code points of the sentence, end exclusive


def find_speaker(parsed: Parsed) -> str | None:
    """The one to whom the whole sentence is attributed: "X says …", "…, X says", "…", says X, "X: …", "… -
    X"."""
    return _named(parsed, _speaker(parsed))


def find_by(parsed: Parsed, *, spoken: bool) -> str | None:
    """Who says or does it: the speaker first when the claim is not the outlet's own, else the subject of its
    first verb."""
    speaker = find_speaker(parsed)
    if spoken and (speaker or _accused(parsed)):
        return speaker
    for at, symbol in enumerate(parsed.symbols):
        if at and symbol.name in VERBS and symbol.name != "SAY":
            span = _agent(parsed, at) if symbol.tense in _PASSIVE else _subject(parsed, at)
            subject = _named(parsed, span)
            if span and subject and (_names_side(parsed, span) or not _headline_case(parsed)):
                return subject
    return speaker


def _agent(parsed: Parsed, at: int) -> Span | None:
    """Who does it where the verb at symbol `at` is passive: "rejected by X"; None where nobody is named."""
    symbols = parsed.symbols
    by = next((n for n in range(at + 1, min(at + 4, len(symbols))) if _word(parsed, n) == "by"), None)
    if by is None or by + 1 == len(symbols) or symbols[by + 1].name not in _ACTORS:
        return None
    end = by + 1
    while end + 1 < len(symbols) and symbols[end + 1].name in _ACTORS:
        end += 1
    span = (_start(parsed, by + 1, after=symbols[by].token), _end(parsed, symbols[end]))
    return span if _is_actor(parsed, span, loose=True) else None


def _word(parsed: Parsed, at: int) -> str:
    return parsed.tokens[parsed.symbols[at].token].word


def find_denier(parsed: Parsed) -> str | None:
    """Who denies, in the same sentence, what another says in it."""
    found = _DENIER.search(parsed.text)
    if found is None:
        return None
    said = _is_actor(parsed, found.span("who"), loose=True) or any(
        "PLC" in token.roles for token in _inside(parsed, found.span("who"))
    )
    return _named(parsed, found.span("who")) if said else None


def _headline_case(parsed: Parsed) -> bool:
    """Whether nearly Every Word Is Written Large, so that a capital tells no name."""
    words = [token.text for token in parsed.tokens if token.is_word and len(token.text) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _accused(parsed: Parsed) -> bool:
    """Whether the sentence tells only who is accused: "X is accused of", by whom it does not say in a way
    that can be trusted."""
    return any(symbol.name == "ACCUSE" and symbol.tense in ("pass", "bepass") for symbol in parsed.symbols)


def _speaker(parsed: Parsed) -> Span | None:
    text = parsed.text.rstrip(" .")
    for pattern in (_ACCORDING, _SAYS_LAST, _HEAD):
        match = pattern.search(text)
        if match and _is_actor(parsed, match.span(1), loose=pattern is not _HEAD):
            return match.span(1)
    for at, symbol in enumerate(parsed.symbols):
        if symbol.tense in _SPEAKING.get(symbol.name, ()) and not _is_office(parsed, at):
            said = (
                _disputer(parsed, at)
                or _inverted(parsed, at)
                or _subject(parsed, at)
                or _government(parsed, at)
            )
            if said:
                return said
    match = _TAIL.search(text) if parsed.place == "title" else None
    return match.span(1) if match and _is_actor(parsed, match.span(1), loose=False) else None


def _is_office(parsed: Parsed, at: int) -> bool:
    """Whether what looks like a verb of saying is the State of a "Secretary of State"."""
    return parsed.tokens[parsed.symbols[at].token].text == "State"


def _disputer(parsed: Parsed, at: int) -> Span | None:
    """Who rejects what another claims: "X denies Y's claim" is X speaking, not Y."""
    symbols, first = parsed.symbols, at
    while first > 0 and (symbols[first - 1].name in _ACTORS | {"OF"} or _possessive(parsed, first - 1)):
        first -= 1
    if first < 2 or symbols[first - 1].name not in ("DENY", "REJECT"):
        return None
    return _subject(parsed, first - 1)


def _inverted(parsed: Parsed, at: int) -> Span | None:
    """The one named after the verb, when what is said stands before it: "…, says X"."""
    symbols = parsed.symbols
    if at == 0 or symbols[at - 1].name not in (",", _QUOTE):
        return None
    end = at + 1
    while end < len(symbols) and symbols[end].name in _ACTORS | {"OF"}:
        end += 1
    if end == at + 1 or (
        end < len(symbols) and symbols[end].name in VERBS | {"BE", "HAVE", "FUT", "MODAL", "NEG"}
    ):
        return None  # "…, says X broke it": X is spoken of
    if symbols[at + 1].token - symbols[at].token > 2:
        return None
    span = (_start(parsed, at + 1, after=symbols[at].token), _end(parsed, symbols[end - 1]))
    return span if _is_actor(parsed, span, loose=True) else None


def _subject(parsed: Parsed, at: int) -> Span | None:
    """Who does the verb at symbol `at`: the nearest before it, or the subject of the verb it is joined to (",
    says …")."""
    symbols = parsed.symbols
    if at and symbols[at - 1].name in (",", "AND"):
        for earlier in range(1, at):
            if symbols[earlier].name in VERBS and symbols[earlier].name != "SAY":
                shared = _nearest(parsed, earlier)
                if shared:
                    return shared
    return _nearest(parsed, at)


def _nearest(parsed: Parsed, at: int) -> Span | None:
    for first, last in _groups(parsed, at):
        span = (_start(parsed, first), _end(parsed, parsed.symbols[last]))
        if not _beside(parsed, span[0]) and _is_actor(parsed, span, loose=True):
            return span
    return None


def _government(parsed: Parsed, at: int) -> Span | None:
    """The country or capital right before the verb of saying at symbol `at`: it speaks for its government."""
    verb = parsed.symbols[at].token
    place = next(
        (hit for hit in parsed.hits if hit.end == verb and "PLC" in parsed.tokens[hit.start].roles), None
    )
    span = (parsed.tokens[place.start].start, parsed.tokens[place.end - 1].end) if place else None
    return span if span and not _beside(parsed, span[0]) else None


def _groups(parsed: Parsed, at: int) -> Iterator[tuple[int, int]]:
    """Runs of actors before symbol `at`, nearest first, as far as the clause goes."""
    symbols = parsed.symbols
    last = at - 1
    while last >= 0 and symbols[last].name not in _STOPS:
        if symbols[last].name not in _ACTORS:
            last -= 1
            continue
        first = last
        while first > 0 and (
            symbols[first - 1].name in _ACTORS
            or (
                first > 1
                and symbols[first - 2].name in _ACTORS
                and (symbols[first - 1].name in _GLUE or _possessive(parsed, first - 1))
            )
        ):
            first -= 1
        yield first, last
        last = first - 1


def _possessive(parsed: Parsed, at: int) -> bool:
    return parsed.tokens[parsed.symbols[at].token].text.lower() in ("'s", "’s")


def _start(parsed: Parsed, at: int, after: int = -1) -> int:
    """Where the name of symbol `at` begins; a symbol stands for the last of its tokens, which follow token
    `after`."""
    first = parsed.symbols[at]
    begin = first.token
    while (
        begin > after + 1
        and first.name in ("ENT", "NAME")
        and (parsed.tokens[begin - 1].roles or _unknown_name(parsed.tokens[begin - 1]))
        and parsed.tokens[begin].start - parsed.tokens[begin - 1].end <= 1
    ):
        begin -= 1
    return parsed.tokens[begin].start


def _end(parsed: Parsed, last: Symbol) -> int:
    end = last.token + max(1, parsed.tokens[last.token].span)
    return parsed.tokens[min(end, len(parsed.tokens)) - 1].end


def _unknown_name(token: Token) -> bool:
    return token.text[0].isupper() and not token.classes and not _NO_NAMES.fullmatch(token.word)


def _beside(parsed: Parsed, start: int) -> bool:
    if any(token.start == start and _BESIDE.fullmatch(token.word) for token in parsed.tokens):
        return True
    before = [token for token in parsed.tokens if token.end <= start][-2:]
    return any(_BESIDE.fullmatch(token.word) for token in before[-1:]) or (
        len(before) == 2
        and before[1].word in ("the", "a", "an")
        and _BESIDE.fullmatch(before[0].word) is not None
    )


def _is_actor(parsed: Parsed, span: Span, *, loose: bool) -> bool:
    """Whether a side, a mediator or a kind of people is named in `span`; `loose` takes an unknown name too,
    unless it is a place."""
    if _names_side(parsed, span):
        return True
    inside = _inside(parsed, span)
    if any(_PEOPLE & set(token.classes) for token in inside):
        return loose or bool(inside[0].classes or inside[0].roles)
    return loose and any(_unknown_name(token) and not token.roles for token in inside)


def _names_side(parsed: Parsed, span: Span) -> bool:
    return any({"PTY", "MED"} & set(token.roles) for token in _inside(parsed, span))


def _inside(parsed: Parsed, span: Span) -> list[Token]:
    return [token for token in parsed.tokens if span[0] <= token.start and token.end <= span[1]]


def _named(parsed: Parsed, span: Span | None) -> str | None:
    """The text of `span`; where it names sides of the catalogue, these by the one name each has."""
    if span is None:
        return None
    tokens = parsed.tokens
    sides = [
        hit.called
        for hit in parsed.hits
        if span[0] <= tokens[hit.start].start
        and tokens[hit.end - 1].end <= span[1]
        and hit.called
        and not _of_its_rebels(parsed, hit)
    ]
    return " and ".join(dict.fromkeys(sides)) or _short(parsed.text[span[0] : span[1]])


def _of_its_rebels(parsed: Parsed, hit: Hit) -> bool:
    """Whether a state is named only as that of its rebels: "Ukrainian rebels" are not Ukraine."""
    after = parsed.tokens[hit.end] if hit.end < len(parsed.tokens) else None
    if after is None or "REBEL" not in after.classes:
        return False
    word = parsed.tokens[hit.start].text
    return hit.called[:4] == word[:4] and hit.called not in (word, f"{word}s")


def _short(text: str) -> str | None:
    words = re.sub(r"['’]s$", "", text.strip(" ,.:;-–—")).split()
    return " ".join(words[:6]) or None
