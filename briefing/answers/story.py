"""Answer a link to one story: every outlet that tells it, with its headline and hour."""

from briefing.answers.latest import shown
from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, joined, link, name, split, text
from briefing.render.story import HEADLINE, item_headline
from briefing.render.times import clock, zone_of
from briefing.render.words import Words, words_for
from news.chat import Button, Chat, Message
from news.item import Item
from storage.store import Books
from storage.stories import StoredStory

_TOLD = 20
"""So many items of a story are shown."""


async def one_story(house: House, chat: Chat, number: int) -> Message:
    """The story, its first item first; it may be gone."""
    words = words_for(chat.language)

    async def looked(books: Books) -> tuple[StoredStory | None, list[str]]:
        story = next(iter(await books.stories.get([number])), None)
        of = await books.stories.processes_of([item.id for item, _ in story.items]) if story else {}
        about = dict.fromkeys(process for found in of.values() for process in sorted(found))
        return story, [process for process in about if process in house.catalogue]

    story, about = await house.store.look(looked)
    if story is None:
        newest = button(words.say("Newest stories"), ButtonKind.STORIES, "", "")
        return Message(text(words.say("I no longer have this story.")).html, ((newest,),))
    told = shown(story)
    head = bold(text(item_headline(told.head(words.language)), HEADLINE))
    lines = [_line(item, words, chat.zone) for item, _ in story.items[:_TOLD]]
    return Message(split(head, lines, between="\n\n")[0].html, _buttons(house, about, words))


def _line(item: Item, words: Words, zone: str) -> Rich:
    source = link(name(item.outlet, 40), item.link)
    when = text(" · " + clock(item.published, words, zone_of(zone)))
    return joined([text(item_headline(item), HEADLINE), source + when])


def _buttons(house: House, about: list[str], words: Words) -> tuple[tuple[Button, ...], ...]:
    """To the cards of what it is about."""
    found = [process for of in about[:3] if (process := house.catalogue.get(of))]
    return tuple((button(p.title_in(words.language)[:60], ButtonKind.STATUS, p.id),) for p in found)
