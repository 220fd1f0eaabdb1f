"""/status as a person sees it: the board, the card with disputes, dates and positions, and its buttons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from briefing.render.explain import how_it_weighs
from briefing.render.words import words_for
from news.claim import Kind, Position, Stance
from news.feed import FeedToFetch, FetchEnd
from storage.store import Books
from tests.handlers.desk import NOW, Newsroom, claimed, reading

AGREED = "Ostia and the Lake Front agreed to a truce in Carrow, mediators said."
EMPTY = (
    "Where things stand · Tue 9 Sep, 16:40\nNothing has been reported yet. Try /latest.\n"
    "No outlet has been read yet."
)
SINCE = "I have been reading since Tue 9 Sep, 16:40; what came before, I may not know."
HEAD = "🕊 Ostia: government and the Lake Front — where it stands · Tue 9 Sep, 16:40 (UTC)"


async def truce(newsroom: Newsroom, **more: Any) -> None:
    """Two outlets tell of a truce."""
    for outlet, minutes in (("Harbour Post", 70), ("City Wire", 60)):
        sentence = (
            AGREED
            if outlet == "Harbour Post"
            else "A truce between Ostia and Lake Front was agreed, City Wire has learned."
        )
        await newsroom.tell(
            outlet,
            f"Truce agreed in Carrow {outlet}",
            sentence,
            minutes=minutes,
            read=reading(claimed(Kind.AGREED, sentence, **more)),
        )


async def test_an_empty_board_has_a_next_step(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/status")
    assert answer.text == EMPTY


async def test_a_card_of_which_nothing_is_known(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/status ostia")
    assert (
        answer.text
        == f"{HEAD}\n\n🗣 Talks: none reported\n\n🕊 Ceasefire: none reported\n\nNo outlet has been read yet."
    )
    assert answer.button_texts == ["Newest stories", "Follow"]


async def test_the_card_of_a_truce(newsroom: Newsroom) -> None:
    ends = NOW + timedelta(days=3)
    await truce(newsroom, effective_at=NOW + timedelta(hours=5), ends_at=ends)
    answer = await newsroom.ask("/status lake front")
    assert answer.text == (
        f"{HEAD}\n\n🗣 Talks: none reported\n\n"
        "🕊 Ceasefire: agreed on 9 Sep, not yet in force\n"
        "“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post, City Wire · 1 h\n"
        "Starts Tue 9 Sep, 21:40\nEnds Fri 12 Sep, 16:40\n\n"
        "Newest\n• Truce agreed in Carrow Harbour Post — Harbour Post, City Wire · 1 h\n\n" + SINCE
    )
    assert answer.button_texts == ["Evidence", "Timeline", "Follow"]


DAYS = {
    "effective_at": NOW.replace(day=12, hour=0, minute=0),
    "ends_at": NOW.replace(day=19, hour=0, minute=0),
}


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
async def test_a_day_that_was_told_is_that_day_in_every_zone(newsroom: Newsroom, zone: str) -> None:
    await truce(newsroom, **DAYS)
    await newsroom.ask(f"/settings {zone}")
    answer = await newsroom.ask("/status ostia")
    assert "\nStarts Fri 12 Sep\nEnds Fri 19 Sep\n" in answer.text
    newsroom.step(days=10)  # on the last day itself
    assert "Ends Fri 19 Sep" in (await newsroom.ask("/status ostia")).text


@pytest.mark.parametrize(
    ("language", "ends"), [("en", "Ends Sat 28 Feb 2032"), ("ru", "Действует до сб 28 февр. 2032")]
)
async def test_an_end_of_next_year_has_its_year(newsroom: Newsroom, language: str, ends: str) -> None:
    await truce(
        newsroom,
        effective_at=NOW - timedelta(hours=1),
        ends_at=NOW.replace(year=2032, month=2, day=28, hour=0, minute=0),
    )
    vera = newsroom.pg.person("Vera", language=language)
    answer = await newsroom.ask("/status ostia", chat=newsroom.pg.private(vera), person=vera)
    assert f"\n{ends}" in answer.text


async def test_a_day_in_russian(newsroom: Newsroom) -> None:
    await truce(newsroom, **DAYS)
    vera = newsroom.pg.person("Vera", language="ru")
    answer = await newsroom.ask("/status остия", chat=newsroom.pg.private(vera), person=vera)
    assert "\nНачнёт действовать пт 12 сент.\nДействует до пт 19 сент.\n" in answer.text


async def test_an_end_by_a_length_has_no_minutes(newsroom: Newsroom) -> None:
    for outlet, minutes in (("Harbour Post", 70), ("City Wire", 70)):
        sentence = f"The sides agreed to a seven-day truce, {outlet} reports."
        said = claimed(Kind.AGREED, sentence, ends_at=NOW - timedelta(minutes=70) + timedelta(days=7))
        await newsroom.tell(
            outlet, f"A week of truce {outlet}", sentence, minutes=minutes, read=reading(said)
        )
    assert "\nEnds Tue 16 Sep\n" in (await newsroom.ask("/status ostia")).text


async def deny(newsroom: Newsroom) -> None:
    """Two outlets tell that one side denies it."""
    for outlet in ("Ostia TV", "Morning Echo"):
        denial = f"The Lake Front said there was no truce, {outlet} reported."
        said = claimed(Kind.AGREED, denial, stance=Stance.DENIED, by="Lake Front")
        await newsroom.tell(outlet, f"No truce, says Lake Front {outlet}", minutes=20, read=reading(said))


async def test_a_dispute_and_positions_are_shown_with_who(newsroom: Newsroom) -> None:
    await truce(newsroom)
    wants = Position("ostia", "Lake Front", True, "The Lake Front wants prisoners released first.")
    stranger = Position("ostia", "Carrow", True, "Carrow wants peace.")
    await newsroom.tell(
        "Lake Radio", "Lake Front speaks", minutes=40, read=reading(positions=[wants, stranger])
    )
    await deny(newsroom)
    answer = await newsroom.ask("/status ostia")
    assert answer.text == (
        f"{HEAD}\n\n🗣 Talks: none reported\n\n"
        "🕊 Ceasefire: proposed on 9 Sep\n"
        "“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post, City Wire · 1 h\n"
        "⚖ Disputed by Lake Front\n“The Lake Front said there was no truce, Ostia TV reported.” — Ostia TV · 20 min\n\n"
        "What they want\n• Lake Front: “The Lake Front wants prisoners released first.” — Lake Radio · 40 min\n"
        "Not heard: Ostian government\n\n"
        "Newest\n• No truce, says Lake Front Morning Echo — Morning Echo · 20 min\n"
        "• No truce, says Lake Front Ostia TV — Ostia TV · 20 min\n• Lake Front speaks — Lake Radio · 40 min\n\n"
        + SINCE
    )
    assert answer.links[0] == "https://harbour-post.example/Truce-agreed-in-Carrow-Harbour-Post/70"


NO = "The Lake Front said it had signed no truce."


async def half_deny(newsroom: Newsroom) -> None:
    """One outlet tells that one side denies it, and the reader is not sure."""
    said = replace(claimed(Kind.AGREED, NO, stance=Stance.DENIED, by="Lake Front"), confidence=0.63)
    await newsroom.tell("Ostia TV", "Lake Front speaks of truce", NO, minutes=20, read=reading(said))


async def test_a_denial_that_is_no_dispute_yet_is_shown_with_who(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await half_deny(newsroom)
    card = await newsroom.ask("/status ostia")
    assert (
        "⚖ Denied by Lake Front\n“The Lake Front said it had signed no truce.” — Ostia TV · 20 min\n"
        in card.text
    )
    assert "agreed, not yet in force ⚖" in (await newsroom.ask("/status")).text
    why = await newsroom.ask("/why ostia")
    assert (
        "Not yet counted: denied by Lake Front\n“The Lake Front said it had signed no truce.” — Ostia TV · 20 min\n"
        in why.text
    )


async def test_a_denial_in_russian(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await half_deny(newsroom)
    vera = newsroom.pg.person("Vera", language="ru")
    chat = newsroom.pg.private(vera)
    card = await newsroom.ask("/status остия", chat=chat, person=vera)
    assert "⚖ Кто опровергает: Озёрный фронт\n«The Lake Front said it had signed no truce.»" in card.text
    why = await newsroom.ask("/why остия", chat=chat, person=vera)
    assert "Ещё не учтено; кто опровергает: Озёрный фронт\n" in why.text


async def test_sides_in_russian_wherever_they_are_named(newsroom: Newsroom) -> None:
    await truce(newsroom)
    wants = Position("ostia", "Ostian government", True, "The government wants the harbour back.")
    await newsroom.tell("Lake Radio", "Both sides speak", minutes=40, read=reading(positions=[wants]))
    await deny(newsroom)
    vera = newsroom.pg.person("Vera", language="ru")
    chat = newsroom.pg.private(vera)
    card = (await newsroom.ask("/status остия", chat=chat, person=vera)).text
    assert "⚖ Кто оспаривает: Озёрный фронт\n" in card
    assert "• Власти Остии: «The government wants the harbour back.»" in card
    assert "97 % (кто: Озёрный фронт)" in (await newsroom.ask("/why остия", chat=chat, person=vera)).text


async def test_breaches_and_who_claims_them_in_russian(newsroom: Newsroom) -> None:
    holds = "The truce is in force, Ostia says."
    for outlet in ("Harbour Post", "City Wire"):
        said = claimed(Kind.IN_EFFECT, holds, stance=Stance.CLAIMED, by="Ostian government")
        await newsroom.tell(outlet, f"Guns silent {outlet}", holds, minutes=90, read=reading(said))
    for outlet in ("Ostia TV", "Morning Echo"):
        shelling = f"Shells fell on Lakeside in breach of the truce, {outlet} reports."
        said = claimed(Kind.VIOLATION, shelling, stance=Stance.CLAIMED, by="Lake Front")
        await newsroom.tell(outlet, f"Lakeside under fire {outlet}", shelling, minutes=10, read=reading(said))
    vera = newsroom.pg.person("Vera", language="ru")
    chat = newsroom.pg.private(vera)
    assert (
        "⚠ Сообщается о нарушениях (по утверждению: Озёрный фронт)"
        in (await newsroom.ask("/status остия", chat=chat, person=vera)).text
    )
    timeline = await newsroom.ask("/timeline остия", chat=chat, person=vera, count=2)
    assert ", по словам: власти Остии" in timeline.text


async def test_what_a_side_refuses_is_no_wish(newsroom: Newsroom) -> None:
    no = Position("ostia", "Lake Front", False, "The Lake Front rejected a truce before the harvest.")
    await newsroom.tell("Lake Radio", "Lake Front speaks", minutes=40, read=reading(positions=[no]))
    shown = (await newsroom.ask("/status ostia")).text
    assert (
        "• Lake Front (refuses): “The Lake Front rejected a truce before the harvest.” — Lake Radio · 40 min"
        in shown
    )


async def test_breaches_are_shown_with_who_alleges_them(newsroom: Newsroom) -> None:
    for outlet in ("Harbour Post", "City Wire"):
        holds = f"The truce is in force, {outlet} reports."
        await newsroom.tell(
            outlet, f"Guns silent {outlet}", holds, minutes=90, read=reading(claimed(Kind.IN_EFFECT, holds))
        )
    for outlet in ("Ostia TV", "Morning Echo"):
        shelling = f"Shells fell on Lakeside in breach of the truce, {outlet} reports."
        said = claimed(Kind.VIOLATION, shelling, stance=Stance.CLAIMED, by="Ostian army")
        await newsroom.tell(outlet, f"Lakeside under fire {outlet}", shelling, minutes=10, read=reading(said))
    answer = await newsroom.ask("/status ostia")
    assert answer.text == (
        f"{HEAD}\n\n🗣 Talks: none reported\n\n"
        "🕊 Ceasefire: in effect since 9 Sep\n“The truce is in force, Harbour Post reports.” — Harbour Post, City Wire · 1 h\n"
        "⚠ Breaches reported (alleged by Ostian government)\n"
        "“Shells fell on Lakeside in breach of the truce, Morning Echo reports.” — Morning Echo · 10 min\n\n"
        "Newest\n• Lakeside under fire Ostia TV — Ostia TV, Morning Echo · 10 min\n"
        "• Guns silent City Wire — City Wire · 1 h\n• Guns silent Harbour Post — Harbour Post · 1 h\n\n"
        + SINCE
    )


RUMOUR = "An envoy spoke of a truce in Carrow."


async def rumour(newsroom: Newsroom, outlet: str = "Lake Radio", minutes: int = 30) -> None:
    """One outlet tells of a truce, and the reader is not sure."""
    said = replace(claimed(Kind.AGREED, RUMOUR), confidence=0.55)
    await newsroom.tell(outlet, f"Talk of a truce {outlet}", RUMOUR, minutes=minutes, read=reading(said))


async def test_what_waits_for_a_second_source_is_shown_and_why_tells_it(newsroom: Newsroom) -> None:
    await rumour(newsroom)
    answer = await newsroom.ask("/status ostia")
    assert answer.text == (
        f"{HEAD}\n\n🗣 Talks: none reported\n\n🕊 Ceasefire: none reported\n"
        "⏳ Waiting for a second source: agreed, not yet in force\n“An envoy spoke of a truce in Carrow.” — Lake Radio · 30 min\n\n"
        "Newest\n• Talk of a truce Lake Radio — Lake Radio · 30 min\n\n" + SINCE
    )
    assert answer.button_texts == ["Evidence", "Timeline", "Follow"]
    why = await newsroom.ask("/why ostia")
    assert why.text == (
        "Ostia: government and the Lake Front — why it says so\n\nCeasefire: none reported\n\n"
        "Not yet counted: agreed, not yet in force\n“An envoy spoke of a truce in Carrow.” — Lake Radio · 30 min\n"
        "↳ Read as: ceasefire, agreement, reported as fact; 55 % sure · rule: verb of agreement\n\n"
        + how_it_weighs(words_for("en"))
    )


async def test_what_waits_in_russian(newsroom: Newsroom) -> None:
    await rumour(newsroom)
    vera = newsroom.pg.person("Vera", language="ru")
    answer = await newsroom.ask("/status остия", chat=newsroom.pg.private(vera), person=vera)
    assert "⏳ Нужен второй источник: согласовано, ещё не вступило в силу\n«An envoy spoke" in answer.text


async def test_the_sentence_is_in_the_readers_language_where_one_is(newsroom: Newsroom) -> None:
    english, russian = (
        "Ostia and the Lake Front agreed to a truce.",
        "Остия и Озёрный фронт договорились о перемирии.",
    )
    for outlet, sentence, minutes in (("Вестник", russian, 60), ("Harbour Post", english, 70)):
        await newsroom.tell(
            outlet, f"Truce {outlet}", minutes=minutes, read=reading(claimed(Kind.AGREED, sentence))
        )
    vera = newsroom.pg.person("Vera", language="ru")
    chat = newsroom.pg.private(vera)
    assert f"“{english}” — Harbour Post, Вестник · 1 h" in (await newsroom.ask("/status ostia")).text
    assert (
        f"«{russian}» — Вестник, Harbour Post · 1 ч"
        in (await newsroom.ask("/status ostia", chat=chat, person=vera)).text
    )
    assert f"«{russian}»" in (await newsroom.ask("/why ostia", chat=chat, person=vera)).text


async def test_follow_turns_alerts_on_and_says_how_to_end_them(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.press(await newsroom.ask("/status ostia"), "Follow")
    answer = newsroom.pg.last(newsroom.chat)
    assert answer.text == (
        "Alerts are on for Ostia: government and the Lake Front. I will write when a status changes. /alerts off ends it."
    )


async def test_a_stale_status_says_how_long_nothing_was_heard(newsroom: Newsroom) -> None:
    await truce(newsroom)
    newsroom.step(days=6)
    answer = await newsroom.ask("/status ostia")
    assert answer.text == (
        "🕊 Ostia: government and the Lake Front — where it stands · Mon 15 Sep, 16:40 (UTC)\n\n🗣 Talks: none reported\n\n"
        "🕊 Ceasefire: agreed on 9 Sep, not yet in force\n"
        "“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post, City Wire · 9 Sep\n\n"
        "Newest\n• Truce agreed in Carrow Harbour Post — Harbour Post, City Wire · 9 Sep\n\n"
        "No new report on the ceasefire for 6 days.\n\n" + SINCE
    )


async def test_the_board_has_a_line_and_a_button_for_each(newsroom: Newsroom) -> None:
    await truce(newsroom)
    answer = await newsroom.ask("/status")
    assert answer.text == (
        "Where things stand · Tue 9 Sep, 16:40\n"
        "• Ostia: government and the Lake Front — ceasefire: agreed, not yet in force · 1 h\n\n"
        + SINCE
        + "\nMore about one: /status and its name, e.g. /status Ostia"
    )
    card = await newsroom.press(answer, "Ostia")
    assert card.text.startswith(HEAD)


async def test_a_typo_offers_what_was_meant(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/status ostja")
    assert answer.text == "I do not know “ostja”. Did you mean:"
    assert answer.button_texts == ["Ostia: government and the Lake Front", "Cancel"]


async def test_in_a_forum_topic_the_answer_stays_there(newsroom: Newsroom) -> None:
    group = newsroom.pg.supergroup("Desk", [newsroom.mira], topics=["Truces"])
    topic = list(group.topics)[-1]
    newsroom.pg.say(group, newsroom.mira, "/status@parley_bot", thread=topic)
    answer = await newsroom.pg.next_message(group)
    assert (answer.thread, answer.text) == (
        topic,
        EMPTY,
    )


async def test_two_people_in_a_group_press_the_same_buttons(newsroom: Newsroom) -> None:
    await truce(newsroom)
    noor = newsroom.pg.person("Noor")
    group = newsroom.pg.group("Desk", [newsroom.mira, noor])
    newsroom.pg.say(group, newsroom.mira, "/status@parley_bot")
    board = await newsroom.pg.next_message(group)
    presses = [newsroom.pg.press(board, "Ostia", person=person) for person in (newsroom.mira, noor)]
    await newsroom.pg.wait_for(lambda: all(press.answered for press in presses))
    await newsroom.pg.wait_for(lambda: newsroom.pg.last(group).edited)
    await newsroom.pg.idle()
    assert newsroom.pg.last(group).text.startswith(HEAD)


REACH = {
    "en": (
        "I have been reading since Tue 9 Sep, 16:40;",
        "1 of 2 outlets is down: what it reports is missing here.",
    ),
    "ru": (
        "Я читаю с вт 9 сент., 16:40;",
        "Сейчас не читается 1 из изданий (всего 2): его сообщений здесь нет.",
    ),
}


@pytest.mark.parametrize("language", REACH)
async def test_none_reported_says_since_when_is_read_and_how_many_outlets_are_down(
    newsroom: Newsroom, language: str
) -> None:
    since, down = REACH[language]
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    await newsroom.tell("Valley News", "Fruit harvest")
    await newsroom.follow("City Wire")
    newsroom.step(minutes=2)
    await fail(newsroom, "City Wire", times=2)
    for question in ("/status ostia", "/status"):
        answer = await newsroom.ask(question, chat=chat, person=vera)
        assert since in answer.text
        assert down in answer.text
    newsroom.step(days=40)
    assert since not in (await newsroom.ask("/status ostia", chat=chat, person=vera)).text


async def fail(newsroom: Newsroom, outlet: str, times: int) -> None:
    """The feed of the outlet cannot be read so many times in a row."""
    for _ in range(times):
        async with newsroom.parley.house.store.begin() as books:
            newsroom.now += timedelta(minutes=10)
            due = await books.feeds.take_due(newsroom.now, 9, timedelta(minutes=1))
            feed = await next_of(books, due, outlet)
            at = newsroom.now
            ended = FetchEnd(feed, at, 300, at + timedelta(minutes=5), "", None, False, "timeout")
            await books.feeds.end([ended])


async def next_of(books: Books, due: Iterable[FeedToFetch], outlet: str) -> FeedToFetch:
    of = {f.id: f.source.title for f in await books.feeds.all()}
    return next(fetch for fetch in due if of[fetch.id] == outlet)


WANTED = {
    "en": (
        "What they want",
        ["• Ostian government:", "• Lake Front (refuses):", "• Lake Front:"],
        "Not heard:",
    ),
    "ru": (
        "Чего хотят",
        ["• Власти Остии:", "• Озёрный фронт (отказывается):", "• Озёрный фронт:"],
        "Не высказались:",
    ),
}


@pytest.mark.parametrize("language", WANTED)
async def test_every_side_that_said_what_it_wants_is_shown_the_newest_first(
    newsroom: Newsroom, language: str
) -> None:
    head, starts, unheard = WANTED[language]
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)

    async def say(side: str, wants: bool, minutes: float) -> None:
        said = Position("ostia", side, wants, f"{side} spoke {minutes} minutes ago.")
        await newsroom.tell(
            "Lake Radio", f"{side} {minutes}", minutes=minutes, read=reading(positions=[said])
        )

    async def lines() -> list[str]:
        text = (await newsroom.ask("/status ostia", chat=chat, person=vera)).text
        return next(part for part in text.split("\n\n") if part.startswith(head)).split("\n")[1:]

    await say("Lake Front", True, 400)
    await say("Lake Front", False, 300)
    shown = await lines()
    assert [line.partition(":")[0] + ":" for line in shown] == [*starts[1:], unheard]
    await say("Ostian government", True, 200)
    for minutes in range(190, 150, -1):  # who speaks often does not talk the other down
        await say("Lake Front", minutes % 2 == 0, minutes)
    shown = await lines()
    assert [line.partition(":")[0] + ":" for line in shown] == [starts[1], starts[2], starts[0]]


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Harbour Post, Вестник"), ("ru", "Вестник, Harbour Post")]
)
async def test_the_outlet_of_the_headline_shown_is_named_first(
    newsroom: Newsroom, language: str, first: str
) -> None:
    truce = reading(claimed(Kind.AGREED, AGREED))
    await newsroom.tell("Harbour Post", "Ostia and Lake Front agree truce", AGREED, minutes=50, read=truce)
    russian = "Остия и Озёрный фронт договорились о перемирии"
    await newsroom.tell("Вестник", russian, minutes=40, read=replace(truce, language="ru"), language="ru")
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    for question in ("/latest", "/status ostia"):
        told = await newsroom.ask(question, chat=chat, person=vera)
        assert f"{first} · " in told.text.partition("договорились")[2] + told.text.partition("agree truce")[2]
