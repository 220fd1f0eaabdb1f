"""Which process a claim is about, where one sentence tells of several: the one its clause names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from news.claim import Axis, Claim, Kind
from reading.about.draft import ASIDE, CLEARLY, ParsedItem, tells
from reading.about.linking import Hit, Link, Linker
from reading.kinds import BAD_NEWS, ENDED
from reading.text.negation import events
from reading.text.parse import BOUNDARY, VERBS, Parsed, clause

_NAMED = 0.8  # a side's name that no other process shares is worth about 1
_GOES_ON = frozenset({"BUT", ";"})
_MEETING = frozenset({"MEET", "DISCUSS"})
_IN_TURN = re.compile(r"\b(?:then|later|only to|затем|потом|позже|после чего)\b", re.I)
_OPENS = frozenset({",", ":"})  # "In Gaza, …", "Sudan: …": a name set before its clause


@dataclass(frozen=True, slots=True)
class Clause:
    """Symbols `first` to `last` (exclusive), and the process they are about."""

    first: int
    last: int
    process: str


def clauses(laid: ParsedItem, focus: Parsed, axis: Axis, link: Link | None, linker: Linker) -> list[Clause]:
    """The clauses of a sentence that tells of several processes; none where it tells of `link`'s alone."""
    if link is None or len(focus.hits) < 2:
        return []
    spans = _spans(focus)
    if len(spans) < 2:
        return []
    found = [
        Clause(first, last, _process(laid, focus, axis, (first, last), link, linker)) for first, last in spans
    ]
    return found if len({one.process for one in found}) > 1 else []


def process_of(focus: Parsed, axis: Axis, kind: Kind, told: Sequence[Clause], link: Link | None) -> str:
    """The process of a claim of `kind`: that of the clause in which the words of the kind stand, else the
    sentence's; "" when none."""
    process = link.process if link else ""
    words = _words(focus, axis, kind) if told else []
    named = [one.process for one in told if any(one.first <= at < one.last for at in words)]
    return named[0] if named and process not in named else process


def _words(focus: Parsed, axis: Axis, kind: Kind) -> list[int]:
    """The symbols that make the kind: for bad news without a word of its own other bad words, for a truce in
    effect no mere will."""
    words = events(focus, axis, kind)
    if not words and kind in BAD_NEWS:
        words = [at for other in sorted(BAD_NEWS) for at in events(focus, axis, other)]
    return [at for at in words if kind is not Kind.IN_EFFECT or focus.symbols[at].tense != "to"]


