"""Which process each of some texts speaks of, by names alone: the preview of what a catalogue would match."""

from collections.abc import Iterable
from datetime import date

from news.process import ProcessCatalogue
from reading.about.linking import Linker
from reading.text.tokens import tokenize

_NAMED = 0.9
"""About one party's name that no other process shares; a mediator or a shared name alone is less."""


def matches(catalogue: ProcessCatalogue, texts: Iterable[tuple[str, date]]) -> list[str | None]:
    """For each (text, day of publication) the id of the process it names; None where none is named well
    enough."""
    linker = Linker(catalogue)
    return [_match(linker, text, day) for text, day in texts]


def _match(linker: Linker, text: str, day: date) -> str | None:
    hits = linker.hits(tokenize(text))
    ranked = linker.rank([(hit, 1.0) for hit in hits], day) if hits else []
    return ranked[0].process if ranked and ranked[0].score >= _NAMED else None
