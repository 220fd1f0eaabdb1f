"""/why: as a reply to a message, with a process, or its button: the items, sentences and rules behind a
line."""

from collections.abc import Sequence

from briefing.answers.resolve_reply import links_meant, process_meant
from briefing.answers.why import why_change, why_message, why_status
from briefing.render.keyboard import ButtonKind
from handlers.ask import Answer, Ask
from handlers.message_record import alerts_about, why_here, with_record_button
from handlers.unknown import did_you_mean, which_process
from news.errors import UnknownProcess


async def why(ask: Ask) -> Answer:
    """About the line of the message replied to that holds the words given or quoted, else the whole message;
    else about a process."""
    words = ask.args.strip()
    links = links_meant(ask.lines, words or ask.quote) if words or ask.quote else ()
    if links or (ask.message and not words):
        return await _message(ask, links or ask.links)
    if not words:
        return [with_record_button(ask, await which_process(ask, ButtonKind.WHY))]
    return await _status(ask, words)


async def why_pressed(ask: Ask) -> Answer:
    """What stands behind the status of the process; without one, behind the message the button is on."""
    if ask.pressed.text(0):
        return await _status(ask, ask.pressed.text(0))
    return await _message(ask, ask.links)


async def change_pressed(ask: Ask) -> Answer:
    """Under an alert: what stands behind that very change."""
    return await why_change(ask.house, ask.chat, ask.pressed.number(0))


async def _message(ask: Ask, links: Sequence[str]) -> Answer:
    process = None if links else process_meant(ask.message, ask.house.catalogue)
    if process is not None:
        return await _status(ask, process.id)
    return [*await why_message(ask.house, ask.chat, links), *await why_here(ask)]


async def _status(ask: Ask, asked: str) -> Answer:
    try:
        return [*await why_status(ask.house, ask.chat, asked), *await alerts_about(ask, asked)]
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, ButtonKind.WHY)]
