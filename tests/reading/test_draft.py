"""How an item is laid out, and taken apart when it tells of two conflicts."""

import pytest

from reading.draft import MAX_BODY, MAX_SENTENCES, Draft, draft, parts
from reading.item import ItemText
from reading.linking import Linker
from reading.tokens import Lexicon
from tests.reading.conftest import PUBLISHED


@pytest.fixture
def lay(linker: Linker):  # type: ignore[no-untyped-def]
    lexicon = Lexicon.load("en")

    def make(title: str, summary: str) -> Draft:
        return draft(ItemText(title, summary, None, PUBLISHED, "own"), "en", lexicon, linker)

    return make


def test_title_lead_and_rest(lay) -> None:  # type: ignore[no-untyped-def]
    assert [s.place for s in lay("Truce holds", "It began at dawn. Guns are silent. Aid came.").sentences] == [
        "title",
        "lead",
        "rest",
        "rest",
    ]


def test_long_bodies_are_cut(lay) -> None:  # type: ignore[no-untyped-def]
    laid = lay("", "Talks went on in the city today. " * 200)
    assert len(laid.sentences) <= MAX_SENTENCES
    assert sum(len(s.text) for s in laid.sentences) <= MAX_BODY


def test_one_conflict_stays_whole(lay, linker: Linker) -> None:  # type: ignore[no-untyped-def]
    laid = lay("Israel and Hamas agree truce", "The ceasefire in Gaza starts on Sunday. Washington welcomed it.")
    assert parts(laid, linker) == [laid]


def test_two_conflicts_are_two_parts(lay, linker: Linker) -> None:  # type: ignore[no-untyped-def]
    summary = "Israel and Hezbollah agreed a ceasefire in Lebanon. In Sudan, the RSF and the SAF rejected a truce in Khartoum."
    split = parts(lay("World in brief", summary), linker)
    assert [part.links[0].process for part in split] == ["lebanon", "sudan"]
