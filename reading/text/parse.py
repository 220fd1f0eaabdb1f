"""One sentence, looked at once: its symbols in order, its clauses, and the axis nouns in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reading.about.linking import Hit, Linker
from reading.text.tokens import Lexicon, Token, tokenize

VERBS = frozenset(
    [
        "AGREE",
        "SIGN",
        "REACH",
        "BROKER",
        "ANNOUNCE",
        "DECLARE",
        "ACCEPT",
        "PROPOSE",
        "CALL",
        "SEEK",
        "WANT",
        "READY",
        "REJECT",
        "DENY",
        "VIOLATE",
        "TEST",
        "ACCUSE",
        "HOLD",
        "HOSTS",
        "MEET",
        "BEGIN",
        "EFFECT",
        "RESUME",
        "CONTINUE",
        "PROGRESS",
        "EXTEND",
        "EXPIRE",
        "END",
        "COLLAPSE",
        "FAIL",
        "SUSPEND",
        "POSTPONE",
        "STALL",
        "CANCEL",
        "QUIT",
        "ARRIVE",
        "SCHED",
        "DISCUSS",
        "SAY",
        "WARN",
        "HOPE",
        "CONSIDER",
        "OBEY",
        "SUPPORT",
        "FIGHT",
        "CALM",
        "WITHDRAW",
        "RELEASE",
        "VOTE",
    ]
)
_NOUNS = {
    "CF": "ceasefire",
    "LULL": "ceasefire",
    "TK": "talks",
    "MTG": "talks",
    "DEAL": "talks",
    "PLAN": "talks",
    "SWAP": "talks",
    "PEACE": "talks",
    "ENVOY": "talks",
    "CORR": "talks",
}
STRONG = frozenset({"CF", "TK", "SWAP"})
BOUNDARY = frozenset(
    {
        ",",
        ";",
        ":",
        "—",
        "–",
        "AFTER",
        "AMID",
        "DESPITE",
        "BEFORE",
        "BUT",
        "THAT",
        "IF",
        "SINCE",
        "?",
        "(",
        ")",
    }
)
_QUOTES = frozenset("\"“”‘'«»")


@dataclass(slots=True)
class Symbol:
    """What remains of a token: its first class with tense, or its role, or a mark."""

    name: str
    tense: str
    token: int
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """An axis noun at symbol `at`; `compound` when a plan or deal is one of a ceasefire."""

    axis: str
    noun: str
    at: int


@dataclass(slots=True)
class Parsed:
    """A sentence with all that the cues need; `place` is title, lead or rest."""

    text: str
    place: str
    tokens: list[Token]
    hits: list[Hit]
    symbols: list[Symbol]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def question(self) -> bool:
        return self.text.rstrip("\"”»’' ").endswith("?")


def parse(text: str, place: str, lexicon: Lexicon, linker: Linker) -> Parsed:
    """Tokens, classes, names, symbols and axis nouns of one sentence."""
    tokens = tokenize(text)
    lexicon.mark(tokens)
    hits = linker.hits(tokens)
    symbols = _symbols(tokens)
    return Parsed(text, place, tokens, hits, symbols, _mentions(symbols))


def _symbols(tokens: Sequence[Token]) -> list[Symbol]:
    symbols: list[Symbol] = []
    for i, token in enumerate(tokens):
        if token.span == 0:
            continue
        if token.roles and not (token.classes and token.classes[0] in STRONG):
            if symbols and symbols[-1].name == "ENT" and symbols[-1].token == i - 1 and tokens[i - 1].roles:
                symbols[-1].token = i
                continue
            symbols.append(Symbol("ENT", token.roles[0], i, token.classes))
        elif token.classes:
            symbols.append(Symbol(token.classes[0], _tense(token, symbols, tokens, i), i, token.classes[1:]))
        elif token.word.isdigit():
            symbols.append(Symbol("NUM", "", i))
        elif not token.is_word:
            symbols.append(Symbol('"' if token.text in _QUOTES else token.text, "", i))
        elif token.text[0].isupper() and i:
            if not (symbols and symbols[-1].name == "NAME" and symbols[-1].token == i - 1):
                symbols.append(Symbol("NAME", "", i))
            else:
                symbols[-1].token = i
    return symbols


def _tense(token: Token, symbols: Sequence[Symbol], tokens: Sequence[Token], i: int) -> str:
    if not token.tense or not symbols:
        return token.tense
    before = symbols[-1] if symbols[-1].token >= i - 2 else None
    if token.tense == "inf" and before:
        return {"TO": "to", "FUT": "fut", "MODAL": "may", "NEG": "not"}.get(before.name, "inf")
    if token.tense in ("past", "part") and before:
        if before.name == "BE":
            return "pass" if tokens[before.token].word not in ("be", "been", "being") else "bepass"
        if before.name == "HAVE":
            return "perf"
    return token.tense


def _mentions(symbols: Sequence[Symbol]) -> list[Mention]:
    found = []
    for at, symbol in enumerate(symbols):
        axis = _NOUNS.get(symbol.name)
        if axis is None:
            continue
        if symbol.name in ("DEAL", "PLAN") and _near(symbols, at, "CF"):
            axis = "ceasefire"
        found.append(Mention(axis, symbol.name, at))
    return found


def _near(symbols: Sequence[Symbol], at: int, name: str) -> bool:
    left = at > 0 and symbols[at - 1].name == name
    right = (
        any(s.name == name for s in symbols[at + 1 : at + 3])
        and at + 1 < len(symbols)
        and symbols[at + 1].name in ("OF", "FOR", "ON", name)
    )
    return left or right


def clause(symbols: Sequence[Symbol], at: int) -> tuple[int, int]:
    """First symbol and end (exclusive) of the clause around `at`."""
    first = at
    while first > 0 and symbols[first - 1].name not in BOUNDARY:
        first -= 1
    last = at + 1
    while last < len(symbols) and symbols[last].name not in BOUNDARY:
        last += 1
    return first, last
