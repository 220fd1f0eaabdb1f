"""Full text on both databases: forms, phrases, minus words, and no question that breaks it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.arrivals import ItemDecision
from news.query import parse_query
from reading.text.forms import forms_of
from storage.search import fts5
from storage.store import Store
from tests.storage.things import NOW, items_in, story


async def titles(store: Store, question: str, **more: Any) -> list[str]:
    async with store.read() as books:
        return [match.title for match in await books.search.find(parse_query(question), forms_of, **more)]


@pytest.fixture
async def shelf(store: Store) -> Store:
    await items_in(
        store,
        story("a", 3, title="Ferries resumed", summary="Strikes ended in Ostia."),
        story(
            "b",
            2,
            title="Prisoner exchange at the bridge",
            summary="",
            text="Their families waited for hours.",
        ),
        story("c", 1, title="Стороны договорились о перемирии", summary="Переговоры в Остии"),
    )
    return store


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ferry", "Ferries resumed"),
        ("strike", "Ferries resumed"),
        ("FERRIES ostia", "Ferries resumed"),
        ('"prisoner exchange"', "Prisoner exchange at the bridge"),
        ("families", "Prisoner exchange at the bridge"),
        ("перемирие", "Стороны договорились о перемирии"),
        ("переговорами", "Стороны договорились о перемирии"),
        ("wait", "Prisoner exchange at the bridge"),
    ],
)
async def test_a_word_is_found_in_its_forms(shelf: Store, question: str, found: str) -> None:
    assert await titles(shelf, question) == [found]


SPELT = ("Ceasefire holds", "Cease-fire talks fail", "The cease fire is over")


@pytest.mark.parametrize("question", ["ceasefire", "cease-fire", "cease fire", '"cease fire"', "CEASEFIRES"])
async def test_a_word_is_found_however_it_is_spelt(store: Store, question: str) -> None:
    await items_in(
        store,
        *(story(str(n), n, title=title, summary="") for n, title in enumerate((*SPELT, "Fire at a mill"))),
    )
    assert sorted(await titles(store, question)) == sorted(SPELT)
    assert await titles(store, f"{question} talks") == ["Cease-fire talks fail"]
    assert await titles(store, f"mill -{question.replace(' ', '-')}") == ["Fire at a mill"]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ('"ceasefire talks"', "Cease-fire talks fail"),
        ("US envoy", "U.S. envoy lands"),
        ("U.S. envoy", "US envoy lands"),
        ("fight", "They fought on"),
        ("airstrikes", "Air strikes go on"),
        ("zelensky", "Zelenskyy speaks"),
    ],
)
async def test_other_spellings_and_forms_no_ending_tells(store: Store, question: str, title: str) -> None:
    await items_in(
        store, story("a", title=title, summary=""), story("b", title="Envoy of another land", summary="")
    )
    assert await titles(store, question) == [title]


async def test_spellings_are_left_out_together(store: Store) -> None:
    await items_in(
        store,
        *(story(str(n), n, title=title, summary="") for n, title in enumerate((*SPELT, "The mill holds"))),
    )
    assert await titles(store, "holds -ceasefire") == ["The mill holds"]


async def test_minus_words_and_other_order_are_left_out(shelf: Store) -> None:
    assert await titles(shelf, "ferry -ostia") == []
    assert await titles(shelf, '"exchange prisoner"') == []
    assert await titles(shelf, "-ferry") == []


async def test_the_newest_match_comes_first_and_what_came_later_can_be_left_out(store: Store) -> None:
    items = await items_in(store, *(story(k, title=f"Ferry {k}") for k in "abc"))
    assert await titles(store, "ferry") == ["Ferry c", "Ferry b", "Ferry a"]
    assert await titles(store, "ferry", upto=items[1].id, limit=1) == ["Ferry b"]


async def test_an_edited_item_is_found_by_its_new_words_only(store: Store) -> None:
    (item,) = await items_in(store, story("a", title="Ferry resumed"))
    async with store.begin() as books:
        changed = story("a", title="Train resumed", id=item.id, content_hash="new")
        await books.items.write({item.feed_id: ItemDecision((), (changed,))}, NOW)
    assert (await titles(store, "ferry"), await titles(store, "train")) == ([], ["Train resumed"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=220))
async def test_no_question_breaks_the_database(store: Store, question: str) -> None:
    assert isinstance(await titles(store, question), list)


@given(st.text(max_size=300))
def test_every_word_of_a_question_is_quoted(question: str) -> None:
    query = parse_query(question)
    if query.wanted:
        assert fts5(query, lambda w: [w]).count('"') % 2 == 0
