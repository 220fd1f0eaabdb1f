"""Words without a command, as a new user writes them."""

import pytest

from tests.handlers.desk import Newsroom
from tests.handlers.test_dead_ends import MARRA, OSTIA, WAYS_OUT
from tests.handlers.test_status import HEAD, truce

NO = "I do not understand that. /help lists what I can do."


@pytest.mark.parametrize("words", ["Ostia", "остия", "lake front", "what about the Lake Front?"])
async def test_a_name_alone_is_answered_with_its_card(newsroom: Newsroom, words: str) -> None:
    await truce(newsroom)
    answer = await newsroom.ask(words)
    assert answer.text.startswith(HEAD)
    assert answer.button_texts == ["Evidence", "Timeline", "Follow"]


@pytest.mark.parametrize(
    ("words", "said", "buttons"),
    [
        (
            "twin rivers",
            "Several processes have to do with “twin rivers”. Which one?",
            [OSTIA, MARRA, "Cancel"],
        ),
        ("ostja", "I do not know “ostja”. Did you mean:", [OSTIA, "Cancel"]),
        ("qqqq", NO, WAYS_OUT),
        ("/nosuch", NO, WAYS_OUT),
        ("Ostia " * 40, NO, WAYS_OUT),
    ],
)
async def test_what_names_no_one_process_has_a_next_step(
    newsroom: Newsroom, words: str, said: str, buttons: list[str]
) -> None:
    answer = await newsroom.ask(words)
    assert (answer.text, answer.button_texts) == (said, buttons)


async def test_in_a_group_nobody_who_speaks_is_answered(newsroom: Newsroom) -> None:
    group = newsroom.pg.group("Desk", [newsroom.mira])
    newsroom.pg.say(group, newsroom.mira, "Ostia")
    newsroom.pg.say(group, newsroom.mira, "/privacy@parley_bot")
    answer = await newsroom.pg.next_message(group)
    assert answer.text.startswith("What I keep")


async def test_words_are_quoted_as_the_language_does(newsroom: Newsroom) -> None:
    vera = newsroom.pg.person("Vera", language="ru")
    chat = newsroom.pg.private(vera)
    asked = await newsroom.ask("/subscribe обмен пленными", chat=chat, person=vera)
    assert asked.text == "Дайджест о «обмен пленными»?"
    assert (
        await newsroom.press(asked, "Новости с этими словами", person=vera)
    ).text == "Когда присылать: «обмен пленными»?"


HELLO = "Hello! Write the name of a country or a conflict, and I tell you where it stands."
HELLO_RU = "Здравствуйте! Напишите название страны или конфликта, и я расскажу, как там обстоят дела."
WELCOME = "You're welcome! /alerts tells you when something changes."
WELCOME_RU = "Пожалуйста! О переменах сразу сообщит /alerts."
CARD, CARD_RU = (
    "🕊 Ostia: government and the Lake Front — where it stands",
    "🕊 Остия: правительство и Озёрный фронт — ",
)
BOARD, BOARD_RU = "Where things stand · ", "Как обстоят дела · "
STOP, STOP_RU = "There is nothing to stop.", "Прекращать нечего."
NOBODY = "I follow no conflict of that name. Name a country or a side of a war, or look at all of them:"
NOBODY_RU = "За таким конфликтом я не слежу. Назовите страну или сторону войны или посмотрите все:"


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("en", "Is there a ceasefire in Ostia", CARD),
        ("en", "what about Ostia?", CARD),
        ("en", "What is happening with the Lake rebels?", CARD),
        ("en", "so what's up in Lakeside, any truce?", CARD),
        ("en", "ceasefire", BOARD),
        ("en", "Is there peace anywhere?", BOARD),
        ("en", "hello", HELLO),
        ("en", "thanks", WELCOME),
        ("en", "👍", WELCOME),
        ("en", "stop", STOP),
        ("en", "what's new?", "Newest stories"),
        ("en", "who are you?", "I tell you where peace talks and ceasefires stand."),
        ("en", "Is there a ceasefire in Atlantis", NOBODY),
        ("en", "is there a truce in Ostja?", "I do not know “ostja”. Did you mean:"),
        (
            "en",
            "is there a truce in Twin Rivers?",
            "Several processes have to do with “twin rivers”. Which one?",
        ),
        ("ru", "Есть ли перемирие в Остии", CARD_RU),
        ("ru", "что с Остией?", CARD_RU),
        ("ru", "А что слышно про Озёрный фронт?", CARD_RU),
        ("ru", "прекратил ли огонь Озёрный фронт в Остии", CARD_RU),
        ("ru", "перемирие", BOARD_RU),
        ("ru", "Где сейчас идут переговоры?", BOARD_RU),
        ("ru", "привет", HELLO_RU),
        ("ru", "Спасибо!", WELCOME_RU),
        ("ru", "👍", WELCOME_RU),
        ("ru", "стоп", STOP_RU),
        ("ru", "что нового?", "Новые сюжеты"),
        ("ru", "кто ты?", "Я рассказываю, как обстоят дела с переговорами и перемириями."),
        ("ru", "Есть ли перемирие в Атлантиде?", NOBODY_RU),
    ],
)
async def test_plain_talk_gets_what_a_helpful_person_would_answer(
    newsroom: Newsroom, language: str, words: str, said: str
) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    answer = await newsroom.ask(words, chat=newsroom.pg.private(vera), person=vera)
    assert answer.text.startswith(said)


async def test_a_question_after_a_command_is_understood_too(newsroom: Newsroom) -> None:
    assert (await newsroom.ask("/status is there a ceasefire in Ostia")).text.startswith(CARD)


async def test_who_says_stop_is_asked_what_to_stop(newsroom: Newsroom) -> None:
    await newsroom.ask("/alerts on")
    answer = await newsroom.ask("stop")
    assert answer.button_texts == ["Stop everything, alerts too", "◀ My subscriptions"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "I read only words. Write the name of a country or a conflict."),
        ("ru", "Я читаю только слова. Напишите название страны или конфликта."),
    ],
)
async def test_a_document_is_answered(newsroom: Newsroom, language: str, said: str) -> None:
    vera = newsroom.pg.person("Vera", language=language)
    chat = newsroom.pg.private(vera)
    sent = newsroom.pg.send_document(chat, vera, "notes.txt", b"truce")
    assert (await newsroom.pg.next_message(chat, after=sent)).text == said
