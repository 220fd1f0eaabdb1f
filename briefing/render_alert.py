"""An alert: one status changed; what it is now, what it was, who says so."""

from datetime import datetime

from briefing.markup import Rich, bold, joined, link, text
from briefing.moments import age, zone_of
from briefing.vocabulary import axis_name, state_name
from briefing.words import Words
from news.chat import Message
from news.process import Process
from news.status import Change, Rule

_SENTENCE = 300


def alert_message(change: Change, process: Process | None, words: Words, now: datetime, zone: str) -> Message:
    """The alert about `change`; `now` and `zone` decide how ages read."""
    title = process.title_in(words.language) if process else change.process
    lines = [text("🔔 ") + bold(text(title, 120)), text(_what(change, words), 400)]
    for piece in change.evidence[:2]:
        when = age(piece.published, now, words, zone_of(zone))
        told = link(text(piece.outlet, 60), piece.link)
        lines.append(text("“") + text(piece.claim.sentence, _SENTENCE) + text("” — ") + told + text(f" · {when}"))
    return Message(joined(lines).html)


def _what(change: Change, words: Words) -> str:
    axis = axis_name(change.axis, words)
    now, before = state_name(change.axis, change.state, words), state_name(change.axis, change.previous, words)
    match change.rule:
        case Rule.BREACH:
            said = words.say("{axis}: {state}; breaches reported", axis=axis, state=now)
        case Rule.LAPSE:
            said = words.say("{axis}: {state}; no new breach reported", axis=axis, state=now)
        case Rule.DISPUTED:
            said = words.say("{axis}: {state}; disputed by {who}", axis=axis, state=now, who=", ".join(change.disputed_by))
        case Rule.EXTENDED:
            said = words.say("{axis}: extended", axis=axis)
        case _:
            said = words.say("{axis}: {state} (before: {before})", axis=axis, state=now, before=before)
    if change.status.claimed_only and change.status.by:
        said += ", " + words.say("according to {who}", who=change.status.by)
    if change.status.due:
        said += " " + words.say("(due, not yet confirmed)")
    return said


def headline(change: Change, words: Words) -> Rich:
    """The change in one line, for timelines and digests."""
    return text(_what(change, words), 400)
