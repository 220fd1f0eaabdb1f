"""/search: full text over everything stored, paged by editing the message."""

from briefing.markup import text
from briefing.search import SIGN, At, search
from handlers.ask import Answer, Ask
from news.chat import Message


async def find(ask: Ask) -> Answer:
    return [await search(ask.house, ask.chat, ask.args)]


async def find_pressed(ask: Ask) -> Answer:
    """`1:sea:<item id>:<offset>`; the question is the first line of the message."""
    upto, offset = (*ask.parts, "", "")[:2]
    asked = ask.message.split("\n")[0].removeprefix(SIGN).strip()
    try:
        at = At(int(upto, 16), int(offset))
    except ValueError:
        at = At(-1)
    if at.upto is None or not 0 <= at.upto < 2**62 or not 0 <= at.offset < 10_000 or not asked:
        return [Message(text(ask.words.say("This button is too old. Write /search and your words again.")).html)]
    return [await search(ask.house, ask.chat, asked, at)]
