"""A story as a person reads it: one headline, the outlets that tell it, how long ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.render.markup import Rich, joined, link, name, text
from briefing.render.times import age, zone_of
from briefing.render.words import Words
from news.claim import wire_voice
from news.item import Item
from news.stories.story import independent

HEADLINE = 220
NAMED = 2
"""So many outlets are named, the others counted."""


@dataclass(frozen=True, slots=True)
class StoryShown:
    """A story with its items, the first one first, each with its voice (None: its own)."""

    opened: datetime
    items: Sequence[tuple[Item, str | None]]

    def head(self, language: str) -> Item:
        """The item that stands for the story: the first one in the person's language, else the first one; a
        source goes before its copies."""
        spoken = [(item, voice) for item, voice in self.items if item.language == language and item.title]
        told = spoken or self.items
        return next((item for item, voice in told if voice in (None, wire_voice(str(item.id)))), told[0][0])

    def sources(self, language: str) -> list[Item]:
        """One item of every outlet that speaks for itself: the one whose headline stands for the story, then
        the others in order of telling."""
        head = self.head(language)
        told = sorted(self.items, key=lambda member: member[0] is not head)  # a stable order
        names = independent((item.outlet, voice) for item, voice in told)
        firsts: dict[str, Item] = {}
        for item, _ in told:
            firsts.setdefault(item.outlet, item)
        return [firsts[name] for name in names]


def story_lines(story: StoryShown, words: Words, now: datetime, zone: str, *, bullet: str = "• ") -> Rich:
    """ "• headline" and under it "BBC, Al Jazeera +3 · 14 min"; headline and outlets lead to their items."""
    head = story.head(words.language)
    headline = text(bullet) + link(text(item_headline(head), HEADLINE), head.link)
    return joined([headline, outlets(story, words) + text(" · " + _age(story, words, now, zone))])


def story_line(story: StoryShown, words: Words, now: datetime, zone: str) -> Rich:
    """The same in one line, for a card."""
    head = story.head(words.language)
    return (
        text("• ")
        + link(text(item_headline(head), 200), head.link)
        + text(" — ")
        + outlets(story, words)
        + text(" · " + _age(story, words, now, zone))
    )


def outlets(story: StoryShown, words: Words) -> Rich:
    """ "BBC, Al Jazeera +3"."""
    sources = story.sources(words.language)
    named = joined((link(name(item.outlet, 40), item.link) for item in sources[:NAMED]), ", ")
    return named + text(f" +{len(sources) - NAMED}") if len(sources) > NAMED else named


def item_headline(item: Item) -> str:
    """What the item is called: its title, else how it begins."""
    return item.title.strip() or item.summary.strip() or item.link or "—"


def _age(story: StoryShown, words: Words, now: datetime, zone: str) -> str:
    return age(story.opened, now, words, zone_of(zone))
