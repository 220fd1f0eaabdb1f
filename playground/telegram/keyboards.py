"""Keyboards under messages: read, checked as Telegram checks them, and drawn as buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.telegram.errors import bad_request, refuse_unknown
from playground.telegram.links import WrongURLError, check_link
from playground.telegram.shapes import TelegramButton

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_BYTES = 10_240
LONGEST_DATA = 64
BUTTON_KINDS = (
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "login_url",
    "pay",
    "callback_game",
)

_INLINE_BUTTON = frozenset({"text", "style", "icon_custom_emoji_id", *BUTTON_KINDS})
_REPLY_BUTTON = frozenset(
    {
        "text",
        "style",
        "icon_custom_emoji_id",
        "request_contact",
        "request_location",
        "request_users",
        "request_chat",
        "request_poll",
        "web_app",
    }
)
_MARKUPS = {
    "inline_keyboard": ("InlineKeyboardMarkup", frozenset({"inline_keyboard"})),
    "keyboard": (
        "ReplyKeyboardMarkup",
        frozenset(
            {
                "keyboard",
                "is_persistent",
                "resize_keyboard",
                "one_time_keyboard",
                "input_field_placeholder",
                "selective",
            }
        ),
    ),
    "remove_keyboard": ("ReplyKeyboardRemove", frozenset({"remove_keyboard", "selective"})),
    "force_reply": ("ForceReply", frozenset({"force_reply", "input_field_placeholder", "selective"})),
}

Keyboards = tuple[dict[str, Any] | None, dict[str, Any] | None]


def read_keyboards(markup: Any) -> Keyboards:
    """The inline keyboard and the reply keyboard (or its removal) of a reply markup, as they are stored.
    Raises ApiError."""
    if markup is None:
        return None, None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((kind for kind in _MARKUPS if kind in markup), None)
    refuse_unknown(
        *((_MARKUPS[kind][0], markup, _MARKUPS[kind][1]) if kind else ("reply_markup", markup, frozenset()))
    )
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"]), None
    if "keyboard" in markup:
        return None, {**markup, "keyboard": _reply_rows(markup["keyboard"])}
    if "remove_keyboard" in markup or "force_reply" in markup:
        return None, markup
    return None, None


def _inline(rows: Any) -> dict[str, Any] | None:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    read, count, size = [], 0, 0
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        buttons = [_inline_button(button) for button in row]
        if not buttons:
            continue
        count += len(buttons)
        size += sum(len(str(value).encode()) for button in buttons for value in button.values())
        if len(buttons) > MOST_IN_A_ROW or count > MOST_BUTTONS or size > MOST_BYTES:
            raise bad_request("reply markup is too long")
        read.append(buttons)
    return {"inline_keyboard": read} if read else None


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    refuse_unknown("InlineKeyboardButton", button, _INLINE_BUTTON)
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kind = next(
        (
            kind
            for kind in BUTTON_KINDS
            if button.get(kind) not in (None, "") or (kind in button and kind.startswith("switch"))
        ),
        None,
    )
    if kind is None:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    value = button[kind]
    if kind == "callback_data" and (
        not isinstance(value, str) or not 1 <= len(value.encode()) <= LONGEST_DATA
    ):
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url":
        value = _button_url(str(value))
    read = {"text": text, kind: value}
    for name in ("style", "icon_custom_emoji_id"):
        if button.get(name):
            read[name] = button[name]
    return read


def _button_url(url: str) -> str:
    try:
        return check_link(url)
    except WrongURLError as error:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {error}") from error


def _reply_rows(rows: Any) -> list[list[dict[str, Any]]]:
    if not isinstance(rows, list):
        raise bad_request('field "keyboard" must be of type Array')
    read = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request('field "keyboard" must be an Array of Arrays')
        buttons = [{"text": button} if isinstance(button, str) else button for button in row]
        for button in buttons:
            if not isinstance(button, dict) or not isinstance(button.get("text"), str):
                raise bad_request("can't parse keyboard button: Can't find field \"text\"")
            refuse_unknown("KeyboardButton", button, _REPLY_BUTTON)
            if not button["text"].strip():
                raise bad_request("keyboard button text must be non-empty")
        read.append(buttons)
    return read


def _drawn(rows: list[list[dict[str, Any]]]) -> Iterator[tuple[TelegramButton, ...]]:
    for y, row in enumerate(rows):
        yield tuple(
            TelegramButton(
                text=button["text"],
                row=y,
                column=x,
                data=button.get("callback_data"),
                url=button.get("url"),
                inline_query=button.get(
                    "switch_inline_query_current_chat", button.get("switch_inline_query")
                ),
                style=button.get("style"),
            )
            for x, button in enumerate(row)
        )


def drawn_buttons(keyboard: dict[str, Any] | None) -> tuple[tuple[TelegramButton, ...], ...]:
    """The buttons of a stored keyboard, row by row."""
    if not keyboard:
        return ()
    return tuple(_drawn(keyboard.get("inline_keyboard") or keyboard.get("keyboard") or []))
