"""/search as a person sees it: word forms, phrases and minus words, the hit in its context, pages that
stay."""

import pytest

from playground import Seen
from tests.handlers.desk import Newsroom


def bold(message: Seen) -> list[str]:
    return [entity.text for entity in message.entities if entity.type == "bold"]


FERRY = "The ferries between the islands resumed after the truce, the harbour master said."


async def test_no_words_get_an_example(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/search")
    assert answer.text == (
        "What should I look for? Write /search and words:\n/search ceasefire talks\n"
        '/search "prisoner exchange" -football\nQuotation marks keep words together, a minus leaves them out.'
    )


async def test_the_example_is_in_the_persons_language(newsroom: Newsroom) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    answer = await newsroom.ask("/search", chat=newsroom.pg.private(vera), person=vera)
    assert answer.text.split("\n")[1:3] == [
        "/search переговоры о перемирии",
        '/search "обмен пленными" -футбол',
    ]


async def test_nothing_found_has_a_next_step(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/search volcano")
    assert (
        answer.text
        == "🔎 volcano\nNothing stored matches. Try fewer words, another form, or the language of the outlets."
    )
    assert answer.button_texts == ["Newest stories"]


async def test_the_hit_is_shown_in_its_context(newsroom: Newsroom) -> None:
    await newsroom.tell("Harbour Post", "Islands connected again", FERRY, minutes=14)
    answer = await newsroom.ask("/search ferry")
    assert answer.text == (
        "🔎 ferry\n\n• Islands connected again\nThe ferries between the islands resumed after the truce, the harbour master said.\n"
        "Harbour Post · 14 min"
    )


async def test_the_hit_is_marked_in_any_spelling_and_a_short_word_is_no_beginning(newsroom: Newsroom) -> None:
    await newsroom.tell(
        "Harbour Post", "From Carrow", "The goal: a cease-fire that all go along with.", minutes=14
    )
    answer = await newsroom.ask("/search ceasefire go")
    assert answer.text.split("\n")[3] == "The goal: a cease-fire that all go along with."
    assert bold(answer) == ["ceasefire go", "cease-fire"]
    assert bold(await newsroom.ask("/search go")) == ["go", "go"]


async def test_a_hit_is_marked_with_either_letter(newsroom: Newsroom) -> None:
    await newsroom.tell("Вестник", "Из Карроу", "Стороны еще говорят.", language="ru", minutes=3)
    assert bold(await newsroom.ask("/search ещё")) == ["ещё", "еще"]


async def test_a_long_text_is_cut_around_the_hit(newsroom: Newsroom) -> None:
    tale = (
        "Boats lay idle in the bay for a month. " * 4
        + FERRY
        + " Nobody in the harbour knew for how long it would last this time." * 3
    )
    await newsroom.tell("Harbour Post", "Islands connected again", tale, minutes=14)
    answer = await newsroom.ask("/search ferry")
    shown = answer.text.split("\n")[3]
    assert shown.startswith("… ") and shown.endswith(" …")
    assert shown[2:-2] in tale and "The ferries between the islands" in shown


async def test_russian_words_are_found_in_every_form(newsroom: Newsroom) -> None:
    await newsroom.tell(
        "Вестник",
        "Стороны договорились о перемирии",
        "Переговорами остались довольны.",
        language="ru",
        minutes=3,
    )
    answer = await newsroom.ask("/search перемирие переговоры")
    assert answer.text == (
        "🔎 перемирие переговоры\n\n• Стороны договорились о перемирии\nПереговорами остались довольны.\nВестник · 3 min"
    )


async def test_phrases_and_minus_words(newsroom: Newsroom) -> None:
    await newsroom.tell("Harbour Post", "Prisoner exchange at the bridge", minutes=3)
    await newsroom.tell("City Wire", "Exchange of words over a prisoner", minutes=4)
    await newsroom.tell("Sport Today", "Prisoner exchange joke in football final", minutes=5)
    answer = await newsroom.ask('/search "prisoner exchange" -football')
    assert (
        answer.text
        == '🔎 "prisoner exchange" -football\n\n• Prisoner exchange at the bridge\nHarbour Post · 3 min'
    )


async def test_pages_stay_in_place_and_lead_back(newsroom: Newsroom) -> None:
    for number in range(8):
        await newsroom.tell(
            "Harbour Post", f"Ferry number {number} {'xyz'[number % 3] * (number + 4)}", minutes=number
        )
    first = await newsroom.ask("/search ferry")
    await newsroom.tell("Harbour Post", "Ferry of tomorrow")
    second = await newsroom.press(first, "More ▶")
    numbers = [
        line.split()[3] for line in (first.text + "\n" + second.text).split("\n") if line.startswith("• ")
    ]
    assert sorted(numbers) == list("01234567")
    assert second.button_texts == ["◀ Back"]
    assert (await newsroom.press(second, "◀ Back")).text == first.text


async def test_a_question_of_several_lines_is_asked_again_as_it_was(newsroom: Newsroom) -> None:
    for number in range(8):
        await newsroom.tell(
            "Harbour Post", f"Ferry number {number} {'xyz'[number % 3] * (number + 4)}", minutes=number
        )
    first = await newsroom.ask("/search ferry\nnumber")
    assert first.text.startswith("🔎 ferry number\n")
    second = await newsroom.press(first, "More ▶")
    assert second.text.startswith("🔎 ferry number\n")


async def test_older_matches_lead_back_to_the_newest(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.answers.search.CANDIDATES", 6)
    monkeypatch.setattr(
        "storage.search.Search.find.__kwdefaults__", {"upto": None, "limit": 6}, raising=False
    )
    for number in range(8):
        await newsroom.tell(
            "Harbour Post", f"Ferry number {number} {'xyz'[number % 3] * (number + 4)}", minutes=number
        )
    first = await newsroom.ask("/search ferry")
    older = await newsroom.press(first, "Older ▶")
    assert older.button_texts == ["⏮ Newest"]
    assert (await newsroom.press(older, "⏮ Newest")).text == first.text


@pytest.mark.parametrize(
    "words",
    [
        "AND OR NOT",
        '"',
        "-",
        "^*()",
        "a:b {c}",
        "NEAR(a b, 2)",
        "' OR 1=1 --",
        "ё" * 500,
        "\u202e\u0000x",
        "😀",
    ],
)
async def test_no_question_breaks_it(newsroom: Newsroom, words: str) -> None:
    answer = await newsroom.ask(f"/search {words}")
    assert answer.text
    assert "went wrong" not in answer.text
