"""A digest as a message: by process where it stands, what changed and at most STORIES stories; what is dated
next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefing.render.card import Audience, marks, standing
from briefing.render.change_summary import change_summary
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import MESSAGE_LENGTH, Rich, bold, italic, joined, link, split, text
from briefing.render.story import StoryShown, story_line
from briefing.render.times import clock, clock_told, zone_of
from briefing.render.vocabulary import axis_name, coming_name
from news.chat import Message
from news.fold.dated import Dated
from news.status import Change, State, Status

STORIES = 3
"""So many stories of one process are told at most."""

_DATED = 5
_LENGTH = MESSAGE_LENGTH - 200  # room for the mark of a repetition
_SUMMARY = 160


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a digest for the moment `at` tells: changes after `since`, newest first; stories with their
    process, the most told first; where processes stand; what is dated, the soonest first."""

    since: datetime
    at: datetime
    changes: Sequence[Change] = ()
    stories: Sequence[tuple[str, StoryShown]] = ()
    statuses: Mapping[str, Sequence[Status]] = field(default_factory=dict)
    dated: Sequence[Dated] = ()
    words: str = ""  # the digest is about these
    left_out: int = 0  # stories


@dataclass(frozen=True, slots=True)
class _Plan:
    """How much is told of a process, so that all fits one message."""

    stories: int
    summaries: bool = False


_PLANS = (_Plan(STORIES, True), _Plan(STORIES), _Plan(2), _Plan(1), _Plan(0))


def digest_messages(
    gathered: Gathered, reader: Audience, *, brief: bool, tell_nothing: bool
) -> list[Message]:
    """One message as a rule; none when there is nothing and nobody asked to be told so."""
    head = _head(gathered, reader)
    if not gathered.changes and not gathered.stories:
        since = clock(gathered.since, reader.words, zone_of(reader.zone))
        nothing = text(reader.words.say("Nothing new since {since}.", since=since))
        return [Message(joined([head, nothing]).html)] if tell_nothing else []
    pieces: list[Rich] = []
    for plan in _PLANS[1:] if brief else _PLANS:
        pieces = split(head, _blocks(gathered, reader, plan), between="\n\n", length=_LENGTH)
        if len(pieces) == 1:
            break
    buttons = ((button(reader.words.say("Why?"), ButtonKind.WHY),),)
    return [Message(piece.html, buttons) for piece in pieces]


def _head(gathered: Gathered, reader: Audience) -> Rich:
    about = ""
    if gathered.words:
        before, after = reader.words.say("“|”").split("|")
        about = f" {before}{gathered.words}{after}"
    when = clock(gathered.at, reader.words, zone_of(reader.zone))
    return text("📰 ") + bold(text(reader.words.say("Digest") + about + " · " + when))


def _blocks(gathered: Gathered, reader: Audience, plan: _Plan) -> list[Rich]:
    """One block for each process, those of which something changed first; then what is left out, and what is
    next."""
    changes: dict[str, list[Change]] = {}
    stories: dict[str, list[StoryShown]] = {}
    for change in gathered.changes:
        changes.setdefault(change.process, []).append(change)
    for of, story in gathered.stories:
        stories.setdefault(of, []).append(story)
    blocks = []
    for of in dict.fromkeys((*changes, *stories)):
        told = stories.get(of, [])[: plan.stories]
        state = joined(
            [
                bold(text(_title(of, reader), 120)),
                _where(gathered.statuses.get(of, ()), reader) if not gathered.words else Rich(),
                change_summary(changes.get(of, []), reader.sides(of)),
            ]
        )
        lines = [_story(story, reader, summary=plan.summaries) for story in told]
        blocks.append(joined([state, *lines], "\n\n" if plan.summaries else "\n"))
    coming = _next(gathered.dated, reader, named=len(blocks) > 1)
    left_out = gathered.left_out + sum(max(len(told) - plan.stories, 0) for told in stories.values())
    return [block for block in (*blocks, _more(left_out, reader), coming) if block]


def _title(process_id: str, reader: Audience) -> str:
    process = reader.catalogue.get(process_id)
    return process.title_in(reader.words.language) if process else process_id or reader.words.say("News")


def _where(statuses: Sequence[Status], reader: Audience) -> Rich:
    """ "Ceasefire: in effect since 4 Mar ⚖ · Talks: under way since 1 Mar"; what nobody reports is left out
    where the other axis is known."""
    known = [status for status in statuses if status.state is not State.NONE] or statuses
    parts = []
    for status in known:
        source = next((piece.link for piece in status.evidence if piece.link), None)
        name = axis_name(status.axis, reader.words)
        process = reader.catalogue.get(status.process)
        parts.append(
            text(f"{name}: ")
            + link(text(standing(status, reader), 160), source)
            + text(marks(status, process, reader.now))
        )
    return joined(parts, " · ")


def _story(story: StoryShown, reader: Audience, *, summary: bool) -> Rich:
    line = story_line(story, reader.words, reader.now, reader.zone)
    head = story.head(reader.words.language)
    if not summary or not head.title.strip() or not head.summary.strip():
        return line
    return joined([line, text(head.summary, _SUMMARY)])


def _more(left_out: int, reader: Audience) -> Rich:
    if not left_out:
        return Rich()
    one, many = "… and {n} more story: /latest", "… and {n} more stories: /latest"
    return italic(text(reader.words.count(one, many, left_out)))


def _next(dated: Sequence[Dated], reader: Audience, *, named: bool) -> Rich:
    """ "Coming up", and a line for each date: "Fri 12 Sep — Ostia: the ceasefire ends"; `named`: several
    processes are told of."""
    if not dated:
        return Rich()
    named = named or len({one.process for one in dated}) > 1
    lines = [
        text("• " + clock_told(one.at, reader.now, reader.words, zone_of(reader.zone)) + " — ")
        + text(f"{_title(one.process, reader).partition(':')[0]}: " if named else "", 80)
        + link(text(coming_name(one.what, reader.words)), one.link)
        for one in dated[:_DATED]
    ]
    return joined([bold(text(reader.words.say("Coming up"))), *lines])
