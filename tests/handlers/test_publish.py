"""/publish says what is posted in the channel from now on: which process, at which hour, and whether that was
added to what is posted there already or replaces it."""

from collections.abc import Mapping

import pytest

from briefing.answers.alerts import alerts_now
from briefing.answers.subscriptions import subscriptions_of
from news.chat import AlertLevel, ChatAddress
from playground import TelegramChat
from tests.handlers.desk import Newsroom

OSTIA = "Ostia: government and the Lake Front"
MARRA = "Marra: coast and highlands"
HEAD = "From now on in @peacedesk"
ALERTS = "Alerts when a status changes, and a digest every day at {} (UTC)."


@pytest.fixture
def channel(newsroom: Newsroom) -> TelegramChat:
    return newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk")


async def posted(
    newsroom: Newsroom, channel: TelegramChat
) -> tuple[list[tuple[tuple[str, ...], list[str]]], Mapping[str, AlertLevel]]:
    """What the channel gets: (processes, hours) of every digest, and the alerts."""
    house = newsroom.parley.house
    async with house.store.read() as books:
        chat = await books.chats.find(ChatAddress(channel.id))
    assert chat
    found = await subscriptions_of(house, chat)
    digests = [(one.processes, [f"{at:%H:%M}" for at in one.timetable.times]) for one in found]
    return digests, await alerts_now(house, chat)


async def test_the_first_one_names_the_process_and_that_nothing_else_is_posted(
    newsroom: Newsroom, channel: TelegramChat
) -> None:
    done = await newsroom.ask("/publish @peacedesk ostia")
    assert done.text == f"{HEAD}\n{OSTIA}\n{ALERTS.format('08:00')}\nI post nothing else there."
    assert done.button_texts == ["Another hour", "Stop posting there"]


@pytest.mark.parametrize("asked", ["", "all", "everything 8:00"])
async def test_without_a_process_it_is_all_of_them(
    newsroom: Newsroom, channel: TelegramChat, asked: str
) -> None:
    done = await newsroom.ask(f"/publish @peacedesk {asked}".strip())
    assert done.text.startswith(f"{HEAD}\nall processes\n")
    assert await posted(newsroom, channel) == ([((), ["08:00"])], {"": AlertLevel.EVERY})


async def test_a_second_process_is_added_and_the_answer_says_so(
    newsroom: Newsroom, channel: TelegramChat
) -> None:
    await newsroom.ask("/publish @peacedesk")
    done = await newsroom.ask("/publish @peacedesk ostia")
    assert done.text.split("\n")[3:] == [
        "Added to what I post there already:",
        "• all processes, every day at 08:00",
    ]
    again = await newsroom.ask("/publish @peacedesk ostia")
    assert again.text.split("\n")[3:] == [
        "I also post there, as before:",
        "• all processes, every day at 08:00",
    ]
    digests, alerts = await posted(newsroom, channel)
    assert digests == [((), ["08:00"]), (("ostia",), ["08:00"])]
    assert set(alerts) == {"", "ostia"}


async def test_only_this_ends_the_rest(newsroom: Newsroom, channel: TelegramChat) -> None:
    await newsroom.ask("/publish @peacedesk")
    await newsroom.ask("/publish @peacedesk marra")
    done = await newsroom.ask("/publish @peacedesk ostia")
    alone = await newsroom.press(done, "Only this")
    assert alone.text == f"{HEAD}\n{OSTIA}\n{ALERTS.format('08:00')}\nI post nothing else there."
    assert await posted(newsroom, channel) == ([(("ostia",), ["08:00"])], {"ostia": AlertLevel.EVERY})


async def test_only_all_of_them_leaves_no_exception(newsroom: Newsroom, channel: TelegramChat) -> None:
    await newsroom.ask("/publish @peacedesk ostia")
    done = await newsroom.ask("/publish @peacedesk")
    await newsroom.press(done, "Only this")
    assert await posted(newsroom, channel) == ([((), ["08:00"])], {"": AlertLevel.EVERY})


