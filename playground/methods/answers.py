"""Answers to what a person did: a press of a button, an inline query."""

from __future__ import annotations

from playground.asked import Asked, method
from playground.errors import bad_request
from playground.updates import LIFETIMES

LONGEST_ANSWER = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def live_query(asked: Asked, name: str, kind: str) -> str:
    """The id of a query that may still be answered."""
    query = asked.text(name)
    since = asked.world.query_times.get(query)
    if since is None or asked.world.clock() - since > LIFETIMES[kind]:
        raise bad_request(TOO_OLD)
    return query


def answer_callback_query(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery"""
    text = asked.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press = asked.world.presses.get(live_query(asked, "callback_query_id", "callback_query"))
    if press is None:
        raise bad_request(TOO_OLD)
    press.answered, press.text, press.alert = True, text, asked.flag("show_alert")
    press.url = asked.text("url") or None
    asked.world.changed("answered", press=press)
    return True


METHODS = (method("answerCallbackQuery", "callback_query_id text show_alert url cache_time", answer_callback_query),)
