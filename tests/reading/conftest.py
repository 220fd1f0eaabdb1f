"""What the reading tests share: the shipped catalogue, its linker and lexicons, and readers."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from news.claim import Claim, Reading
from news.process import ProcessCatalogue
from reading.about.catalogue import load_catalogue
from reading.about.linking import Linker
from reading.reader import ItemText, Reader
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
def read(reader: Reader) -> Callable[..., Reading]:
    def one(title: str, summary: str = "", published: datetime = PUBLISHED) -> Reading:
        return reader.read_many([ItemText(title, summary, None, published, "own")])[0]

    return one


def current(reading: Reading) -> set[tuple[str, str]]:
    """Axis and kind of the claims that may move a status."""
    return {(str(claim.axis), str(claim.kind)) for claim in reading.claims if claim.stance.current}


def first(reading: Reading) -> Claim:
    return reading.claims[0]
