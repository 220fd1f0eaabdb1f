"""How heavy the fighting is, on the card and on the board."""

from datetime import datetime

from briefing.render.markup import Rich, bold, joined, link, name, text
from briefing.render.quote import in_language_first, quote
from briefing.render.times import age, zone_of
from briefing.render.vocabulary import axis_name, state_name
from briefing.render.words import Words
from news.claim import Axis
from news.fold.tally import outlet_name
from news.status import State, Status

_ICON = "⚔"
_LOUD = (State.FIGHTING, State.MAJOR)


def fighting_entry(status: Status | None, words: Words, now: datetime, zone: str) -> Rich:
    """ "⚔ Fighting: heavy", with the gravest sentence, who tells it and when; nothing where it is not known."""
    if status is None or status.state is State.NONE:
        return Rich()
    head = text(f"{_ICON} ") + bold(text(axis_name(Axis.FIGHTING, words) + ":"))
    head += text(" " + state_name(Axis.FIGHTING, status.state, words))
    pieces = in_language_first(status.evidence, words.language)
    if status.state is State.QUIET or not pieces:
        return head
    outlets = {outlet_name(piece.outlet): piece for piece in reversed(pieces)}
    named = list(outlets.values())[::-1]
    told = quote(pieces[0], words) + text(" — ")
    told += joined((link(name(piece.outlet, 60), piece.link) for piece in named[:2]), ", ")
    more = text(f" +{len(named) - 2}") if len(named) > 2 else Rich()
    return joined([head, told + more + text(f" · {age(pieces[0].published, now, words, zone_of(zone))}")])


def fighting_mark(status: Status | None, words: Words) -> list[Rich]:
    """What a line of the board says of it: heavy or daily fighting with a link to its source, else nothing."""
    if status is None or status.state not in _LOUD:
        return []
    source = status.evidence[0].link if status.evidence else None
    said = f"{axis_name(Axis.FIGHTING, words).lower()}: {state_name(Axis.FIGHTING, status.state, words)}"
    return [text(f"{_ICON} ") + link(text(said), source)]
