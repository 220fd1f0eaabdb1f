"""The clause's cues as features: which axis noun meets which verb class, in which order, tense and mood, and
in what company."""

from collections.abc import Iterator, Sequence

from reading.rules.cascade import read_rules
from reading.text.parse import VERBS, Mention, Parsed, Symbol, clause
from reading.text.tokens import Token

_SKIP = frozenset(
    {
        "OF",
        "IN",
        "ON",
        "BY",
        "FOR",
        "TO",
        "WITHP",
        "AND",
        "BE",
        "HAVE",
        '"',
        "NUM",
        "THAT",
        "TEMP",
        "NAME",
        "ENT",
        "GOVT",
    }
)
_MOOD = frozenset(
    {"NEG", "MODAL", "FUT", "IF", "HEDGE", "HOPE", "WARN", "PASTREF", "SINCE", "QUESTION", "DESPITE"}
)
_AXIS = {"CF": "C", "LULL": "C"}


def sentence_cues(parsed: Parsed) -> list[str]:
    """Features of one sentence; the same names in every language save the words."""
    symbols = parsed.symbols
    cues: dict[str, None] = {}
    for feature in _whole(parsed):
        cues[feature] = None
    for mention in parsed.mentions:
        for feature in _around(symbols, mention):
            cues[feature] = None
        for feature in _beside(parsed, mention):
            cues[feature] = None
    for feature in _words(parsed):
        cues[feature] = None
    return list(cues)


def _whole(parsed: Parsed) -> Iterator[str]:
    names = [symbol.name for symbol in parsed.symbols]
    bare = [name for name in names if name not in _SKIP]
    yield "p=" + parsed.place
    if parsed.question:
        yield "question"
    for symbol in parsed.symbols:
        yield from _one(symbol)
    yield from _runs("n", names)
    yield from _runs("b", bare)
    verbs = [_tensed(symbol) for symbol in parsed.symbols if _carries(symbol)]
    for at in range(len(verbs) - 1):
        yield f"v2:{verbs[at]} {verbs[at + 1]}"
    yield "nouns:" + "+".join(sorted({mention.noun for mention in parsed.mentions}))
    if parsed.place == "title" or len(names) < 14:
        yield "all:" + " ".join(bare[:9])
    for rule in read_rules(parsed):
        yield f"r:{rule.axis}/{rule.kind}"
        yield f"r:{rule.axis}/{rule.kind}/{rule.stance}"
        yield f"r:{rule.axis}/{rule.verb}/{rule.stance}"


def _one(symbol: Symbol) -> Iterator[str]:
    yield "s:" + symbol.name
    if symbol.tense and symbol.name in VERBS:
        yield f"s:{symbol.name}/{symbol.tense}"
    for more in symbol.more:
        yield "s:" + more


def _runs(mark: str, names: Sequence[str]) -> Iterator[str]:
    for size in (2, 3, 4):
        for at in range(len(names) - size + 1):
            yield f"{mark}{size}:" + " ".join(names[at : at + size])


def _carries(symbol: Symbol) -> bool:
    return (symbol.name in VERBS and symbol.name != "SAY") or symbol.name in (
        "CF",
        "TK",
        "DEAL",
        "PLAN",
        "NEG",
    )


def _tensed(symbol: Symbol) -> str:
    return f"{symbol.name}/{symbol.tense}" if symbol.tense else symbol.name


