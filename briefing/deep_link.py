"""Buttons of a channel: a channel is read by many, so what one of them asks is answered in the private chat
with the bot.

A deep link `https://t.me/<bot>?start=<payload>` opens it. A payload is 1 to 64 of `A-Z a-z 0-9 _ -`:
`why_c_<change>`, `why_m_<message of the outbox>`, `why_<process>`, `status_<process>`, `timeline_<process>`.
"""

import re
from dataclasses import replace

from news.chat import Button, Message

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ASKED = {"why": "why_", "chg": "why_c_", "sta": "status_", "tim": "timeline_"}
_OTHER, _OTHER_WRITTEN = "other:", "other_"  # no id of a process has an underscore


def link_to(bot_name: str, payload: str) -> str:
    """The address that opens the private chat with the bot and asks there."""
    return f"https://t.me/{bot_name}?start={payload}"


def payload_of(data: str, message_id: int | None) -> str | None:
    """What asks the same as the button with this data, on the outbox's message `message_id`; None where
    nothing does."""
    _, _, asked = data.partition(":")
    press, _, about = asked.partition(":")
    if press == "why" and not about:
        about = f"m_{message_id}" if message_id is not None else ":"
    if about.startswith(_OTHER):
        about = _OTHER_WRITTEN + about.removeprefix(_OTHER)
    payload = _ASKED[press] + about if press in _ASKED else ""
    return payload if _PAYLOAD.fullmatch(payload) else None


def process_in(about: str) -> str:
    """The id of the process in a payload's last part."""
    return _OTHER + about.removeprefix(_OTHER_WRITTEN) if about.startswith(_OTHER_WRITTEN) else about


def for_channel(message: Message, bot_name: str, message_id: int) -> Message:
    """The message with its buttons as deep links; a button no link can stand for is left out."""
    rows = [[linked for b in row if (linked := _linked(b, bot_name, message_id))] for row in message.buttons]
    return replace(message, buttons=tuple(tuple(row) for row in rows if row))


def _linked(button: Button, bot_name: str, message_id: int) -> Button | None:
    payload = payload_of(button.data or "", message_id)
    return Button(button.text, url=link_to(bot_name, payload)) if payload else None
