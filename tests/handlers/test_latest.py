"""/latest as a person sees it: one line a story, pages that stay in place, and a next step from every dead
end."""

import pytest

from tests.handlers.desk import Newsroom, reading


@pytest.fixture(autouse=True)
def _all_is_about_ostia(newsroom: Newsroom) -> None:
    newsroom.reader.about = ("ostia",)


@pytest.mark.parametrize(
    ("language", "newest", "every", "back", "none"),
    [
        (
            "en",
            "Newest stories",
            "All news",
            "About conflicts only",
            "Nothing has been reported about a conflict yet.",
        ),
        (
            "ru",
            "Новые сюжеты",
            "Все новости",
            "Только о конфликтах",
            "О конфликтах пока ничего не сообщали.",
        ),
    ],
)
async def test_only_what_bears_on_a_process_is_shown_until_all_news_is_asked_for(
    newsroom: Newsroom, language: str, newest: str, every: str, back: str, none: str
) -> None:
    newsroom.reader.about = ()
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    skiing, chess = "Skiers race in Alta", "Chess final ends in a draw"
    await newsroom.tell("Valley News", skiing, minutes=3)
    nothing = await newsroom.ask("/latest", chat=chat, person=vera)
    assert nothing.text == f"{newest}\n{none}"
    assert nothing.button_texts[0] == every
    await newsroom.tell(
        "Harbour Post", "Carrow hosts envoys", minutes=9, read=reading(about=["ostia", "marra"])
    )
    await newsroom.tell("Valley News", chess, minutes=5)
    answer = await newsroom.ask("/latest", chat=chat, person=vera)
    assert [line for line in answer.text.split("\n") if line.startswith("• ")] == ["• Carrow hosts envoys"]
    assert answer.text.startswith(f"{newest}\n")
    everything = await newsroom.press(answer, every, person=vera)
    assert [line for line in everything.text.split("\n") if line.startswith("• ")] == [
        f"• {skiing}",
        f"• {chess}",
        "• Carrow hosts envoys",
    ]
    assert everything.text.startswith(f"{every}\n")
    assert (await newsroom.press(everything, back, person=vera)).text == answer.text


async def test_all_news_has_pages_of_its_own(newsroom: Newsroom) -> None:
    newsroom.reader.about = ()
    for minutes in range(1, 11):
        await newsroom.tell("Garden Gazette", f"All about {'abcdefghijkl'[minutes] * 7}", minutes=minutes)
    await newsroom.tell("Harbour Post", "Carrow hosts envoys", minutes=20, read=reading())
    first = await newsroom.press(await newsroom.ask("/latest"), "All news")
    second = await newsroom.press(first, "Older ▶")
    assert second.text.startswith("All news\n")
    assert second.button_texts == ["◀ Newer", "About conflicts only"]
    assert (await newsroom.press(second, "◀ Newer")).text == first.text


