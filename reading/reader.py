"""The reader: items in, Readings out. The gate first, then cues, the encoder where it may matter, one learnt decision."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from news.claim import Claim, Kind, Reading, Stance
from news.errors import ModelUnusable
from news.process import ProcessCatalogue
from reading.attribution import find_by
from reading.decision import encoder_row
from reading.detail import find_detail
from reading.draft import Draft, draft, link_for
from reading.gate import Gate
from reading.item import EncoderLike, ItemLike, ItemText
from reading.judge import QUIET, Evidence, Judge, Verdict, judge_by_rules
from reading.language import READ, detect
from reading.linear import Floats, load_weights
from reading.linking import Link, Linker
from reading.positions import find_positions
from reading.scope import find_scope
from reading.times import find_times
from reading.tokens import Lexicon
from reading.wording import joined

__all__ = ["EncoderLike", "ItemText", "Reader"]

WEIGHTS = Path(__file__).parent / "weights"
_MOST = 4  # claims an item
_BATCH = 64
_ABOUT = 1.0  # a link this strong makes the item be about the process, claims or not

Seen = tuple[Draft, list[list[Link | None]], Evidence | None]


class Reader:
    """Reads items into claims. `trouble` names weights that could not be used; the plain rules then go on alone."""

    def __init__(self, catalogue: ProcessCatalogue, judge: Judge | None, encoder: EncoderLike | None, version: str) -> None:
        self._catalogue = catalogue
        self._judge = judge
        self._encoder = encoder
        self._linker = Linker(catalogue)
        self._lexicons = {language: Lexicon.load(language) for language in sorted(READ)}
        self._gate = Gate(self._linker.words)
        self.version = version
        self.trouble: str | None = None

    @classmethod
    def load(
        cls, catalogue: ProcessCatalogue, weights: Path = WEIGHTS, encoder: EncoderLike | None = None, *, rules_alone: bool = True
    ) -> "Reader":
        """A reader over `catalogue` with the weights in folder `weights`.

        Unusable weights leave a reader of plain rules whose `trouble` names the fault; with `rules_alone=False` they raise
        ModelUnusable instead.
        """
        try:
            found = load_weights(weights)
        except ModelUnusable as e:
            if not rules_alone:
                raise
            reader = cls(catalogue, None, None, "rules-1")
            reader.trouble = e.reason
            return reader
        version = found.version if encoder is None else f"{found.version}+{getattr(encoder, 'version', 'encoder')}"
        return cls(catalogue, Judge(found), encoder, version)

    def read_many(self, items: Sequence[ItemLike]) -> list[Reading]:
        """One Reading for every item, in order."""
        readings: list[Reading] = []
        for start in range(0, len(items), _BATCH):
            readings += self._batch(items[start : start + _BATCH])
        return readings

    def _batch(self, items: Sequence[ItemLike]) -> list[Reading]:
        seen = [self._see(item) for item in items]
        encoded = self._encode(seen)
        return [one if isinstance(one, Reading) else self._reading(one, encoded.get(n)) for n, one in enumerate(seen)]

    def _see(self, item: ItemLike) -> Seen | Reading:
        body = item.summary or item.text or ""
        if not self._gate.passes(item.title, body):
            return Reading(item.language, False, ())
        language = item.language or detect(f"{item.title} {body}")
        if language not in self._lexicons:
            return Reading(language, False, ())
        laid = draft(item, language, self._lexicons[language], self._linker)
        links = [[link_for(laid, sentence, axis, self._linker) for sentence in laid.sentences] for axis in ("ceasefire", "talks")]
        return laid, links, self._judge.look(laid) if self._judge and laid.sentences else None

    def _encode(self, seen: Iterable[Seen | Reading]) -> dict[int, Floats]:
        """The encoder's numbers of the English items in which the cues see at least a chance."""
        if self._encoder is None:
            return {}
        asked = {}
        for n, one in enumerate(seen):
            if not isinstance(one, Reading) and one[0].language == "en" and one[2] is not None and one[2].any > QUIET:
                asked[n] = joined(one[0].item.title, one[0].item.summary or one[0].item.text or "")
        numbers = self._encoder.probabilities(list(asked.values())) if asked else []
        return {n: encoder_row(row) for n, row in zip(asked, numbers, strict=True)}

    def _reading(self, seen: Seen, encoded: Floats | None) -> Reading:
        laid, links, evidence = seen
        if evidence is not None and self._judge is not None:
            strength = np.array([[link.score if link else 0.0 for link in axis] for axis in links], np.float32)
            processes = [[link.process if link else "" for link in axis] for axis in links]
            verdicts = self._judge.decide(laid, evidence, strength, processes, encoded)
        else:
            verdicts = judge_by_rules(laid)
        claims = [self._claim(laid, links, verdict) for verdict in verdicts][:_MOST]
        about = dict.fromkeys(claim.process for claim in claims if claim.process)
        about |= dict.fromkeys(link.process for link in laid.links[:2] if link.score > _ABOUT)
        main = next(iter(about), "")
        positions = [position for sentence in laid.sentences for position in find_positions(sentence, main, self._catalogue)]
        return Reading(laid.language, True, tuple(about), tuple(claims), tuple(positions))

    def _claim(self, laid: Draft, links: list[list[Link | None]], verdict: Verdict) -> Claim:
        sentence = laid.sentences[verdict.sentence]
        link = links[0 if verdict.axis == "ceasefire" else 1][verdict.sentence]
        begun = verdict.kind in (Kind.IN_EFFECT, Kind.VIOLATION, Kind.COLLAPSED, Kind.EXPIRED)
        times = find_times(sentence.text, laid.item.published, begun=begun)
        return Claim(
            link.process if link else "", verdict.axis, verdict.kind, verdict.stance,
            find_by(sentence, spoken=verdict.stance is not Stance.ASSERTED), sentence.text, round(verdict.confidence, 4),
            find_scope(sentence.text, verdict.axis, verdict.kind), times.effective_at, times.ends_at, find_detail(sentence.text, verdict.kind), verdict.reason,
        )  # fmt: skip
