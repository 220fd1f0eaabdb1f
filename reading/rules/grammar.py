"""Rules that hold in every language: they look at the parse, not at words."""

import re
from collections.abc import Sequence

from news.claim import Kind, Stance
from reading import kinds
from reading.rules.old_news import under_older_date
from reading.rules.rule import BOTH, KindInSentence, Rule, Test, says
from reading.text.negation import disputed, events, negated, nobody_did
from reading.text.parse import VERBS, Symbol

_STATED = re.compile(r"[;!.]\s+(?=\w)")  # ends what is stated before a question
_MAY = {  # verbs that, after may or could, leave the kind a mere possibility
    Kind.AGREED: {"AGREE", "REACH", "SIGN", "ACCEPT", "BROKER"},
    Kind.DEAL_REACHED: {"AGREE", "REACH", "SIGN", "ACCEPT", "BROKER"},
    Kind.EXTENDED: {"EXTEND"},
    Kind.EXPIRED: {"EXPIRE", "END"},
    Kind.COLLAPSED: {"COLLAPSE", "END", "CANCEL", "FAIL"},
    Kind.IN_EFFECT: {"EFFECT", "BEGIN", "HOLD"},
    Kind.UNDER_WAY: {"HOLD", "MEET", "RESUME", "BEGIN", "HOSTS"},
    Kind.ANNOUNCED: {"HOLD", "MEET", "RESUME", "BEGIN", "HOSTS"},
}
_SETTLES = frozenset({"AGREE", "REACH", "BROKER", "ACCEPT", "ANNOUNCE"})
_VERGE = frozenset({"HEDGE", "TEST"})  # "on the verge of", "на грани"


def not_settled(pattern: str) -> Test:
    """Whether the words are there, and none of an agreement beside them."""
    found = says(pattern)
    return lambda told: found(told) and not any(symbol.name in _SETTLES for symbol in told.parsed.symbols)


def not_told_before(pattern: str) -> Test:
    """Whether the words are there, and no verb that makes the kind before them: what is told first stands."""
    words = re.compile(pattern, re.I)

    def test(told: KindInSentence) -> bool:
        found = words.search(told.text)
        return found is not None and not any(
            symbol.name in VERBS and start < found.start() for symbol, start in _makers(told)
        )

    return test


def no_date(pattern: str) -> Test:
    """Whether the words say that no date is set; talks told as stalled besides stay so."""
    found = says(pattern)
    return lambda told: found(told) and not (told.kind is Kind.STALLED and _makers(told))


def _makers(told: KindInSentence) -> list[tuple[Symbol, int]]:
    """The symbols that make the kind, each with where it starts."""
    parsed = told.parsed
    symbols = [parsed.symbols[at] for at in events(parsed, told.axis, told.kind)]
    return [(symbol, parsed.tokens[symbol.token].start) for symbol in symbols]


def _asked(told: KindInSentence) -> bool:
    """Whether the kind stands in a question, not in a statement with a question behind it."""
    if not told.parsed.question:
        return False
    start = max((end.end() for end in _STATED.finditer(told.text)), default=0)
    return not any(at < start for _, at in _makers(told))


def _only_may(told: KindInSentence) -> bool:
    """Whether every verb of the kind stands after may, might, could; a plain one keeps the claim."""
    tenses = [symbol.tense for symbol in told.parsed.symbols if symbol.name in _MAY[told.kind]]
    return bool(tenses) and all(tense == "may" for tense in tenses)


def _on_the_verge(told: KindInSentence) -> bool:
    """Whether every word of the breach or end stands right after one that only nears it."""
    words = events(told.parsed, told.axis, told.kind)
    return bool(words) and all(_neared(told.parsed.symbols, at) for at in words)


def _neared(symbols: Sequence[Symbol], at: int) -> bool:
    before = [symbol for symbol in symbols[max(at - 2, 0) : at] if symbol.name not in ("OF", "TO")]
    return bool(before) and bool(_VERGE & {before[-1].name, *before[-1].more})


OLDER_DATE = Rule(
    "older-date",
    BOTH,
    kinds.EVERY,
    under_older_date,
    Stance.BACKGROUND,
    (
        ("January 2024: army and rebels agree to a truce", Kind.AGREED),
        ("9 июля 2019: начинается перемирие", Kind.IN_EFFECT),
    ),
    (("9 July: a truce begins", Kind.IN_EFFECT), ("30 February: a truce begins", Kind.IN_EFFECT)),
)
QUESTION = Rule(
    "question",
    BOTH,
    kinds.EVERY - {Kind.CALLED_FOR},
    _asked,
    Stance.POSSIBLE,
    (
        ("Will the truce hold?", Kind.IN_EFFECT),
        ("Who broke the truce in the hills?", Kind.VIOLATION),
        ("Продержится ли перемирие?", Kind.IN_EFFECT),
    ),
    (
        ("Shells hit town despite truce; mayor asks: 'who will help us?'", Kind.VIOLATION),
        ("Why did the truce fail? Envoy calls for new one", Kind.CALLED_FOR),
        ("Армия нарушила перемирие. Что дальше?", Kind.VIOLATION),
    ),
)
NOBODY = Rule(
    "nobody",
    BOTH,
    kinds.EVERY - kinds.BAD_NEWS - kinds.OFFERS,
    lambda told: nobody_did(told.parsed, told.axis, told.kind),
    Stance.DENIED,
    (
        ("Not one of the armed camps, mediators concede, observes the ceasefire", Kind.IN_EFFECT),
        ("Ни одна из сторон, признал посредник, не подписала перемирие", Kind.AGREED),
    ),
    (("No side has the upper hand as truce takes effect", Kind.IN_EFFECT),),
)
DISPUTED = Rule(
    "disputed",
    BOTH,
    kinds.EVERY,
    lambda told: disputed(told.parsed, told.kind),
    Stance.DENIED,
    (
        ("Army denies that a truce was agreed", Kind.AGREED),
        ("Столица опровергла сообщения о перемирии", Kind.AGREED),
    ),
    (("Rebels deny pulling out of truce deal", Kind.AGREED),),
)
NEGATED = Rule(
    "negated",
    BOTH,
    kinds.EVERY,
    lambda told: negated(told.parsed, told.axis, told.kind),
    Stance.DENIED,
    (
        ("No truce has been agreed", Kind.AGREED),
        ("The rebels have not broken the truce, monitors say", Kind.VIOLATION),
        ("Повстанцы не нарушили перемирие", Kind.VIOLATION),
    ),
    (
        ("The rebels have broken the truce, monitors say", Kind.VIOLATION),
        ("Повстанцы нарушили перемирие", Kind.VIOLATION),
    ),
)
MAY = Rule(
    "may",
    BOTH,
    frozenset(_MAY),
    _only_may,
    Stance.POSSIBLE,
    (
        ("The sides may reach a truce", Kind.AGREED),
        ("Truce could collapse", Kind.COLLAPSED),
        ("Стороны могут договориться о перемирии", Kind.AGREED),
    ),
    (("The sides agreed a truce and may extend it", Kind.AGREED),),
)
VERGE = Rule(
    "verge",
    BOTH,
    kinds.BREAKING,
    _on_the_verge,
    Stance.POSSIBLE,
    (
        ("Truce is on the verge of collapse", Kind.COLLAPSED),
        ("Перемирие на грани срыва", Kind.VIOLATION),
    ),
    (
        ("Truce collapses, region on the brink", Kind.COLLAPSED),
        ("Перемирие на грани срыва: армия нарушила его", Kind.VIOLATION),
    ),
)
