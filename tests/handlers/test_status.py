"""/status as a person sees it: the board, the card with disputes, dates and positions, and its buttons."""

from datetime import timedelta

from news.claim import Kind, Position, Stance
from tests.handlers.desk import NOW, claimed, reading

AGREED = "Ostia and the Lake Front agreed to a truce in Carrow, mediators said."
HEAD = "🕊 Ostia: government and the Lake Front — where it stands · Tue 9 Sep, 16:40 (UTC)"


async def truce(newsroom, **more):
    """Two outlets tell of a truce."""
    for outlet, minutes in (("Harbour Post", 70), ("City Wire", 60)):
        sentence = AGREED if outlet == "Harbour Post" else "A truce between Ostia and Lake Front was agreed, City Wire has learned."
        await newsroom.tell(
            outlet, f"Truce agreed in Carrow {outlet}", sentence, minutes=minutes, read=reading(claimed(Kind.AGREED, sentence, **more))
        )


async def test_an_empty_board_has_a_next_step(newsroom):
    answer = await newsroom.ask("/status")
    assert answer.text == "Where things stand · Tue 9 Sep, 16:40\nNothing has been reported yet. Try /latest."


async def test_a_card_of_which_nothing_is_known(newsroom):
    answer = await newsroom.ask("/status ostia")
    assert answer.text == f"{HEAD}\n\n🗣 Talks: none reported\n\n🕊 Ceasefire: none reported"
    assert answer.button_texts == ["Newest stories", "Follow"]


async def test_the_card_of_a_truce(newsroom):
    ends = NOW + timedelta(days=3)
    await truce(newsroom, effective_at=NOW + timedelta(hours=5), ends_at=ends)
    answer = await newsroom.ask("/status lake front")
    assert answer.text == (
        f"{HEAD}\n\n🗣 Talks: none reported\n\n"
        "🕊 Ceasefire: agreed, not yet in force since 9 Sep\n"
        "“Ostia and the Lake Front agreed to a truce in Carrow, mediators said.” — Harbour Post, City Wire · 1 h\n"
        "Starts Tue 9 Sep, 21:40\nEnds Fri 12 Sep, 16:40\n\n"
        "Newest\n• Truce agreed in Carrow Harbour Post — Harbour Post, City Wire · 1 h"
    )
    assert answer.button_texts == ["Evidence", "Timeline", "Follow"]


async def test_a_dispute_a_breach_and_positions_are_shown_with_who(newsroom):
    await truce(newsroom)
    wants = Position("ostia", "Lake Front", True, "The Lake Front wants prisoners released first.")
    stranger = Position("ostia", "Carrow", True, "Carrow wants peace.")
    await newsroom.tell("Lake Radio", "Lake Front speaks", minutes=40, read=reading(positions=[wants, stranger]))
    for outlet in ("Ostia TV", "Morning Echo"):
        denial = f"The Lake Front said there was no truce, {outlet} reported."
        said = claimed(Kind.AGREED, denial, stance=Stance.DENIED, by="Lake Front")
        await newsroom.tell(outlet, f"No truce, says Lake Front {outlet}", minutes=20, read=reading(said))
    answer = await newsroom.ask("/status ostia")
    assert "⚖ Disputed by Lake Front\n“The Lake Front said there was no truce, Ostia TV reported.” — Ostia TV · 20 min" in answer.text
    assert "What they want\n• Lake Front: “The Lake Front wants prisoners released first.” — Lake Radio · 40 min" in answer.text
    assert "Carrow wants" not in answer.text


async def test_a_stale_status_says_how_long_nothing_was_heard(newsroom):
    await truce(newsroom)
    newsroom.step(days=6)
    answer = await newsroom.ask("/status ostia")
    assert answer.text.endswith("No new report on the ceasefire for 6 days.")


async def test_the_board_has_a_line_and_a_button_for_each(newsroom):
    await truce(newsroom)
    answer = await newsroom.ask("/status")
    assert answer.text == (
        "Where things stand · Tue 9 Sep, 16:40\n"
        "• Ostia: government and the Lake Front — ceasefire: agreed, not yet in force · 1 h\n\n"
        "More about one: /status and its name, e.g. /status ostia"
    )
    card = await newsroom.press(answer, "Ostia")
    assert card.text.startswith(HEAD)


async def test_a_typo_offers_what_was_meant(newsroom):
    answer = await newsroom.ask("/status ostja")
    assert answer.text == "I do not know “ostja”. Did you mean:"
    assert answer.button_texts == ["Ostia: government and the Lake Front"]


async def test_in_a_forum_topic_the_answer_stays_there(newsroom):
    group = newsroom.pg.supergroup("Desk", [newsroom.mira], topics=["Truces"])
    topic = list(group.topics)[-1]
    newsroom.pg.say(group, newsroom.mira, "/status@parley_bot", thread=topic)
    answer = await newsroom.pg.next_message(group)
    assert (answer.thread, answer.text) == (topic, "Where things stand · Tue 9 Sep, 16:40\nNothing has been reported yet. Try /latest.")


async def test_two_people_in_a_group_press_the_same_buttons(newsroom):
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
