"""Buttons of a channel: a channel is read by many, so what one of them asks is answered in the private chat
with the bot.

A deep link `https://t.me/<bot>?start=<payload>` opens it. A payload is 1 to 64 of `A-Z a-z 0-9 _ -`:
`why_c_<change>`, `why_m_<message of the outbox>`, `why_<process>`, `status_<process>`, `timeline_<process>`,
`follow_<process>`, `story_<number>`, `digest_<process>`, `digest_<hour, 0800>`.
"""

import re
from dataclasses import replace

from briefing.render.keyboard import ButtonKind, PressedButton, read_data
from news.chat import Button, Message

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BEGINNINGS = {
    ButtonKind.WHY: "why_",
    ButtonKind.WHY_CHANGE: "why_c_",
    ButtonKind.STATUS: "status_",
    ButtonKind.TIMELINE: "timeline_",
}
_OTHER, _OTHER_WRITTEN = "other:", "other_"  # no id of a process has an underscore


def link_to(bot_name: str, payload: str) -> str:
    """The address that opens the private chat with the bot and asks there."""
    return f"https://t.me/{bot_name}?start={payload}"


def payload_of(pressed: PressedButton, message_id: int | None) -> str | None:
    """What asks the same as the button, on the outbox's message `message_id`; None where no payload can."""
    beginning, about = _BEGINNINGS.get(pressed.kind) if pressed.kind else None, pressed.text(0)
    if beginning is None or len(pressed.parts) > 1:
        return None
    if pressed.kind is ButtonKind.WHY and not about:
        if message_id is None:
            return None
        about = f"m_{message_id}"
    if about.startswith(_OTHER):
        about = _OTHER_WRITTEN + about.removeprefix(_OTHER)
    payload = beginning + about
    return payload if _PAYLOAD.fullmatch(payload) else None


def status_payload(process: str) -> str:
    """What asks where the process stands."""
    return payload_of(PressedButton(ButtonKind.STATUS, (process,)), None) or ""


def process_in(about: str) -> str:
    """The id of the process in a payload's last part."""
    return _OTHER + about.removeprefix(_OTHER_WRITTEN) if about.startswith(_OTHER_WRITTEN) else about


def for_channel(message: Message, bot_name: str, message_id: int) -> Message:
    """The message with its buttons as deep links; a button no link can stand for is left out."""
    rows = [[linked for b in row if (linked := _linked(b, bot_name, message_id))] for row in message.buttons]
    return replace(message, buttons=tuple(tuple(row) for row in rows if row))


def _linked(button: Button, bot_name: str, message_id: int) -> Button | None:
    pressed = read_data(button.data or "")
    payload = payload_of(pressed, message_id) if pressed else None
    return Button(button.text, url=link_to(bot_name, payload)) if payload else None
