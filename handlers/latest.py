"""/latest: the newest items, filtered by process, paged by editing the message."""

from briefing.latest import latest, read_cursor
from briefing.markup import text
from handlers.ask import Answer, Ask
from handlers.unknown import did_you_mean
from news.chat import Message
from news.errors import UnknownProcess


async def newest(ask: Ask) -> Answer:
    try:
        return [await latest(ask.house, ask.chat, ask.args)]
    except UnknownProcess as unknown:
        return [did_you_mean(ask, unknown, "lat")]


async def newest_pressed(ask: Ask) -> Answer:
    """`1:lat:<process>:<cursor>`; both may be empty."""
    process, where = (*ask.parts, "", "")[:2]
    try:
        before = read_cursor(where) if where else None
        return [await latest(ask.house, ask.chat, process, before)]
    except (ValueError, OverflowError, UnknownProcess):
        return [Message(text(ask.words.say("This button is too old. /latest shows the newest items.")).html)]
