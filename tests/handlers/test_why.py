"""/why as a reply: to the board, to a picture, to one line of a message, with words that name something
else."""

from datetime import UTC, datetime

import telegram

from handlers.asked_about import message_asked_about
from tests.handlers.desk import Newsroom, reading
from tests.handlers.test_status import truce

EVIDENCE = "Ostia: government and the Lake Front — why it says so\n\nCeasefire: agreed, not yet in force\n"


async def test_the_board_leads_to_its_sources_and_why_tells_them(newsroom: Newsroom) -> None:
    await truce(newsroom)
    board = await newsroom.ask("/status")
    assert board.links == ["https://harbour-post.example/Truce-agreed-in-Carrow-Harbour-Post/70"]
    answer = await newsroom.ask("/why", reply_to=board)
    assert answer.text.startswith(
        "Behind this message\n\n• Truce agreed in Carrow Harbour Post — Harbour Post · 1 h\n"
    )


async def test_a_chart_is_about_its_process(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.ask("/timeline ostia", count=2)
    chart = newsroom.pg.transcript(newsroom.chat)[-2]
    assert chart.kind == "photo"
    assert (await newsroom.ask("/why", reply_to=chart)).text.startswith(EVIDENCE)


async def test_the_words_of_a_line_ask_about_that_line(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.tell("Valley News", "Fruit harvest", minutes=5, read=reading())
    stories = await newsroom.ask("/latest")
    answer = await newsroom.ask("/why harvest", reply_to=stories)
    assert answer.text == (
        "Behind this message\n\n• Fruit harvest — Valley News · 5 min\nNothing about talks or a ceasefire was read in it."
    )


async def test_a_line_without_a_link_is_told_by_its_paragraph(newsroom: Newsroom) -> None:
    await truce(newsroom)
    await newsroom.tell("Valley News", "Fruit harvest", minutes=5)
    card = await newsroom.ask("/status ostia")
    answer = await newsroom.ask("/why agreed, not yet in force", reply_to=card)
    assert "• Truce agreed in Carrow Harbour Post" in answer.text
    assert "Fruit harvest" not in answer.text


async def test_words_that_stand_nowhere_in_the_message_name_a_process(newsroom: Newsroom) -> None:
    await truce(newsroom)
    card = await newsroom.ask("/status ostia")
    assert (await newsroom.ask("/why marra", reply_to=card)).text.startswith(
        "Marra: coast and highlands — why it says so"
    )


async def test_a_message_without_items_has_a_next_step(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("/why", reply_to=await newsroom.ask("/help"))
    assert answer.button_texts == ["Where things stand", "Newest stories"]


async def test_what_is_left_out_is_counted(newsroom: Newsroom) -> None:
    links = []
    for number in range(26):
        title = f"Plant {'abcdefghijklmnopqrstuvwxyz'[number] * 7}"
        await newsroom.tell("Garden Gazette", title, minutes=number, link=f"https://garden.example/{number}")
        links.append(f"https://garden.example/{number}")
    said = newsroom.pg.say(newsroom.chat, newsroom.mira, "\n".join(links))
    await newsroom.pg.next_message(newsroom.chat, after=said)
    answer = await newsroom.ask("/why", reply_to=said)
    assert answer.text.count("• ") == 24
    assert answer.text.endswith(
        "2 more items stand behind it. Reply to it with /why and words of one line to be told about that line."
    )


def test_a_quote_and_the_lines_of_a_message_are_known() -> None:
    now, chat = datetime(2031, 9, 9, tzinfo=UTC), telegram.Chat(7, "private")
    words = "🕊 Board\n• Ostia — agreed\n• Marra — none"
    link = telegram.MessageEntity(
        "text_link", words.index("agreed") + 1, 6, url="https://a.example/1"
    )  # the dove counts two units
    board = telegram.Message(1, now, chat, text=words, entities=[link])
    reply = telegram.Message(
        2, now, chat, text="/why", reply_to_message=board, quote=telegram.TextQuote("Ostia — agreed", 10)
    )
    text, lines, quote, number = message_asked_about(telegram.Update(1, message=reply))
    assert (text, quote, number) == (words, "Ostia — agreed", 1)
    assert [(line.text, line.links) for line in lines] == [
        ("🕊 Board", ()),
        ("• Ostia — agreed", ("https://a.example/1",)),
        ("• Marra — none", ()),
    ]
