"""The card and the board: where a process stands, as a person reads it (docs/answers.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.render.denials import denial_lines, denials, quoted
from briefing.render.fighting import fighting_entry, fighting_mark
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, italic, joined, label, link, name, split, text
from briefing.render.partial_truces import partial_lines
from briefing.render.positions import position_lines
from briefing.render.quote import in_language_first, quote
from briefing.render.reach import reach_lines
from briefing.render.speakers import Sides, sides_among
from briefing.render.story import StoryShown, story_line
from briefing.render.times import age, clock, clock_told, day, zone_of
from briefing.render.vocabulary import axis_name, state_name, state_since
from briefing.render.words import Words
from news.chat import Button, Message
from news.claim import Axis, Piece, Position
from news.feed import Reach
from news.fold.tally import outlet_name
from news.fold.times import begun_by, end_told, last_moment
from news.fold.waiting import waiting
from news.item import Item
from news.process import Process, ProcessCatalogue
from news.status import State, Status

STALE = timedelta(days=5)
BOARD = 20
"""Lines of the board on one page."""
_ICON = {Axis.TALKS: "🗣", Axis.CEASEFIRE: "🕊"}
_AXES = (Axis.TALKS, Axis.CEASEFIRE)


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a card shows of one process."""

    process: Process
    statuses: dict[Axis, Status]
    positions: tuple[tuple[Position, Item], ...] = ()
    newest: tuple[StoryShown, ...] = ()
    reach: Reach | None = None  # None: not asked
    followed: bool = False  # the chat that asks hears of its changes

    @property
    def heard_at(self) -> datetime | None:
        """When a report last confirmed or moved a status of the process."""
        peace = (status for axis, status in self.statuses.items() if axis is not Axis.FIGHTING)
        moments = (status.confirmed_at or status.since for status in peace)
        return max((moment for moment in moments if moment), default=None)


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a text is rendered: words, zone, the moment it is, and the catalogue that names the sides."""

    words: Words
    zone: str
    now: datetime
    catalogue: ProcessCatalogue

    def sides(self, process: str) -> Sides:
        return Sides(self.catalogue, process, self.words)


def card_message(card: Card, reader: Audience) -> list[Message]:
    """The card of one process, in as few messages as hold it."""
    zone = zone_of(reader.zone)
    title = card.process.title_in(reader.words.language)
    when = f"{clock(reader.now, reader.words, zone)} ({zone.key})"
    head = (
        text("🕊 ") + bold(text(title, 120)) + text(" — " + reader.words.say("where it stands") + " · " + when)
    )
    process = card.process
    entries = [
        _axis(card.statuses.get(axis) or Status(process.id, axis), process, reader)
        for axis in _AXES
        if axis in process.axes
    ]
    entries += [fighting_entry(card.statuses.get(Axis.FIGHTING), reader.words, reader.now, reader.zone)]
    sides = reader.sides(process.id)
    entries += [
        position_lines(card.positions, process, sides, reader.now, reader.zone),
        _newest(card.newest, reader),
        _stale(card, reader),
        reach_lines(card.reach, reader.words, reader.now, reader.zone, since=_lacks(card)),
    ]
    pieces = split(head, [e for e in entries if e], between="\n\n")
    return [
        Message(piece.html, _card_buttons(card, reader.words, reader.now) if piece is pieces[-1] else ())
        for piece in pieces
    ]


def _lacks(card: Card) -> bool:
    """Whether it says of an axis that nothing was reported."""
    known = [axis for axis, s in card.statuses.items() if s.state is not State.NONE or s.corrected]
    return any(axis not in known for axis in card.process.axes)


def _card_buttons(card: Card, words: Words, now: datetime) -> tuple[tuple[Button, ...], ...]:
    of = card.process.id
    if all(status.state is State.NONE and not waiting(status, now) for status in card.statuses.values()):
        return ((button(words.say("Newest stories"), ButtonKind.STORIES, of), _follow(card, words)),)
    row = (
        button(words.say("Evidence"), ButtonKind.WHY, of),
        button(words.say("Timeline"), ButtonKind.TIMELINE, of),
        _follow(card, words),
    )
    return (row,)


def _follow(card: Card, words: Words) -> Button:
    return unfollow_button(card.process.id, words) if card.followed else follow_button(card.process.id, words)


def follow_button(process: str, words: Words) -> Button:
    return button(words.say("Follow"), ButtonKind.FOLLOW, process)


def unfollow_button(process: str, words: Words) -> Button:
    return button(words.say("Unfollow"), ButtonKind.UNFOLLOW, process)


def board_message(
    cards: Sequence[Card], reader: Audience, offset: int = 0, reach: Reach | None = None
) -> Message:
    """One line a process: talks, ceasefire, age, a mark when disputed; BOARD lines from `offset` on."""
    zone = zone_of(reader.zone)
    head = bold(text(reader.words.say("Where things stand"))) + text(
        " · " + clock(reader.now, reader.words, zone)
    )
    reached = reach_lines(reach, reader.words, reader.now, reader.zone, since=True)
    if not cards:
        nothing = text(reader.words.say("Nothing has been reported yet. Try /latest."))
        return Message(joined((head, nothing, reached)).html)
    offset = min(max(offset, 0), (len(cards) - 1) // BOARD * BOARD)
    page = cards[offset : offset + BOARD]
    example = page[0].process.title_in(reader.words.language).partition(":")[0]
    foot = italic(
        text(
            reader.words.say("More about one: /status and its name, e.g. /status {example}", example=example),
            200,
        )
    )
    tail = text("\n") + joined((reached, foot))
    whole = split(head, [board_line(card, reader) for card in page], tail)[0]
    return Message(whole.html, _board_buttons(page, reader.words, offset, len(cards)))


def _board_buttons(
    page: Sequence[Card], words: Words, offset: int, total: int
) -> tuple[tuple[Button, ...], ...]:
    buttons = [
        button(
            label(card.process.title_in(words.language).partition(":")[0], 30),
            ButtonKind.STATUS,
            card.process.id,
        )
        for card in page[:6]
    ]
    rows = [tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3)]
    turns = []
    if offset:
        turns.append(button("◀", ButtonKind.STATUS, "", max(offset - BOARD, 0)))
    if offset + BOARD < total:
        turns.append(button("▶", ButtonKind.STATUS, "", offset + BOARD))
    return (*rows, tuple(turns)) if turns else tuple(rows)


def board_line(card: Card, reader: Audience, leads_to: str | None = None, *, aged: bool = True) -> Rich:
    """A process in one line; its title leads to `leads_to`. `aged`: with how long ago it was last heard of."""
    words = reader.words
    parts = []
    for axis in _AXES:
        status = card.statuses.get(axis)
        if status and status.state is not State.NONE:
            source = status.evidence[0].link if status.evidence else None
            state = link(text(state_name(axis, status.state, words)), source)
            parts.append(
                text(f"{axis_name(axis, words).lower()}: ")
                + state
                + text(marks(status, card.process, reader.now))
            )
    parts += fighting_mark(card.statuses.get(Axis.FIGHTING), words)
    last = card.heard_at
    tail = f" · {age(last, reader.now, words, zone_of(reader.zone))}" if last and aged else ""
    return (
        text("• ")
        + link(bold(text(card.process.title_in(words.language), 80)), leads_to)
        + text(" — ")
        + joined(parts, "; ")
        + text(tail)
    )


def marks(status: Status, process: Process | None, now: datetime) -> str:
    """⚖ where it is disputed or denied, ⚠ where breaches are reported."""
    disputed = " ⚖" if status.disputed_by or denials(status, process, now) else ""
    return disputed + (" ⚠" if status.violations else "")


def _axis(status: Status, process: Process, reader: Audience) -> Rich:
    words, zone = reader.words, zone_of(reader.zone)
    head = text(f"{_ICON[status.axis]} ") + bold(text(axis_name(status.axis, words) + ":")) + text(" ")
    if status.state is State.NONE and not status.corrected:
        head += text(state_name(status.axis, State.NONE, words))
        return joined(
            [head, _waiting(status, reader), *_denied(status, process, reader), *_partial(status, reader)]
        )
    lines = [head + text(standing(status, reader), 300)]
    lines += [
        _told(piece, reader, status) for piece in in_language_first(status.evidence, words.language)[:1]
    ]
    if (
        status.effective_at
        and begun_by(status.effective_at) > reader.now
        and status.state is not State.IN_EFFECT
    ):
        lines.append(
            text(words.say("Starts {when}", when=clock_told(status.effective_at, reader.now, words, zone)))
        )
    end = end_told(status)
    if end and last_moment(end) > reader.now:
        lines.append(text(words.say("Ends {when}", when=clock_told(end, reader.now, words, zone))))
    if status.disputed_by:
        lines.append(
            text(
                "⚖ "
                + words.say("Disputed by {who}", who=reader.sides(process.id).listed(status.disputed_by)),
                200,
            )
        )
        lines += [_told(piece, reader) for piece in in_language_first(status.disputes, words.language)[:1]]
    lines += _denied(status, process, reader)
    if status.violations:
        accusers = sides_among(status.accusations, process)
        who = (
            words.say(" (alleged by {who})", who=reader.sides(process.id).listed(accusers))
            if accusers
            else ""
        )
        lines.append(text("⚠ " + words.say("Breaches reported") + who, 200))
        lines += [
            _told(piece, reader) for piece in in_language_first(reversed(status.breaches), words.language)[:1]
        ]
    return joined([*lines, _waiting(status, reader), *_partial(status, reader)])


def _partial(status: Status, reader: Audience) -> list[Rich]:
    return partial_lines(status, reader.sides(status.process), reader.now, reader.zone)


def _denied(status: Status, process: Process, reader: Audience) -> list[Rich]:
    return denial_lines(
        denials(status, process, reader.now), reader.sides(process.id), reader.now, reader.zone
    )


def _waiting(status: Status, reader: Audience) -> Rich:
    """What is reported and does not yet count, with the one who says so."""
    told = waiting(status, reader.now)
    if told is None:
        return Rich()
    state = state_name(status.axis, told.state, reader.words)
    one, many = "Waiting for a second source: {state}", "{n} sources, not yet sure enough: {state}"
    said = (
        reader.words.say(one, state=state)
        if told.outlets < 2
        else reader.words.say(many, n=told.outlets, state=state)
    )
    return joined(
        [text("⏳ " + said, 200), _told(in_language_first(told.pieces, reader.words.language)[0], reader)]
    )


def standing(status: Status, reader: Audience) -> str:
    """ "in effect since 9 Sep, according to RSF"."""
    words, zone = reader.words, zone_of(reader.zone)
    said = state_name(status.axis, status.state, words)
    if status.since:
        since = day(status.since, reader.now, words, zone)
        due = words.say("(due since {day}, not yet confirmed)", day=since)
        said = f"{said} {due}" if status.due else state_since(status.axis, status.state, since, words)
    if status.claimed_only and status.by:
        said += ", " + words.say("according to {who}", who=reader.sides(status.process).called(status.by))
    if status.corrected:
        said += " " + words.say("(corrected by an editor)")
    if status.background:
        said += " " + words.say("(from older reports)")
    return said


def _told(piece: Piece, reader: Audience, status: Status | None = None) -> Rich:
    """One piece of evidence; with `status`, the outlets that stand behind it: two by name, the others
    counted."""
    if status is None:
        return quoted(piece, reader.words, reader.now, reader.zone)
    when = age(piece.published, reader.now, reader.words, zone_of(reader.zone))
    return quote(piece, reader.words) + text(" — ") + _outlets(piece, status) + text(f" · {when}")


def _outlets(piece: Piece, status: Status) -> Rich:
    by_name = {outlet_name(p.outlet): p for p in reversed(status.evidence)}
    by_name.pop(outlet_name(piece.outlet), None)
    others = list(by_name.values())[::-1]
    named = joined((link(name(p.outlet, 60), p.link) for p in (piece, *others[:1])), ", ")
    more = max(status.outlets, len(others) + 1) - 1 - len(others[:1])
    return named + text(f" +{more}") if more > 0 else named


def _newest(stories: Sequence[StoryShown], reader: Audience) -> Rich:
    lines = [story_line(story, reader.words, reader.now, reader.zone) for story in stories]
    return joined([bold(text(reader.words.say("Newest"))), *lines]) if lines else Rich()


def _stale(card: Card, reader: Audience) -> Rich:
    words = reader.words
    lines = []
    for axis in _AXES:
        status = card.statuses.get(axis)
        heard = status and (status.confirmed_at or status.since)
        if heard and reader.now - heard > STALE:
            n = (reader.now - heard).days
            name = axis_name(axis, words).lower()
            one, many = (
                "No new report on the {axis} for {n} day.",
                "No new report on the {axis} for {n} days.",
            )
            lines.append(italic(text(words.count(one, many, n, axis=name))))
    return joined(lines)
