"""/why: as a reply to a message, with a process, or its button: the items, sentences and rules behind a line."""

from briefing.why import why_message, why_status
from handlers.ask import Answer, Ask
from handlers.unknown import did_you_mean, which_process
from news.errors import UnknownProcess


async def why(ask: Ask) -> Answer:
    if ask.links or (ask.message and not ask.args.strip()):
        return await why_message(ask.house, ask.chat, ask.links)
    if not ask.args.strip():
        return [await which_process(ask, "why")]
    return await _status(ask, ask.args)


async def why_pressed(ask: Ask) -> Answer:
    """`1:why:<process>`; without one: the message the button is on."""
    if ask.parts and ask.parts[0]:
        return await _status(ask, ask.parts[0])
    return await why_message(ask.house, ask.chat, ask.links)


async def _status(ask: Ask, asked: str) -> Answer:
    try:
        return await why_status(ask.house, ask.chat, asked)
    except UnknownProcess as unknown:
        return [did_you_mean(ask, unknown, "why")]
