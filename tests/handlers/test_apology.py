"""A handler that fails apologises once; a chat that takes no more gets no apology, and no traceback is
written of it."""

import logging
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from handlers.dispatch import _not_taken
from news.errors import TryLater
from tests.waiting import logged


def _caused(outer: Exception, inner: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "kept_back"),
    [
        (RetryAfter(40), True),
        (Forbidden("bot was kicked"), True),
        (TimedOut(), True),
        (NetworkError("connection broke"), True),
        (TryLater(5), True),
        (_caused(RuntimeError("wrapped"), RetryAfter(40)), True),
        (BadRequest("Not enough rights to send text messages to the chat"), True),
        (BadRequest("Can't parse entities"), False),
        (KeyError("x"), False),
        (None, False),
    ],
)
def test_what_telegram_kept_back_is_no_failure_of_the_handler(
    error: Exception | None, kept_back: bool
) -> None:
    assert _not_taken(error) is kept_back


async def test_a_full_group_gets_no_apology_and_the_log_no_traceback(
    newsroom: Any, caplog: pytest.LogCaptureFixture
) -> None:
    group = newsroom.pg.group("Desk", [newsroom.mira])
    newsroom.pg.faults.add(method="sendMessage", chat=group.id, status=429, retry_after=3600)
    caplog.set_level(logging.INFO)
    newsroom.pg.say(group, newsroom.mira, "/help")
    await logged(caplog, "an answer was not taken")
    assert newsroom.pg.count("sendMessage") == 1
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


async def test_an_apology_that_is_not_taken_is_one_line(
    newsroom: Any, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    group = newsroom.pg.group("Desk", [newsroom.mira])
    newsroom.pg.faults.add(method="sendMessage", chat=group.id, status=429, retry_after=3600)
    caplog.set_level(logging.INFO)

    async def register_chat(*_: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr("handlers.dispatch.register_chat", register_chat)
    newsroom.pg.say(group, newsroom.mira, "/help")
    await logged(caplog, "the apology was not taken")
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == ["a handler failed"]
