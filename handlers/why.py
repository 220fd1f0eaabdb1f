"""/why: as a reply to a message, with a process, or its button: the items, sentences and rules behind a line."""

from briefing.why import why_change, why_message, why_status
from handlers.ask import Answer, Ask
from handlers.became import told_about, why_here, with_record_button
from handlers.fields import number
from handlers.unknown import did_you_mean, which_process
from news.errors import UnknownProcess


async def why(ask: Ask) -> Answer:
    if ask.args.strip():
        return await _status(ask, ask.args)
    if ask.links or ask.message:
        return [*await why_message(ask.house, ask.chat, ask.links), *await why_here(ask)]
    return [with_record_button(ask, await which_process(ask, "why"))]


async def why_pressed(ask: Ask) -> Answer:
    """`1:why:<process>`; without one: the message the button is on."""
    if ask.parts and ask.parts[0]:
        return await _status(ask, ask.parts[0])
    return [*await why_message(ask.house, ask.chat, ask.links), *await why_here(ask)]


async def change_pressed(ask: Ask) -> Answer:
    """`1:chg:<change>`, on an alert: what stands behind that very change."""
    return await why_change(ask.house, ask.chat, number(ask.parts[0] if ask.parts else ""))


async def _status(ask: Ask, asked: str) -> Answer:
    try:
        return [*await why_status(ask.house, ask.chat, asked), *await told_about(ask, asked)]
    except UnknownProcess as unknown:
        return [did_you_mean(ask, unknown, "why")]
