"""What a failed send means: each of Telegram's answers in our own words."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.send_errors import NotSent, ServerTrouble
from bot.telegram import failure
from news.errors import ChatMoved, ChatUnreachable, MessageRefused, PerhapsSent, TopicGone, TryLater


@pytest.mark.parametrize(
    ("error", "kind", "state"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), ChatUnreachable, "blocked"),
        (Forbidden("Forbidden: user is deactivated"), ChatUnreachable, "gone"),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), ChatUnreachable, "kicked"),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), ChatUnreachable, "kicked"),
        (BadRequest("Chat not found"), ChatUnreachable, "gone"),
        (BadRequest("Not enough rights to send text messages to the chat"), ChatUnreachable, "no_rights"),
        (BadRequest("Can't parse entities: unsupported start tag"), MessageRefused, None),
        (BadRequest("Message is too long"), MessageRefused, None),
        (RetryAfter(17), TryLater, None),
        (NotSent("no connection"), TryLater, None),
        (ServerTrouble("Telegram answered 502"), TryLater, None),
        (BadRequest("Message thread not found"), TopicGone, None),
        (BadRequest("TOPIC_CLOSED"), TopicGone, None),
        (TimedOut(), PerhapsSent, None),
        (NetworkError("connection broke"), PerhapsSent, None),
        (ChatMigrated(-100500), ChatMoved, None),
        (TelegramError("something new"), MessageRefused, None),
    ],
)
def test_every_answer_has_its_meaning(error: TelegramError, kind: type, state: str | None) -> None:
    meant = failure(error)
    assert type(meant) is kind
    if state:
        assert isinstance(meant, ChatUnreachable)
        assert meant.state == state


def test_the_whole_wait_is_kept() -> None:
    meant = failure(RetryAfter(17))
    assert isinstance(meant, TryLater)
    assert meant.after == 17


def test_a_moved_chat_names_its_new_id() -> None:
    meant = failure(ChatMigrated(-100500))
    assert isinstance(meant, ChatMoved)
    assert meant.telegram_id == -100500
