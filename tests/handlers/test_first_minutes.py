"""The first minutes: the welcome stays, and every zone is a press or a line away."""

import pytest


@pytest.mark.parametrize(
    ("language", "buttons"),
    [("en", ["Where things stand", "Newest stories"]), ("ru", ["Как обстоят дела", "Новые сюжеты"])],
)
async def test_a_press_below_the_welcome_leaves_it_there(newsroom, language, buttons):
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    welcome = await newsroom.ask("/start", chat=chat, person=vera)
    for button in buttons:
        assert (await newsroom.press(welcome, button, person=vera)).text == welcome.text
        assert newsroom.pg.last(chat).text.startswith(button)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("utc+3", ["Africa/Nairobi", "Europe/Istanbul", "Europe/Moscow", "Asia/Baghdad", "Asia/Riyadh"]),
        ("+4:30", "Asia/Kabul"),
        ("GMT -7", "America/Los_Angeles"),
    ],
)
async def test_a_distance_from_utc_is_understood(newsroom, asked, offered):
    answer = await newsroom.ask(f"/settings {asked}")
    if isinstance(offered, str):
        assert answer.text.startswith(f"Time zone: {offered}. ")
    else:
        assert set(offered) <= set(answer.button_texts)


@pytest.mark.parametrize(("language", "back"), [("en", "◀ Settings"), ("ru", "◀ Настройки")])
async def test_the_list_of_zones_has_the_cities_of_the_wars_and_a_way_back(newsroom, language, back):
    vera = newsroom.pg.person("Vera", language=language)
    settings = await newsroom.ask("/settings", chat=newsroom.pg.private(vera), person=vera)
    zones = await newsroom.press(settings, settings.button_texts[0], person=vera)
    assert {"Khartoum", "Nairobi", "Riyadh", "Baghdad", "Kabul"} <= set(zones.button_texts)
    assert (await newsroom.press(zones, back, person=vera)).text == settings.text
