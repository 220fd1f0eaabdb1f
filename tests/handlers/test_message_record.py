"""“Why did I not get it?” and “why did I get it?” as a person sees them, in whole answers and in both
languages."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from briefing.jobs.compose import compose, tell_backlogs
from briefing.jobs.deliver import deliver
from briefing.jobs.digest import send_digests
from briefing.render.message_record import _DROPS, _UNTOLD
from briefing.render.words import words_for
from news.claim import Kind
from storage.tables import changes, outbox
from tests.handlers.desk import Newsroom, claimed, reading
from tests.handlers.test_status import truce
from tests.handlers.test_subscriptions import set_up

TRUCE = "Ceasefire: agreed, not yet in force (before: none reported)"
OSTIA = "Ostia: government and the Lake Front"
ROW = f"alert, Ostia · {TRUCE}"


async def collapse(newsroom: Newsroom, minutes: int = 30) -> None:
    for outlet in ("Harbour Post", "City Wire", "Morning Echo"):
        gone = f"The truce is over, both sides told {outlet}."
        read = reading(claimed(Kind.COLLAPSED, gone))
        await newsroom.tell(outlet, f"Truce over {outlet}", gone, minutes=minutes, read=read)


async def send(newsroom: Newsroom) -> None:
    house = newsroom.parley.house
    while await compose(house):
        pass
    await tell_backlogs(house)
    await send_digests(house)
    await deliver(house, newsroom.parley.sender)


def last_two(newsroom: Newsroom) -> tuple[str, str, list[str]]:
    """The texts of the two newest messages, and the buttons of the last."""
    first, second = newsroom.pg.transcript(newsroom.chat)[-2:]
    return first.text, second.text, second.button_texts


async def settled_as(newsroom: Newsroom, state: str, trouble: str | None) -> None:
    """Write into the record what a test cannot wait for."""
    async with newsroom.parley.house.store.begin() as books:
        values = {"state": state, "trouble": trouble, "settled_at": newsroom.now}
        await books.outbox._connection.execute(update(outbox).values(**values))


async def test_an_alert_has_a_button_that_leads_to_the_evidence_of_that_very_change(
    newsroom: Newsroom,
) -> None:
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    alert = newsroom.pg.last(newsroom.chat)
    assert alert.text.startswith(f"🔔 {OSTIA}\n{TRUCE}\n")
    assert alert.button_texts == ["Why?"]
    newsroom.step(hours=2)
    await collapse(newsroom)  # something newer does not stand in its way
    await newsroom.press(alert, "Why?")
    answer = newsroom.pg.last(newsroom.chat)
    assert answer.text.startswith(
        f"{OSTIA} — why it says so\n\n• {TRUCE}\nIt moved when one outlet had reported it, clearly enough. The evidence was "
    )
    assert (
        "“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post · 3 h\n↳ Read as:"
        in answer.text
    )
    assert "The truce is over" not in answer.text
    assert "\n\nThe alert about it: sent Tue 9 Sep, 16:40.\n\nHow I weigh reports:" in answer.text
    assert newsroom.pg.transcript(newsroom.chat)[-2].text == alert.text  # the alert stays as it was


async def test_a_change_taken_back_since_is_said_to_be(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    alert = newsroom.pg.last(newsroom.chat)
    async with newsroom.parley.house.store.begin() as books:
        (step,) = await books.statuses.steps("ostia", 5)
        since = step.change.at - timedelta(seconds=1)
        await books.statuses.record("ostia", step.change.axis, [], since, newsroom.now, loud=())
    await newsroom.press(alert, "Why?")
    said = newsroom.pg.last(newsroom.chat).text
    assert "\n\nLater reports took this change back; /status shows where it stands.\n\n" in said
    async with newsroom.parley.house.store.begin() as books:
        await books.statuses._connection.execute(delete(changes))
    before = newsroom.pg.last(newsroom.chat)
    newsroom.pg.press(alert, "Why?")
    assert (
        await newsroom.pg.next_message(newsroom.chat, after=before)
    ).text == "I no longer know anything about this change."


async def test_why_as_a_reply_to_an_alert_tells_why_it_came_and_when(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts on")
    await truce(newsroom)
    await send(newsroom)
    alert = newsroom.pg.last(newsroom.chat)
    newsroom.step(minutes=30)
    await newsroom.ask("/why", reply_to=alert, count=2)
    behind, why, buttons = last_two(newsroom)
    assert behind.startswith("Behind this message\n\n• Truce agreed")
    assert (
        why
        == "Why you got it\nAlerts about this are on here: a status changed.\nalert, Ostia — sent Tue 9 Sep, 16:40"
    )
    assert buttons == ["Alerts", "Delivery log"]


async def test_why_as_a_reply_to_a_digest_names_the_subscription(newsroom: Newsroom) -> None:
    await set_up(newsroom)
    newsroom.step(hours=1)
    await truce(newsroom)
    newsroom.step(hours=1)
    await send(newsroom)
    digest = newsroom.pg.last(newsroom.chat)
    assert digest.text.startswith("📰 Digest")
    assert digest.button_texts == ["Why?"]
    newsroom.pg.press(digest, "Why?")
    await newsroom.pg.next_message(
        newsroom.chat, after=await newsroom.pg.next_message(newsroom.chat, after=digest)
    )
    behind, why, buttons = last_two(newsroom)
    assert behind.startswith("Behind this message\n\n")
    assert why == (
        f"Why you got it\nIt is a digest you asked for: {OSTIA} — every day, 08:00, 18:00.\ndigest — sent Tue 9 Sep, 18:40"
    )
    assert buttons == ["My subscriptions", "Delivery log"]


async def test_why_about_a_process_tells_what_became_of_its_alerts(newsroom: Newsroom) -> None:
    await newsroom.ask("/settings quiet 16-19")
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    await newsroom.ask("/why ostia", count=2)
    _, told, buttons = last_two(newsroom)
    assert told == f"Alerts about it in this chat\n• {TRUCE} — held back until Tue 9 Sep, 19:00: quiet hours"
    assert buttons == ["Alerts", "Delivery log"]
    newsroom.step(hours=3)
    await send(newsroom)
    assert newsroom.pg.last(newsroom.chat).text.startswith("🔔 1 change of status\n")
    await newsroom.ask("/why ostia", count=2)
    assert last_two(newsroom)[1] == f"Alerts about it in this chat\n• {TRUCE} — sent Tue 9 Sep, 19:40"


async def truce_in_marra(newsroom: Newsroom) -> None:
    for outlet in ("Harbour Post", "City Wire"):
        sentence = f"Coast and Highlands agreed to a truce, {outlet} has learned."
        read = reading(claimed(Kind.AGREED, sentence, process="marra"), about=["marra"])
        await newsroom.tell(outlet, f"Marra at peace {outlet}", sentence, minutes=60, read=read)


@pytest.mark.parametrize("end", ["/alerts off ostia", "/alerts off"])
@pytest.mark.parametrize("asked", ["/alerts ostia", "/alerts on"])
async def test_what_is_held_back_of_a_process_goes_with_its_alerts(
    newsroom: Newsroom, asked: str, end: str
) -> None:
    await newsroom.ask("/settings quiet 16-19")
    await newsroom.ask(asked)
    await newsroom.ask("/alerts marra")
    await truce(newsroom)
    await truce_in_marra(newsroom)
    await send(newsroom)
    await newsroom.ask(end)
    async with newsroom.parley.house.store.read() as books:
        (chat,) = await books.chats.all_at(newsroom.chat.id)
        waits_until = (await books.alerts.budget(chat.id)).backlog_at
    assert (waits_until is None) == (
        end == "/alerts off"
    )  # where nothing is held back the next change is told at once
    newsroom.step(hours=3)
    await send(newsroom)
    told = [
        message.text for message in newsroom.pg.transcript(newsroom.chat) if message.text.startswith("🔔")
    ]
    assert ["Marra" in text and "Ostia" not in text for text in told] == (
        [True] if end.endswith("ostia") else []
    )


async def test_an_alert_that_waits_for_its_turn_goes_with_its_alerts(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    while await compose(newsroom.parley.house):
        pass
    await newsroom.ask("/alerts off ostia")
    await send(newsroom)
    assert not newsroom.pg.last(newsroom.chat).text.startswith("🔔")
    await newsroom.press(await newsroom.ask("/alerts"), "Delivery log")
    said = "— not sent: this chat stopped or paused it before it was sent\n"
    assert said in newsroom.pg.last(newsroom.chat).text


async def test_alerts_of_every_process_off_keep_what_is_held_back_of_one_asked_for_by_name(
    newsroom: Newsroom,
) -> None:
    await newsroom.ask("/settings quiet 16-19")
    await newsroom.ask("/alerts on")
    await newsroom.ask("/alerts marra")
    await truce(newsroom)
    await truce_in_marra(newsroom)
    await send(newsroom)
    await newsroom.press(await newsroom.press(await newsroom.ask("/alerts"), "every process"), "Turn off")
    newsroom.step(hours=3)
    await send(newsroom)
    assert newsroom.pg.last(newsroom.chat).text.startswith(
        "🔔 1 change of status\n• Marra: coast and highlands — Ceasefire: agreed"
    )


async def test_a_chat_that_asked_for_nothing_is_told_nothing_of_alerts(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await send(newsroom)
    await newsroom.ask("/why ostia")
    await newsroom.pg.idle()
    assert newsroom.pg.last(newsroom.chat).text.startswith(f"{OSTIA} — why it says so")


async def test_why_it_never_came(newsroom: Newsroom) -> None:
    """Each reason in the words of an answer: asked later, too small a change, a pause, old news."""
    await newsroom.ask("/pause 5h")
    await truce(newsroom)
    await send(newsroom)
    newsroom.step(minutes=10)
    await newsroom.ask("/pause off")
    await newsroom.ask("/alerts ostia")
    await newsroom.ask("/why ostia", count=2)
    assert last_two(newsroom)[1].endswith("— not sent: alerts were turned on here only after it")
    await newsroom.ask("/pause 5h")
    newsroom.step(hours=2)
    await collapse(newsroom)
    await send(newsroom)
    await newsroom.ask("/why ostia", count=2)
    assert (
        "• Ceasefire: collapsed (before: agreed, not yet in force) — not sent: I was asked to be quiet (/pause)\n"
        in (last_two(newsroom)[1])
    )


async def test_the_record_tells_every_end_and_what_stands_in_the_way(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts ostia")
    await set_up(newsroom)
    await truce(newsroom)
    await send(newsroom)
    seen = await newsroom.ask("/subscriptions")
    await newsroom.press(seen, "Delivery log")
    assert newsroom.pg.last(newsroom.chat).text == (
        "Delivery log\nNext digest: Tue 9 Sep, 18:00.\n\n"
        f"• {ROW} — sent Tue 9 Sep, 16:40\n\n"
        "About one process: /why and its name. About one message: /why as a reply to it."
    )
    ends = {
        ("sending", None): "on its way",
        ("due", None): "waits for its turn",
        ("uncertain", "no answer within 20 s"): "perhaps arrived: it went out, and Telegram did not answer",
        ("refused", "Bad Request: odd"): "not sent: Telegram refused it (Bad Request: odd)",
        (
            "dropped",
            "too old by the time it could be sent",
        ): "not sent: it was too old by the time it could be sent",
        ("dropped", "Forbidden: bot was blocked by the user"): (
            "not sent: I could not write to this chat then (I was blocked there)"
        ),
    }
    for (state, trouble), words in ends.items():
        await settled_as(newsroom, state, trouble)
        newsroom.step(seconds=2)
        await newsroom.press(seen, "Delivery log")
        assert f"• {ROW} — {words}\n" in newsroom.pg.last(newsroom.chat).text


@pytest.mark.parametrize(
    ("language", "silent"),
    [
        ("en", "• digest, Ostia: government and the Lake Front — not sent: nothing was new at its hour"),
        (
            "ru",
            "• дайджест, Остия: правительство и Озёрный фронт — не отправлено: к этому часу не было ничего нового",
        ),
    ],
)
async def test_a_digest_that_had_nothing_to_say_is_on_the_record(
    newsroom: Newsroom, language: str, silent: str
) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    newsroom.chat, newsroom.mira = newsroom.pg.private(vera), vera
    await newsroom.ask("/subscribe ostia")
    when = newsroom.pg.last(newsroom.chat)
    done = await newsroom.press(when, when.button_texts[3])
    await newsroom.pg.next_message(newsroom.chat, after=done)
    newsroom.step(hours=2)
    before = len(newsroom.pg.transcript(newsroom.chat))
    await send(newsroom)
    assert len(newsroom.pg.transcript(newsroom.chat)) == before
    seen = await newsroom.ask("/subscriptions")
    await newsroom.press(seen, seen.button_texts[-1])
    assert silent in newsroom.pg.last(newsroom.chat).text.split("\n")


async def test_rows_of_one_process_tell_what_changed(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    newsroom.step(hours=2)
    await collapse(newsroom)
    await send(newsroom)
    await newsroom.press(await newsroom.ask("/alerts"), "Delivery log")
    rows = [line for line in newsroom.pg.last(newsroom.chat).text.split("\n") if line.startswith("• ")]
    assert rows == [
        "• alert, Ostia · Ceasefire: collapsed (before: agreed, not yet in force) — sent Tue 9 Sep, 18:40",
        f"• {ROW} — sent Tue 9 Sep, 16:40",
    ]


async def test_what_waits_for_the_end_of_quiet_hours_says_until_when(newsroom: Newsroom) -> None:
    """After a downtime a late alert is put off; a chat's pace, a matter of seconds, is not worth an hour."""
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    seen = await newsroom.ask("/alerts")
    await settled_as(newsroom, "due", None)
    for wait, words in (
        (timedelta(seconds=2), "waits for its turn"),
        (timedelta(hours=2), "waits until Tue 9 Sep, 18:40"),
    ):
        async with newsroom.parley.house.store.begin() as books:
            await books.outbox.put_off(1, newsroom.now + wait)
        await newsroom.press(seen, "Delivery log")
        assert f"• {ROW} — {words}\n" in newsroom.pg.last(newsroom.chat).text


