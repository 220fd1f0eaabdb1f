"""Answer /latest: the newest stories of one process, of any process, or all; paged by edit.

Stories are ordered by when they began, which never changes: a page stays the page it was while new items
arrive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from briefing.answers.find_process import find_process
from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import bold, split, text
from briefing.render.story import StoryShown, story_lines
from briefing.render.words import Words, words_for
from news.chat import Button, Chat, Message
from news.item import Item
from news.process import Process
from storage.store import Books
from storage.stories import StoredStory

PAGE = 8
UNJOINED = 3
"""So many items that wait for their story are shown above the first page: nothing that was read is hidden."""
EVERYTHING = "*"
"""Asks for all that is read, skiing and chess too; no id of a process is written so."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class _LatestPage:
    """What one page shows: stories, items without one yet, and whether there are `older` and `newer`
    pages."""

    told: Sequence[StoredStory]
    waiting: Sequence[Item]
    older: bool
    newer: bool
    read_soon: bool  # no story yet, but items that are being read
    others: bool  # no story about a process, but others


async def latest(
    house: House, chat: Chat, asked: str = "", *, before: Place | None = None, after: Place | None = None
) -> Message:
    """One page of the process `asked` names, of any process, or of EVERYTHING: before or after a place
    (opened, story id). Raises UnknownProcess."""
    everything = asked == EVERYTHING
    process = find_process(asked, house.catalogue) if asked.strip() and not everything else None
    wanted = process.id if process else EVERYTHING if everything else ""
    found = await house.store.look(lambda books: _page(books, wanted, before, after))
    words = words_for(chat.language)
    head = bold(text(process.title_in(words.language) if process else _called(wanted, words), 120))
    if not found.told and not found.waiting:
        nothing = text("\n" + _nothing(process, words, found))
        return Message((head + nothing).html, _way_out(process, words, found))
    stories = [
        *(StoryShown(item.published, [(item, None)]) for item in found.waiting),
        *map(shown, found.told),
    ]
    entries = [story_lines(story, words, house.now(), chat.zone) for story in stories]
    return Message(split(head, entries, between="\n\n")[0].html, _buttons(found, wanted, words))


async def _page(books: Books, wanted: str, before: Place | None, after: Place | None) -> _LatestPage:
    """`wanted`: the id of a process, EVERYTHING, or "" for any process."""
    process, of_any = wanted.strip(EVERYTHING) or None, not wanted

    async def page(before: Place | None = None, after: Place | None = None) -> list[StoredStory]:
        return await books.stories.page(PAGE + 1, process=process, of_any=of_any, before=before, after=after)

    told = await page(before, after)
    if after is not None and len(told) <= PAGE:  # the way back has reached the newest page: show it whole
        before = after = None
        told = await page()
    more = len(told) > PAGE
    told = told[-PAGE:] if after is not None else told[:PAGE]
    newest = before is None and after is None
    waiting = await books.stories.waiting(UNJOINED, process, of_any=of_any) if newest else []
    nothing = not told and not waiting
    read_soon = nothing and bool(await books.items.newest(1))
    others = nothing and of_any and bool(await books.stories.page(1))
    older, newer = (True, more) if after is not None else (more, before is not None)
    return _LatestPage(told, waiting, older, newer, read_soon, others)


def shown(story: StoredStory) -> StoryShown:
    return StoryShown(story.opened, story.items)


def place(story: StoredStory) -> str:
    """Where a story stands, short enough for callback data: microseconds since 1970 and the id,
    hexadecimal."""
    return f"{(story.opened - _EPOCH) // timedelta(microseconds=1):x}.{story.id:x}"


def read_place(written: str) -> Place:
    """The reverse of `place`; ValueError when it is none."""
    moment, _, story_id = written.partition(".")
    return _EPOCH + timedelta(microseconds=int(moment, 16)), int(story_id, 16)


def _called(wanted: str, words: Words) -> str:
    return words.say("All news") if wanted == EVERYTHING else words.say("Newest stories")


def _nothing(process: Process | None, words: Words, found: _LatestPage) -> str:
    if process is not None:
        return words.say("Nothing has been reported about this yet.")
    if found.others:
        return words.say("Nothing has been reported about a conflict yet.")
    if found.read_soon:
        return words.say("Items have arrived and are being read. Try again in a moment.")
    return words.say("Nothing has arrived yet. Feeds are read every few minutes; try again soon.")


def _way_out(process: Process | None, words: Words, found: _LatestPage) -> tuple[tuple[Button, ...], ...]:
    if process is not None:
        status = button(words.say("Status"), ButtonKind.STATUS, process.id)
        return ((button(words.say("All stories"), ButtonKind.STORIES), status),)
    more = [_all_news(words)] if found.others else []
    return ((*more, button(words.say("Sources"), ButtonKind.SOURCES, 0)),)


def _all_news(words: Words) -> Button:
    return button(words.say("All news"), ButtonKind.STORIES, EVERYTHING)


def _buttons(page: _LatestPage, process: str, words: Words) -> tuple[tuple[Button, ...], ...]:
    row: list[Button] = []
    if page.newer:
        row.append(button("◀ " + words.say("Newer"), ButtonKind.STORIES, process, f"a{place(page.told[0])}"))
    if page.older:
        row.append(button(words.say("Older") + " ▶", ButtonKind.STORIES, process, place(page.told[-1])))
    rows = [tuple(row)] if row else []
    if not process:
        rows.append((_all_news(words),))
    elif process == EVERYTHING:
        rows.append((button(words.say("About conflicts only"), ButtonKind.STORIES),))
    return tuple(rows)
