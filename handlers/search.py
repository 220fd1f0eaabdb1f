"""/search: full text over everything stored, paged by editing the message."""

from briefing.answers.search import SIGN, read_at, search
from briefing.render.markup import text
from handlers.ask import Answer, Ask
from news.chat import Message


async def find(ask: Ask) -> Answer:
    return [await search(ask.house, ask.chat, ask.args)]


async def find_pressed(ask: Ask) -> Answer:
    """Another page of what was found; the question is the first line of the message."""
    asked = ask.message.split("\n")[0].removeprefix(SIGN).strip()
    try:
        at = read_at(ask.pressed.text(0), ask.pressed.text(1))
    except ValueError:
        asked = ""
    if not asked:
        return [
            Message(text(ask.words.say("This button is too old. Write /search and your words again.")).html)
        ]
    return [await search(ask.house, ask.chat, asked, at)]
