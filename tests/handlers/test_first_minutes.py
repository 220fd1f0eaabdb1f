"""The first minutes: the welcome stays, and every zone is a press or a line away."""

import pytest

from news.claim import Axis, Kind
from tests.handlers.desk import Newsroom, claimed, reading


@pytest.mark.parametrize(
    ("language", "buttons"),
    [("en", ["Where things stand", "Newest stories"]), ("ru", ["Как обстоят дела", "Новые сюжеты"])],
)
async def test_a_press_below_the_welcome_leaves_it_there(
    newsroom: Newsroom, language: str, buttons: list[str]
) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    welcome = await newsroom.ask("/start", chat=chat, person=vera)
    for button in buttons:
        assert (await newsroom.press(welcome, button, person=vera)).text == welcome.text
        assert newsroom.pg.last(chat).text.startswith(button)


@pytest.mark.parametrize(
    ("language", "daily", "subscribed"),
    [
        ("en", "Daily digest", "Subscribed\neverything — every day, 08:00\n"),
        ("ru", "Дайджест каждый день", "Подписка оформлена\nвсё — каждый день, 08:00\n"),
    ],
)
async def test_a_daily_digest_is_two_presses_from_the_welcome(
    newsroom: Newsroom, language: str, daily: str, subscribed: str
) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    welcome = await newsroom.ask("/start", chat=chat, person=vera)
    assert (await newsroom.press(welcome, daily, person=vera)).text == welcome.text
    hours = newsroom.pg.last(chat)
    done = await newsroom.press(hours, "08:00", person=vera)
    assert done.text.startswith(subscribed)


@pytest.mark.parametrize(
    ("language", "follow", "process", "on"),
    [
        (
            "en",
            "Follow a conflict",
            "Marra: coast and highlands",
            "Alerts are on for Marra: coast and highlands.",
        ),
        (
            "ru",
            "Следить за конфликтом",
            "Остия: правительство и Озёрный фронт",
            "Оповещения включены: Остия: правительство и Озёрный фронт.",
        ),
    ],
)
async def test_alerts_on_one_conflict_are_two_presses_from_the_welcome(
    newsroom: Newsroom, language: str, follow: str, process: str, on: str
) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    welcome = await newsroom.ask("/start", chat=chat, person=vera)
    assert (await newsroom.press(welcome, follow, person=vera)).text == welcome.text
    done = await newsroom.press(newsroom.pg.last(chat), process, person=vera)
    assert done.text.startswith(on)


async def test_the_conflicts_heard_of_last_are_offered_first(newsroom: Newsroom) -> None:
    await newsroom.tell(
        "Harbour Post",
        "Talks in Marra",
        "Talks began.",
        read=reading(
            claimed(Kind.UNDER_WAY, "Talks began.", axis=Axis.TALKS, process="marra"), about=["marra"]
        ),
    )
    await newsroom.press(await newsroom.ask("/start"), "Follow a conflict")
    first = newsroom.pg.last(newsroom.chat).button_texts
    assert first[:3] == [
        "every process",
        "Marra: coast and highlands",
        "Ostia: government and the Lake Front",
    ]


async def test_a_digest_about_one_conflict_is_a_press_away(newsroom: Newsroom) -> None:
    await newsroom.press(await newsroom.ask("/start"), "Daily digest")
    hours = newsroom.pg.last(newsroom.chat)
    assert hours.text == "A digest about everything, every day. At what hour? Times are in UTC."
    what = await newsroom.press(hours, "About one conflict only")
    assert what.text.startswith("What should the digest be about?")


async def test_in_a_group_only_its_admins_begin(newsroom: Newsroom) -> None:
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    newsroom.pg.say(group, newsroom.mira, "/start@parley_bot")
    welcome = await newsroom.pg.next_message(group)
    press = newsroom.pg.press(welcome, "Daily digest", person=noor)
    await newsroom.pg.wait_for(lambda: press.answered)
    assert press.text == "Only admins of this group can change that."


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("utc+3", ["Africa/Nairobi", "Europe/Istanbul", "Europe/Moscow", "Asia/Baghdad", "Asia/Riyadh"]),
        ("+4:30", "Asia/Kabul"),
        ("GMT -7", "America/Los_Angeles"),
    ],
)
async def test_a_distance_from_utc_is_understood(
    newsroom: Newsroom, asked: str, offered: list[str] | str
) -> None:
    answer = await newsroom.ask(f"/settings {asked}")
    if isinstance(offered, str):
        assert answer.text.startswith(f"Time zone: {offered}. ")
    else:
        assert set(offered) <= set(answer.button_texts)


@pytest.mark.parametrize(("language", "back"), [("en", "◀ Settings"), ("ru", "◀ Настройки")])
async def test_the_list_of_zones_has_the_cities_of_the_wars_and_a_way_back(
    newsroom: Newsroom, language: str, back: str
) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    settings = await newsroom.ask("/settings", chat=newsroom.pg.private(vera), person=vera)
    zones = await newsroom.press(settings, settings.button_texts[0], person=vera)
    assert {"Khartoum", "Nairobi", "Riyadh", "Baghdad", "Kabul"} <= set(zones.button_texts)
    assert (await newsroom.press(zones, back, person=vera)).text == settings.text
