"""/latest: the newest stories, filtered by process or words, paged by editing the message."""

from briefing.latest import latest, read_place
from briefing.markup import text
from briefing.search import read_at, stories_with
from handlers.ask import Answer, Ask
from handlers.unknown import did_you_mean
from news.chat import Button, Message
from news.errors import UnknownProcess


async def newest(ask: Ask) -> Answer:
    try:
        return [await latest(ask.house, ask.chat, ask.args)]
    except UnknownProcess as unknown:
        with_words = await stories_with(ask.house, ask.chat, ask.args)
        return [with_words or did_you_mean(ask, unknown, "lat")]


async def newest_pressed(ask: Ask) -> Answer:
    """`1:lat:<process>:<place>`; both may be empty. A place that begins with `a` shows what came after it."""
    process, where = (*ask.parts, "", "")[:2]
    try:
        back = where.startswith("a")
        place = read_place(where.removeprefix("a")) if where else None
        return [await latest(ask.house, ask.chat, process, before=None if back else place, after=place if back else None)]
    except (ValueError, OverflowError, UnknownProcess):
        return [_too_old(ask)]


async def words_pressed(ask: Ask) -> Answer:
    """`1:law:<item id>:<offset>`: another page of stories with the words that the message itself shows."""
    _, _, asked = ask.message.split("\n")[0].partition(": ")
    try:
        at = read_at(*(*ask.parts, "", "")[:2])
    except ValueError:
        return [_too_old(ask)]
    return [await stories_with(ask.house, ask.chat, asked, at) or _too_old(ask)]


def _too_old(ask: Ask) -> Message:
    button = Button(ask.words.say("Newest stories"), "1:lat::")
    return Message(text(ask.words.say("This button is too old. /latest shows the newest stories.")).html, ((button,),))