async def test_an_empty_archive_says_what_will_happen(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/latest")
    assert (
        answer.text
        == "Newest stories\nNothing has arrived yet. Feeds are read every few minutes; try again soon."
    )
    assert answer.button_texts == ["Sources"]


async def test_one_item_is_one_story_with_its_outlet_and_age(newsroom: Newsroom) -> None:
    await newsroom.tell("Harbour Post", "Ferry service to the islands resumes", minutes=14)
    answer = await newsroom.ask("/latest")
    assert answer.text == "Newest stories\n\n• Ferry service to the islands resumes\nHarbour Post · 14 min"
    assert answer.links == ["https://harbour-post.example/Ferry-service-to-the-islands-resumes/14"] * 2
    assert answer.button_texts == ["All news"]


async def test_outlets_that_tell_one_event_are_one_line(newsroom: Newsroom) -> None:
    lead = "Delegates from Ostia and the Lake Front signed a truce in Carrow on Monday"
    await newsroom.tell("Harbour Post", "Ostia and Lake Front sign truce in Carrow", lead, minutes=50)
    await newsroom.tell(
        "City Wire",
        "Truce signed in Carrow between Ostia and Lake Front",
        lead + ", officials said.",
        minutes=40,
    )
    await newsroom.tell(
        "Morning Echo",
        "Lake Front and Ostia sign a truce at Carrow talks",
        lead + " after weeks of talks.",
        minutes=30,
    )
    await newsroom.tell(
        "Valley News",
        "Fruit harvest the best in twenty seasons",
        "Growers in the valley report a record crop.",
        minutes=5,
    )
    answer = await newsroom.ask("/latest")
    assert answer.text == (
        "Newest stories\n\n"
        "• Fruit harvest the best in twenty seasons\nValley News · 5 min\n\n"
        "• Ostia and Lake Front sign truce in Carrow\nHarbour Post, City Wire +1 · 50 min"
    )


async def test_a_wire_report_and_its_copies_are_one_source(newsroom: Newsroom) -> None:
    lead = "Shelling was heard in Lakeside overnight, residents told reporters, hours after the truce began"
    await newsroom.tell("Harbour Post", "Shelling heard in Lakeside hours after truce", lead, minutes=50)
    await newsroom.tell("Morning Echo", "Shelling heard in Lakeside hours after truce", lead, minutes=45)
    answer = await newsroom.ask("/latest")
    assert (
        answer.text
        == "Newest stories\n\n• Shelling heard in Lakeside hours after truce\nHarbour Post · 50 min"
    )


async def test_pages_stay_in_place_while_new_items_arrive(newsroom: Newsroom) -> None:
    names = [
        "apple",
        "birch",
        "cedar",
        "daisy",
        "elder",
        "fern",
        "grape",
        "hazel",
        "iris",
        "jasmine",
        "kale",
        "lily",
    ]
    for minutes, name in enumerate(names, start=1):
        await newsroom.tell("Garden Gazette", f"All about {name} {name * 2}", minutes=minutes)
    first = await newsroom.ask("/latest")
    await newsroom.tell("Garden Gazette", "Breaking maple mapleleaf")
    second = await newsroom.press(first, "Older ▶")
    titles = [
        line.split()[3] for line in (first.text + "\n" + second.text).split("\n") if line.startswith("•")
    ]
    assert titles == list(names)
    assert second.button_texts == ["◀ Newer", "All news"]
    back = await newsroom.press(second, "◀ Newer")
    assert back.text == first.text
    assert back.button_texts == ["◀ Newer", "Older ▶", "All news"]
    newest = await newsroom.press(back, "◀ Newer")
    assert newest.text.split("\n")[2] == "• Breaking maple mapleleaf"
    assert newest.button_texts == ["Older ▶", "All news"]


async def test_a_process_filters(newsroom: Newsroom) -> None:
    newsroom.reader.about = ()
    await newsroom.tell("Harbour Post", "Carrow hosts envoys", minutes=9, read=reading())
    await newsroom.tell("Valley News", "Fruit harvest", minutes=5)
    answer = await newsroom.ask("/latest lake front")
    assert (
        answer.text == "Ostia: government and the Lake Front\n\n• Carrow hosts envoys\nHarbour Post · 9 min"
    )


async def test_an_item_read_anew_leaves_the_process_it_is_not_about(newsroom: Newsroom) -> None:
    named = {"key": "one", "link": "https://harbour-post.example/one"}
    await newsroom.tell("Harbour Post", "Carrow hosts envoys", minutes=9, read=reading(), **named)
    await newsroom.tell(
        "Harbour Post", "Carrow hosts coastal envoys", minutes=9, read=reading(about=["marra"]), **named
    )
    assert "Nothing has been reported about this yet." in (await newsroom.ask("/latest ostia")).text
    assert "Carrow hosts coastal envoys" in (await newsroom.ask("/latest marra")).text


async def test_a_name_among_other_words_filters_only_where_no_story_has_them_all(newsroom: Newsroom) -> None:
    await newsroom.tell("Valley News", "Lake Front farmers begin harvest", minutes=5, read=reading())
    await newsroom.tell("Harbour Post", "Carrow hosts envoys", minutes=9, read=reading())
    both = await newsroom.ask("/latest lake front harvest")
    assert (
        both.text
        == "Newest stories: lake front harvest\n\n• Lake Front farmers begin harvest\nValley News · 5 min"
    )
    named = await newsroom.ask("/latest lake front weather")
    assert named.text.startswith("Ostia: government and the Lake Front\n\n• Lake Front farmers begin harvest")


async def test_words_that_name_no_process_filter_the_stories(newsroom: Newsroom) -> None:
    await newsroom.tell("Valley News", "Fruit harvest begins", minutes=5)
    await newsroom.tell("Harbour Post", "Carrow hosts envoys", minutes=9)
    answer = await newsroom.ask("/latest harvests")
    assert answer.text == "Newest stories: harvests\n\n• Fruit harvest begins\nValley News · 5 min"


async def test_stories_with_words_are_all_shown_once_page_by_page(newsroom: Newsroom) -> None:
    lead = "The plum harvest of the valley began on Monday, growers said"
    await newsroom.tell("Valley News", "Plum harvest begins in the valley", lead, minutes=300)
    for number in range(12):
        await newsroom.tell(
            "Garden Gazette", f"Harvest of {'abcdefghijkl'[number] * 7}", minutes=280 - number
        )
    await newsroom.tell("City Wire", "Valley begins plum harvest", lead + " on the radio.", minutes=1)
    page = await newsroom.ask("/latest harvest")
    pages = [page]
    while "More ▶" in pages[-1].button_texts:
        pages.append(await newsroom.press(pages[-1], "More ▶"))
    heads = [line for shown in pages for line in shown.text.split("\n") if line.startswith("• ")]
    names = [f"• Harvest of {letter * 7}" for letter in "lkjihgfedcba"]
    assert heads == [*names, "• Plum harvest begins in the valley"]
    assert (await newsroom.press(pages[-1], "◀ Back")).text == pages[-2].text


async def test_an_unknown_process_has_a_next_step(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/latest qqqq")
    assert answer.text == (
        "No process is called “qqqq”, and no stored story has that in it. "
        "Try another spelling, fewer words, or the language of the outlets; /sources lists them."
    )
    assert answer.button_texts == ["Where things stand", "Newest stories"]


async def test_words_found_nowhere_that_are_like_a_name_offer_it(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/latest ostja")
    assert answer.text == "No process is called “ostja”, and no stored story has that in it. Did you mean:"
    assert answer.button_texts == ["Ostia: government and the Lake Front", "Cancel"]


async def test_words_found_nowhere_in_russian(newsroom: Newsroom) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    answer = await newsroom.ask("/latest йцук", chat=newsroom.pg.private(vera), person=vera)
    assert answer.text == (
        "Нет процесса с названием «йцук», и ни в одном сохранённом сюжете этого нет. "
        "Попробуйте написать иначе, короче или на языке изданий; их перечисляет /sources."
    )


async def test_who_takes_part_in_several_is_told_of_with_the_processes_below_on_every_page(
    newsroom: Newsroom,
) -> None:
    for number in range(8):
        await newsroom.tell(
            "Garden Gazette", f"Twin Rivers in {'abcdefghijkl'[number] * 7}", minutes=280 - number
        )
    processes = ["Ostia: government and the Lake Front", "Marra: coast and highlands"]
    page = await newsroom.ask("/latest twin rivers")
    assert page.text.startswith("Newest stories: twin rivers\n\n• Twin Rivers in hhhhhhh\n")
    assert page.button_texts == ["More ▶", *processes]
    assert (await newsroom.press(page, "More ▶")).button_texts == ["◀ Back", *processes]


async def test_an_ambiguous_name_offers_the_processes(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/latest twin rivers")
    assert answer.button_texts == [
        "Ostia: government and the Lake Front",
        "Marra: coast and highlands",
        "Cancel",
    ]


async def test_a_corrected_item_corrects_its_story(newsroom: Newsroom) -> None:
    await newsroom.tell(
        "Harbour Post",
        "Truce signed in Carow",
        minutes=20,
        key="one",
        link="https://harbour-post.example/one",
    )
    await newsroom.tell(
        "Harbour Post",
        "Truce signed in Carrow",
        minutes=20,
        key="one",
        link="https://harbour-post.example/one",
    )
    answer = await newsroom.ask("/latest")
    assert answer.text == "Newest stories\n\n• Truce signed in Carrow\nHarbour Post · 20 min"


async def test_a_button_of_another_age_says_so(newsroom: Newsroom) -> None:
    await newsroom.tell("Harbour Post", "Truce signed in Carrow")
    await newsroom.ask("/latest")
    newsroom.pg.press(9999, "1:lat:nowhere:zz", person=newsroom.mira, chat=newsroom.chat)
    answer = await newsroom.pg.next_message(newsroom.chat, after=newsroom.pg.last(newsroom.chat))
    assert answer.text == "This button is too old. /latest shows the newest stories."


async def test_a_name_from_right_to_left_turns_no_other_words(newsroom: Newsroom) -> None:
    await newsroom.tell("العربية", "Truce signed in Carrow", minutes=14, link="https://right.example/1")
    answer = await newsroom.ask("/latest")
    assert answer.text.split("\n")[3] == "\u2068العربية\u2069 · 14 min"


async def test_in_russian(newsroom: Newsroom) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    chat = newsroom.pg.private(vera)
    await newsroom.tell("Harbour Post", "Truce signed in Carrow", minutes=14)
    answer = await newsroom.ask("/latest", chat=chat, person=vera)
    assert answer.text == "Новые сюжеты\n\n• Truce signed in Carrow\nHarbour Post · 14 мин"
