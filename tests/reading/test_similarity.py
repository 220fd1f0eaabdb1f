"""Recent items are found by the rare words they share; the archive's size plays no part."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reading.alike.similarity import Recent, names_in, numbers_in, root, sketch, words_in
from reading.text.forms import forms_of, stem_of

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def test_items_with_rare_words_in_common_are_found() -> None:
    recent = Recent()
    recent.add(sketch(1, NOON, "Truce agreed in Carrow", "Ostia and the Lake Front signed it."))
    recent.add(sketch(2, NOON, "Fruit harvest", "A record crop of plums."))
    found = list(recent.alike(sketch(3, NOON, "Carrow truce agreed", "The Lake Front has signed.")))
    assert [alike.item for alike in found] == [1]
    assert found[0].words > 0.5
    assert found[0].titles > 0.9


def test_the_same_text_is_known_again() -> None:
    recent = Recent()
    text = "Shelling was heard in Lakeside overnight, residents told the paper"
    recent.add(sketch(1, NOON, "Shelling heard in Lakeside", text))
    assert next(recent.alike(sketch(2, NOON, "SHELLING HEARD IN LAKESIDE!", text + " (Reuters)."))).copied


def test_an_item_forgotten_is_not_found() -> None:
    recent = Recent()
    recent.add(sketch(1, NOON, "Truce agreed in Carrow", ""))
    recent.forget(1)
    assert list(recent.alike(sketch(2, NOON, "Truce agreed in Carrow", ""))) == []
    assert len(recent) == 0


def test_old_items_leave_the_index() -> None:
    recent = Recent()
    recent.add(sketch(1, NOON - timedelta(hours=49), "Truce agreed in Carrow", ""))
    recent.add(sketch(2, NOON, "Fruit harvest", ""))
    assert (1 in recent, 2 in recent) == (False, True)


def test_only_so_many_items_are_kept() -> None:
    recent = Recent(most=10)
    for number in range(50):
        recent.add(sketch(number, NOON, f"Report{number} number", ""))
    assert len(recent) == 10


def test_claims_are_keys_too() -> None:
    recent = Recent()
    recent.add(sketch(1, NOON, "Перемирие", "", ["ostia/ceasefire/agreed"]))
    assert [a.item for a in recent.alike(sketch(2, NOON, "Truce", "", ["ostia/ceasefire/agreed"]))] == [1]


def test_names_and_numbers() -> None:
    assert names_in("Envoys of Ostia meet in Carrow", "") == {"ostia", "carrow"}
    assert names_in("Envoys Of Ostia Meet In Carrow Today", "The envoys met in Carrow.") == {"carrow"}
    assert numbers_in("12 dead, 3.5 million flee") == {"12", "3.5"}


def test_a_name_at_the_beginning_counts_where_it_is_one_elsewhere() -> None:
    assert names_in("Carrow hosts envoys", "") == frozenset()
    assert names_in("Carrow hosts envoys", "", lambda name: name == "carrow") == {"carrow"}
    assert names_in("Envoys Of Ostia Meet In Carrow Today", "They met.", lambda name: name == "carrow") == {
        "carrow"
    }


def test_days_and_months_are_no_names() -> None:
    assert names_in("Envoys meet in Carrow on Monday, in Ostia in June", "") == {"carrow", "ostia"}


def test_dotted_abbreviations_are_one_word() -> None:
    assert words_in("U.N. urges truce") == words_in("UN urges truce")
    recent = Recent()
    recent.add(sketch(1, NOON, "U.N. council urges truce in Ostia", ""))
    assert next(recent.alike(sketch(2, NOON, "UN council urges truce in Ostia", ""))).titles == 1.0


def test_how_much_of_a_title_the_other_item_tells() -> None:
    recent = Recent()
    recent.add(sketch(1, NOON, "Plane crash in Carrow", "The jet of the envoy came down near the harbour."))
    recent.add(sketch(2, NOON, "Fruit harvest", "A record crop of plums."))
    near, far = (
        recent.compare(sketch(3, NOON, title, ""), 1).told
        for title in ("Envoy jet down", "Envoys meet again")
    )
    assert near > far > 0
    assert recent.compare(sketch(3, NOON, "Plums", ""), 1).told == 0


def test_roots_join_the_forms_of_a_word() -> None:
    assert root("strikes") == root("strike") == "strik" or root("strikes") == root("striking")
    assert root("Перемирия") == root("перемирию")


def test_russian_forms_come_from_the_dictionary() -> None:
    assert "перемирием" in forms_of("перемирие")
    assert forms_of("truce") == ("truce",)
    assert stem_of("переговоры") == "переговор"


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=12))
def test_no_text_breaks_the_index(texts: list[tuple[str, str]]) -> None:
    recent = Recent()
    for number, (title, summary) in enumerate(texts):
        drawn = sketch(number, NOON, title, summary)
        for alike in recent.alike(drawn):
            assert 0 <= alike.words <= 1.000001
            assert 0 <= alike.titles <= 1
        recent.add(drawn)
    for number in range(len(texts)):
        recent.forget(number)
    assert len(recent) == 0
