"""Dead ends with a next step: a process nobody knows, words nobody understands."""

from briefing.markup import label, text
from briefing.where_it_stands import best_known
from handlers.ask import Ask
from news.chat import Button, Message
from news.errors import UnknownProcess


def did_you_mean(ask: Ask, unknown: UnknownProcess, press: str) -> Message:
    """The nearest processes as buttons of the kind `press`; else where to look them up."""
    say = ask.words.say
    rows: list[tuple[Button, ...]] = []
    for process_id in unknown.near:
        process = ask.house.catalogue.get(process_id)
        if process:
            rows.append((Button(label(process.title_in(ask.words.language), 60), f"1:{press}:{process_id}"),))
    if rows:
        words = say("I do not know “{words}”. Did you mean:", words=label(unknown.words, 60))
    else:
        words = say("I do not know “{words}”. /status shows every process I know something about.", words=label(unknown.words, 60))
        rows = [(Button(say("Where things stand"), "1:sta:"), Button(say("Newest stories"), "1:lat::"))]
    return Message(text(words).html, tuple(rows))


async def which_process(ask: Ask, press: str) -> Message:
    """A command without its argument: the processes most is known about as buttons of the kind `press`."""
    buttons = [Button(label(p.title_in(ask.words.language), 30), f"1:{press}:{p.id}") for p in await best_known(ask.house, ask.chat)]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    say = ask.words.say
    words = say("Which one?") if rows else say("Nothing has been reported yet. Try /latest.")
    return Message(text(words).html, rows)