def _around(symbols: Sequence[Symbol], mention: Mention) -> Iterator[str]:
    noun = mention.noun if mention.axis == "talks" or mention.noun in ("CF", "LULL") else "CF+" + mention.noun
    first, last = clause(symbols, mention.at)
    left = list(symbols[first : mention.at])
    right = list(symbols[mention.at + 1 : last])
    left_verbs = [symbol for symbol in left if symbol.name in VERBS]
    right_verbs = [symbol for symbol in right if symbol.name in VERBS]
    yield "m:" + noun
    for side, verbs in (("<", left_verbs[::-1]), (">", right_verbs)):
        for rank, symbol in enumerate(verbs[:4]):
            yield f"{noun}{side}{symbol.name}"
            yield f"{noun}{side}{rank}{_tensed(symbol)}"
        if len(verbs) > 1:
            yield f"{noun}{side}{side}{_tensed(verbs[0])} {_tensed(verbs[1])}"
            yield f"{noun}{side}{side}{verbs[0].name} {verbs[1].name}"
        if not verbs:
            yield f"{noun}{side}-"
    if left_verbs or right_verbs:
        yield f"{noun}<>{left_verbs[-1].name if left_verbs else '-'} {right_verbs[0].name if right_verbs else '-'}"
    chain = " ".join(_tensed(symbol) for symbol in left_verbs[-4:])
    yield f"{noun}chain:{chain}"
    near_left, near_right = (
        symbols[max(0, mention.at - 4) : mention.at],
        symbols[mention.at + 1 : mention.at + 5],
    )
    yield f"{noun}L1:" + (near_left[-1].name if near_left else "^")
    yield f"{noun}R1:" + (near_right[0].name if near_right else "$")
    yield f"{noun}L2:" + " ".join(symbol.name for symbol in near_left[-2:])
    yield f"{noun}R2:" + " ".join(symbol.name for symbol in near_right[:2])
    yield f"{noun}L3:" + " ".join(symbol.name for symbol in near_left[-3:])
    yield f"{noun}R3:" + " ".join(symbol.name for symbol in near_right[:3])
    yield from _mood(symbols, mention, noun, first, last, left_verbs, right_verbs)


def _beside(parsed: Parsed, mention: Mention) -> Iterator[str]:
    """The words next to the noun, names masked, for verbs no lexicon has."""
    tokens, token = parsed.tokens, parsed.symbols[mention.at].token
    after = token + max(1, tokens[token].span)
    left = ["ENT" if t.roles else t.word for t in tokens[max(0, token - 3) : token]]
    right = ["ENT" if t.roles else t.word for t in tokens[after : after + 3]]
    for side, words in (("l", left[::-1]), ("r", right)):
        for rank, word in enumerate(words):
            yield f"{mention.noun}{side}{min(rank, 1)}:{word}"
        if len(words) > 1:
            yield f"{mention.noun}{side}{side}:{words[0]} {words[1]}"


def _mood(
    symbols: Sequence[Symbol],
    mention: Mention,
    noun: str,
    first: int,
    last: int,
    left: Sequence[Symbol],
    right: Sequence[Symbol],
) -> Iterator[str]:
    verb = _tensed(left[-1]) if left else "-"
    follows = _tensed(right[0]) if right else "-"
    for symbol in symbols[first:last]:
        if symbol.name in _MOOD:
            side = "<" if symbol.token < symbols[mention.at].token else ">"
            yield f"{noun}{side}mood:{symbol.name}"
            yield f"{noun}{side}mood:{symbol.name} {verb if side == '<' else follows}"
    before = symbols[first - 1].name if first else "^"
    after = symbols[last].name if last < len(symbols) else "$"
    yield f"{noun}in:{before}"
    yield f"{noun}in:{before} {verb} {follows}"
    yield f"{noun}to:{after}"
    ahead = [symbol.name for symbol in symbols[:first] if symbol.name in VERBS][-1:]
    behind = [symbol.name for symbol in symbols[last:] if symbol.name in VERBS][:1]
    yield f"{noun}ahead:{before} {' '.join(ahead)}"
    yield f"{noun}behind:{after} {' '.join(behind)}"
    subject = [
        symbol.name
        for symbol in symbols[first : mention.at]
        if symbol.name in ("ENT", "NAME", "ARMY", "REBEL", "GOVT", "UN", "ALONG", "ENVOY", "CROWD")
    ]
    yield f"{noun}by:{' '.join(subject[:2])} {verb}"


def _words(parsed: Parsed) -> Iterator[str]:
    words: list[str] = []
    for token in parsed.tokens:
        word = _masked(token, parsed.place == "title")
        if word and not (word in ("ENT", "NAME") and words and words[-1] == word):
            words.append(word)
    for word in words:
        yield "w:" + word
    for size in (2, 3):
        for at in range(len(words) - size + 1):
            yield f"w{size}:" + " ".join(words[at : at + size])


def _masked(token: Token, title: bool) -> str:
    """The word, or what kind of name stands there; nothing for most marks."""
    if token.roles:
        return "ENT"
    if token.word.isdigit():
        return "#"
    if not token.is_word:
        return token.word if token.word in "?:," else ""
    known = bool(token.classes) or token.span == 0
    return "NAME" if not known and token.text[0].isupper() and not title and token.start > 0 else token.word