def consistent(claims: Sequence[Claim]) -> list[Claim]:
    """`claims` without those that a surer one of the same sentence and process rules out: no ceasefire is in
    effect and over at once.

    What a sentence tells in turn ("it held, then rockets fell") stays.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: -claim.confidence):
        if not any(_rules_out(surer, claim) for surer in kept):
            kept.append(claim)
    return [claim for claim in claims if claim in kept]


def _rules_out(surer: Claim, claim: Claim) -> bool:
    same = (surer.sentence, surer.process) == (
        claim.sentence,
        claim.process,
    ) and surer.axis == claim.axis == Axis.CEASEFIRE
    opposed = (surer.kind in ENDED and claim.kind is Kind.IN_EFFECT) or (
        surer.kind is Kind.IN_EFFECT and claim.kind in ENDED
    )
    at_once = not _IN_TURN.search(claim.sentence)
    return same and opposed and at_once and surer.stance.current and claim.stance.current


def _spans(focus: Parsed) -> list[tuple[int, int]]:
    """The sentence cut where a clause begins; a piece that neither names anybody nor has a noun of its own
    belongs to the one before it."""
    symbols = focus.symbols
    cuts = [0, *(at for at in range(1, len(symbols)) if _cuts(focus, at)), len(symbols)]
    spans: list[tuple[int, int]] = []
    for first, last in pairwise(cuts):
        joins = spans and (
            not _speaks(focus, first, last)
            or not _speaks(focus, *spans[-1])
            or _opens(focus, *spans[-1], first)
        )
        spans.append((spans.pop()[0] if joins else first, last))
    return spans


def _cuts(focus: Parsed, at: int) -> bool:
    symbol = focus.symbols[at]
    if symbol.name == "AND":  # two clauses of their own: "the Gaza truce holds and the Yemen one collapses"
        first, last = clause(focus.symbols, at)
        sides = ((first, at), (at + 1, last))
        return all(
            _verb(focus, *side) and any(side[0] <= mention.at < side[1] for mention in focus.mentions)
            for side in sides
        )
    return symbol.name in BOUNDARY and focus.tokens[symbol.token].word != "with"


def _opens(focus: Parsed, first: int, last: int, mark: int) -> bool:
    return (
        focus.symbols[mark].name in _OPENS
        and focus.symbols[first].name not in ASIDE
        and not _verb(focus, first, last)
    )


def _verb(focus: Parsed, first: int, last: int) -> bool:
    return any(symbol.name in VERBS or VERBS & {*symbol.more} for symbol in focus.symbols[first:last])


def _speaks(focus: Parsed, first: int, last: int) -> bool:
    begin, end = _tokens(focus, first, last)
    named = any(begin <= hit.start < end and tells(hit) for hit in focus.hits)
    return named or any(first <= mention.at < last for mention in focus.mentions)


def _tokens(focus: Parsed, first: int, last: int) -> tuple[int, int]:
    """From the symbol before the clause to the one after it: a symbol of several names stands at the last of
    them."""
    begin = focus.symbols[first - 1].token + 1 if first else 0
    return begin, focus.symbols[last - 1].token + 1 if last < len(focus.symbols) else len(focus.tokens)


def _process(
    laid: ParsedItem, focus: Parsed, axis: Axis, span: tuple[int, int], link: Link, linker: Linker
) -> str:
    """The process that the names of one clause tell of; the sentence's when they do not say clearly."""
    begin, end = _tokens(focus, *span)
    hits = [hit for hit in focus.hits if begin <= hit.start < end]
    own = linker.rank([(hit, 1.0) for hit in hits], laid.day, axis) if _tells_of(focus, axis, span) else []
    if (
        not own
        or own[0].score < _NAMED
        or any(one.process == link.process and CLEARLY * one.score > own[0].score for one in own)
    ):
        return link.process
    strange = [hit for hit in hits if _strange(hit, own[0].process, link.process)]
    if axis == Axis.TALKS and own[0].sides < 2:  # a place or a guest may be but where they talk
        strange = [hit for hit in strange if _subject(focus, hit)]
    return own[0].process if strange else link.process


def _tells_of(focus: Parsed, axis: Axis, span: tuple[int, int]) -> bool:
    """Whether the clause has a noun or verb of the axis, or goes on with the one before it ("…, but in Sudan
    it collapsed")."""
    first, last = span
    nouns = any(mention.axis == axis and first <= mention.at < last for mention in focus.mentions)
    meets = axis == Axis.TALKS and any(symbol.name in _MEETING for symbol in focus.symbols[first:last])
    return nouns or meets or focus.symbols[first].name in _GOES_ON


def _strange(hit: Hit, process: str, other: str) -> bool:
    """Whether the name speaks for `process` and in no way for `other`: Russia and Turkey sign for Syria,
    too."""
    roles = {name.process: name.role for name in hit.names if name.role != "EXC"}
    return process in roles and other not in roles


def _subject(focus: Parsed, hit: Hit) -> bool:
    """Whether the name is what the talks are about ("Sudan talks", "по Судану"), not but the place where they
    are held."""
    symbols, nouns = focus.symbols, {mention.at for mention in focus.mentions}
    at = next((at for at, symbol in enumerate(symbols) if symbol.token == hit.end - 1), -1)
    if at < 0 or not focus.tokens[hit.start].text[0].isupper():
        return False
    before = symbols[at - 1].name if at else ""
    return at + 1 in nouns or before == "ON" or (before == "OF" and at - 2 in nouns)
