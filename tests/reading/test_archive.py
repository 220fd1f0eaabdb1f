"""Old text published again: no claim of it is current."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from news.claim import Axis, Kind, Reading, Stance
from news.process import ProcessCatalogue
from reading.item import ItemText
from reading.reader import Reader
from reading.rules.languages import RULES
from reading.rules.rule import KindInSentence
from reading.text.parse import Parsed
from tests.reading.conftest import current, written_in

OLD = [
    ("From the archive: Israel and Hezbollah agree ceasefire", ""),
    ("From our archives (2015): Kyiv and rebels agree truce in Minsk", ""),
    ("Archive, 1994: Sarajevo ceasefire agreed", ""),
    ("Flashback: Colombia and FARC sign ceasefire", ""),
    ("On this day in 2016: Colombia and FARC sign ceasefire", ""),
    ("On this day: Colombia and FARC sign ceasefire", ""),
    ("Yemen's warring sides agree truce – archive, 2018", ""),
    (
        "Yemen's warring sides agree truce",
        "The fighting is to stop in Hodeidah. First published on 13 December 2018.",
    ),
    ("Yemen's warring sides agree truce", "This report originally appeared in our issue of December 2018."),
    ("Yemen's warring sides agree truce", "This article is more than 6 years old. The fighting is to stop."),
    ("Из архива: Колумбия и FARC подписали перемирие", ""),
    ("Архив, 2016: Колумбия и FARC подписали перемирие", ""),
    ("Этот день в 2016 году: Колумбия и FARC подписали перемирие", ""),
    (
        "Стороны в Йемене договорились о перемирии",
        "Бои должны прекратиться в Ходейде. Впервые опубликовано 13 декабря 2018 года.",
    ),
]
NEW = [
    ("Israel and Hezbollah agree ceasefire", "The text was first published by a local paper."),
    ("Israel and Hezbollah agree ceasefire", "First published at 09:12 GMT, 12 March 2025."),
    ("Israel and Hezbollah agree ceasefire", "They take up a plan first published in 2020."),
    (
        "Израиль и «Хезболла» договорились о прекращении огня",
        "За основу взят план, впервые опубликованный в 2020 году.",
    ),
    ("Israel and Hezbollah agree ceasefire", "The border was drawn in 2000."),
    ("Archive of 1948 war opens as Israel and Hezbollah agree ceasefire", ""),
    ("Israel and Hezbollah agree ceasefire on this day of mourning", ""),
    ("Архив МИД открыт: Израиль и «Хезболла» договорились о прекращении огня", ""),
    ("Израиль и «Хезболла» договорились о прекращении огня", "Текст впервые опубликован местной газетой."),
]


def item(title: str, summary: str, month: int = 3) -> ItemText:
    return ItemText(title, summary, None, datetime(2025, month, 12, 10, tzinfo=UTC), "own")


@pytest.fixture
def republished(parsed: Callable[..., Parsed]) -> Callable[[ItemText], bool]:
    """Whether a rule knows the item as old text published again."""

    def asked(old: ItemText) -> bool:
        language = written_in(old.title)
        told = KindInSentence(parsed(old.title, language), Axis.CEASEFIRE, Kind.AGREED, old)
        names = {"archive", "first-published", "aged"}
        return any(rule.fits(told) for rule in RULES[language] if rule.name in names)

    return asked


@pytest.mark.parametrize(("title", "summary"), OLD)
def test_old_text_is_known_by_its_own_words(
    republished: Callable[[ItemText], bool], title: str, summary: str
) -> None:
    assert republished(item(title, summary))


@pytest.mark.parametrize(("title", "summary"), NEW)
def test_news_of_the_day_is_not_old(
    republished: Callable[[ItemText], bool], title: str, summary: str
) -> None:
    assert not republished(item(title, summary))


def test_in_january_the_year_before_is_of_now(republished: Callable[[ItemText], bool]) -> None:
    said = ("Israel and Hezbollah agree ceasefire", "First published on 31 December 2024.")
    assert republished(item(*said)) and not republished(item(*said, month=1))


@pytest.mark.parametrize(("title", "summary"), OLD)
def test_no_claim_of_old_text_is_current(read: Callable[..., Reading], title: str, summary: str) -> None:
    assert current(read(title, summary)) == set()


def test_what_it_claims_is_kept_as_background(read: Callable[..., Reading]) -> None:
    stances = {claim.stance for claim in read(*OLD[0]).claims}
    assert stances == {Stance.BACKGROUND}


def test_the_plain_rules_hold_to_it_too(catalogue: ProcessCatalogue) -> None:
    rules = Reader(catalogue, None, None, "rules")
    old, new = rules.read_many([item(*OLD[0]), item("Israel and Hezbollah agree ceasefire", "")])
    assert current(old) == set() and current(new) == {("ceasefire", "agreed")}


def test_the_same_news_today_is_current(read: Callable[..., Reading]) -> None:
    assert current(read("Israel and Hezbollah agree ceasefire")) == {("ceasefire", "agreed")}
