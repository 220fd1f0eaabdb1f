"""Denials that are told and no dispute yet: who denies, in their own sentence."""

from collections.abc import Sequence
from datetime import datetime

from briefing.render.markup import Rich, link, name, text
from briefing.render.quote import quote
from briefing.render.speakers import Sides, sides_among
from briefing.render.times import age, zone_of
from briefing.render.words import Words
from news.claim import Piece
from news.fold.waiting import denied
from news.process import Process
from news.status import Status


def denials(status: Status, process: Process | None, now: datetime) -> list[tuple[str, Piece]]:
    """Each side that denies what stands or waits, with its denial; a place or an outlet denies nothing."""
    if process is None:
        return []
    by_side: dict[str, Piece] = {}
    for piece in denied(status, now):
        for side in sides_among([piece.claim.by or ""], process):
            by_side.setdefault(side, piece)
    return [(side, piece) for side, piece in by_side.items() if side not in status.disputed_by]


def denial_lines(told: Sequence[tuple[str, Piece]], sides: Sides, now: datetime, zone: str) -> list[Rich]:
    """ "⚖ Denied by RSF" and the sentence that says so."""
    if not told:
        return []
    who = sides.listed(side for side, _ in told)
    return [
        text("⚖ " + sides.words.say("Denied by {who}", who=who), 200),
        quoted(told[0][1], sides.words, now, zone),
    ]


def quoted(piece: Piece, words: Words, now: datetime, zone: str) -> Rich:
    """ "“The sentence.” — Outlet · 2 h"."""
    when = age(piece.published, now, words, zone_of(zone))
    return quote(piece, words) + text(" — ") + link(name(piece.outlet, 60), piece.link) + text(f" · {when}")
