"""Only what a person writes themselves changes anything: a forwarded command is somebody else's, one sent via
a bot is the bot's."""

import pytest

from handlers.commands import COMMANDS
from tests.admin.house import Town

CHANGING = [c.name for c in COMMANDS if c.changes]
REFUSED = (
    "I do not carry out commands that were forwarded or sent through another bot; please write it yourself."
)
REFUSED_IN_RUSSIAN = (
    "Пересланные команды и команды через другого бота я не выполняю; пожалуйста, напишите её сами."
)


def test_what_only_tells_is_named_and_everything_else_changes_something() -> None:
    assert sorted(c.name for c in COMMANDS if not c.changes) == [
        "audit",
        "conflicts",
        "exportfeeds",
        "feeds",
        "health",
        "help",
        "latest",
        "privacy",
        "processes",
        "search",
        "sources",
        "start",
        "status",
        "subscriptions",
        "timeline",
        "why",
    ]


async def _forwarded(town: Town, words: str) -> str:
    """What the admin is answered who forwards what a reader wrote to somebody else."""
    elsewhere = town.playground.group("Elsewhere", members=[town.boss, town.reader], bot="left")
    written = town.playground.say(elsewhere, town.reader, words)
    sent = town.playground.forward(written, town.boss_chat, town.boss)
    assert sent.forwarded_from == "Reader"
    return (await town.playground.next_message(town.boss_chat, after=sent)).text


async def test_a_forwarded_removal_removes_nothing(town: Town) -> None:
    address = town.site.feed("/news.xml", "Lake Gazette", "One")
    await town.press(await town.ask(f"/addfeed {address}"), "Follow Lake Gazette")
    assert await _forwarded(town, "/removefeed 1") == REFUSED
    assert await town.collect() == 1


@pytest.mark.parametrize("name", CHANGING)
async def test_no_forwarded_command_changes_anything(town: Town, name: str) -> None:
    assert await _forwarded(town, f"/{name} 1") == REFUSED
    assert await town.audited() == []


async def test_a_command_sent_via_a_bot_is_not_carried_out(town: Town) -> None:
    other = town.playground.world.add_bot("77:other", "Other", "other_bot")
    sent = town.playground.say(town.boss_chat, town.boss, f"/admin add {town.reader.id}", via=other)
    assert (await town.playground.next_message(town.boss_chat, after=sent)).text == REFUSED
    assert await town.audited() == []


async def test_what_only_tells_is_answered_when_forwarded(town: Town) -> None:
    assert "What I keep" in await _forwarded(town, "/privacy")


async def test_to_a_reader_a_forwarded_admin_command_is_an_unknown_one(town: Town) -> None:
    unknown = await town.ask("/nosuchcommand", town.reader)
    written = town.playground.say(town.boss_chat, town.boss, "/admin list")
    await town.playground.next_message(town.boss_chat, after=written)
    sent = town.playground.forward(written, town.reader_chat, town.reader)
    assert (await town.playground.next_message(town.reader_chat, after=sent)).html == unknown.html


async def test_it_is_said_in_the_persons_language(town: Town) -> None:
    vera = town.playground.person("Vera", language="ru")
    chat = town.playground.private(vera)
    written = town.playground.say(town.reader_chat, town.reader, "/alerts on")
    sent = town.playground.forward(written, chat, vera)
    assert (await town.playground.next_message(chat, after=sent)).text == REFUSED_IN_RUSSIAN
