"""The reader: one item in, one Reading out. The gate first, then rules, the learnt decision and the encoder together."""

from collections.abc import Sequence
from pathlib import Path

from news.claim import Axis, Claim, Kind, Reading, Stance
from news.process import ProcessCatalogue
from reading.attribution import find_actor, find_speaker
from reading.cascade import Rule, read_rules
from reading.draft import Draft, draft, link_for
from reading.gate import Gate
from reading.item import EncoderLike, ItemText
from reading.language import READ, detect
from reading.linking import Linker
from reading.parse import Parsed
from reading.positions import find_positions
from reading.scope import find_scope
from reading.times import find_times
from reading.tokens import Lexicon

__all__ = ["EncoderLike", "ItemText", "Reader"]

_MOST = 4  # claims an item


class Reader:
    """Reads items into claims. `trouble` names what could not be loaded; the rules then go on alone."""

    version = "rules-1"

    def __init__(self, catalogue: ProcessCatalogue, encoder: EncoderLike | None) -> None:
        self._catalogue = catalogue
        self._encoder = encoder
        self._linker = Linker(catalogue)
        self._lexicons = {"en": Lexicon.load("en"), "ru": Lexicon.load("ru")}
        self._gate = Gate(self._linker.words)
        self.trouble: str | None = None

    @classmethod
    def load(cls, catalogue: ProcessCatalogue, weights: Path, encoder: EncoderLike | None) -> "Reader":
        """A reader over `catalogue` with the weights in folder `weights`."""
        return cls(catalogue, encoder)

    def read_many(self, items: Sequence[ItemText]) -> list[Reading]:
        """One Reading for every item, in order."""
        return [self._read(item) for item in items]

    def _read(self, item: ItemText) -> Reading:
        body = item.summary or item.text or ""
        if not self._gate.passes(item.title, body):
            return Reading(item.language, False, ())
        language = item.language or detect(f"{item.title} {body}")
        if language not in READ:
            return Reading(language, False, ())
        laid = draft(item, language, self._lexicons[language], self._linker)
        claims = self._claims(laid)
        processes = dict.fromkeys(claim.process for claim in claims if claim.process)
        processes |= dict.fromkeys(link.process for link in laid.links[:2] if link.score > 1.0)
        positions = [
            position for sentence in laid.sentences for position in find_positions(sentence, next(iter(processes), ""), self._catalogue)
        ]
        return Reading(language, True, tuple(processes), tuple(claims), tuple(positions))

    def _claims(self, laid: Draft) -> list[Claim]:
        found: dict[tuple[str, Axis, Kind], Claim] = {}
        taken: set[tuple[str, Axis]] = set()
        for sentence in laid.sentences:
            for rule in read_rules(sentence):
                claim = self._claim(laid, sentence, rule)
                if claim is None or (claim.stance.current and (claim.process, claim.axis) in taken):
                    continue
                if (claim.process, claim.axis, claim.kind) not in found:
                    found[claim.process, claim.axis, claim.kind] = claim
            taken |= {(claim.process, claim.axis) for claim in found.values() if claim.stance.current}
        return list(found.values())[:_MOST]

    def _claim(self, laid: Draft, sentence: Parsed, rule: Rule) -> Claim | None:
        link = link_for(laid, sentence, rule.axis, self._linker)
        if link is None:
            return None
        speaker = find_speaker(sentence)
        by = speaker or find_actor(sentence, len(sentence.symbols))
        begun = rule.kind is Kind.IN_EFFECT
        times = find_times(sentence.text, laid.item.published, begun=begun)
        stance = Stance.CLAIMED if speaker and rule.stance is Stance.ASSERTED and sentence.place == "title" else rule.stance
        return Claim(
            link.process, rule.axis, rule.kind, stance, by, sentence.text, 0.5, find_scope(sentence.text, rule.axis, rule.kind),
            times.effective_at, times.ends_at, None, f"rule:{rule.verb.lower()}",
        )  # fmt: skip
