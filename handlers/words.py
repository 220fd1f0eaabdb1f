"""Words without a command in a private chat: the name of a conflict, a country or a leader is asked about as
/status would."""

from briefing.answers.find_process import find_process
from handlers.ask import Answer, Ask
from handlers.status import answer_status
from handlers.unknown import not_understood
from news.errors import UnknownProcess

_MOST = 100
"""Whoever writes more, in code points, names nothing: they tell something."""


async def answer_words(ask: Ask) -> Answer:
    """The card of the process that is named, or the choice among several; else what can be done here."""
    if len(ask.args) > _MOST:
        return not_understood(ask)
    try:
        find_process(ask.args, ask.house.catalogue)
    except UnknownProcess as unknown:
        if not unknown.near:
            return not_understood(ask)
    return await answer_status(ask, ask.args)
