"""An alert: one status changed; what it is now, what it was, who says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from briefing.render.card import Audience, standing
from briefing.render.denials import denial_lines, denials, quoted
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, italic, joined, link, name, text
from briefing.render.quote import in_language_first
from briefing.render.speakers import Sides
from briefing.render.times import age, zone_of
from briefing.render.vocabulary import axis_name, state_name
from briefing.render.words import Words
from news.chat import Message
from news.fold.correction import Correction
from news.process import ProcessCatalogue
from news.status import Change, ChangeRule, Status

_MOST = 12  # lines of one message of several changes


def alert_message(
    change: Change, change_id: int, catalogue: ProcessCatalogue, words: Words, now: datetime, zone: str
) -> Message:
    """The alert about `change`, known to storage as `change_id`; `now` and `zone` decide how ages read."""
    process, sides = catalogue.get(change.process), Sides(catalogue, change.process, words)
    title = process.title_in(words.language) if process else change.process
    lines = [text("🔔 ") + bold(text(title, 120)), headline(change, sides)]
    lines += [
        quoted(piece, words, now, zone) for piece in in_language_first(change.evidence, words.language)[:2]
    ]
    lines += denial_lines(denials(change.status, process, change.at), sides, now, zone)
    return Message(joined(lines).html, ((button(words.say("Why?"), ButtonKind.WHY_CHANGE, change_id),),))


def full_hour(message: Message, until: datetime, words: Words, zone: str) -> Message:
    """The message with a line saying that it is the last within the hour's limit, and when the rest comes."""
    when = f"{until.astimezone(zone_of(zone)):%H:%M}"
    said = words.say(
        "That is the limit for this hour. The rest arrives together at {when}; urgent news still comes at once.",
        when=when,
    )
    return replace(message, html=f"{message.html}\n{italic(text(said)).html}")


def backlog_message(
    changes: Sequence[Change], catalogue: ProcessCatalogue, words: Words, now: datetime, zone: str
) -> Message:
    """Several changes in one message, oldest first; beyond what fits, only how many more."""
    head = text("🔔 ") + bold(
        text(words.count("{n} change of status", "{n} changes of status", len(changes)))
    )
    lines = [head]
    for shown, change in enumerate(changes):
        if shown == _MOST:
            lines.append(
                text(words.count("… and {n} more: /status", "… and {n} more: /status", len(changes) - shown))
            )
            break
        lines.append(text("• ") + change_line(change, catalogue, words, now, zone))
    return Message(joined(lines).html, ((button(words.say("Why?"), ButtonKind.WHY),),))


def undone_message(correction: Correction, status: Status, reader: Audience) -> Message:
    """An admin's correction was taken back: what it said, and where things stand now."""
    words, process = reader.words, reader.catalogue.get(correction.process)
    title = process.title_in(words.language) if process else correction.process
    axis = axis_name(correction.axis, words)
    said = words.say(
        "The correction “{axis}: {state}” was a mistake and is taken back.",
        axis=axis,
        state=state_name(correction.axis, correction.state, words),
    )
    now = words.say("{axis} now: {state}", axis=axis, state=standing(status, reader))
    lines = [text("🔔 ") + bold(text(title, 120)), text(said), text(now, 300)]
    return Message(
        joined(lines).html, ((button(words.say("Status"), ButtonKind.STATUS, correction.process),),)
    )


def change_line(change: Change, catalogue: ProcessCatalogue, words: Words, now: datetime, zone: str) -> Rich:
    """ "Syria — Ceasefire: collapsed (before: in effect) — Reuters · 2 h"."""
    process = catalogue.get(change.process)
    title = process.title_in(words.language) if process else change.process
    line = (
        bold(text(title, 80))
        + text(" — ")
        + text(_what(change, Sides(catalogue, change.process, words)), 160)
    )
    for piece in change.evidence[:1]:
        line = line + text(" — ") + link(name(piece.outlet, 40), piece.link)
    return line + text(f" · {age(change.at, now, words, zone_of(zone))}")


def _what(change: Change, sides: Sides) -> str:
    words = sides.words
    axis = axis_name(change.axis, words)
    now, before = (
        state_name(change.axis, change.state, words),
        state_name(change.axis, change.previous, words),
    )
    match change.rule:
        case ChangeRule.BREACH:
            said = words.say("{axis}: {state}; breaches reported", axis=axis, state=now)
        case ChangeRule.LAPSE:
            said = words.say("{axis}: {state}; no new breach reported", axis=axis, state=now)
        case ChangeRule.DISPUTED:
            said = words.say(
                "{axis}: {state}; disputed by {who}",
                axis=axis,
                state=now,
                who=sides.listed(change.disputed_by),
            )
        case ChangeRule.CORRECTED:
            said = words.say(
                "{axis}: {state} (before: {before}), corrected by an editor",
                axis=axis,
                state=now,
                before=before,
            )
        case ChangeRule.EXTENDED:
            said = words.say("{axis}: extended", axis=axis)
        case _:
            said = words.say("{axis}: {state} (before: {before})", axis=axis, state=now, before=before)
    if change.status.claimed_only and change.status.by:
        said += ", " + words.say("according to {who}", who=sides.called(change.status.by))
    if change.status.due:
        said += " " + words.say("(due, not yet confirmed)")
    return said


def headline(change: Change, sides: Sides) -> Rich:
    """The change in one line, without its process."""
    return text(_what(change, sides), 400)
