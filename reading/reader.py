"""The reader: items in, Readings out. The gate first, then cues, the encoder where it may matter, one learnt
decision; languages without rules go to the multilingual model alone (`reading/model_reader.py`)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from news.claim import PEACE, Axis, Claim, Kind, Reading, Scope, Stance
from news.errors import ModelUnusable
from news.process import ProcessCatalogue
from reading.about.clauses import Clause, clauses, consistent, process_of
from reading.about.draft import ParsedItem, draft, link_for, parts
from reading.about.linking import Link, Linker
from reading.about.part import find_part, one_side, place_in
from reading.about.question import Question, described
from reading.fighting.reader import FightingReader
from reading.gate import Gate
from reading.item import EncoderLike, ItemLike, ItemText
from reading.kinds import BEGUN, TIMED
from reading.model.decision import encoder_row
from reading.model.linear import Floats, load_weights
from reading.model.verdicts import QUIET, Evidence, Judge, Verdict, judge_by_rules
from reading.model.weights import WEIGHTS
from reading.model_reader import ModelReader, MultilingualLike
from reading.plainest import on_plainest
from reading.rules.detail import find_detail
from reading.rules.languages import RULES
from reading.rules.rule import Rules
from reading.rules.scope import find_scope
from reading.text.language import READ, detect
from reading.text.parse import Parsed
from reading.text.tokens import Lexicon
from reading.text.wording import joined
from reading.when.times import find_times_in
from reading.who.attribution import find_by, find_denier
from reading.who.officials import holds_office
from reading.who.positions import find_positions

__all__ = ["EncoderLike", "ItemText", "Reader"]

_MOST = 4  # claims an item
_BATCH = 64
_ABOUT = 1.0  # a link this strong makes the item be about the process, claims or not


@dataclass(frozen=True, slots=True)
class Part:
    """An item, or the part of it about one process, looked at: links and clauses per axis and sentence, what
    the cues see, its text."""

    laid: ParsedItem
    links: list[list[Link | None]]
    told: list[list[list[Clause]]]
    evidence: Evidence | None
    text: str

    def sentences_about(self, process: str, axis: Axis) -> list[str]:
        """The sentences that name the process or leave it to the item."""
        pairs = zip(self.laid.sentences, self.links[PEACE.index(axis)], strict=True)
        return [sentence.text for sentence, link in pairs if link and link.process == process]

    def process(self, axis: Axis, kind: Kind, at: int) -> str:
        """The process of a claim in sentence `at`; "" when none is named clearly."""
        row = PEACE.index(axis)
        return process_of(self.laid.sentences[at], axis, kind, self.told[row][at], self.links[row][at])


class Reader:
    """Reads items into claims. `trouble` names weights that could not be used; the plain rules then go on
    alone."""

    def __init__(
        self,
        catalogue: ProcessCatalogue,
        judge: Judge | None,
        encoder: EncoderLike | None,
        version: str,
        rules: Rules = RULES,
        model: MultilingualLike | None = None,
    ) -> None:
        self._rules = rules
        self._catalogue = catalogue
        self._judge = judge
        self._encoder = encoder
        self._model = model
        self._linker = Linker(catalogue)
        self._by_model = ModelReader(catalogue, self._linker, model) if model is not None else None
        self._lexicons = {language: Lexicon.load(language) for language in sorted(READ)}
        self._gate = Gate(self._linker.words)
        self._fighting: FightingReader | None = None
        self.version = version
        self.trouble: str | None = None

    @classmethod
    def load(
        cls,
        catalogue: ProcessCatalogue,
        weights: Path = WEIGHTS,
        encoder: EncoderLike | None = None,
        model: MultilingualLike | None = None,
        *,
        rules_alone: bool = True,
    ) -> "Reader":
        """A reader over `catalogue` with the weights in folder `weights`.

        Unusable weights leave a reader of plain rules whose `trouble` names the fault; with
        `rules_alone=False` they raise ModelUnusable instead.
        """
        try:
            found = load_weights(weights)
        except ModelUnusable as e:
            if not rules_alone:
                raise
            reader = cls(catalogue, None, None, "rules-1", model=model)
            reader.trouble = e.reason
            return reader
        beside = [getattr(one, "version", "model") for one in (encoder, model) if one is not None]
        reader = cls(catalogue, Judge(found), encoder, "+".join([found.version, *beside]), model=model)
        reader._read_fighting(weights)
        return reader

    def _read_fighting(self, weights: Path) -> None:
        """Read fighting too; without its weights the other axes are read as before and `trouble` says so."""
        try:
            self._fighting = FightingReader.load(self._linker, self._lexicons, weights)
        except ModelUnusable as e:
            self.trouble = e.reason
        else:
            self.version += "+fighting-1"

    def read_many(self, items: Sequence[ItemLike]) -> list[Reading]:
        """One Reading for every item, in order."""
        readings: list[Reading] = []
        for start in range(0, len(items), _BATCH):
            readings += self._batch(items[start : start + _BATCH])
        return readings

    def _batch(self, items: Sequence[ItemLike]) -> list[Reading]:
        seen = [self._see(item) for item in items]
        encoded = iter(self._encode([part for one in seen if not isinstance(one, Reading) for part in one]))
        readings = (
            one if isinstance(one, Reading) else self._reading([(part, next(encoded)) for part in one])
            for one in seen
        )
        return [self._with_fighting(item, reading) for item, reading in zip(items, readings, strict=True)]

    def _with_fighting(self, item: ItemLike, reading: Reading) -> Reading:
        """The reading with what the item tells of fighting, and the processes it names where nothing else is
        read."""
        if self._fighting is None or not self._fighting.passes(item):
            return reading
        language = reading.language or detect(f"{item.title} {item.summary or item.text or ''}")
        if language not in self._lexicons:
            return reading
        about, claims = self._fighting.read(item, language)
        processes = dict.fromkeys((*reading.processes, *(claim.process for claim in claims), *about))
        return replace(
            reading,
            language=language,
            read=True,
            processes=tuple(processes),
            claims=(*reading.claims, *claims),
        )

    def _see(self, item: ItemLike) -> list[Part] | Reading:
        body = item.summary or item.text or ""
        passes = self._gate.passes(item.title, body)
        if not passes and self._by_model is None:
            return Reading(item.language, False, ())
        language = item.language or detect(f"{item.title} {body}")
        if self._by_model is not None and language in self._by_model.languages:
            return self._by_model.read(item, language)
        if not passes or language not in self._lexicons:
            return Reading(language, False, ())
        whole = draft(item, language, self._lexicons[language], self._linker)
        if not whole.sentences:
            return Reading(language, False, ())
        split = parts(whole, self._linker)
        return [
            self._look(laid, joined(item.title, body) if len(split) == 1 else _text(laid)) for laid in split
        ]

    def _look(self, laid: ParsedItem, text: str) -> Part:
        links = [
            [link_for(laid, sentence, axis, self._linker) for sentence in laid.sentences] for axis in PEACE
        ]
        told = [
            [
                clauses(laid, sentence, axis, link, self._linker)
                for sentence, link in zip(laid.sentences, row, strict=True)
            ]
            for axis, row in zip(PEACE, links, strict=True)
        ]
        return Part(laid, links, told, self._judge.look(laid) if self._judge else None, text)

    def _encode(self, seen: Sequence[Part]) -> list[Floats | None]:
        """The encoder's numbers for the English parts in which the cues see at least a chance, None for the
        others."""
        if self._encoder is None:
            return [None] * len(seen)
        asked = [
            part.laid.language == "en" and part.evidence is not None and part.evidence.any > QUIET
            for part in seen
        ]
        texts = [part.text for part, yes in zip(seen, asked, strict=True) if yes]
        numbers = iter(self._encoder.probabilities(texts) if texts else ())
        return [encoder_row(next(numbers)) if yes else None for yes in asked]

    def _reading(self, seen: Sequence[tuple[Part, Floats | None]]) -> Reading:
        found = [claim for part, encoded in seen for claim in self._claims(part, encoded)]
        found.sort(key=lambda claim: (not claim.stance.current, -claim.confidence))
        claims = list(
            {
                (claim.process, claim.axis, claim.kind, claim.stance is Stance.DENIED): claim
                for claim in reversed(found)
            }.values()
        )[::-1][:_MOST]
        about = dict.fromkeys(claim.process for claim in claims if claim.process)
        about |= dict.fromkeys(
            link.process for part, _ in seen for link in part.laid.links[:2] if link.score > _ABOUT
        )
        positions = [
            position
            for part, _ in seen
            for sentence in part.laid.sentences
            for position in find_positions(
                sentence, part.laid.links[0].process if part.laid.links else "", self._catalogue
            )
        ]
        proven = self._proven(claims, [part for part, _ in seen])
        return Reading(seen[0][0].laid.language, True, tuple(about), tuple(proven), tuple(positions))

    def _proven(self, claims: Sequence[Claim], seen: Sequence[Part]) -> list[Claim]:
        """The claims with what the model says of their sentences, each on the plainest one about its process."""
        if self._model is None:
            return list(claims)
        title, language = seen[0].laid.item.title, seen[0].laid.language

        def question(claim: Claim, text: str) -> Question:
            process = described(self._catalogue.get(claim.process), claim.process)
            return Question(process, text, "" if text == title else title, language)

        def others(claim: Claim) -> list[str]:
            return [text for part in seen for text in part.sentences_about(claim.process, claim.axis)]

        return on_plainest(claims, self._model, others, question)

    def _claims(self, part: Part, encoded: Floats | None) -> list[Claim]:
        if part.evidence is None or self._judge is None:
            verdicts = judge_by_rules(part.laid, self._rules)
            return consistent([self._claim(part, verdict) for verdict in verdicts])
        strength = np.array(
            [[link.score if link else 0.0 for link in axis] for axis in part.links], np.float32
        )
        verdicts = self._judge.decide(part.laid, part.evidence, strength, part.process, encoded)
        return consistent([self._claim(part, verdict) for verdict in verdicts])

    def _official(self, name: str | None, part: Part) -> str | None:
        """The name where it speaks for a side, a mediator, a state or a body; nobody else is shown as saying so."""
        lexicon = self._lexicons[part.laid.language]
        return name if name and holds_office(name, lexicon, self._linker) else None

    def _claim(self, part: Part, verdict: Verdict) -> Claim:
        sentence = part.laid.sentences[verdict.sentence]
        begun = verdict.kind in BEGUN
        further = _further(part, verdict)
        denier = find_denier(sentence) if verdict.stance is Stance.DENIED else None
        times = find_times_in(sentence.text, further, part.laid.item.published, begun=begun)
        process = part.process(verdict.axis, verdict.kind, verdict.sentence)
        scope, of = self._extent(sentence, process, verdict)
        return Claim(
            process,
            verdict.axis,
            verdict.kind,
            verdict.stance,
            self._official(denier or find_by(sentence, spoken=verdict.stance is not Stance.ASSERTED), part),
            sentence.text,
            round(verdict.confidence, 4),
            scope,
            times.effective_at,
            times.ends_at,
            find_detail(sentence.text, verdict.kind),
            verdict.reason,
            part=of,
        )

    def _extent(self, sentence: Parsed, process: str, verdict: Verdict) -> tuple[Scope, str | None]:
        """How much of the war the claim covers, and which part of it."""
        axis, kind = verdict.axis, verdict.kind
        scope = find_scope(sentence.text, axis, kind)
        if axis is not Axis.CEASEFIRE:
            return scope, None
        known = self._catalogue.get(process)
        side = one_side(sentence, known, axis, kind) if scope in (Scope.WHOLE, Scope.UNILATERAL) else None
        of = (
            Scope.UNILATERAL if side else scope
        )  # it weighs for the whole as before: two streams lose days else
        return scope, find_part(sentence.text, of, where=place_in(sentence), side=side)


def _further(part: Part, verdict: Verdict) -> list[str]:
    """The sentences behind that of a truce agreed, in force or renewed which are of the same process: they
    may tell its times."""
    if verdict.axis != "ceasefire" or not verdict.stance.current or verdict.kind not in TIMED:
        return []
    links = part.links[0]
    mine = links[verdict.sentence]
    behind = range(verdict.sentence + 1, len(links))
    return [
        part.laid.sentences[n].text
        for n in behind
        if mine and (link := links[n]) and link.process == mine.process
    ]


def _text(laid: ParsedItem) -> str:
    title = next((sentence.text for sentence in laid.sentences if sentence.place == "title"), "")
    return joined(title, " ".join(sentence.text for sentence in laid.sentences if sentence.place != "title"))
