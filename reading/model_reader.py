"""Reads items in the languages for which there are no rules: the multilingual model alone decides what is claimed.

The names of a language's file say which process; the model's head of items says what and how; its head of proofs
says which sentence says it most plainly. No times and nobody who says so are read in these languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from news.claim import BY_MODEL, PEACE, PEACE_KINDS, Axis, Claim, Kind, Reading, Stance
from news.process import ProcessCatalogue
from reading.about.draft import ENOUGH, laid_out
from reading.about.linking import Hit, Link, Linker
from reading.about.question import ProverLike, Question, described
from reading.item import ItemLike
from reading.languages.vocabulary import LANGUAGES, Vocabulary
from reading.plainest import on_plainest
from reading.text.tokens import tokenize

LEAST = 0.5
"""So likely the model must find a claim; on own-worded items of seven languages the best (docs/reading-quality.md)."""

_MOST = 4  # claims an item
_PLACE = {"title": 1.3, "lead": 1.0, "rest": 0.7}
_FOCUS = 1.8  # what the sentence itself names weighs so much more


class MultilingualLike(ProverLike, Protocol):
    """The multilingual model, or what stands for it."""

    version: str

    def probabilities(self, items: Sequence[tuple[str, str]], /) -> Sequence[Mapping[str, float]]:
        """For each item (title, body) a number (0..1) by name: see `reading.model.multilingual.ITEM`."""
        ...


@dataclass(frozen=True, slots=True)
class _NamedSentence:
    """One sentence and what its names may mean, in English."""

    text: str
    place: str
    hits: list[Hit]


class ModelReader:
    """Reads the languages that have a vocabulary and no rules."""

    languages = LANGUAGES

    def __init__(self, catalogue: ProcessCatalogue, linker: Linker, model: MultilingualLike) -> None:
        self._catalogue, self._linker, self._model = catalogue, linker, model
        self._known: dict[str, list[Hit]] = {}

    def read(self, item: ItemLike, language: str) -> Reading:
        """What `item`, written in one of `languages`, says; unread where nothing in it bears on peace."""
        vocabulary = Vocabulary.load(language)
        body = item.summary or item.text or ""
        sentences = [
            _NamedSentence(text, place, self._hits(vocabulary, text))
            for text, place in laid_out(item, language)
        ]
        if not sentences or not vocabulary.passes(f"{item.title} {body}"):
            return Reading(language, False, ())
        [numbers] = self._model.probabilities([(item.title, body)])
        found = sorted(_found(numbers, language), key=lambda one: (not one.stance.current, -one.confidence))[
            :_MOST
        ]
        claims = [replace(claim, process=self._process(item, sentences, claim.axis)) for claim in found]
        claims = [replace(claim, sentence=sentences[0].text) for claim in claims]
        about = dict.fromkeys(claim.process for claim in claims if claim.process)
        about |= dict.fromkeys(
            link.process for link in self._links(item, sentences)[:1] if link.score > ENOUGH
        )
        return Reading(language, True, tuple(about), tuple(self._proven(claims, item, sentences, language)))

    def _hits(self, vocabulary: Vocabulary, text: str) -> list[Hit]:
        return [hit for name in vocabulary.names(text) for hit in self._meaning(name.english)]

    def _meaning(self, english: str) -> list[Hit]:
        """What an English name of the catalogue may mean."""
        if english not in self._known:
            self._known[english] = self._linker.hits(tokenize(english))
        return self._known[english]

    def _process(self, item: ItemLike, sentences: Sequence[_NamedSentence], axis: Axis) -> str:
        """The process a claim of the item is about; "" when none is named clearly."""
        links = self._links(item, sentences, axis)
        return links[0].process if links and links[0].score > ENOUGH else ""

    def _links(
        self, item: ItemLike, sentences: Sequence[_NamedSentence], axis: Axis | None = None
    ) -> list[Link]:
        weighted = [(hit, _PLACE[sentence.place]) for sentence in sentences for hit in sentence.hits]
        weighted += [(hit, _FOCUS) for hit in sentences[0].hits]
        return self._linker.rank(weighted, item.published.date(), axis)

    def _proven(
        self, claims: Sequence[Claim], item: ItemLike, sentences: Sequence[_NamedSentence], language: str
    ) -> list[Claim]:
        """The claims with what the model says of their sentences, each on the plainest of the item."""

        def question(claim: Claim, text: str) -> Question:
            process = described(self._catalogue.get(claim.process), claim.process)
            return Question(process, text, "" if text == item.title else item.title, language)

        return on_plainest(claims, self._model, lambda _: [one.text for one in sentences], question)


def _found(numbers: Mapping[str, float], language: str) -> list[Claim]:
    """The claims the model's numbers speak for, without process and sentence."""
    return [
        claim
        for axis in PEACE
        for kind in PEACE_KINDS[axis]
        if (claim := _claim(numbers, axis, kind, language)) is not None
    ]


def _claim(numbers: Mapping[str, float], axis: Axis, kind: Kind, language: str) -> Claim | None:
    name = f"{axis}/{kind}"
    now, beside = numbers[name], numbers[f"not:{name}"]
    if now >= LEAST:
        stance = Stance.CLAIMED if numbers[f"claimed:{axis}"] >= LEAST else Stance.ASSERTED
    elif beside >= LEAST:
        stance = max(
            (Stance.DENIED, Stance.POSSIBLE, Stance.BACKGROUND), key=lambda one: numbers[f"{one}:{axis}"]
        )
    else:
        return None
    sure = max(now, beside)
    return Claim(
        "", axis, kind, stance, None, "", round(sure, 4), reason=f"{BY_MODEL}{language} {name} {sure:.2f}"
    )
