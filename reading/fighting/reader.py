"""Reads what an item tells of fighting: gate, sentences, one sparse model, the linker, the dead it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from news.claim import VIOLENT, Axis, Claim, Stance
from reading.about.draft import laid_out
from reading.about.linking import Hit, Link, Linker
from reading.fighting.deaths import deaths_in
from reading.fighting.features import features
from reading.fighting.gate import FightingGate
from reading.fighting.model import FightingModel, Told, load_fighting
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
_MENTIONED = 0.4  # how sure the model must be of an older, denied or possible event that is kept beside
_AT = frozenset(
    {"in", "at", "near", "on", "across", "inside", "around", "в", "во", "на", "под", "возле", "у"}
)


@dataclass(frozen=True, slots=True)
class Line:
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
        best: dict[str, tuple[float, int, Told]] = {}
        about: dict[str, None] = {}
        for at, line in enumerate(lines):
            link = link_of(lines, at, day, self._linker)
            if link is None:
                continue
            about[link.process] = None
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
        self, process: str, item: ItemLike, lines: Sequence[Line], at: int, told: Told, language: str
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
            deaths=_deaths(lines, at) if told.kind in VIOLENT else None,
        )


def lines_of(item: ItemLike, language: str, linker: Linker) -> list[Line]:
    """The sentences that are read."""
    found = []
    for text, place in laid_out(item, language):
        tokens = tokenize(text)
        found.append(Line(text, place, tokens, linker.hits(tokens)))
    return found


def link_of(lines: Sequence[Line], at: int, day: date, linker: Linker) -> Link | None:
    """The process one sentence is about, the rest of the item helping; None when none is named clearly."""
    pairs = [(hit, _PLACE[line.place]) for line in lines for hit in line.hits]
    links = linker.rank(pairs + [(hit, _FOCUS) for hit in lines[at].hits], day)
    if not links or links[0].score < LINKED:
        return None
    clear = links[0].sides > 1 or any(_names_only(hit, links[0].process) for hit, _ in pairs)
    return links[0] if clear else None


def _names_only(hit: Hit, process: str) -> bool:
    """Whether a side or place is named that no other process has; one side that fights several wars names
    none."""
    return {name.process for name in hit.names if name.role in ("PTY", "PLC", "PRC")} == {process}


def where_in(line: Line) -> str | None:
    """The place the sentence names after "in", "near" and the like; None when it names none."""
    for hit in line.hits:
        before = line.tokens[hit.start - 1].word if hit.start else ""
        if before in _AT and any(name.role in ("PLC", "PRC") for name in hit.names):
            return line.text[line.tokens[hit.start].start : line.tokens[hit.end - 1].end]
    return None


def _deaths(lines: Sequence[Line], at: int) -> int | None:
    """The dead of the event: of its own sentence, else the first that the title or the lead names."""
    own = deaths_in(lines[at].text)
    others = (deaths_in(line.text) for n, line in enumerate(lines) if n != at and line.place != "rest")
    return own if own is not None else next((n for n in others if n is not None), None)
