"""What Telegram shows of the bot by itself: menus by place and language, descriptions, the menu button."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
from telegram import Bot, MenuButtonCommands

from bot.menus import offer_menus
from bot.profile import introduce
from briefing.house import House
from handlers.ask import Rights
from handlers.commands import COMMANDS
from playground import Person, Playground, TelegramChat

ADMINISTER = {c.name for c in COMMANDS if c.rights is Rights.BOT_ADMIN}
CHANGE = {c.name for c in COMMANDS if c.rights is Rights.CHAT_ADMIN and c.shown is None}


class _House:
    """What the menus need of the house."""

    admins: frozenset[int] = frozenset()
    added_admins: frozenset[int] = frozenset()


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
async def bot(pg: Playground) -> AsyncIterator[Bot]:
    async with Bot(pg.token, base_url=f"{pg.url}/bot") as bot:
        yield bot


def names(pg: Playground, chat: TelegramChat, person: Person) -> set[str]:
    return {name for name, _ in pg.menu(chat, person)}


async def test_each_place_has_a_menu_of_what_may_be_done_there(pg: Playground, bot: Bot) -> None:
    await offer_menus(bot, cast(House, _House()))
    mira, noor = pg.person("Mira"), pg.person("Noor")
    group = pg.supergroup("Desk", [mira, noor])
    everybody = {c.name for c in COMMANDS} - ADMINISTER
    assert names(pg, pg.private(noor), noor) == everybody
    assert names(pg, group, mira) == everybody - {"start", "publish"}
    assert names(pg, group, noor) == everybody - {"start", "publish"} - CHANGE


async def test_the_menu_of_a_group_is_in_the_language_of_who_looks(pg: Playground, bot: Bot) -> None:
    await offer_menus(bot, cast(House, _House()))
    vera, noor = pg.person("Vera", language="ru"), pg.person("Noor")
    group = pg.supergroup("Desk", [noor, vera])
    assert dict(pg.menu(group, vera))["latest"] == "свежие сюжеты"
    assert dict(pg.menu(group, noor))["latest"] == "the newest stories"


@pytest.mark.parametrize(
    ("language", "told", "in_short"),
    [
        (
            "",
            "I follow news feeds and tell you where peace talks",
            "Where peace talks and ceasefires stand: ",
        ),
        ("ru", "Слежу за новостными лентами и говорю, как обстоят", "Как обстоят дела с переговорами"),
    ],
)
async def test_the_bot_says_who_it_is_in_every_language(
    pg: Playground, bot: Bot, language: str, told: str, in_short: str
) -> None:
    await introduce(bot)
    assert (await bot.get_my_description(language)).description.startswith(told)
    assert (await bot.get_my_short_description(language)).short_description.startswith(in_short)
    assert await bot.get_chat_menu_button() == MenuButtonCommands()


async def test_what_stands_already_is_not_sent_again(pg: Playground, bot: Bot) -> None:
    await introduce(bot)
    sent = pg.count("setMyDescription"), pg.count("setMyShortDescription")
    await introduce(bot)
    assert (pg.count("setMyDescription"), pg.count("setMyShortDescription")) == sent == (2, 2)


async def test_a_refusal_costs_the_introduction_and_not_the_bot(
    pg: Playground, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    pg.faults.add(method="setMyDescription", status=429, retry_after=3000)
    await introduce(bot)
    assert "the bot could not introduce itself" in caplog.text
