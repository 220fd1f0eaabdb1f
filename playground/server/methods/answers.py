"""Answers to what a person did: a press of a button, an inline query."""

from __future__ import annotations

import re
from typing import Any

from playground.server.asked import Asked, method
from playground.server.methods.sending import PREVIEW
from playground.server.updates import LIFETIMES
from playground.telegram.errors import bad_request, refuse_unknown
from playground.telegram.formatted import message_text
from playground.telegram.keyboards import read_keyboards
from playground.telegram.shapes import InlineResult
from playground.telegram.shown import entities_json

LONGEST_ANSWER = 200
MOST_RESULTS = 50
LONGEST_ID = 64
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_PAYLOAD = re.compile("[A-Za-z0-9_-]{1,64}")


_ARTICLE = frozenset(
    {"type", "id", "title", "input_message_content", "reply_markup", "url", "hide_url", "description"}
    | {"thumbnail_url", "thumbnail_width", "thumbnail_height"}
)
_CONTENT = frozenset(
    {"message_text", "parse_mode", "entities", "link_preview_options", "disable_web_page_preview"}
)


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
    url = asked.text("url")
    if url and not re.fullmatch(rf"(https?://)?t\.me/{asked.bot.username}\?start=[A-Za-z0-9_-]{{1,64}}", url):
        raise bad_request("URL_INVALID")
    press.answered, press.text, press.alert, press.url = True, text, asked.flag("show_alert"), url or None
    asked.world.changed("answered", press=press)
    return True


def answer_inline_query(asked: Asked) -> bool:
    """https://core.telegram.org/bots/api#answerinlinequery"""
    given = asked.parsed("results", "can't parse JSON encoded inline query results")
    if not isinstance(given, list):
        raise bad_request("expected an Array of inline query results")
    results = [_result(asked, result) for result in given]
    _check_button(asked)
    ask = asked.world.asks.get(live_query(asked, "inline_query_id", "inline_query"))
    if ask is None:
        raise bad_request(TOO_OLD)
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.id for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = asked.text("next_offset")
    if len(next_offset.encode()) > LONGEST_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    ask.answered, ask.results, ask.next_offset = True, results, next_offset
    ask.cache_time, ask.is_personal = asked.integer("cache_time", 300), asked.flag("is_personal")
    asked.world.changed("asked", ask=ask)
    return True


def _check_button(asked: Asked) -> None:
    button = asked.parsed("button", "can't parse inline query results button JSON object")
    if button is None:
        return
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request(
            "can't parse inline query results button: InlineQueryResultsButton must be an Object"
        )
    if not _PAYLOAD.fullmatch(str(button.get("start_parameter", "x"))):
        raise bad_request("START_PARAM_INVALID")


def _result(asked: Asked, given: Any) -> InlineResult:
    if not isinstance(given, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    kind = given.get("type")
    if kind != "article":
        raise bad_request(f'the playground does not imitate inline results of type "{kind}"')
    number = given.get("id")
    if not isinstance(number, str | int) or not 1 <= len(str(number).encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not isinstance(given.get("title"), str) or not given["title"].strip():
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    content = given.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse inline query result: input message content is not specified")
    refuse_unknown("InlineQueryResultArticle", given, _ARTICLE)
    refuse_unknown("InputTextMessageContent", content, _CONTENT)
    return InlineResult(
        str(number),
        "article",
        given["title"],
        str(given.get("description", "")),
        _message(asked, given, content),
    )


def _message(asked: Asked, given: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """What the result becomes when it is chosen."""
    inside = Asked(asked.world, asked.bot, content, {})
    text, entities = message_text(
        inside.text("message_text"), inside.text("parse_mode"), inside.parsed("entities")
    )
    body: dict[str, Any] = {"text": text}
    if entities:
        body["entities"] = entities_json(entities, asked.world.people)
    if isinstance(content.get("link_preview_options"), dict):
        refuse_unknown("LinkPreviewOptions", content["link_preview_options"], PREVIEW)
        body["link_preview_options"] = content["link_preview_options"]
    keyboard, _other = read_keyboards(given.get("reply_markup"))
    return {"body": body, "keyboard": keyboard, "url": given.get("url")}


METHODS = (
    method("answerCallbackQuery", "callback_query_id text show_alert url cache_time", answer_callback_query),
    method(
        "answerInlineQuery",
        "inline_query_id results cache_time is_personal next_offset button",
        answer_inline_query,
    ),
)
