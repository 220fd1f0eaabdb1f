"""Dead ends with a next step: a process nobody knows, words nobody understands."""

from briefing.markup import text
from handlers.ask import Ask
from news.chat import Button, Message
from news.errors import UnknownProcess


def did_you_mean(ask: Ask, unknown: UnknownProcess, press: str) -> Message:
    """The nearest processes as buttons of the kind `press`; else where to look them up."""
    say = ask.words.say
    rows = []
    for process_id in unknown.near:
        process = ask.house.catalogue.get(process_id)
        if process:
            rows.append((Button(process.title_in(ask.words.language)[:60], f"1:{press}:{process_id}"),))
    if rows:
        words = say("I do not know “{words}”. Did you mean:", words=unknown.words[:60])
    else:
        words = say("I do not know “{words}”. /status shows every process I know something about.", words=unknown.words[:60])
    return Message(text(words).html, tuple(rows))
