"""Features of the item around a sentence: who is named, how sure the link is, war or trade, what the title
says."""

from collections.abc import Iterator, Sequence

from reading.about.draft import ParsedItem
from reading.about.linking import Hit
from reading.rules.cascade import read_rules
from reading.text.parse import VERBS, Parsed
from reading.text.tokens import Token


def context_cues(draft: ParsedItem) -> list[list[str]]:
    """For each sentence its features that come from the item as a whole."""
    topic = list(_topic(draft))
    first, second = (_beside(draft, number) for number in (0, 1))
    return [
        list(dict.fromkeys([*_context(draft, sentence, number), *topic, *(first if number else second)]))
        for number, sentence in enumerate(draft.sentences)
    ]


def _context(draft: ParsedItem, sentence: Parsed, number: int) -> Iterator[str]:
    yield f"i:{min(number, 3)}/{min(len(draft.sentences), 4)}"
    yield from _links(draft)
    own = {name.process for hit in sentence.hits for name in hit.names if name.role == "PTY"}
    yield f"own:{min(len(sentence.hits), 3)}"
    yield f"ownpty:{bool(own)}"
    yield from _roles(draft, sentence)


def _topic(draft: ParsedItem) -> Iterator[str]:
    """How much of war and of other things the item speaks."""
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


def _beside(draft: ParsedItem, number: int) -> list[str]:
    """What the first sentence tells the others of, or the second the first."""
    if number >= len(draft.sentences):
        return []
    sentence, mark = draft.sentences[number], "next:" if number else "first:"
    told = [f"{mark}{rule.axis}/{rule.kind}/{rule.stance}" for rule in read_rules(sentence)]
    return told if number else told + [mark + symbol.name for symbol in sentence.symbols]


def _roles(draft: ParsedItem, sentence: Parsed) -> Iterator[str]:
    """Which side, mediator or stranger stands first, and before which verb, seen from the process the item is
    about."""
    main = draft.links[0].process if draft.links else ""
    tags = [(_tag(hit, main), hit.end) for hit in sentence.hits]
    order = "".join(tag[0] for tag, _ in tags[:4])
    yield f"roles:{order}"
    sides = {tag for tag, _ in tags if tag[0] == "S"}
    yield f"sidesnamed:{len(sides)}"
    verbs = [symbol for symbol in sentence.symbols if symbol.name in VERBS]
    nouns = "+".join(
        sorted(
            {mention.noun for mention in sentence.mentions if mention.noun in ("CF", "TK", "DEAL", "PLAN")}
        )
    )
    for symbol in verbs[:3]:
        before = "".join(tag[0] for tag, end in tags if end <= symbol.token)[-3:]
        yield f"doer:{before} {symbol.name}"
        yield f"doer:{before} {symbol.name} {nouns}"
        yield f"doers:{len(sides)} {symbol.name} {nouns}"


def _tag(hit: Hit, process: str) -> str:
    names = [name for name in hit.names if name.process == process]
    if not names:
        return "X"
    party = next((name.party for name in names if name.role == "PTY"), None)
    return f"S{party}" if party is not None else names[0].role[0]


def _links(draft: ParsedItem) -> Iterator[str]:
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
