"""An item laid out for reading: its sentences with their place, and the processes it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reading.about.linking import Hit, Link, Linker
from reading.item import ItemLike
from reading.text.parse import STRONG, Parsed, clause, parse
from reading.text.sentences import split_sentences
from reading.text.tokens import Lexicon

MAX_SENTENCES = 8
MAX_BODY = 1600  # code points
_PLACE = {"title": 1.3, "lead": 1.0, "rest": 0.7}
_JUNK = re.compile(r"(?:Continue reading|Read more|Читать далее|Подробнее)\.*\s*$")
ENOUGH = 0.3  # a weaker link is no link
_OWN = 1.2  # a sentence or clause so clearly about another process is about that one
CLEARLY = 1.3  # a clause speaks for another process when that one's names weigh so many times more
ASIDE = frozenset(
    {"AFTER", "AMID", "DESPITE", "BEFORE", "IF", "SINCE"}
)  # what begins a clause that only adds to the main one


@dataclass(slots=True)
class ParsedItem:
    """The parsed item, or the part of it about one process. `sentences` are title, lead and rest in order."""

    item: ItemLike
    language: str
    day: date
    sentences: list[Parsed]
    links: list[Link]


def draft(item: ItemLike, language: str, lexicon: Lexicon, linker: Linker) -> ParsedItem:
    """Parse the first sentences of `item` and rank the processes it names."""
    sentences = [parse(text, place, lexicon, linker) for text, place in laid_out(item, language)]
    day = item.published.date()
    return ParsedItem(item, language, day, sentences, linker.rank(_weighted(sentences), day))


def parts(whole: ParsedItem, linker: Linker) -> list[ParsedItem]:
    """The item in parts by process, when sentences with an axis noun name another process than the first one
    does."""
    groups: dict[str, list[Parsed]] = {}
    here = ""
    for sentence in whole.sentences:
        links = linker.rank([(hit, 1.0) for hit in sentence.hits], whole.day)
        own = links[0].process if links and links[0].score > _OWN else ""
        stranger = (
            own
            and here
            and own != here
            and not any(link.process == here and link.score > ENOUGH for link in links)
        )
        if own and (not here or (stranger and any(mention.noun in STRONG for mention in sentence.mentions))):
            here = own
        groups.setdefault(here, []).append(sentence)
    if len(groups) > 1 and "" in groups:
        groups[next(name for name in groups if name)][:0] = groups.pop("")
    if len(groups) < 2:
        return [whole]
    return [
        ParsedItem(
            whole.item, whole.language, whole.day, sentences, linker.rank(_weighted(sentences), whole.day)
        )
        for sentences in groups.values()
    ]


def laid_out(item: ItemLike, language: str) -> Iterator[tuple[str, str]]:
    """The sentences that are read, each with its place: title, lead, rest."""
    title = item.title.strip()
    if title:
        yield title, "title"
    body = _JUNK.sub("", item.summary or item.text or "")[:MAX_BODY]
    number = 0
    for sentence in split_sentences(body, language):
        if sentence != title and number < MAX_SENTENCES:
            yield sentence, "lead" if number == 0 else "rest"
            number += 1


def _weighted(sentences: Sequence[Parsed], focus: Parsed | None = None) -> list[tuple]:  # type: ignore[type-arg]
    pairs = [(hit, _PLACE[sentence.place]) for sentence in sentences for hit in sentence.hits]
    return pairs + ([(hit, 1.8) for hit in focus.hits] if focus else [])


def link_for(draft: ParsedItem, focus: Parsed, axis: str, linker: Linker) -> Link | None:
    """The process one sentence is about, the rest of the item helping; None when nothing is named clearly.

    Where another one named in the sentence competes, the clause of the axis noun decides.
    """
    links = linker.rank(_weighted(draft.sentences, focus), draft.day, axis)
    if not links or links[0].score <= ENOUGH:
        return None
    named = _named_beside(draft, focus, axis, linker, links[0].process)
    return next((link for link in links if link.process == named and link.score > ENOUGH), links[0])


def _named_beside(draft: ParsedItem, focus: Parsed, axis: str, linker: Linker, best: str) -> str:
    """The process that the clause of the axis noun names, when it leaves `best` to the sentence's other
    clauses; else ""."""
    mentions = [mention for mention in focus.mentions if mention.axis == axis]
    clauses = [
        _clause_hits(focus, mention.at)
        for mention in sorted(mentions, key=lambda mention: _subordinate(focus, mention.at))
    ]
    hits = next((told for hits in clauses if (told := [hit for hit in hits if tells(hit)])), [])
    if not any(tells(hit, best) for hit in focus.hits if hit not in hits):
        return ""
    own = linker.rank([(hit, 1.0) for hit in hits], draft.day, axis)
    if (
        not own or own[0].score <= _OWN or (axis == "talks" and not own[0].sides)
    ):  # a place may be but where they talk
        return ""
    if any(link.process == best and CLEARLY * link.score > own[0].score for link in own):
        return ""
    return own[0].process


def tells(hit: Hit, process: str = "") -> bool:
    """Whether `hit` names a side, a place or a process (`process`, when given); the name of one who mediates
    anywhere tells nothing."""
    if not process and any(name.role == "MED" for name in hit.names):
        return False
    return any(name.role in ("PTY", "PLC", "PRC") and process in ("", name.process) for name in hit.names)


def _clause_hits(parsed: Parsed, at: int) -> list[Hit]:
    """The names in the clause of the axis noun at symbol `at`; "with X" belongs to it."""
    first, last = clause(parsed.symbols, at)
    if last < len(parsed.symbols) and parsed.tokens[parsed.symbols[last].token].word == "with":
        last = clause(parsed.symbols, last)[1]
    begin = parsed.symbols[first - 1].token if first else -1
    end = parsed.symbols[last].token if last < len(parsed.symbols) else len(parsed.tokens)
    return [hit for hit in parsed.hits if begin < hit.start < end]


def _subordinate(parsed: Parsed, at: int) -> bool:
    first, _ = clause(parsed.symbols, at)
    return first > 0 and parsed.symbols[first - 1].name in ASIDE
