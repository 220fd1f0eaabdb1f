"""Under a subscription stands what it would have given in the last thirty days, each digest to be read."""

import pytest

from briefing.render.keyboard import ButtonKind, button
from playground import Seen
from tests.handlers.desk import Newsroom, reading
from tests.handlers.test_message_record import collapse, send
from tests.handlers.test_status import truce
from tests.handlers.test_subscriptions import set_up, subscribed

OSTIA = "Ostia: government and the Lake Front"


async def a_month(newsroom: Newsroom) -> None:
    """News of Ostia on three days of a month, and the end of that month."""
    await newsroom.follow("Harbour Post")
    await truce(newsroom)
    for days in (9, 20):
        newsroom.step(days=days)
        await newsroom.tell("City Wire", f"Envoys meet again after {days} days", minutes=9, read=reading())
    newsroom.step(hours=20)


async def pressed(newsroom: Newsroom, message: Seen, name: str) -> Seen:
    """The newest message after a press whose answer comes below."""
    await newsroom.press(message, name)
    return newsroom.pg.last(newsroom.chat)


async def test_a_subscription_shows_what_it_would_have_given(newsroom: Newsroom) -> None:
    await a_month(newsroom)
    done = await set_up(newsroom, button="Morning and evening")
    shown = await pressed(newsroom, done, "The last 30 days")
    assert shown.text.split("\n") == [
        f"The last 30 days · {OSTIA} — every day, 08:00, 18:00",
        "I read news only since Tue 9 Sep, 16:40.",
        "3 digests would have come, 0.1 a day on average. Press one to read it.",
    ]
    assert shown.button_texts == [
        "Wed 8 Oct, 18:00 · 1 story",
        "Thu 18 Sep, 18:00 · 1 story",
        "Tue 9 Sep, 18:00 · 1 change, 1 story",
    ]


async def test_each_of_them_can_be_read(newsroom: Newsroom) -> None:
    await a_month(newsroom)
    done = await set_up(newsroom)
    shown = await pressed(newsroom, done, "The last 30 days")
    digest = await newsroom.press(shown, "Tue 9 Sep, 18:00 · 1 change, 1 story")
    assert digest.text.startswith(f"📰 Digest · Tue 9 Sep, 18:00\n\n{OSTIA}\nCeasefire: agreed on 9 Sep")
    assert "Envoys" not in digest.text
    assert (await newsroom.press(digest, "◀ Back")).text == shown.text


async def test_the_one_subscribed_to_long_ago_has_it_too(newsroom: Newsroom) -> None:
    await set_up(newsroom)
    overview = await newsroom.ask("/subscriptions")
    one = await newsroom.press(overview, overview.button_texts[0])
    assert "The last 30 days" in one.button_texts
    shown = await pressed(newsroom, one, "The last 30 days")
    assert shown.text.split("\n")[-1] == "No digest would have come: nothing was new."


async def test_what_is_stopped_has_no_preview_any_more(newsroom: Newsroom) -> None:
    done = await set_up(newsroom)
    await newsroom.press(await newsroom.ask("/unsubscribe"), "Stop everything, alerts too")
    shown = await pressed(newsroom, done, "The last 30 days")
    assert shown.text == "This digest is no longer among your subscriptions."


@pytest.mark.parametrize("minutes", ["0", "99999999999999999", "32449000", "x"])
async def test_an_hour_that_is_none_of_it_shows_the_list(newsroom: Newsroom, minutes: str) -> None:
    await a_month(newsroom)
    await set_up(newsroom)
    (mine,) = await subscribed(newsroom, newsroom.chat.id)
    before = newsroom.pg.last(newsroom.chat)
    data = button("x", ButtonKind.PREVIEW_PAGE, mine.id, minutes).data
    assert data
    newsroom.pg.press(9999, data, person=newsroom.mira, chat=newsroom.chat)
    shown = await newsroom.pg.next_message(newsroom.chat, after=before)
    assert shown.text.startswith("The last 30 days · ")


async def test_in_russian(newsroom: Newsroom) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    newsroom.chat, newsroom.mira = newsroom.pg.private(vera), vera
    await a_month(newsroom)
    newsroom.step(days=1)
    when = await newsroom.ask("/subscribe ostia")
    done = await newsroom.press(when, "Утром и вечером")
    await newsroom.pg.wait_for(lambda: newsroom.pg.last(newsroom.chat).message_id > done.message_id)
    shown = await pressed(newsroom, done, "За последние 30 дней")
    assert shown.text.split("\n")[-1] == (
        "Пришло бы 2 дайджеста, в среднем 0,1 в день. Нажмите, чтобы прочитать."
    )
    assert shown.button_texts[0] == "ср 8 окт., 18:00 · 1 сюжет"


async def test_alerts_show_what_they_would_have_told(newsroom: Newsroom) -> None:
    await truce(newsroom)
    newsroom.step(days=2)
    await collapse(newsroom)
    on = await newsroom.ask("/alerts ostia")
    shown = await pressed(newsroom, on, "The last 30 days")
    assert shown.text.split("\n") == [
        "The last 30 days",
        "2 alerts would have come, 0.1 a day on average:",
        "• Thu 11 Sep, 16:10 — Ostia · Ceasefire: collapsed (before: agreed, not yet in force)",
        "• Tue 9 Sep, 15:30 — Ostia · Ceasefire: agreed, not yet in force (before: none reported)",
    ]
    marra = await newsroom.ask("/alerts marra")
    assert (await pressed(newsroom, marra, "The last 30 days")).text.endswith(
        "No alert would have come: no status changed in a way you asked to hear of."
    )


async def test_the_preview_of_alerts_is_what_is_sent(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts on")
    await truce(newsroom)
    await send(newsroom)
    newsroom.step(days=2)
    await collapse(newsroom)
    await send(newsroom)
    sent = [seen.text for seen in newsroom.pg.transcript(newsroom.chat) if seen.text.startswith("🔔")]
    shown = await pressed(newsroom, await newsroom.ask("/alerts"), "The last 30 days")
    told = [line.partition(" · ")[2] for line in shown.text.split("\n")[2:]]
    assert [text.split("\n")[1] for text in reversed(sent)] == told
