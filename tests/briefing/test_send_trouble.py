"""Why a message waits or was not sent, in the reader's language."""

import pytest
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.send_errors import NotSent
from bot.telegram import failure
from briefing.render.send_errors import _SAID, trouble_of_sending
from briefing.render.words import words_for

RUSSIAN = words_for("ru")


@pytest.mark.parametrize(
    ("error", "english", "russian"),
    [
        (RetryAfter(30), "Telegram asked me to wait 30 s", "Telegram просил подождать 30 с"),
        (
            NotSent("no connection: ClientConnectorError"),
            "Telegram could not be reached",
            "с Telegram не было связи",
        ),
        (
            Forbidden("Forbidden: bot was blocked by the user"),
            "I was blocked there",
            "меня там заблокировали",
        ),
        (
            Forbidden("Forbidden: bot was kicked from the supergroup chat"),
            "I was removed from there",
            "меня оттуда удалили",
        ),
        (BadRequest("Chat not found"), "the chat is gone", "чата больше нет"),
        (
            BadRequest("Not enough rights to send text messages to the chat"),
            "I may not write there",
            "мне нельзя туда писать",
        ),
        (BadRequest("Message thread not found"), "the topic is closed", "тема закрыта"),
        (
            BadRequest("Can't parse entities"),
            "Can't parse entities",
            "Can't parse entities",
        ),  # what is not known stays
    ],
)
def test_what_telegram_said_is_told_in_words(
    error: BadRequest | Forbidden | NotSent | RetryAfter, english: str, russian: str
) -> None:
    said = str(failure(error))
    assert (trouble_of_sending(said, words_for("en")), trouble_of_sending(said, RUSSIAN)) == (
        english,
        russian,
    )


def test_every_trouble_is_told_in_russian() -> None:
    assert [said for _, said in _SAID if RUSSIAN.say(said) == said] == []


def test_what_is_not_known_is_cut() -> None:
    assert len(trouble_of_sending("odd " * 100, RUSSIAN)) == 120