async def test_an_empty_record_says_what_is_missing(newsroom: Newsroom) -> None:
    which = await newsroom.ask("/why")
    await newsroom.press(which, "Delivery log")
    assert newsroom.pg.last(newsroom.chat).text == (
        "Delivery log\nNo alerts are set up: /alerts\nNo digest is set up: /subscribe\n\n"
        "Nothing was to be sent here in the last 30 days.\n\n"
        "About one process: /why and its name. About one message: /why as a reply to it."
    )


async def test_the_record_in_russian(newsroom: Newsroom) -> None:
    ivan = newsroom.pg.person("Иван", language="ru")
    newsroom.chat, newsroom.mira = newsroom.pg.private(ivan), ivan
    await newsroom.ask("/settings тихо 16-19")
    await newsroom.ask("/alerts ostia")
    await truce(newsroom)
    await send(newsroom)
    seen = await newsroom.ask("/alerts")
    await newsroom.press(seen, "Журнал доставки")
    assert newsroom.pg.last(newsroom.chat).text == (
        "Журнал доставки\n1 изменение отложено до вт 9 сент., 19:00: тихие часы.\nДайджест не настроен: /subscribe\n\n"
        "За последние 30 дней сюда ничего не полагалось отправить.\n\n"
        "Об одном процессе: /why и его название. Об одном сообщении: /why в ответ на него."
    )
    await newsroom.ask("/why ostia", count=2)
    assert last_two(newsroom)[1] == (
        "Оповещения об этом в этом чате\n• Прекращение огня: согласовано, ещё не вступило в силу (было: сообщений нет)"
        " — отложено до вт 9 сент., 19:00: тихие часы"
    )


def test_every_reason_is_said_in_russian_too() -> None:
    reasons = [*_DROPS.values(), *_UNTOLD.values()]
    assert [words for words in reasons if words_for("ru").say(words) == words] == []
