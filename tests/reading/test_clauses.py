"""A sentence that tells of several processes: each claim goes to the one its clause names."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from news.claim import Axis, Kind, Reading, Stance
from reading.about.clauses import clauses, consistent, process_of
from reading.about.draft import draft, link_for
from reading.about.linking import Linker
from reading.item import ItemText
from reading.text.tokens import Lexicon
from tests.reading.conftest import PUBLISHED

Read = Callable[..., Reading]
CEASEFIRES = [
    ("Gaza ceasefire holds as Lebanon truce collapses", {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"}),
    ("Lebanon truce collapses as Gaza ceasefire holds", {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"}),
    ("Lebanon truce collapses, Gaza ceasefire holds", {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"}),
    (
        "Gaza truce survives while Lebanon ceasefire breaks down",
        {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"},
    ),
    ("Gaza ceasefire collapses but Lebanon truce holds", {Kind.IN_EFFECT: "lebanon", Kind.COLLAPSED: "gaza"}),
    ("Gaza ceasefire holds and Lebanon truce collapses", {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"}),
    (
        "As Sudan ceasefire holds, South Sudan truce falls apart",
        {Kind.IN_EFFECT: "sudan", Kind.COLLAPSED: "south-sudan"},
    ),
    (
        "India-Pakistan ceasefire holds; Pakistan-Afghanistan truce expires",
        {Kind.IN_EFFECT: "india-pakistan", Kind.EXPIRED: "pakistan-afghanistan"},
    ),
    (
        "In Gaza, the ceasefire holds, while in Lebanon the truce has collapsed",
        {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"},
    ),
    (
        "The truce in Gaza, brokered by Qatar, holds, but Lebanon's has collapsed",
        {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"},
    ),
    ("Sudan truce expires, Yemen ceasefire extended", {Kind.EXPIRED: "sudan", Kind.EXTENDED: "yemen"}),
    (
        "Перемирие в Ливане сорвано, в Газе прекращение огня держится",
        {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"},
    ),
    (
        "Пока перемирие в Газе держится, в Ливане прекращение огня сорвано",
        {Kind.IN_EFFECT: "gaza", Kind.COLLAPSED: "lebanon"},
    ),
    (
        "В Газе прекращение огня действует, а в Ливане его нарушили",
        {Kind.IN_EFFECT: "gaza", Kind.VIOLATION: "lebanon"},
    ),
    # no word of a violation: what is said of the breakdown tells of it
    ("В Газе перемирие соблюдается, но в Судане сорвано", {Kind.IN_EFFECT: "gaza", Kind.VIOLATION: "sudan"}),
    (
        "Перемирие в Йемене истекло; в Судане прекращение огня продлено",
        {Kind.EXPIRED: "yemen", Kind.EXTENDED: "sudan"},
    ),
    # a truce that somebody is urged to keep is not one in effect
    (
        "Guterres urges Sudan's generals to honour truce as Yemen envoy sees calm",
        {Kind.CALLED_FOR: "sudan", Kind.IN_EFFECT: "yemen"},
    ),
    # one process, or another that no noun speaks of
    (
        "Israel breaks Gaza truce, Hamas says ceasefire holds",
        {Kind.IN_EFFECT: "gaza", Kind.VIOLATION: "gaza"},
    ),
    ("Families flee el-Geneina in Sudan into Chad, as the ceasefire is violated", {Kind.VIOLATION: "sudan"}),
    ("Zubrovian truce holds, Ruritanian one collapses", {Kind.IN_EFFECT: "", Kind.COLLAPSED: ""}),
]
TALKS = [
    ("Armenia hails peace deal, while Ukraine talks collapse", {Kind.COLLAPSED: "ukraine"}),
    ("Ukraine talks resume while Sudan talks collapse", {Kind.UNDER_WAY: "ukraine", Kind.COLLAPSED: "sudan"}),
    (
        "US and Iran meet in Oman as Gaza talks collapse",
        {Kind.UNDER_WAY: "iran-nuclear", Kind.COLLAPSED: "gaza"},
    ),
    (
        "Переговоры по Украине продолжаются, а по Судану сорваны",
        {Kind.UNDER_WAY: "ukraine", Kind.COLLAPSED: "sudan"},
    ),
    # where they talk, who signs for others, and what has no name of its own
    ("M23 rebels leave Goma after a deal was reached in Uganda", {Kind.DEAL_REACHED: "drc"}),
    ("Syrian rebels storm out of Astana as Russia, Turkey, Iran sign pact", {Kind.DEAL_REACHED: "syria"}),
    (
        "Stalled nuclear talks could benefit as North Korea slowly reopens, Seoul says",
        {Kind.STALLED: "korea"},
    ),
]


@pytest.mark.parametrize(
    ("axis", "title", "wanted"),
    [(Axis.CEASEFIRE, *row) for row in CEASEFIRES] + [(Axis.TALKS, *row) for row in TALKS],
)
def test_a_claim_is_about_the_process_its_clause_names(
    linker: Linker, axis: Axis, title: str, wanted: dict[Kind, str]
) -> None:
    language = "en" if title.isascii() else "ru"
    laid = draft(ItemText(title, "", None, PUBLISHED, "own"), language, Lexicon.load(language), linker)
    focus = laid.sentences[0]
    link = link_for(laid, focus, axis, linker)
    told = clauses(laid, focus, axis, link, linker)
    assert {kind: process_of(focus, axis, kind, told, link) for kind in wanted} == wanted


@pytest.mark.parametrize(("title", "wanted"), CEASEFIRES)
def test_no_process_gets_the_ceasefire_of_another(read: Read, title: str, wanted: dict[Kind, str]) -> None:
    for claim in read(title).claims:
        if claim.axis is Axis.CEASEFIRE and claim.kind in wanted:
            assert claim.process == wanted[claim.kind]


def test_two_truces_in_a_sentence_are_two_claims(read: Read) -> None:
    found = {
        (claim.process, claim.kind)
        for claim in read("Gaza ceasefire holds as Lebanon truce collapses").claims
    }
    assert found == {("gaza", Kind.IN_EFFECT), ("lebanon", Kind.COLLAPSED)}


def test_a_sentence_never_says_in_effect_and_over_of_one_process(read: Read) -> None:
    sure = read("Gaza ceasefire holds").claims[0]
    for kind in (Kind.COLLAPSED, Kind.EXPIRED):
        less = replace(sure, kind=kind, confidence=sure.confidence / 2)
        assert consistent([sure, less]) == [sure]
        assert consistent([replace(sure, confidence=0.1), less]) == [less]
    assert consistent([sure, replace(less, confidence=sure.confidence)]) == [sure]
    assert len(consistent([sure, replace(less, process="lebanon")])) == 2
    assert len(consistent([sure, replace(less, axis=Axis.TALKS)])) == 2
    assert len(consistent([sure, replace(less, stance=Stance.DENIED)])) == 2
    told = "The lull held for five hours, then rockets ended it"
    assert len(consistent([replace(sure, sentence=told), replace(less, sentence=told)])) == 2
