"""Reads what an item tells of fighting: gate, sentences, one sparse model, the linker, the dead it names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from news.claim import VIOLENT, Axis, Claim, Stance
from reading.about.draft import CLEARLY, laid_out
from reading.about.linking import Hit, Link, Linker
from reading.fighting.deaths import deaths_in
from reading.fighting.features import features
from reading.fighting.gate import FightingGate
from reading.fighting.model import FightingModel, FightingVerdict, load_fighting
from reading.item import ItemLike
from reading.rules.languages import RULES
from reading.rules.rule import is_old_news
from reading.text.parse import parse
from reading.text.tokens import Lexicon, Token, tokenize
from reading.who.attribution import find_by

_PLACE = {"title": 1.3, "lead": 1.0, "rest": 0.7}
_FOCUS = 1.8
LINKED = 0.9
"""A weaker link is none: one side alone, or one who mediates, tells of no war."""
_OWN = 1.2  # a sentence that so clearly names another war than the item does tells of that one
_HALTED = re.compile(  # strikes that are given up are none
    r"\b(?:halt|stop|paus|suspend|ceas|end|refrain|moratorium|freez)\w*\s+(?:\w[\w'’]*\s+){0,4}?(?:strikes?|striking|attacks?|attacking"
    r"|hitting|shelling|bombing|raids?)\b"
    r"|\b(?:прекра|приостан|останов|моратори|отказ|воздерж)\w*(?: \w+){0,3}? (?:удар|атак|обстрел|бомб|нал[её]т)\w*"
    r"|\bне (?:бить|бьют|стреля\w+|нанос\w+ удар\w*)",
    re.I,
)
_MENTIONED = 0.4  # how sure the model must be of an older, denied or possible event that is kept beside
_AT = frozenset(
    {"in", "at", "near", "on", "across", "inside", "around", "в", "во", "на", "под", "возле", "у"}
)


@dataclass(frozen=True, slots=True)
class LocatedSentence:
    """One sentence, with its names."""

    text: str
    place: str
    tokens: list[Token]
    hits: list[Hit]


class FightingReader:
    """Reads items into claims of the axis of fighting, one a process at most."""

    def __init__(self, linker: Linker, lexicons: Mapping[str, Lexicon], model: FightingModel) -> None:
        self._linker, self._lexicons, self._model = linker, lexicons, model
        self._gate = FightingGate(linker.words)

    @classmethod
    def load(cls, linker: Linker, lexicons: Mapping[str, Lexicon], weights: Path) -> "FightingReader":
        """A reader with the weights in folder `weights`; raises ModelUnusable."""
        return cls(linker, lexicons, load_fighting(weights))

    def passes(self, item: ItemLike) -> bool:
        """Whether the item deserves a look; cheap."""
        return self._gate.passes(item.title, item.summary or item.text or "")

    def read(self, item: ItemLike, language: str) -> tuple[list[str], list[Claim]]:
        """The processes the item is about, and what it tells of their fighting."""
        lines = lines_of(item, language, self._linker)
        day = item.published.date()
        best: dict[str, tuple[float, int, FightingVerdict]] = {}
        about: dict[str, None] = {}
        for at, line in enumerate(lines):
            link = link_of(lines, at, day, self._linker)
            if link is None:
                continue
            about[link.process] = None
            if _HALTED.search(line.text) and deaths_in(line.text) is None:
                continue
            told = self._model.told(features(line.tokens, line.place, link.sides, True))
            sure = told.now if told.now >= self._model.least else told.any * _MENTIONED
            if sure > best.get(link.process, (0.0,))[0]:
                best[link.process] = sure, at, told
        claims = [
            self._claim(process, item, lines, at, told, language)
            for process, (_, at, told) in best.items()
            if told.now >= self._model.least or (told.any >= 0.5 and not told.stance.current)
        ]
        return list(about), claims

    def _claim(
        self,
        process: str,
        item: ItemLike,
        lines: Sequence[LocatedSentence],
        at: int,
        told: FightingVerdict,
        language: str,
    ) -> Claim:
        line = lines[at]
        now = told.now >= self._model.least
        stance = told.stance if told.stance.current is now else Stance.ASSERTED
        parsed = parse(line.text, line.place, self._lexicons[language], self._linker)
        if stance.current and is_old_news(parsed, item, RULES[language]):
            stance = Stance.BACKGROUND
        return Claim(
            process,
            Axis.FIGHTING,
            told.kind,
            stance,
            find_by(parsed, spoken=stance is not Stance.ASSERTED),
            line.text,
            round(told.now if now else told.any, 4),
            detail=told.scale,
            reason=f"fighting-1 heavy={told.heavy * told.now:.2f}",
            where=where_in(line),
            deaths=_deaths(lines, at, self._strangers(process, lines, item))
            if told.kind in VIOLENT
            else None,
        )

    def _strangers(self, process: str, lines: Sequence[LocatedSentence], item: ItemLike) -> set[int]:
        """The sentences that tell of another war: their dead are not those of `process`."""
        links = ((n, link_of(lines, n, item.published.date(), self._linker)) for n in range(len(lines)))
        return {n for n, link in links if link and link.process != process}


def lines_of(item: ItemLike, language: str, linker: Linker) -> list[LocatedSentence]:
    """The sentences that are read."""
    found = []
    for text, place in laid_out(item, language):
        tokens = tokenize(text)
        found.append(LocatedSentence(text, place, tokens, linker.hits(tokens)))
    return found


def link_of(lines: Sequence[LocatedSentence], at: int, day: date, linker: Linker) -> Link | None:
    """The process one sentence is about, the rest of the item helping; None when none is named clearly."""
    pairs = [(hit, _PLACE[line.place]) for line in lines for hit in line.hits]
    links = linker.rank(pairs + [(hit, _FOCUS) for hit in lines[at].hits], day)
    if not links or links[0].score < LINKED:
        return None
    own = linker.rank([(hit, 1.0) for hit in lines[at].hits], day)
    beside = next((link.score for link in own if link.process == links[0].process), 0.0)
    if (
        own
        and own[0].score > max(_OWN, CLEARLY * beside)
        and _is_named(own[0], links[0].process, lines[at].hits)
    ):
        return own[0]
    clear = links[0].sides > 1 or any(_names_only(hit, links[0].process) for hit, _ in pairs)
    return links[0] if clear else None


def _is_named(link: Link, other: str, hits: Sequence[Hit]) -> bool:
    """Whether a name speaks for the process of `link` and in no way for `other`."""
    told = [{name.process for name in hit.names if name.role in ("PTY", "PLC", "PRC")} for hit in hits]
    return any(link.process in names and other not in names for names in told)


def _names_only(hit: Hit, process: str) -> bool:
    """Whether a side or place is named that no other process has; one side that fights several wars names
    none."""
    return {name.process for name in hit.names if name.role in ("PTY", "PLC", "PRC")} == {process}


def where_in(line: LocatedSentence) -> str | None:
    """The place the sentence names after "in", "near" and the like; None when it names none."""
    for hit in line.hits:
        before = line.tokens[hit.start - 1].word if hit.start else ""
        if before in _AT and any(name.role in ("PLC", "PRC") for name in hit.names):
            return line.text[line.tokens[hit.start].start : line.tokens[hit.end - 1].end]
    return None


def _deaths(lines: Sequence[LocatedSentence], at: int, strangers: set[int]) -> int | None:
    """The dead of the event: of its own sentence, else the first that the title or the lead names, but for
    sentences of other wars."""
    own = deaths_in(lines[at].text)
    others = (
        deaths_in(line.text)
        for n, line in enumerate(lines)
        if n not in {at, *strangers} and line.place != "rest"
    )
    return own if own is not None else next((n for n in others if n is not None), None)
