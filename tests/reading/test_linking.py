"""Which process a sentence is about."""

from collections.abc import Callable
from datetime import date

import pytest

from news.process import Party, Process, ProcessCatalogue
from reading.about.linking import Link, Linker
from reading.text.parse import Parsed
from reading.text.tokens import tokenize

DAY = date(2025, 3, 12)


def best(linker: Linker, text: str, day: date = DAY, axis: str | None = None) -> str:
    links = linker.rank([(hit, 1.0) for hit in linker.hits(tokenize(text))], day, axis)
    return links[0].process if links and links[0].score > 0.3 else ""


@pytest.mark.parametrize(
    ("text", "process"),
    [
        ("Israel and Hamas resume talks in Doha", "gaza"),
        ("Israel and Hezbollah trade fire across the Litani", "lebanon"),
        ("Kyiv and Moscow send delegations to Istanbul", "ukraine"),
        ("Armenia and Azerbaijan initial a treaty", "nagorno-karabakh"),
        ("Sudan's army rejects the offer of the RSF", "sudan"),
        ("South Sudan's Machar calls for a truce", "south-sudan"),
        ("M23 rebels leave Goma", "drc"),
        ("Pakistan and Afghanistan extend truce at Torkham", "pakistan-afghanistan"),
        ("India and Pakistan agree to stop firing along the Line of Control", "india-pakistan"),
        ("Thai and Cambodian troops pull back", "thailand-cambodia"),
        ("Houthis and Riyadh swap prisoners", "yemen"),
        ("ELN suspends talks with Bogota", "colombia"),
        ("US and Iran resume nuclear talks on uranium enrichment", "iran-nuclear"),
        ("PKK declares ceasefire with Turkey", "other:turkey-pkk"),
        ("Киев и Москва обменялись делегациями", "ukraine"),
        ("ХАМАСу передали ответ Израиля", "gaza"),
        ("В Судане армию обвинили в срыве перемирия с СБР", "sudan"),
        ("Хуситы освободили пленных в Ходейде", "yemen"),
        ("Лидеры Армении и Азербайджана встретились", "nagorno-karabakh"),
    ],
)
def test_named_sides_and_places_decide(linker: Linker, text: str, process: str) -> None:
    assert best(linker, text) == process


@pytest.mark.parametrize(
    "text",
    [
        "Nurses and ministers resume pay talks",
        "Truce holds in Zubrovia",
        "Переговоры о зарплате зашли в тупик",
        "The us and them of it",
        "US says ceasefire was agreed",
        "Washington confirms that the truce is in effect",
    ],
)
def test_nothing_known_is_never_forced_into_a_process(linker: Linker, text: str) -> None:
    assert best(linker, text) == ""


def test_a_name_shared_by_several_goes_to_the_one_then_at_war(linker: Linker) -> None:
    assert best(linker, "Israel rejects truce", date(2006, 7, 29), "ceasefire") == "lebanon"
    assert best(linker, "Israel rejects truce", date(2014, 7, 20), "ceasefire") == "gaza"
    assert best(linker, "Russia rejects truce", date(2008, 8, 11), "ceasefire") == "other:georgia"
    assert best(linker, "Russia rejects truce", date(2023, 8, 11), "ceasefire") == "ukraine"


def test_a_process_without_fighting_takes_no_ceasefire(linker: Linker) -> None:
    text = "US and Iran at odds"
    assert best(linker, text, date(2025, 6, 24), "ceasefire") == "iran"


def test_short_capital_aliases_are_not_found_in_common_words(linker: Linker) -> None:
    assert linker.hits(tokenize("they told us the saf came")) == []
    assert best(linker, "The SAF took Khartoum") == "sudan"


def test_excluded_words_speak_against_a_process() -> None:
    one = Process("a", "A", parties=(Party("Aland"), Party("Beland")), excludes=("Aland Islands",))
    linker = Linker(ProcessCatalogue.of([one]))
    assert best(linker, "Aland Islands hold vote") == ""
    assert best(linker, "Aland holds vote") == "a"


def test_both_sides_named_are_counted() -> None:
    one = Process("a", "A", parties=(Party("Aland"), Party("Beland", ("Bee",))))
    links = Linker(ProcessCatalogue.of([one])).rank(
        [(hit, 1.0) for hit in Linker(ProcessCatalogue.of([one])).hits(tokenize("Aland meets Bee"))], DAY
    )
    assert [(link.process, link.sides) for link in links] == [("a", 2)]


def test_a_process_of_other_years_counts_little() -> None:
    old = Process("old", "Old", parties=(Party("Aland"),), until=date(2000, 1, 1))
    new = Process("new", "New", parties=(Party("Aland"),), since=date(2001, 1, 1))
    linker = Linker(ProcessCatalogue.of([old, new]))
    assert best(linker, "Aland speaks", date(1999, 1, 1)) == "old"
    assert best(linker, "Aland speaks", date(2020, 1, 1)) == "new"


def test_marks_names_in_the_tokens(parsed: Callable[..., Parsed]) -> None:
    sentence = parsed("Kyiv rejects Moscow's offer")
    assert [symbol.name for symbol in sentence.symbols][:3] == ["ENT", "REJECT", "ENT"]


def test_links_are_ordered_by_score_then_name() -> None:
    two = [Process(id_, id_, parties=(Party("Aland"),)) for id_ in ("b", "a")]
    links = Linker(ProcessCatalogue.of(two)).rank(
        [(h, 1.0) for h in Linker(ProcessCatalogue.of(two)).hits(tokenize("Aland"))], DAY
    )
    assert [link.process for link in links] == ["a", "b"]
    assert all(isinstance(link, Link) for link in links)
