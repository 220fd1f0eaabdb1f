"""Negation over the parse: whether every word that makes a kind is governed by a negator, a denial or a plain
untruth."""

import re

from news.claim import Axis, Kind
from reading.kinds import BAD_NEWS, DENIABLE
from reading.text.parse import Parsed, Symbol

_SETTLED = frozenset({"AGREE", "REACH", "SIGN"})
_EVENTS: dict[tuple[Axis, Kind], frozenset[str]] = {  # classes of the words that make the kind
    (Axis.CEASEFIRE, Kind.AGREED): _SETTLED | {"ACCEPT", "BROKER"},
    (Axis.CEASEFIRE, Kind.IN_EFFECT): frozenset({"EFFECT", "BEGIN", "HOLD", "OBEY", "DECLARE", "CONTINUE"}),
    (Axis.CEASEFIRE, Kind.VIOLATION): frozenset({"VIOLATE", "FIGHT"}),
    (Axis.CEASEFIRE, Kind.EXTENDED): frozenset({"EXTEND"}),
    (Axis.CEASEFIRE, Kind.EXPIRED): frozenset({"EXPIRE", "END"}),
    (Axis.CEASEFIRE, Kind.COLLAPSED): frozenset({"COLLAPSE", "END", "CANCEL", "SUSPEND", "QUIT"}),
    (Axis.CEASEFIRE, Kind.REJECTED): frozenset({"REJECT"}),
    (Axis.CEASEFIRE, Kind.PROPOSED): frozenset({"PROPOSE"}),
    (Axis.CEASEFIRE, Kind.CALLED_FOR): frozenset({"CALL", "SEEK", "WANT"}),
    (Axis.TALKS, Kind.CALLED_FOR): frozenset({"CALL", "SEEK", "WANT"}),
    (Axis.TALKS, Kind.ANNOUNCED): frozenset({"SCHED"}),
    (Axis.TALKS, Kind.UNDER_WAY): frozenset({"HOLD", "MEET", "BEGIN", "RESUME", "CONTINUE", "DISCUSS"}),
    (Axis.TALKS, Kind.STALLED): frozenset({"STALL", "SUSPEND", "POSTPONE", "FAIL"}),
    (Axis.TALKS, Kind.DEAL_REACHED): _SETTLED,
    (Axis.TALKS, Kind.REJECTED): frozenset({"REJECT"}),
    (Axis.TALKS, Kind.COLLAPSED): frozenset({"COLLAPSE", "CANCEL", "END", "QUIT"}),
}
_BETWEEN = frozenset(
    [
        "BE",
        "HAVE",
        "MODAL",
        "FUT",
        "CF",
        "LULL",
        "TK",
        "DEAL",
        "ENT",
        "NAME",
        "NUM",
        "OF",
        "ALONG",
        "NEW",
        "TEMP",
        "ARMY",
        "REBEL",
        "GOVT",
        "UN",
        "NEG",
        "HOSTIL",
        "TO",
        "POW",
    ]
)
# plain words a negator reaches across: determiners, adverbs, and what is said of a finding
_PASSED = re.compile(
    r"\w+ly$|(?:the|an?|any|its|their|his|it|been|be|being|yet|ever|so|far|longer|single|side|sides|party|parties|one|major|serious|significant|new"
    r"|signs?|evidence|cases?|instances?|reports?|reported|record(?:ed)?|observed?|detect(?:ed)?|seen?|saw|found|find|confirm(?:ed)?)$"
    r"|(?:зафиксир|зарегистрир|выявл|выяви|отмеч|отмети|обнаруж|наблюда|сообщ|подтвер|факт|случа|признак|одн|сторон|серьезн|серьёзн|был|пока|еще|ещё"
    r"|никаких|нов)\w*$"
)
_FOUND = re.compile(  # after the noun: what makes "violations were not …" a finding and no threat
    r"(?:reported|recorded|observed|detected|seen|found|confirmed|noted|registered)$|(?:зафиксир|зарегистрир|выявл|отмеч|обнаруж|наблюда|подтвер|был)\w*$"
)
_NO_NEGATOR = frozenset(
    [
        "only",
        "just",
        "least",
        "doubt",
        "matter",
        "wonder",
        "until",
        "merely",
        "surprise",
        "sooner",
        "less",
        "more",
        "только",
        "просто",
        "лишь",
        "менее",
        "раз",
    ]
)
_NOUN_ONLY = frozenset(
    ["without", "lack", "lacks", "lacked", "absence", "absent", "без", "отсутствие", "отсутствии"]
)

