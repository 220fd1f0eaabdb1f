"""How an item is laid out, and taken apart when it tells of two conflicts."""

from collections.abc import Callable

import pytest

from reading.about.draft import MAX_BODY, MAX_SENTENCES, ParsedItem, draft, link_for, parts
from reading.about.linking import Linker
from reading.item import ItemText
from reading.text.tokens import Lexicon
from tests.reading.conftest import PUBLISHED

Lay = Callable[[str, str], ParsedItem]


@pytest.fixture
def lay(linker: Linker) -> Lay:
    lexicon = Lexicon.load("en")

    def make(title: str, summary: str) -> ParsedItem:
        return draft(ItemText(title, summary, None, PUBLISHED, "own"), "en", lexicon, linker)

    return make


def test_title_lead_and_rest(lay: Lay) -> None:
    assert [
        s.place for s in lay("Truce holds", "It began at dawn. Guns are silent. Aid came.").sentences
    ] == [
        "title",
        "lead",
        "rest",
        "rest",
    ]


def test_long_bodies_are_cut(lay: Lay) -> None:
    laid = lay("", "Talks went on in the city today. " * 200)
    assert len(laid.sentences) <= MAX_SENTENCES
    assert sum(len(s.text) for s in laid.sentences) <= MAX_BODY


def test_one_conflict_stays_whole(lay: Lay, linker: Linker) -> None:
    laid = lay(
        "Israel and Hamas agree truce", "The ceasefire in Gaza starts on Sunday. Washington welcomed it."
    )
    assert parts(laid, linker) == [laid]


def test_two_conflicts_are_two_parts(lay: Lay, linker: Linker) -> None:
    summary = "Israel and Hezbollah agreed a ceasefire in Lebanon. In Sudan, the RSF and the SAF rejected a truce in Khartoum."
    split = parts(lay("World in brief", summary), linker)
    assert [part.links[0].process for part in split] == ["lebanon", "sudan"]


@pytest.mark.parametrize(
    ("title", "process"),
    [
        ("India and Pakistan trade fire in Kashmir, but the truce in Yemen holds", "yemen"),
        ("Yemen's Houthis agree a truce, while fighting rages in Gaza between Israel and Hamas", "yemen"),
        ("Israel and Hezbollah agree truce, as Gaza war goes on", "lebanon"),
        ("Индия и Пакистан воюют в Кашмире, но перемирие в Йемене соблюдается", "yemen"),
        ("Перемирие в Газе вступило в силу, а Россия отказалась от прекращения огня на Украине", "gaza"),
        # the clause of the noun names nobody, or names only one who mediates: the rest decides
        ("Truce holds, while Kyiv and Moscow fight on in Donetsk", "ukraine"),
        ("Armenia and Azerbaijan trade fire, breaking a Russian-brokered truce", "nagorno-karabakh"),
        ("Armenia and Azerbaijan trade fire, Turkey says truce is over", "nagorno-karabakh"),
    ],
)
def test_of_two_conflicts_in_a_sentence_the_clause_of_the_noun_decides(
    linker: Linker, title: str, process: str
) -> None:
    language = "ru" if title[0] > "z" else "en"
    laid = draft(ItemText(title, "", None, PUBLISHED, "own"), language, Lexicon.load(language), linker)
    link = link_for(laid, laid.sentences[0], "ceasefire", linker)
    assert link is not None
    assert link.process == process


def test_a_place_where_they_talk_is_not_what_the_talks_are_about(lay: Lay, linker: Linker) -> None:
    laid = lay("Kyiv and Moscow trade fire across Ukraine, as talks in Riyadh and Sanaa go on", "")
    link = link_for(laid, laid.sentences[0], "talks", linker)
    assert link is not None
    assert link.process == "ukraine"


def test_the_clause_chooses_but_the_strength_stays_the_items(lay: Lay, linker: Linker) -> None:
    laid = lay("India and Pakistan trade fire in Kashmir, but the truce in Yemen holds", "")
    chosen = link_for(laid, laid.sentences[0], "ceasefire", linker)
    assert chosen is not None
    assert 0 < chosen.score < laid.links[0].score * 1.8
