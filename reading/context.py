"""Features of the item around a sentence: who is named, how sure the link is, war or trade, what the title says."""

from collections.abc import Iterator, Sequence

from reading.cascade import read_rules
from reading.draft import Draft
from reading.parse import Parsed
from reading.tokens import Token


def context_cues(draft: Draft, sentence: Parsed, number: int) -> list[str]:
    """Features of sentence `number` that come from the item as a whole."""
    return list(dict.fromkeys(_context(draft, sentence, number)))


def _context(draft: Draft, sentence: Parsed, number: int) -> Iterator[str]:
    yield f"i:{min(number, 3)}/{min(len(draft.sentences), 4)}"
    yield from _links(draft)
    own = {name.process for hit in sentence.hits for name in hit.names if name.role == "PTY"}
    yield f"own:{min(len(sentence.hits), 3)}"
    yield f"ownpty:{bool(own)}"
    war = off = market = 0
    for other in draft.sentences:
        for token in other.tokens:
            war += _is(token, "WAR") or _is(token, "FIGHT") or _is(token, "REBEL")
            off += _is(token, "OFF")
            market += _is(token, "MARKET")
    yield f"war:{min(war, 4)}"
    yield f"off:{min(off, 3)}"
    yield f"warless:{min(war, 1)}/{min(off, 2)}"
    if market:
        yield "market"
    if number:
        for rule in read_rules(draft.sentences[0]):
            yield f"first:{rule.axis}/{rule.kind}/{rule.stance}"
        for symbol in draft.sentences[0].symbols:
            yield "first:" + symbol.name
    elif len(draft.sentences) > 1:
        for rule in read_rules(draft.sentences[1]):
            yield f"next:{rule.axis}/{rule.kind}/{rule.stance}"


def _links(draft: Draft) -> Iterator[str]:
    if not draft.links:
        yield "link:none"
        return
    best = draft.links[0]
    yield f"link:{min(int(best.score * 2), 8)}"
    yield f"sides:{min(best.sides, 2)}"
    if len(draft.links) > 1 and draft.links[1].score > 0.8 * best.score:
        yield "link:tied"


def _is(token: Token, name: str) -> bool:
    return name in token.classes


def item_cues(sentences: Sequence[Sequence[str]]) -> list[str]:
    """Features of the item as one text: those of all its sentences, once by place and once without."""
    cues: dict[str, None] = {}
    for number, features in enumerate(sentences):
        mark = "1" if number == 0 else "2"
        for feature in features:
            cues[mark + feature] = None
            cues[feature] = None
    return list(cues)
