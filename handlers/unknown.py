"""Dead ends with a next step: a process nobody knows, words nobody understands."""

from collections.abc import Callable

from briefing.answers.status import best_known
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import code, joined, label, text
from handlers.ask import Answer, Ask
from handlers.choices import cancel_row, close_row
from news.chat import Button, Message
from news.errors import UnknownProcess
from news.process import Process

_SETS_UP = frozenset({ButtonKind.ALERTS, ButtonKind.ALERTS_OFF, ButtonKind.SUBSCRIBE})
_MOST = 10
"""So many processes are offered."""


async def did_you_mean(ask: Ask, unknown: UnknownProcess, press: ButtonKind) -> Message:
    """The processes of that name, or the nearest, as buttons of the kind `press`; else where to look them
    up."""
    say, asked, rows = ask.words.say, label(unknown.words, 60), await buttons_of(ask, unknown, press)
    if rows and unknown.named:
        said = say("Several processes have to do with “{words}”. Which one?", words=asked)
        if len(rows) == 1:
            said = say("One process has to do with “{words}”:", words=asked)
    elif rows:
        said = say("I do not know “{words}”. Did you mean:", words=asked)
    else:
        said = say(
            "I do not know “{words}”. /status shows every process I know something about.", words=asked
        )
    return Message(text(said).html, (*rows, way_back(ask, press)) if rows else ways_out(ask))


def way_back(ask: Ask, press: ButtonKind) -> tuple[Button, ...]:
    """The last row of a list of buttons of the kind `press`: none of them. What only admins of a group may set
    up, only they may take away."""
    return cancel_row(ask.words) if press in _SETS_UP else close_row(ask.words)


async def written_so(ask: Ask, unknown: UnknownProcess, command: Callable[[str], str]) -> Message:
    """The same for a command no button can carry on with: the commands that were meant, by the ids of the
    processes, to be copied."""
    lines = [code(command(process.id), 360) for process in await processes_meant(ask, unknown)]
    if not lines:
        return await did_you_mean(ask, unknown, ButtonKind.STATUS)
    said = ask.words.say(
        "I do not know which process “{words}” is. Did you mean:", words=label(unknown.words, 60)
    )
    return Message(joined([text(said), *lines]).html)


async def buttons_of(ask: Ask, unknown: UnknownProcess, press: ButtonKind) -> tuple[tuple[Button, ...], ...]:
    """The processes that may be meant, a button of the kind `press` in a row of its own for each."""
    near = await processes_meant(ask, unknown)
    return tuple(
        (button(label(process.title_in(ask.words.language), 60), press, process.id),) for process in near
    )


async def processes_meant(ask: Ask, unknown: UnknownProcess) -> list[Process]:
    """The processes that may be meant, the likeliest first: of those of one name the ones the chat follows or
    that were heard of last."""
    near = [process for process_id in unknown.near if (process := ask.house.catalogue.get(process_id))]
    if unknown.named and len(near) > 1:
        rank = {
            process.id: number
            for number, process in enumerate(await best_known(ask.house, ask.chat, len(ask.house.catalogue)))
        }
        near.sort(key=lambda process: rank.get(process.id, len(rank)))
    return near[:_MOST]


def ways_out(ask: Ask) -> tuple[tuple[Button, ...], ...]:
    """Where to go from a dead end."""
    return (
        (
            button(ask.words.say("Where things stand"), ButtonKind.STATUS),
            button(ask.words.say("Newest stories"), ButtonKind.STORIES),
        ),
    )


def not_understood(ask: Ask) -> Answer:
    return [
        Message(
            text(ask.words.say("I do not understand that. /help lists what I can do.")).html, ways_out(ask)
        )
    ]


def only_words(ask: Ask) -> Answer:
    """For a picture, a voice or a document: nothing in it is read."""
    said = ask.words.say("I read only words. Write the name of a country or a conflict.")
    return [Message(text(said).html, ways_out(ask))]


async def which_process(ask: Ask, press: ButtonKind) -> Message:
    """A command without its argument: the processes most is known about as buttons of the kind `press`."""
    buttons = [
        button(label(p.title_in(ask.words.language), 30), press, p.id)
        for p in await best_known(ask.house, ask.chat)
    ]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    say = ask.words.say
    if not rows:
        return Message(text(say("Nothing has been reported yet. Try /latest.")).html)
    return Message(text(say("Which one?")).html, (*rows, way_back(ask, press)))