_UNTRUTH = re.compile(
    r"(?:\b(?:not|far from|hardly)|n['’]t)\s+(?:\w+\s+)?(?:true|the case|correct)\s+that\b"
    r"|\b(?:untrue|false|wrong|incorrect|a lie)\s+(?:to say\s+)?that\b"
    r"|\bno\s+(?:truth|basis|evidence|proof|indication|signs?)\b(?:\s+\w+){0,4}?\s+(?:that|reports?|claims?)\b"
    r"|(?:не\s?правда|неверно|ложь|не соответствует действительности|не так),?\s+(?:будто|что)\b"
    r"|\bнет (?:доказательств|подтверждени\w|признаков|оснований)\b[^.;]{0,25}?(?:того, что|что)\b",
    re.I,
)
_NOBODY = re.compile(  # "none of the warring sides has, mediators say, signed …"
    r"^\W*(?:(?:no|not one|not a single|none of|not one of|neither of)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:sides?|part(?:y|ies)|factions?|groups?|camps?|army|armies|governments?|rebels?|militias?|leaders?|rulers?|generals?|rivals?|combatants?)\b"
    r"|neither\b[^.;:]{1,60}?\bnor\b|(?:nobody|no one)\s+(?:in|from|on)\b"
    r"|(?:ни одна|ни один|никто)\b)",
    re.I,
)
_TURNS = re.compile(
    r"\b(?:as(?! of\b)|since|while|after|when|amid|but|before|until|because|так как|пока|после|но|когда|с тех пор)\b",
    re.I,
)
_DENIES = re.compile(
    r"(?:\b(?:den(?:y|ies|ied|ying)|refut\w+)\b|\bdismiss\w*\s+(?:reports?|claims?|suggestions?)|отрица|опроверг)"
    r"(?!\s+(?:access|entry|aid|permission))[^.;]{0,70}?"
    r"(?:truce|cease-?fire|talks|negotiat|deal|agree|перемири|прекращени|переговор|договор|соглас)[^.;,]{0,40}",
    re.I,
)
_NOT_DENYING = re.compile(
    r"(?:\b(?:not|never|neither|nor|cannot|without)|n['’]t|\bне)(?:\s+\w+ly)?\s+$", re.I
)
_UNDOING = re.compile(
    r"\b(?:back|pull|walk)\w*\s+(?:out|away)|\b(?:withdr[ae]w|quit|leaving|abandon|reject|refus|break|broke|breach|violat|sabotag|undermin|block"
    r"|obstruct|stall|scupper|torpedo|derail|collaps|cancel|suspend|scrap|reneg)\w*|\bcall\w*\s+off|\bend(?:ed|ing)\b(?!\s+(?:the\s+)?(?:war|fight|conflict))"
    r"|\b(?:выход|вышл|вышел|наруш|срыв|сорв|отказ|отверг|разрыв|разорв|прерв|провал)\w*",
    re.I,
)


def events(parsed: Parsed, axis: Axis, kind: Kind) -> list[int]:
    """Symbols that make the kind, by number."""
    names = _EVENTS.get((axis, kind), frozenset())
    return [
        at
        for at, symbol in enumerate(parsed.symbols)
        if symbol.name in names or (symbol.name == "ENT" and names & {*symbol.more})
    ]


def nobody_did(parsed: Parsed, axis: Axis, kind: Kind) -> bool:
    """Whether the sentence begins with nobody, and all that makes the kind is said of them, parentheses
    between or not."""
    nobody = _NOBODY.match(parsed.text)
    starts = [_start(parsed, parsed.symbols[at]) for at in events(parsed, axis, kind)]
    if nobody is None:
        return False
    first = min(starts, default=len(parsed.text))
    return first >= nobody.end() and not _TURNS.search(parsed.text[nobody.end() : first])


def disputed(parsed: Parsed, kind: Kind) -> bool:
    """A verb of denial governs the kind; who denies the undoing of a thing does not deny the thing."""
    if "accus" in parsed.text.lower():
        return False
    found = _DENIES.search(parsed.text)
    if found is None or _NOT_DENYING.search(parsed.text[: found.start()]):
        return False
    if _UNDOING.search(found.group()):
        return kind in BAD_NEWS
    return kind in DENIABLE


def negated(parsed: Parsed, axis: Axis, kind: Kind) -> bool:
    """Whether a negator governs every word of the kind; two negations of one word make none."""
    untruth = _UNTRUTH.search(parsed.text)
    words = events(parsed, axis, kind)
    if not words:
        nouns = [parsed.symbols[mention.at] for mention in parsed.mentions if mention.axis == axis]
        return bool(
            untruth
            and nouns
            and kind not in BAD_NEWS
            and all(_start(parsed, noun) >= untruth.end() for noun in nouns)
        )
    return all(
        _no(parsed, at, kind) != bool(untruth and _start(parsed, parsed.symbols[at]) >= untruth.end())
        for at in words
    )


def _no(parsed: Parsed, at: int, kind: Kind) -> bool:
    return _before(parsed, at, kind) or _after(parsed, at)


def _before(parsed: Parsed, at: int, kind: Kind) -> bool:
    """Whether a negator stands before the word with nothing between that could take it for itself."""
    event = parsed.symbols[at]
    classes = {symbol.token: symbol.name for symbol in parsed.symbols}
    for place in range(event.token - 1, max(event.token - 9, 0) - 1, -1):
        token = parsed.tokens[place]
        if token.span == 0:
            continue
        if classes.get(place) == "NEG":
            return _negates(parsed, place, event, kind)
        if not (token.roles or classes.get(place) in _BETWEEN or _PASSED.match(token.word)):
            return False
    return False


def _negates(parsed: Parsed, place: int, event: Symbol, kind: Kind) -> bool:
    word = parsed.tokens[place].word
    after = (
        parsed.tokens[place + parsed.tokens[place].span].word
        if place + parsed.tokens[place].span < len(parsed.tokens)
        else ""
    )
    if after in _NO_NEGATOR or (after == "longer" and kind in BAD_NEWS):
        return False
    if word in _NOUN_ONLY and event.tense not in ("", "ing"):
        return False
    doubled = place > 0 and word in ("without", "без") and parsed.tokens[place - 1].word in ("not", "не")
    return not doubled


def _after(parsed: Parsed, at: int) -> bool:
    """Whether a noun is said, after it, not to have been found: "violations were not recorded", "нарушений не
    было"."""
    event = parsed.symbols[at]
    if event.tense:
        return False
    words = [token.word for token in parsed.tokens[event.token + 1 : event.token + 9] if token.span]
    for n, word in enumerate(words):
        if word in ("not", "n't", "не"):
            return any(_FOUND.match(later) for later in words[n + 1 : n + 4])
        if word == "нет":
            return True
        if word in (",", ";", ":", "—", "–", "."):
            return False
    return False


def _start(parsed: Parsed, symbol: Symbol) -> int:
    return parsed.tokens[symbol.token].start
