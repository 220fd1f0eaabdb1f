"""Every mistake of an admin is named in the answer, with what would be right; nothing is changed by it."""

import pytest

from tests.admin.house import Town

WRONG = [
    (
        "/feeds 99",
        "There is no feed “99”. /feeds lists them with their numbers.",
        "Ленты «99» нет. Список с номерами: /feeds.",
    ),
    ("/pausefeed 99", "There is no feed “99”.", "Ленты «99» нет."),
    ("/removefeed 99", "There is no feed “99”.", "Ленты «99» нет."),
    ("/editfeed 99 title: x", "There is no feed “99”.", "Ленты «99» нет."),
    (
        "/addprocess Bad_Id\ntitle: x\nparty: y",
        "“Bad_Id” cannot be an id: it begins with a small letter",
        "«Bad_Id» не годится как идентификатор",
    ),
    ("/addprocess velia\nparty: y", "A line “title: …” is missing.", "Не хватает строки «title: …»."),
    (
        "/addprocess velia\ntitle: x",
        "A line “party: …” or “aliases: …” is missing.",
        "Не хватает строки «party: …» или «aliases: …».",
    ),
    (
        "/editprocess ostia\ncolour: red",
        "There is no field “colour”. I know: title,",
        "Поля «colour» нет. Я знаю: title,",
    ),
    (
        "/editprocess ostia\naxes: peace",
        "“peace” cannot stand for axes. axes is one or both of: ceasefire, talks.",
        "«peace» не подходит для поля axes. axes: ceasefire, talks или оба.",
    ),
    (
        "/editprocess ostia\nactive: perhaps",
        "“perhaps” cannot stand for active. active is yes or no.",
        "«perhaps» не подходит для поля active.",
    ),
    ("/admin add bob", "“bob” is no user id: it is a number.", "«bob» — не номер пользователя: нужно число."),
    ("/admin crown 12", "I do not know “crown” after /admin.", "После /admin я не знаю «crown»."),
    (
        "/correct ostia ceasefire burning both say so",
        "“burning” is no state I know.",
        "Состояния «burning» я не знаю.",
    ),
    ("/correct ostia ceasefire collapsed", "Say why, too: the reason is missing.", "Не хватает причины"),
]


@pytest.mark.parametrize(("written", "english", "russian"), WRONG)
async def test_the_mistake_is_named_in_both_languages(
    town: Town, written: str, english: str, russian: str
) -> None:
    assert english in (await town.ask(written)).text
    await town.press(await town.ask("/settings"), "русский")
    assert russian in (await town.ask(written)).text
    assert await town.audited() == []


async def test_an_unknown_field_of_a_feed_is_named(town: Town) -> None:
    town.site.feed("/a.xml", "The Gazette", "One")
    await town.press(await town.ask(f"/addfeed {town.site.url}/a.xml"), "Follow The Gazette")
    (feed,) = await town.feeds()
    wrong = await town.ask(f"/editfeed {feed.id} colour: red")
    assert wrong.text.startswith("There is no field “colour”. I can change: title, kind,")
    assert (await town.ask(f"/editfeed {feed.id} title:")).text == "A title cannot be empty."
