"""Answer /timeline: the dated changes of a process with their sources, and the chart of both axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.answers.find_process import find_process
from briefing.house import House
from briefing.render.alert import headline
from briefing.render.chart import DAY, Chart, Row, Span
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import CAPTION_LENGTH, Rich, bold, italic, joined, link, name, split, text
from briefing.render.quote import in_language_first, quote
from briefing.render.speakers import Sides
from briefing.render.times import clock, clock_told, day, zone_of
from briefing.render.vocabulary import axis_name, state_name, state_since
from briefing.render.words import Words, words_for
from news.alert import StoredChange
from news.chat import Button, Chat, Message
from news.claim import Axis, Kind, Piece
from news.fold.tally import outlet_name
from news.fold.times import day_alone
from news.process import Process
from news.status import Change, ChangeRule, State
from storage.store import Books

PAGE = 8
MOST = 200
_AXES = (Axis.TALKS, Axis.CEASEFIRE)
_FAST = 3
"""So many changes, and one in so many of all, make a fast story."""


@dataclass(frozen=True, slots=True)
class _TimelinePage:
    """What one page shows, newest first, and whether there are `newer` and `older` ones."""

    steps: Sequence[StoredChange]
    newer: bool
    older: bool


async def timeline(
    house: House, chat: Chat, asked: str, *, before: int | None = None, after: int | None = None
) -> Message:
    """One page of the changes of the process `asked` names, newest first: before or after a change (its id).
    Raises UnknownProcess.

    A page stays the page it was while changes come and go: it hangs on a change, also on one that was
    withdrawn since.
    """
    process, words = find_process(asked, house.catalogue), words_for(chat.language)
    at = before if after is None else after

    async def looked(books: Books) -> tuple[list[StoredChange], StoredChange | None]:
        return await books.statuses.steps(process.id, MOST), await books.statuses.step(
            at
        ) if at is not None else None

    steps, anchor = await house.store.look(looked)
    head = bold(text(process.title_in(chat.language), 120)) + text(" — " + words.say("timeline"))
    if not steps:
        nothing = text("\n" + words.say("No change has been recorded yet."))
        return Message(
            (head + nothing).html,
            ((button(words.say("Status"), ButtonKind.STATUS, process.id), _stories(process, words)),),
        )
    page = _page(
        steps, anchor if anchor and anchor.change.process == process.id else None, back=after is not None
    )
    sides = Sides(house.catalogue, process.id, words)
    entries = [_entry(step.change, sides, house.now(), chat.zone) for step in page.steps]
    return Message(split(head, entries, between="\n\n")[0].html, _buttons(process, page, words))


def _page(steps: Sequence[StoredChange], anchor: StoredChange | None, *, back: bool) -> _TimelinePage:
    """The page of `steps`, newest first, that follows the anchor or, on the way back, comes before it;
    without one the newest."""
    newer = sum(_place(step) > _place(anchor) for step in steps) if anchor else 0
    older = sum(_place(step) < _place(anchor) for step in steps) if anchor else len(steps)
    start = max(newer - PAGE, 0) if back else len(steps) - (older or min(PAGE, len(steps)))
    return _TimelinePage(steps[start : start + PAGE], start > 0, start + PAGE < len(steps))


def _place(step: StoredChange) -> tuple[datetime, int]:
    return step.change.at, step.id


async def timeline_chart(house: House, chat: Chat, asked: str) -> Message | None:
    """The chart with its description as caption; None while nothing has changed yet, or where it cannot be
    drawn. Raises UnknownProcess."""
    process, words = find_process(asked, house.catalogue), words_for(chat.language)

    async def looked(books: Books) -> tuple[list[Change], list[Change], Sequence[Piece]]:
        steps = (await books.statuses.history(process.id, limit=MOST))[::-1]
        if not steps:
            return [], [], ()
        levels = (await books.statuses.history(process.id, Axis.FIGHTING, MOST))[::-1]
        told = await books.claims.evidence(process.id, Axis.CEASEFIRE, chart_start(steps, house.now()))
        return steps, levels, told

    changes, levels, heard = await house.store.look(looked)
    if not changes:
        return None
    start = chart_start(changes, house.now())
    breaches = tuple(
        piece.published
        for piece in heard
        if piece.claim.kind is Kind.VIOLATION and piece.claim.stance.current
    )
    drawn = chart_of(process, changes, levels, breaches, start, house.now(), words, chat.zone)
    picture = await house.charts.png(drawn)
    return Message(_caption(drawn, words).html, photo=picture) if picture else None


def chart_of(
    process: Process,
    changes: Sequence[Change],
    levels: Sequence[Change],
    breaches: tuple[datetime, ...],
    start: datetime,
    now: datetime,
    words: Words,
    zone: str,
) -> Chart:
    """The chart of `changes` and of the `levels` of fighting, both oldest first. It ends at the last full
    hour, so that within it the same picture is drawn once."""
    end = max(now.replace(minute=0, second=0, microsecond=0), changes[-1].at)
    steps = {axis: [c for c in changes if c.axis is axis] for axis in _AXES if axis in process.axes}
    if levels:
        steps[Axis.FIGHTING] = [level for level in levels if level.at <= end]
    rows = tuple(
        Row(axis, axis_name(axis, words), _spans(of_axis, axis, start, end, words))
        for axis, of_axis in steps.items()
    )
    title, note = process.title_in(words.language), words.say("red: reported breaches")
    return Chart(
        title,
        start,
        end,
        rows,
        tuple(b for b in breaches if start <= b <= end),
        note,
        words.language,
        zone_of(zone),
    )


def _spans(
    changes: Sequence[Change], axis: Axis, start: datetime, end: datetime, words: Words
) -> tuple[Span, ...]:
    spans: list[Span] = []
    state, since, told = changes[0].previous if changes else State.NONE, start, start
    for change in changes:
        if change.state is not state and change.at > since:
            spans.append(Span(since, change.at, state, state_name(axis, state, words), told))
            since, told = change.at, _moment(change)
        state = change.state
    return (*spans, Span(since, end, state, state_name(axis, state, words), told))


def chart_start(changes: Sequence[Change], now: datetime) -> datetime:
    """Some time before the first change that is drawn: an eighth of what is drawn while that is short, later
    half a day or a twentieth. Where a fast story after a long while would be squeezed into the last twentieth,
    it is drawn alone; what stood before it still stands at its left."""
    while True:
        first = changes[0].at
        length = max(now - first, timedelta(hours=2))
        start = first - min(length / 8, max(length / 20, timedelta(hours=12)))
        late = [change for change in changes if change.at > now - (now - start) / 20]
        if len(late) < _FAST or len(late) == len(changes) or len(late) * _FAST < len(changes):
            return start
        changes = late


def _caption(chart: Chart, words: Words) -> Rich:
    """What the picture shows, in words, for those who cannot see it."""
    first, last = day(chart.start, chart.end, words, chart.zone), day(chart.end, chart.end, words, chart.zone)
    when = first if first == last else f"{first} – {last}"
    lines = [bold(text(chart.title, 120)) + text(" · " + when)]
    for row in chart.rows:
        told = [_began(row.axis, span, chart, words) for span in row.spans if span.start > chart.start]
        steps = told[-4:] or [row.spans[-1].name]
        lines.append(text(row.name + ": " + " → ".join(steps), 300))
    if chart.breaches:
        n = len(chart.breaches)
        lines.append(text(words.count("{n} report of a breach", "{n} reports of breaches", n)))
    whole = joined(lines)
    return whole if whole.fits(CAPTION_LENGTH) else lines[0]


def _began(axis: Axis, span: Span, chart: Chart, words: Words) -> str:
    """The state with its day; with its hour on a chart of less than a day."""
    moment = span.told or span.start
    hour = chart.end - chart.start < DAY and not day_alone(moment)
    when = f"{moment.astimezone(chart.zone):%H:%M}" if hour else day(moment, chart.end, words, chart.zone)
    return state_since(axis, span.state, when, words, hour=hour)


def _entry(change: Change, sides: Sides, now: datetime, zone: str) -> Rich:
    words = sides.words
    moment, place = _moment(change), zone_of(zone)
    if now - moment >= timedelta(days=300):
        when = day(moment, now, words, place)
    elif change.rule is ChangeRule.DUE:
        when = clock_told(moment, now, words, place)
    else:
        when = clock(moment, words, place)
    lines = [italic(text(when)), headline(change, sides)]
    told = in_language_first(change.evidence, words.language)
    if told:
        lines.append(quote(told[0], words) + text(" — ") + _sources(told))
    return joined(lines)


def _moment(change: Change) -> datetime:
    """When it moved; a start that the calendar made on a day told without an hour has no hour either."""
    since = change.status.since
    return (
        since
        if change.rule is ChangeRule.DUE and change.state is State.IN_EFFECT and since and day_alone(since)
        else change.at
    )


def _sources(told: Sequence[Piece]) -> Rich:
    """The first two outlets, the others counted."""
    by_name = {outlet_name(piece.outlet): piece for piece in reversed(told)}
    pieces = list(by_name.values())[::-1]
    named = joined((link(name(piece.outlet, 40), piece.link) for piece in pieces[:2]), ", ")
    return named + text(f" +{len(pieces) - 2}") if len(pieces) > 2 else named


def _buttons(process: Process, page: _TimelinePage, words: Words) -> tuple[tuple[Button, ...], ...]:
    row = []
    if page.newer:
        row.append(
            button("◀ " + words.say("Newer"), ButtonKind.TIMELINE_PAGE, process.id, f"a{page.steps[0].id}")
        )
    if page.older:
        row.append(
            button(words.say("Older") + " ▶", ButtonKind.TIMELINE_PAGE, process.id, f"b{page.steps[-1].id}")
        )
    rest = (
        button(words.say("Status"), ButtonKind.STATUS, process.id),
        button(words.say("Evidence"), ButtonKind.WHY, process.id),
    )
    return (tuple(row), rest) if row else (rest,)


def _stories(process: Process, words: Words) -> Button:
    return button(words.say("Newest stories"), ButtonKind.STORIES, process.id)
