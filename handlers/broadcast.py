"""/broadcast: a message to every chat, shown first and sent when confirmed."""

from briefing.admin.broadcast import (
    LONGEST,
    broadcast_progress,
    cancel_broadcast,
    confirm_broadcast,
    preview_broadcast,
)
from briefing.render.markup import text
from handlers.ask import Answer, Ask
from news.chat import Message


async def broadcast(ask: Ask) -> Answer:
    """`/broadcast <text>`."""
    written = ask.args.strip()
    if not written or len(written) > LONGEST:
        said = ask.words.say("Send /broadcast and the text for everybody, at most {n} characters.", n=LONGEST)
        return [Message(text(said).html)]
    return [await preview_broadcast(ask.house, ask.chat, ask.person_id, written)]


async def confirmed(ask: Ask) -> Answer:
    """Send the draft to every chat."""
    return [await confirm_broadcast(ask.house, ask.chat, ask.person_id, ask.pressed.number(0))]


async def cancelled(ask: Ask) -> Answer:
    """Forget the draft."""
    return [await cancel_broadcast(ask.house, ask.chat, ask.pressed.number(0))]


async def progress_pressed(ask: Ask) -> Answer:
    """How many of its messages are sent by now."""
    return [await broadcast_progress(ask.house, ask.chat, ask.pressed.number(0))]
