"""Truces of a part of a war on the card: what is spared, until when, and the sentence that says so."""

from datetime import datetime

from briefing.render.denials import quoted
from briefing.render.markup import Rich, joined, text
from briefing.render.speakers import Sides
from briefing.render.times import clock_told, zone_of
from news.fold.partial import parts_at
from news.status import State, Status

_SPARED = {
    "energy": "no strikes on energy sites",
    "sea": "no attacks at sea",
    "air": "no attacks from the air",
    "infrastructure": "no strikes on infrastructure",
    "prisoners": "for prisoners alone",
    "targets": "some targets are spared",
    "hours": "some hours of every day",
    "area": "in one area",
}


def partial_lines(status: Status, sides: Sides, now: datetime, zone: str) -> list[Rich]:
    """ "◐ Partial: no strikes on energy sites, until Sun 20 Apr" and its quote, for each part; none while a truce of the
    whole is in effect."""
    if status.state is State.IN_EFFECT:
        return []
    return [
        joined(
            [
                _head(piece.claim.part or "", piece.claim.ends_at, sides, now, zone),
                quoted(piece, sides.words, now, zone),
            ]
        )
        for piece in parts_at(status.parts, now)
    ]


def _head(part: str, end: datetime | None, sides: Sides, now: datetime, zone: str) -> Rich:
    words = sides.words
    said = words.say("Partial: {what}", what=_what(part, sides))
    if end is not None:
        said += ", " + words.say("until {when}", when=clock_told(end, now, words, zone_of(zone)))
    return text("◐ " + said, 200)


def _what(part: str, sides: Sides) -> str:
    sort, _, named = part.partition(":")
    if sort == "side" and named:
        return sides.words.say("declared by {who} alone", who=sides.called(named))
    if sort == "area" and named:
        return sides.words.say("in {place} alone", place=named)
    return sides.words.say(_SPARED.get(sort, _SPARED["targets"]))
