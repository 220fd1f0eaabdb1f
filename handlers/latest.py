"""/latest: the newest stories, filtered by process or words, paged by editing the message."""

from dataclasses import replace

from briefing.answers.find_process import find_process, is_a_name
from briefing.answers.latest import latest, read_place
from briefing.answers.search import read_at, stories_with
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import label, text
from handlers.ask import Answer, Ask
from handlers.unknown import buttons_of, did_you_mean, way_back, ways_out
from news.chat import Message
from news.errors import UnknownProcess

_BELOW = 4
"""So many processes are offered below stories."""


async def newest(ask: Ask) -> Answer:
    """A name shows its process; of other words the stories that hold them go before a process that is named
    among them."""
    asked = "" if is_a_name(ask.args, ask.house.catalogue) else ask.args
    if asked.strip() and (with_words := await stories_with(ask.house, ask.chat, asked)):
        return [with_words]
    try:
        return [await latest(ask.house, ask.chat, ask.args)]
    except UnknownProcess as unknown:
        with_words = await stories_with(ask.house, ask.chat, ask.args) if unknown.named else None
        return [await (_with_processes(ask, with_words, ask.args) if with_words else _nothing(ask, unknown))]


async def newest_pressed(ask: Ask) -> Answer:
    """The newest stories, or those before a place; the process may be missing, or be `*` for all news. A place that begins
    with `a` shows what came after it."""
    process, where = ask.pressed.text(0), ask.pressed.text(1)
    try:
        back = where.startswith("a")
        place = read_place(where.removeprefix("a")) if where else None
        return [
            await latest(
                ask.house, ask.chat, process, before=None if back else place, after=place if back else None
            )
        ]
    except (ValueError, OverflowError, UnknownProcess):
        return [_too_old(ask)]


async def words_pressed(ask: Ask) -> Answer:
    """Another page of stories with the words that the message itself shows."""
    _, _, asked = ask.message.split("\n")[0].partition(": ")
    try:
        at = read_at(ask.pressed.text(0), ask.pressed.text(1))
    except ValueError:
        return [_too_old(ask)]
    with_words = await stories_with(ask.house, ask.chat, asked, at)
    return [await _with_processes(ask, with_words, asked) if with_words else _too_old(ask)]


async def _with_processes(ask: Ask, stories: Message, asked: str) -> Message:
    """The stories, and under them the processes that have to do with these very words: "Trump"."""
    try:
        find_process(asked, ask.house.catalogue)
    except UnknownProcess as unknown:
        if unknown.named:
            return replace(
                stories,
                buttons=(*stories.buttons, *(await buttons_of(ask, unknown, ButtonKind.STORIES))[:_BELOW]),
            )
    return stories


async def _nothing(ask: Ask, unknown: UnknownProcess) -> Message:
    """No process and no story: what was looked for, and what to try next."""
    if unknown.named:
        return await did_you_mean(ask, unknown, ButtonKind.STORIES)
    say, near, asked = (
        ask.words.say,
        await buttons_of(ask, unknown, ButtonKind.STORIES),
        label(unknown.words, 60),
    )
    said = say("No process is called “{words}”, and no stored story has that in it.", words=asked)
    how = (
        say("Did you mean:")
        if near
        else say("Try another spelling, fewer words, or the language of the outlets; /sources lists them.")
    )
    return Message(
        text(f"{said} {how}").html, (*near, way_back(ask, ButtonKind.STORIES)) if near else ways_out(ask)
    )


def _too_old(ask: Ask) -> Message:
    newest_stories = button(ask.words.say("Newest stories"), ButtonKind.STORIES)
    return Message(
        text(ask.words.say("This button is too old. /latest shows the newest stories.")).html,
        ((newest_stories,),),
    )
