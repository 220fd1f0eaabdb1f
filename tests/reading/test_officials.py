"""Who is shown as saying or disputing something: sides, mediators, states, bodies and who speaks for them."""

import pytest

from news.process import ProcessCatalogue
from reading.about.linking import Linker
from reading.text.tokens import Lexicon
from reading.who.officials import holds_office


@pytest.mark.parametrize(
    "name",
    [
        "Israel",
        "Hamas",
        "Qatar",
        "UN envoy",
        "Colombian government",
        "Secretary of State Kerry",
        "European Union",
    ],
)
def test_sides_mediators_states_and_bodies_are_shown(name: str, catalogue: ProcessCatalogue) -> None:
    assert holds_office(name, Lexicon.load("en"), Linker(catalogue))


@pytest.mark.parametrize(
    "name",
    [
        "hundreds",
        "government",
        "officials",
        "BBC",
        "Former UK prime minister",
        "analysts",
        "both sides",
        "residents",
    ],
)
def test_crowds_outlets_and_nobody_in_particular_are_not(name: str, catalogue: ProcessCatalogue) -> None:
    assert not holds_office(name, Lexicon.load("en"), Linker(catalogue))


@pytest.mark.parametrize(
    ("name", "shown"), [("МИД России", True), ("ООН", True), ("эксперты", False), ("власти", False)]
)
def test_russian_names(name: str, shown: bool, catalogue: ProcessCatalogue) -> None:
    assert holds_office(name, Lexicon.load("ru"), Linker(catalogue)) is shown