async def test_the_hour_is_written_with_the_command_and_replaces_the_one_before(
    newsroom: Newsroom, channel: TelegramChat
) -> None:
    first = await newsroom.ask("/publish @peacedesk ostia 18:30")
    assert first.text.split("\n")[2:] == [ALERTS.format("18:30"), "I post nothing else there."]
    second = await newsroom.ask("/publish @peacedesk ostia 7.15")
    assert second.text.split("\n")[2:] == [
        ALERTS.format("07:15"),
        "It replaces the digest about this at 18:30.",
        "I post nothing else there.",
    ]
    same = await newsroom.ask("/publish @peacedesk ostia")
    assert same.text.split("\n")[2] == ALERTS.format("07:15")
    assert (await posted(newsroom, channel))[0] == [(("ostia",), ["07:15"])]


async def test_the_hour_is_chosen_by_buttons(newsroom: Newsroom, channel: TelegramChat) -> None:
    done = await newsroom.ask("/publish @peacedesk ostia")
    hours = await newsroom.press(done, "Another hour")
    assert {"06:00", "18:00", "◀ Back"} <= set(hours.button_texts)
    assert all(len((b.data or "").encode()) <= 64 for row in hours.buttons for b in row)
    assert (await newsroom.press(hours, "◀ Back")).text == done.text
    hours = await newsroom.press(done, "Another hour")
    changed = await newsroom.press(hours, "18:00")
    assert "It replaces the digest about this at 08:00." in changed.text
    assert (await posted(newsroom, channel))[0] == [(("ostia",), ["18:00"])]


async def test_an_hour_that_is_none_is_named_and_nothing_is_set_up(
    newsroom: Newsroom, channel: TelegramChat
) -> None:
    answer = await newsroom.ask("/publish @peacedesk ostia 25:00")
    assert answer.text == "25:00 is no hour of the day. Write it like 18:30."
    assert (await posted(newsroom, channel)) == ([], {})


async def test_a_near_miss_keeps_the_hour(newsroom: Newsroom, channel: TelegramChat) -> None:
    answer = await newsroom.ask("/publish @peacedesk twin rivers 18:30")
    assert answer.text.split("\n")[1:] == [
        "/publish @peacedesk ostia 18:30",
        "/publish @peacedesk marra 18:30",
    ]


async def test_stop_ends_everything_there(newsroom: Newsroom, channel: TelegramChat) -> None:
    done = await newsroom.ask("/publish @peacedesk ostia")
    ended = await newsroom.press(done, "Stop posting there")
    assert (ended.text, ended.button_texts) == ("I no longer post in @peacedesk.", [])
    assert await posted(newsroom, channel) == ([], {})


async def test_in_a_group_the_buttons_work_only_for_who_administers_both(
    newsroom: Newsroom, channel: TelegramChat
) -> None:
    noor, ada = newsroom.pg.person("Noor"), newsroom.pg.person("Ada")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor, ada])
    newsroom.pg.promote(group, ada)
    newsroom.pg.say(group, newsroom.mira, "/publish@parley_bot @peacedesk ostia")
    done = await newsroom.pg.next_message(group)
    press = newsroom.pg.press(done, "Stop posting there", person=noor)
    await newsroom.pg.wait_for(lambda: press.answered)
    assert press.text == "Only admins of this group can change that."
    refused = await newsroom.press(done, "Stop posting there", person=ada)
    assert refused.text == "Only someone who administers @peacedesk can do that."
    assert (await posted(newsroom, channel))[0] == [(("ostia",), ["08:00"])]


async def test_it_is_said_in_russian(newsroom: Newsroom, channel: TelegramChat) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    newsroom.pg.channel("Лента", vera, username="lenta_mira")
    done = await newsroom.ask("/publish @lenta_mira 18:30", chat=newsroom.pg.private(vera), person=vera)
    assert done.text == (
        "Теперь в @lenta_mira\nвсе процессы\n"
        "Оповещения об изменениях статуса и дайджест каждый день в 18:30 (UTC).\n"
        "Больше ничего там не публикую."
    )
