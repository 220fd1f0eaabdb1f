"""A digest as messages: changes of status first, then what is new by process; split between whole entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.render.alert import change_line
from briefing.render.markup import MESSAGE_LENGTH, Rich, bold, joined, link, name, split, text
from briefing.render.times import clock, zone_of
from briefing.render.words import Words
from news.chat import Button, Message
from news.item import Item
from news.process import ProcessCatalogue
from news.status import Change

_LENGTH = MESSAGE_LENGTH - 200  # room for the mark of a repetition


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a digest for the moment `at` tells: changes and (process, item, further outlets) after `since`,
    newest first."""

    changes: Sequence[Change]
    items: Sequence[tuple[str, Item, int]]
    since: datetime
    at: datetime
    more: bool = False  # there is more than a digest holds


def digest_messages(
    gathered: Gathered,
    catalogue: ProcessCatalogue,
    words: Words,
    zone: str,
    *,
    brief: bool,
    tell_nothing: bool,
) -> list[Message]:
    """The messages, none when there is nothing and nobody asked to be told so."""
    head = text("📰 ") + bold(text(words.say("Digest") + " · " + clock(gathered.at, words, zone_of(zone))))
    entries = [*_changes(gathered, catalogue, words, zone), *_items(gathered, catalogue, words, brief=brief)]
    if not entries:
        since = clock(gathered.since, words, zone_of(zone))
        nothing = text(words.say("Nothing new since {since}.", since=since))
        return [Message(joined([head, nothing]).html)] if tell_nothing else []
    if gathered.more:
        entries.append(text("\n" + words.say("… and more: /latest")))
    buttons = ((Button(words.say("Why?"), "1:why:"),),)
    return [Message(piece.html, buttons) for piece in split(head, entries, length=_LENGTH)]


def _changes(gathered: Gathered, catalogue: ProcessCatalogue, words: Words, zone: str) -> list[Rich]:
    if not gathered.changes:
        return []
    title = text("\n") + bold(text(words.say("Changes of status")))
    return [
        title,
        *(text("• ") + change_line(c, catalogue, words, gathered.at, zone) for c in gathered.changes),
    ]


def _items(gathered: Gathered, catalogue: ProcessCatalogue, words: Words, *, brief: bool) -> list[Rich]:
    """The items under their process, processes in the order of their newest item."""
    groups: dict[str, list[tuple[Item, int]]] = {}
    for named, item, more in gathered.items:
        groups.setdefault(named, []).append((item, more))
    entries = []
    for process_id, items in groups.items():
        process = catalogue.get(process_id)
        entries.append(
            text("\n")
            + bold(
                text(process.title_in(words.language) if process else process_id or words.say("News"), 120)
            )
        )
        entries += [_item(item, more, brief=brief) for item, more in items]
    return entries


def _item(item: Item, more: int, *, brief: bool) -> Rich:
    line = (
        text("• ")
        + link(text(item.title or item.summary, 200), item.link)
        + text(" — ")
        + name(item.outlet, 60)
    )
    if more:
        line = line + text(f" +{more}")
    if brief or not item.title or not item.summary:
        return line
    return line + text("\n") + text(item.summary, 220)
