"""Guided setup as a person sees it: subscribe, alerts, settings, pause, unsubscribe, forget; groups,
channels, topics."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, inspect, text
from telegram import Update

from briefing.answers.subscriptions import subscribe
from briefing.jobs.compose import compose
from news.chat import AlertLevel, ChatAddress, ChatState, Message, OutboxDraft, OutboxKind
from news.digest import EVERY_DAY, Timetable
from playground import Seen
from tests.handlers.desk import Newsroom, reading
from tests.handlers.test_status import truce

BERLIN = ZoneInfo("Europe/Berlin")


async def chat_of(newsroom: Newsroom, telegram_id: int, thread: int = 0) -> Any:
    async with newsroom.parley.house.store.read() as books:
        return await books.chats.find(ChatAddress(telegram_id, thread))


async def set_up(
    newsroom: Newsroom, words: str = "/subscribe ostia", button: str = "Morning and evening"
) -> Seen:
    """Subscribe and wait for the digest shown at once; the confirmation."""
    when = await newsroom.ask(words)
    done = await newsroom.press(when, button)
    await newsroom.pg.next_message(newsroom.chat, after=done)
    return done


async def subscribed(newsroom: Newsroom, telegram_id: int) -> Any:
    async with newsroom.parley.house.store.read() as books:
        chat = await books.chats.find(ChatAddress(telegram_id))
        return await books.subscriptions.of(chat.id) if chat else []


async def test_a_digest_is_set_up_by_buttons_and_shown_at_once(newsroom: Newsroom) -> None:
    await newsroom.tell("Herald", "Envoys met in Carrow", "They talked.", read=reading())
    what = await newsroom.ask("/subscribe")
    assert "Everything" in what.button_texts
    when = await newsroom.press(what, "Everything")
    hour = await newsroom.press(when, "Every day")
    seen = await newsroom.press(hour, "08:00")
    assert seen.text.startswith("Subscribed\neverything — every day, 08:00\nTime zone: UTC.")
    first = await newsroom.pg.next_message(newsroom.chat, after=seen)
    assert "Envoys met in Carrow — Herald" in first.text
    (found,) = await subscribed(newsroom, newsroom.chat.id)
    assert found.next_due.hour == 8


async def test_every_step_is_in_its_button_so_a_restart_loses_none(newsroom: Newsroom) -> None:
    """The whole state is the data: pressing the last step alone, on a message of another life, subscribes."""
    what = await newsroom.ask("/subscribe")
    assert all(len((b.data or "").encode()) <= 64 for row in what.buttons for b in row)
    when = await newsroom.press(what, "1:sub:*")
    hour = await newsroom.press(when, "Weekdays")
    assert "1:sub:*:w:0900" in [b.data for row in hour.buttons for b in row]
    assert (await newsroom.press(hour, "09:00")).text.startswith(
        "Subscribed\neverything — on weekdays, 09:00"
    )


async def test_the_zone_is_chosen_on_the_way_without_losing_the_way(newsroom: Newsroom) -> None:
    hour = await newsroom.press(await newsroom.ask("/subscribe ostia"), "Every day")
    assert (
        hour.text
        == "A digest about Ostia: government and the Lake Front, every day. At what hour? Times are in UTC."
    )
    await newsroom.press(hour, "Change zone")
    zones = newsroom.pg.last(newsroom.chat)
    assert zones.message_id != hour.message_id
    await newsroom.press(zones, "Berlin")
    done = await newsroom.press(hour, "08:00")
    assert done.text.endswith("every day, 08:00\nTime zone: Europe/Berlin. Here is what it looks like now.")
    (found,) = await subscribed(newsroom, newsroom.chat.id)
    assert found.next_due.astimezone(BERLIN).hour == 8


async def test_words_can_be_subscribed_to(newsroom: Newsroom) -> None:
    asked = await newsroom.ask("/subscribe обмен пленными")
    when = await newsroom.press(asked, "Items with these words")
    await newsroom.press(when, "Morning and evening")
    (found,) = await subscribed(newsroom, newsroom.chat.id)
    assert (found.words, len(found.timetable.times)) == ("обмен пленными", 2)
    too_long = await newsroom.ask("/subscribe " + "слово " * 12)
    assert too_long.text == "That is too many words for one subscription; use fewer."


async def test_a_digest_of_words_holds_what_has_them_alone(newsroom: Newsroom) -> None:
    """No change of status either, unless its own sentence has the words."""
    await truce(newsroom)
    await newsroom.tell("Herald", "Envoys weigh a prisoner swap", read=reading())
    await newsroom.tell("Herald", "Envoys met in Carrow", read=reading())
    for words, shown in (
        ("prisoner swap", ["Envoys weigh a prisoner swap"]),
        ("truce carrow", ["ceasefire agreed"]),
    ):
        when = await newsroom.press(await newsroom.ask(f"/subscribe {words}"), "Items with these words")
        done = await newsroom.press(when, "Morning and evening")
        digest = (await newsroom.pg.next_message(newsroom.chat, after=done)).text
        told = ("ceasefire agreed", "Envoys weigh a prisoner swap", "Envoys met in Carrow")
        assert [title for title in told if title in digest] == shown


@pytest.mark.parametrize("asked", ["everything", "All", "*", "всё"])
async def test_everything_is_no_word(newsroom: Newsroom, asked: str) -> None:
    when = await newsroom.ask(f"/subscribe {asked}")
    assert "1:sub:*:e" in [b.data for row in when.buttons for b in row]
    assert (await newsroom.ask(f"/alerts {asked}")).text.startswith("Alerts are on for every process.")
    assert (await newsroom.ask(f"/alerts off {asked}")).text.startswith("Alerts are off.")


async def test_everything_is_no_word_in_russian(newsroom: Newsroom) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    when = await newsroom.ask("/subscribe Всё", chat=newsroom.pg.private(vera), person=vera)
    assert "1:sub:*:e" in [b.data for row in when.buttons for b in row]


async def test_the_same_twice_is_one(newsroom: Newsroom) -> None:
    for _ in range(2):
        last = await set_up(newsroom)
    assert last.text.startswith("You have this one already")
    assert len(await subscribed(newsroom, newsroom.chat.id)) == 1


async def test_one_digest_too_many_takes_no_other_away(newsroom: Newsroom) -> None:
    chat = None
    for hour in range(20):
        chat = chat or await chat_of(newsroom, (await newsroom.ask("/subscriptions")).chat_id)
        await subscribe(newsroom.parley.house, chat, (), "", Timetable(EVERY_DAY, (time(hour),)))
    refused = await newsroom.press(await newsroom.ask("/subscribe ostia"), "Morning and evening")
    assert refused.text == "This chat has 20 digests already; stop one first."
    assert len(await subscribed(newsroom, newsroom.chat.id)) == 20


async def test_a_subscription_is_seen_changed_and_stopped(newsroom: Newsroom) -> None:
    await set_up(newsroom)
    seen = await newsroom.ask("/subscriptions")
    name = "Ostia: government and the Lake Front — every day, 08:00, 18:00"
    assert f"• {name}" in seen.text
    one = await newsroom.press(seen, seen.button_texts[0])
    hours = await newsroom.press(one, "Another hour")
    changed = await newsroom.press(hours, "20:00")
    assert "every day, 20:00" in changed.text
    await newsroom.press(changed, "Tell me even when nothing is new")
    (found,) = await subscribed(newsroom, newsroom.chat.id)
    assert (found.tell_nothing, found.next_due.hour) == (True, 20)
    stop = await newsroom.ask("/unsubscribe")
    await newsroom.press(stop, stop.button_texts[0])
    assert await subscribed(newsroom, newsroom.chat.id) == []


@pytest.mark.parametrize(
    ("asked", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("Баку", "Asia/Baku"),
        ("asia/tokyo", "Asia/Tokyo"),
        ("Tbilsi", "Asia/Tbilisi"),
    ],
)
async def test_a_zone_is_named_by_its_city(newsroom: Newsroom, asked: str, zone: str) -> None:
    await newsroom.ask(f"/settings {asked}")
    assert (await chat_of(newsroom, newsroom.chat.id)).zone == zone


async def test_a_shared_place_gives_the_zone_of_the_nearest_city(newsroom: Newsroom) -> None:
    said = newsroom.pg.send_location(newsroom.chat, newsroom.mira, 41.72, 44.79)
    answer = await newsroom.pg.next_message(newsroom.chat, after=said)
    assert answer.text.startswith("Time zone: Asia/Tbilisi. It is Tue 9 Sep, 20:40 there.")


async def test_a_live_location_is_answered_once(newsroom: Newsroom) -> None:
    """Telegram sends every step of a shared walk as an edit of the first message."""
    said = newsroom.pg.send_location(newsroom.chat, newsroom.mira, 41.72, 44.79)
    answer = await newsroom.pg.next_message(newsroom.chat, after=said)
    application = newsroom.parley.application
    person, chat = (
        {"id": newsroom.mira.id, "is_bot": False, "first_name": "Mira"},
        {"id": newsroom.chat.id, "type": "private"},
    )
    moved = {
        "message_id": 1,
        "date": 1,
        "edit_date": 2,
        "chat": chat,
        "from": person,
        "location": {"latitude": 52.5, "longitude": 13.4},
    }
    await application.process_update(
        Update.de_json({"update_id": 10**6, "edited_message": moved}, application.bot)
    )
    assert newsroom.pg.last(newsroom.chat).text == answer.text
    assert (await chat_of(newsroom, newsroom.chat.id)).zone == "Asia/Tbilisi"


async def test_only_where_a_place_is_taken_is_it_asked_for(newsroom: Newsroom) -> None:
    group = newsroom.pg.group("Newsroom", [newsroom.mira])
    alone = await newsroom.press(await newsroom.ask("/settings"), "Time zone")
    together = await newsroom.press(await newsroom.ask("/settings", chat=group), "Time zone", newsroom.mira)
    assert "share your location here" in alone.text
    assert together.text == "Choose the time zone, or write /settings and the name of a city."


async def test_a_new_zone_moves_the_next_digest(newsroom: Newsroom) -> None:
    await set_up(newsroom)
    await newsroom.ask("/settings Berlin")
    (found,) = await subscribed(newsroom, newsroom.chat.id)
    assert found.next_due.astimezone(BERLIN).hour == 8


async def test_settings_by_buttons(newsroom: Newsroom) -> None:
    seen = await newsroom.ask("/settings")
    russian = await newsroom.press(seen, "русский")
    assert russian.text.startswith("Настройки\nЧасовой пояс: UTC\nЯзык: русский")
    brief = await newsroom.press(russian, "Краткие дайджесты")
    assert "Дайджесты: краткие" in brief.text
    quiet = await newsroom.press(brief, "Тихие часы")
    await newsroom.press(quiet, "22–07")
    chat = await chat_of(newsroom, newsroom.chat.id)
    assert (chat.language, chat.brief, chat.quiet) == ("ru", True, (22 * 60, 7 * 60))
    await newsroom.ask("/settings quiet 23:30-6")
    assert (await chat_of(newsroom, newsroom.chat.id)).quiet == (23 * 60 + 30, 6 * 60)
    await newsroom.ask("/settings quiet off")
    assert (await chat_of(newsroom, newsroom.chat.id)).quiet is None


async def test_alerts_by_buttons(newsroom: Newsroom) -> None:
    on = await newsroom.ask("/alerts ostia")
    await newsroom.press(on, "Agreed, in force, collapsed only")
    limit = await newsroom.press(await newsroom.ask("/alerts marra"), "At most … an hour")
    await newsroom.press(limit, "3")
    chat = await chat_of(newsroom, newsroom.chat.id)
    async with newsroom.parley.house.store.read() as books:
        assert await books.alerts.of(chat.id) == {"marra": AlertLevel.EVERY, "ostia": AlertLevel.MAJOR}
    assert chat.per_hour == 3
    now = await newsroom.ask("/alerts")
    one = await newsroom.press(now, "Marra: coast and highlands")
    await newsroom.press(one, "Turn off")
    async with newsroom.parley.house.store.read() as books:
        assert list(await books.alerts.of(chat.id)) == ["ostia"]


async def test_alerts_of_one_process_are_turned_off_by_its_name(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts on")
    off = await newsroom.ask("/alerts off ostia")
    assert off.text == (
        "No alerts about Ostia: government and the Lake Front any more.\nAlerts are on for every process.\n"
        "Except: Ostia: government and the Lake Front.\nAt most 6 alerts an hour; the rest arrives together later."
    )
    await truce(newsroom)
    while await compose(newsroom.parley.house):
        pass
    chat = await chat_of(newsroom, newsroom.chat.id)
    async with newsroom.parley.house.store.read() as books:
        assert await books.outbox.record(chat.id, 10) == []
    assert (await newsroom.ask("/alerts on")).text.endswith("\nExcept: Ostia: government and the Lake Front.")
    again = await newsroom.ask("/alerts ostia")
    assert again.text.startswith("Alerts are on for Ostia")
    await newsroom.press(again, "Turn off")
    await newsroom.ask("/alerts marra")
    everything = await newsroom.press(await newsroom.ask("/alerts"), "every process")
    only_marra = await newsroom.press(everything, "Turn off")
    assert only_marra.text.startswith(
        "No alerts about every process any more.\nAlerts are on for Marra: coast and highlands.\nAt most"
    )
    assert (await newsroom.ask("/alerts off nowhere")).text.startswith("I do not know “nowhere”.")
    near = await newsroom.ask("/alerts off mara")
    assert (await newsroom.press(near, "Marra: coast and highlands")).text == (
        "No alerts about Marra: coast and highlands any more.\nAlerts are off. Should I write when a status changes?"
    )


@pytest.mark.parametrize(("asked", "hours"), [("2d", 48), ("5 h", 5), ("3 дня", 72), ("1w", 168)])
async def test_a_pause_of(newsroom: Newsroom, asked: str, hours: int) -> None:
    await set_up(newsroom)
    await newsroom.ask(f"/pause {asked}")
    until = newsroom.now + timedelta(hours=hours)
    assert (await chat_of(newsroom, newsroom.chat.id)).muted_until == until
    (found,) = await subscribed(newsroom, newsroom.chat.id)
    assert found.next_due > until
    await newsroom.ask("/pause off")
    (found,) = await subscribed(newsroom, newsroom.chat.id)
    assert found.next_due < newsroom.now + timedelta(days=1)


async def test_a_pause_promises_a_digest_only_where_one_is_set_up(newsroom: Newsroom) -> None:
    assert (await newsroom.ask("/pause 1d")).text.endswith("/latest shows what happened meanwhile.")
    await set_up(newsroom)
    assert (await newsroom.ask("/pause 1d")).text.endswith("What happens meanwhile is in the next digest.")


async def test_a_long_name_on_a_button_leaves_every_hour_to_be_read(newsroom: Newsroom) -> None:
    await set_up(newsroom, button="Four times a day")
    for command in ("/subscriptions", "/unsubscribe"):
        (seen,) = [b for b in (await newsroom.ask(command)).button_texts if "08:00" in b]
        assert seen.removeprefix("✕ ") == "Ostia: government a… — every day, 08:00, 12:00, 16:00, 20:00"


async def test_a_pause_without_a_span_offers_some(newsroom: Newsroom) -> None:
    assert "1 day" in (await newsroom.ask("/pause soon")).button_texts


async def test_in_groups_only_admins_change_what_the_group_gets(newsroom: Newsroom) -> None:
    ada = newsroom.pg.person("Ada")
    group = newsroom.pg.group("Newsroom", [newsroom.mira, ada])
    for command in ("/subscribe", "/alerts on", "/settings", "/pause 2d", "/unsubscribe", "/forget"):
        answer = await newsroom.ask(command, chat=group, person=ada)
        assert answer.text == "Only admins of this group can change that."
    when = await newsroom.ask("/subscribe ostia", chat=group)
    newsroom.pg.press(when, "Morning and evening", person=ada)
    await newsroom.pg.idle()
    assert await subscribed(newsroom, group.id) == []
    await newsroom.press(when, "Morning and evening", person=newsroom.mira)
    assert len(await subscribed(newsroom, group.id)) == 1
    assert (await chat_of(newsroom, group.id)).owner_id == newsroom.mira.id


async def test_a_group_speaks_the_language_of_who_added_the_bot_and_keeps_its_name(
    newsroom: Newsroom,
) -> None:
    ivan = newsroom.pg.person("Иван", language="ru")
    group = newsroom.pg.group("Newsroom", [ivan, newsroom.mira], bot="left")
    newsroom.pg.add_bot(group, by=ivan)
    assert (await newsroom.ask("/subscriptions", chat=group)).text.startswith("Мои подписки")
    group.title = "Peace desk"
    await newsroom.ask("/subscriptions", chat=group)
    assert (await chat_of(newsroom, group.id)).title == "Peace desk"


async def test_a_new_topic_speaks_and_keeps_time_as_its_group_does(newsroom: Newsroom) -> None:
    forum = newsroom.pg.supergroup("Forum", [newsroom.mira], topics=["Ostia"])
    await newsroom.ask("/settings Berlin", chat=forum)
    await newsroom.press(await newsroom.ask("/settings", chat=forum), "русский", newsroom.mira)
    thread = newsroom.pg.add_topic(forum, "Marra")
    seen = await newsroom.ask("/settings", chat=forum, thread=thread)
    assert seen.text.startswith("Настройки\nЧасовой пояс: Europe/Berlin")


async def test_a_channel_is_published_to_by_who_administers_it(newsroom: Newsroom) -> None:
    ada = newsroom.pg.person("Ada")
    channel = newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk")
    refused = await newsroom.ask("/publish @peacedesk", chat=newsroom.pg.private(ada), person=ada)
    assert refused.text == "Only someone who administers @peacedesk can do that."
    done = await newsroom.ask("/publish @peacedesk ostia")
    assert done.text.startswith("From now on in @peacedesk\nOstia: government and the Lake Front\n")
    (found,) = await subscribed(newsroom, channel.id)
    assert found.processes == ("ostia",)
    assert (await chat_of(newsroom, channel.id)).owner_id == newsroom.mira.id
    await newsroom.ask("/publish @peacedesk off")
    assert await subscribed(newsroom, channel.id) == []


async def test_a_channel_is_told_of_no_process_that_is_only_like_the_name(newsroom: Newsroom) -> None:
    channel = newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk")
    asked = await newsroom.ask("/publish @peacedesk twin rivers")
    assert asked.text == (
        "I do not know which process “twin rivers” is. Did you mean:\n/publish @peacedesk ostia\n/publish @peacedesk marra"
    )
    assert await subscribed(newsroom, channel.id) == []


async def test_a_channel_where_the_bot_may_not_post_is_refused(newsroom: Newsroom) -> None:
    newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk", bot="member")
    assert (
        await newsroom.ask("/publish @peacedesk")
    ).text == "I may not post in @peacedesk. Make me an admin that may."
    assert (
        await newsroom.ask("/publish @nowhere99")
    ).text == "I cannot see @nowhere99. Make me its admin first."


async def test_a_block_lets_the_chat_rest_and_a_return_wakes_it(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts on")
    newsroom.pg.block(newsroom.mira)
    await newsroom.pg.idle()
    await newsroom.pg.wait_for(lambda: True)
    await _until(newsroom, lambda chat: chat.state is ChatState.BLOCKED)
    newsroom.pg.unblock(newsroom.mira)
    await newsroom.pg.idle()
    await _until(newsroom, lambda chat: chat.state is ChatState.ACTIVE)
    async with newsroom.parley.house.store.read() as books:
        assert await books.alerts.of((await chat_of(newsroom, newsroom.chat.id)).id) == {"": AlertLevel.EVERY}


async def _until(newsroom: Newsroom, true: Callable[[Any], bool], telegram_id: int | None = None) -> None:
    import asyncio

    async with asyncio.timeout(5):
        while not true(await chat_of(newsroom, telegram_id or newsroom.chat.id)):
            await asyncio.sleep(0)


async def test_an_admin_made_and_unmade_in_a_channel_is_noticed(newsroom: Newsroom) -> None:
    channel = newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk")
    await newsroom.ask("/publish @peacedesk")
    newsroom.pg.add_bot(channel, as_administrator=True, can_post_messages=False)
    await _until(newsroom, lambda chat: chat.state is ChatState.NO_RIGHTS, channel.id)
    newsroom.pg.add_bot(channel, as_administrator=True)
    await _until(newsroom, lambda chat: chat.state is ChatState.ACTIVE, channel.id)


def _columns(connection: Connection) -> dict[str, list[str]]:
    looked = inspect(connection)
    return {
        table: [column["name"] for column in looked.get_columns(table)] for table in looked.get_table_names()
    }


async def test_forget_leaves_no_row_about_the_chat_in_any_table(newsroom: Newsroom) -> None:
    house = newsroom.parley.house
    await set_up(newsroom)
    await newsroom.ask("/alerts on")
    await newsroom.ask("/publish @nowhere99")
    chat = await chat_of(newsroom, newsroom.chat.id)
    channel = newsroom.pg.channel("Peace desk", newsroom.mira, username="peacedesk")
    await newsroom.ask("/publish @peacedesk")
    async with house.store.begin() as books:
        draft = OutboxDraft(chat.id, OutboxKind.NOTICE, f"x/{chat.id}", Message("hello"), newsroom.now)
        await books.outbox.owe([draft], newsroom.now)
    asked = await newsroom.ask("/forget")
    kept = await newsroom.press(asked, "Keep it")
    assert kept.text == "Everything stays as it is."
    asked = await newsroom.ask("/forget")
    gone = await newsroom.press(asked, "Delete everything")
    assert gone.text.startswith("Deleted.")
    async with house.store.read() as books:
        connection = books.chats._connection
        tables = await connection.run_sync(
            lambda c: {
                t: [x["name"] for x in inspect(c).get_columns(t)] for t in inspect(c).get_table_names()
            }
        )
        for table, columns in tables.items():
            for row in (await connection.execute(text(f'SELECT * FROM "{table}"'))).mappings():
                about = {
                    c: row[c]
                    for c in columns
                    if c in ("chat_id", "telegram_id", "owner_id", "user_id", "person_id")
                }
                assert chat.id not in [about.get("chat_id")], (table, about)
                assert newsroom.chat.id not in about.values(), (table, about)
        audit = (await connection.execute(text("SELECT * FROM forgotten"))).mappings().all()
    assert [set(row) for row in audit] == [{"id", "at", "rows"}]
    assert audit[0]["rows"] >= 4
    assert await chat_of(newsroom, channel.id) is not None
