"""What the reading tests share: the shipped catalogue, its linker and lexicons, and readers."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest

from news.claim import Axis, Claim, Kind, Reading
from news.process import ProcessCatalogue
from reading.about.catalogue import load_catalogue
from reading.about.linking import Linker
from reading.reader import ItemText, Reader
from reading.rules.languages import RULES
from reading.rules.rule import KindInSentence, Ruling, rule_on
from reading.text.parse import Parsed, parse
from reading.text.tokens import Lexicon

PUBLISHED = datetime(2025, 3, 12, 10, 0, tzinfo=UTC)  # a Wednesday


@pytest.fixture(scope="session")
def catalogue() -> ProcessCatalogue:
    return load_catalogue(Path("processes.toml"))


@pytest.fixture(scope="session")
def linker(catalogue: ProcessCatalogue) -> Linker:
    return Linker(catalogue)


@pytest.fixture(scope="session")
def reader(catalogue: ProcessCatalogue) -> Reader:
    return Reader.load(catalogue, rules_alone=False)


@pytest.fixture(scope="session")
def parsed(linker: Linker) -> Callable[..., Parsed]:
    lexicons = {language: Lexicon.load(language) for language in ("en", "ru")}

    def make(text: str, language: str = "en", place: str = "title") -> Parsed:
        return parse(text, place, lexicons[language], linker)

    return make


@pytest.fixture(scope="session")
def ruled(told: Callable[..., KindInSentence]) -> Callable[..., Ruling]:
    """What the rules of its language make of a kind read in a headline, or those of them with the `names`."""

    def make(
        text: str,
        axis: Axis,
        kind: Kind,
        published: datetime = PUBLISHED,
        names: Collection[str] | None = None,
    ) -> Ruling:
        rules = [rule for rule in RULES[written_in(text)] if names is None or rule.name in names]
        return rule_on(told(text, axis, kind, published), rules)

    return make


@pytest.fixture(scope="session")
def told(parsed: Callable[..., Parsed]) -> Callable[..., KindInSentence]:
    """A kind read in a headline; behind a line break the body of its item."""

    def make(text: str, axis: Axis, kind: Kind, published: datetime = PUBLISHED) -> KindInSentence:
        title, _, body = text.partition("\n")
        return KindInSentence(
            parsed(title, written_in(text)), axis, kind, ItemText(title, body, None, published, "own")
        )

    return make


def written_in(text: str) -> str:
    """Russian, if it has a Cyrillic letter."""
    return "ru" if any("а" <= letter <= "ё" for letter in text.lower()) else "en"


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    def one(title: str, summary: str = "", published: datetime = PUBLISHED) -> Reading:
        return reader.read_many([ItemText(title, summary, None, published, "own")])[0]

    return one


def current(reading: Reading) -> set[tuple[str, str]]:
    """Axis and kind of the claims that may move a status."""
    return {(str(claim.axis), str(claim.kind)) for claim in reading.claims if claim.stance.current}


def first(reading: Reading) -> Claim:
    return reading.claims[0]
