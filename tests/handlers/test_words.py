"""Words without a command, as a new user writes them."""

import pytest

from tests.handlers.test_dead_ends import MARRA, OSTIA, WAYS_OUT
from tests.handlers.test_status import HEAD, truce

NO = "I do not understand that. /help lists what I can do."


@pytest.mark.parametrize("words", ["Ostia", "остия", "lake front", "what about the Lake Front?"])
async def test_a_name_alone_is_answered_with_its_card(newsroom, words):
    await truce(newsroom)
    answer = await newsroom.ask(words)
    assert answer.text.startswith(HEAD)
    assert answer.button_texts == ["Evidence", "Timeline", "Follow"]


@pytest.mark.parametrize(
    ("words", "said", "buttons"),
    [
        ("twin rivers", "Several processes have to do with “twin rivers”. Which one?", [OSTIA, MARRA]),
        ("ostja", "I do not know “ostja”. Did you mean:", [OSTIA]),
        ("hello", NO, WAYS_OUT),
        ("/nosuch", NO, WAYS_OUT),
        ("Ostia " * 40, NO, WAYS_OUT),
    ],
)
async def test_what_names_no_one_process_has_a_next_step(newsroom, words, said, buttons):
    answer = await newsroom.ask(words)
    assert (answer.text, answer.button_texts) == (said, buttons)


async def test_in_a_group_nobody_who_speaks_is_answered(newsroom):
    group = newsroom.pg.group("Desk", [newsroom.mira])
    newsroom.pg.say(group, newsroom.mira, "Ostia")
    newsroom.pg.say(group, newsroom.mira, "/privacy@parley_bot")
    answer = await newsroom.pg.next_message(group)
    assert answer.text.startswith("What I keep")


async def test_words_are_quoted_as_the_language_does(newsroom):
    vera = newsroom.pg.person("Vera", language="ru")
    chat = newsroom.pg.private(vera)
    asked = await newsroom.ask("/subscribe обмен пленными", chat=chat, person=vera)
    assert asked.text == "Дайджест о «обмен пленными»?"
    assert (
        await newsroom.press(asked, "Новости с этими словами", person=vera)
    ).text == "Когда присылать: «обмен пленными»?"
