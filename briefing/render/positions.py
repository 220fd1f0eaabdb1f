"""What the sides of a conflict want, each in its own words, and who was not heard."""

from collections.abc import Sequence
from datetime import datetime

from briefing.render.markup import Rich, bold, joined, link, name, text
from briefing.render.quote import in_quotes
from briefing.render.speakers import Sides
from briefing.render.times import age, zone_of
from news.claim import Position
from news.item import Item
from news.process import Process

Said = tuple[Position, Item]


def position_lines(said: Sequence[Said], process: Process, sides: Sides, now: datetime, zone: str) -> Rich:
    """A line for each position, in the order given, then the sides of which none is known; nothing where
    that is all of them."""
    if not said:
        return Rich()
    words = sides.words
    heard = {position.party for position, _ in said}
    lines = [_line(position, item, sides, now, zone) for position, item in said]
    unheard = [party.name for party in process.parties if party.name not in heard]
    if unheard:
        lines.append(text(words.say("Not heard: {who}", who=sides.listed(unheard)), 200))
    return joined([bold(text(words.say("What they want"))), *lines])


def _line(position: Position, item: Item, sides: Sides, now: datetime, zone: str) -> Rich:
    words, side = sides.words, sides.called(position.party)
    refuses = "" if position.wants else f" ({words.say('refuses')})"
    return (
        text("• ")
        + bold(text(side[:1].upper() + side[1:], 60))
        + text(refuses + ": ")
        + in_quotes(position.sentence, words)
        + text(" — ")
        + link(name(item.outlet, 60), item.link)
        + text(f" · {age(item.published, now, words, zone_of(zone))}")
    )
