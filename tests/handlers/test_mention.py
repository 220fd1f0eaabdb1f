"""In a group `@parley_bot ostia` gets the card; whoever does not name the bot is not answered."""

import pytest

from handlers.asked_about import said_to_bot
from tests.handlers.desk import Newsroom
from tests.handlers.test_plain_words import BOARD, CARD_RU, NOBODY
from tests.handlers.test_status import HEAD, truce


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("en", "@parley_bot ostia", HEAD),
        ("en", "@Parley_Bot, is there a ceasefire in Ostia?", HEAD),
        ("en", "what about Ostia @parley_bot?", HEAD),
        ("en", "@parley_bot", BOARD),
        ("en", "@parley_bot is there a ceasefire in Gondal?", NOBODY),
        ("ru", "@parley_bot остия", CARD_RU),
    ],
)
async def test_who_names_the_bot_in_a_group_is_answered(
    newsroom: Newsroom, language: str, words: str, said: str
) -> None:
    await truce(newsroom)
    vera = newsroom.pg.person("Vera", language=language)
    group = newsroom.pg.group("Desk", [vera])
    assert (await newsroom.ask(words, chat=group, person=vera)).text.startswith(said)


async def test_who_names_another_bot_or_nobody_is_not(newsroom: Newsroom) -> None:
    await truce(newsroom)
    group = newsroom.pg.group("Desk", [newsroom.mira])
    for words in ("@other_bot ostia", "Ostia", "see @parley_bots ostia", "I like @parley_bot a lot"):
        newsroom.pg.say(group, newsroom.mira, words)
    answer = await newsroom.ask("/privacy@parley_bot", chat=group)
    assert [m.text.split("\n")[0] for m in newsroom.pg.transcript(group) if m.by_bot] == [
        answer.text.split("\n")[0]
    ]
    assert answer.text.startswith("What I keep")


@pytest.mark.parametrize(
    ("said", "left"),
    [("@a_bot x y", "x y"), ("x @A_BOT!", "x"), ("@a_bot", ""), ("x @a_bot y", None), ("", None)],
)
def test_what_is_said_to_the_bot(said: str, left: str | None) -> None:
    assert said_to_bot("a_bot", said) == left
