"""Answer /why: which items, outlets and sentences made a line, by which rule or model, and why a status
moved.

Nothing is kept about what was said to whom: a message is known by the links it carries (decision 0005).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.answers.find_process import find_process
from briefing.answers.message_record import told_of_step
from briefing.house import House
from briefing.render.alert import headline
from briefing.render.denials import denials
from briefing.render.explain import how_it_weighs, how_read, why_moved
from briefing.render.markup import Rich, bold, italic, joined, link, name, split, text
from briefing.render.message_record import told
from briefing.render.quote import in_quotes
from briefing.render.speakers import Sides
from briefing.render.story import said
from briefing.render.times import age, zone_of
from briefing.render.vocabulary import axis_name, feed_kind_name, kind_name, stance_name, state_name
from briefing.render.words import Words, words_for
from news.chat import Button, Chat, Message
from news.claim import Axis, Evidence
from news.feed import FeedKind
from news.fold.waiting import waiting
from news.item import Item
from news.process import Process, ProcessCatalogue
from news.status import Change, Status
from storage.store import Books

_ITEMS = 24
"""So many items of one message are told: those of every page of /latest and of every card."""


async def why_status(house: House, chat: Chat, asked: str) -> list[Message]:
    """Why the process `asked` names stands where it stands. Raises UnknownProcess."""
    process, words = find_process(asked, house.catalogue), words_for(chat.language)

    async def looked(
        books: Books,
    ) -> tuple[dict[Axis, Status], dict[Axis, Change | None], dict[str, FeedKind]]:
        steps = {axis: next(iter(await books.statuses.history(process.id, axis, 1)), None) for axis in Axis}
        statuses = await books.statuses.of(process.id)
        return (
            statuses,
            steps,
            await books.feeds.kinds(
                {piece.outlet for status in statuses.values() for piece in _pieces(status)}
            ),
        )

    statuses, steps, kinds = await house.store.look(looked)
    reader = _reader(house, chat, kinds)
    head = bold(text(process.title_in(chat.language), 120)) + text(" — " + words.say("why it says so"))
    entries = [
        entry
        for axis in Axis
        if axis in statuses and (axis is Axis.FIGHTING or axis in process.axes)
        for entry in _status(statuses[axis], steps[axis], process, reader)
    ]
    foot = italic(text(how_it_weighs(words))) if entries else Rich()
    if not entries:
        entries = [text(words.say("Nothing has been reported about this yet."))]
    buttons = (
        (
            Button(words.say("Timeline"), f"1:tim:{process.id}"),
            Button(words.say("Status"), f"1:sta:{process.id}"),
        ),
    )
    pieces = split(head, entries, foot, between="\n\n")
    return [Message(piece.html, buttons if piece is pieces[-1] else ()) for piece in pieces]


async def why_message(house: House, chat: Chat, links: Sequence[str]) -> list[Message]:
    """What stands behind a message that leads to `links`: the items, what was read in them and what it
    moved."""
    words = words_for(chat.language)

    async def looked(books: Books) -> tuple[list[Item], list[Evidence], list[Change], dict[str, FeedKind]]:
        items = await books.stories.linked(list(dict.fromkeys(links)))
        pieces = await books.claims.of_items([item.id for item in items])
        touched = {piece.claim.process for piece in pieces}
        steps = [c for process in sorted(touched) for c in await books.statuses.history(process, limit=50)]
        return items, pieces, steps, await books.feeds.kinds({item.outlet for item in items})

    items, pieces, changes, kinds = await house.store.look(looked)
    if not items:
        said = words.say(
            "I find no stored item behind that message. /why as a reply to a line with links tells its sources."
        )
        buttons = (
            Button(words.say("Where things stand"), "1:sta:"),
            Button(words.say("Newest stories"), "1:lat::"),
        )
        return [Message(text(said).html, (buttons,))]
    reader = _reader(house, chat, kinds)
    by_item: dict[str, list[Evidence]] = {}
    for piece in pieces:
        by_item.setdefault(piece.item_id, []).append(piece)
    entries = [_item(item, by_item.get(str(item.id), []), reader) for item in items[:_ITEMS]]
    if len(items) > _ITEMS:
        one, many = "{n} more item stands behind it.", "{n} more items stand behind it."
        more = words.count(one, many, len(items) - _ITEMS)
        how = words.say("Reply to it with /why and words of one line to be told about that line.")
        entries.append(italic(text(f"{more} {how}")))
    moved = _moved(changes, set(by_item))
    if moved:
        entries.append(
            joined(
                [
                    bold(text(words.say("What it moved"))),
                    *(_step(c, reader, reader.title(c)) for c in moved[:6]),
                ]
            )
        )
    return [
        Message(piece.html)
        for piece in split(bold(text(words.say("Behind this message"))), entries, between="\n\n")
    ]


async def why_change(house: House, chat: Chat, change_id: int) -> list[Message]:
    """What stands behind one change of status, and what became of the alert about it in this chat."""
    words = words_for(chat.language)
    async with house.store.read() as books:
        step = await books.statuses.step(change_id)
        became = await told_of_step(books, chat, step) if step else None
        kinds = await books.feeds.kinds({piece.outlet for piece in step.change.evidence}) if step else {}
    if step is None or became is None:
        return [Message(text(words.say("I know nothing of this change any more.")).html)]
    change, reader = step.change, _reader(house, chat, kinds)
    head = bold(text(reader.title(change), 120)) + text(" — " + words.say("why it says so"))
    entries = [_step(change, reader), *(_piece(piece, reader) for piece in change.evidence)]
    if step.withdrawn_at is not None:
        entries.append(
            italic(text(words.say("Later reports took this change back; /status shows where it stands.")))
        )
    said = told(became, words, chat.zone, house.now())
    entries.append(text(words.say("The alert about it: {became}.", became=said)))
    buttons = (
        (
            Button(words.say("Timeline"), f"1:tim:{change.process}"),
            Button(words.say("Status"), f"1:sta:{change.process}"),
        ),
    )
    foot = italic(text(how_it_weighs(words))) if change.evidence else Rich()
    pieces = split(head, entries, foot, between="\n\n")
    return [Message(piece.html, buttons if piece is pieces[-1] else ()) for piece in pieces]


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom it is told: words, zone, the moment it is, the catalogue; and of which kind the outlets
    are."""

    words: Words
    zone: str
    now: datetime
    catalogue: ProcessCatalogue
    kinds: Mapping[str, FeedKind]

    def sides(self, process: str) -> Sides:
        return Sides(self.catalogue, process, self.words)

    def title(self, change: Change) -> str:
        process = self.catalogue.get(change.process)
        return process.title_in(self.words.language) if process else change.process

    def age(self, moment: datetime) -> str:
        return age(moment, self.now, self.words, zone_of(self.zone))

    def kind(self, outlet: str) -> str:
        """ " (state media)", for the person to judge by: it does not weigh. What nobody has a say in is told
        without."""
        kind = self.kinds.get(outlet, FeedKind.INDEPENDENT)
        return "" if kind is FeedKind.INDEPENDENT else f" ({feed_kind_name(kind, self.words)})"


def _reader(house: House, chat: Chat, kinds: Mapping[str, FeedKind]) -> _Reader:
    return _Reader(words_for(chat.language), chat.zone, house.now(), house.catalogue, kinds)


def _pieces(status: Status) -> Iterable[Evidence]:
    """All that may be shown of it."""
    return (*status.evidence, *status.disputes, *status.breaches, *status.pending)


def _moved(changes: Iterable[Change], ids: set[str]) -> list[Change]:
    """The steps that rest on one of the items."""
    return [change for change in changes if any(piece.item_id in ids for piece in change.evidence)]


def _status(status: Status, step: Change | None, process: Process, reader: _Reader) -> list[Rich]:
    """One entry for the axis and its rule, one for every piece of evidence."""
    words = reader.words
    told, denied = waiting(status, reader.now), denials(status, process, reader.now)
    deniers = reader.sides(process.id).listed(side for side, _ in denied)
    groups = (
        ("", status.evidence),
        (words.say("Disputed"), status.disputes),
        (words.say("Breaches"), status.breaches),
        (
            words.say("Not yet counted: {state}", state=state_name(status.axis, told.state, words))
            if told
            else "",
            told.pieces if told else (),
        ),
        (words.say("Not yet counted: denied by {who}", who=deniers), [piece for _, piece in denied]),
    )
    if not any(pieces for _, pieces in groups):
        return []
    head = bold(text(f"{axis_name(status.axis, words)}: {state_name(status.axis, status.state, words)}"))
    entries = [joined([head, text(why_moved(step, words))] if step else [head])]
    for title, pieces in groups:
        for number, piece in enumerate(pieces[:6]):
            lines = [italic(text(title))] if title and not number else []
            entries.append(joined([*lines, _piece(piece, reader)]))
    return entries


def _step(change: Change, reader: _Reader, title: str = "") -> Rich:
    """The step and its rule; in a message about several processes under the process's `title`."""
    whose = bold(text(title, 80)) + text(" — ") if title else Rich()
    return joined(
        [
            text("• ") + whose + headline(change, reader.sides(change.process)),
            text(why_moved(change, reader.words)),
        ]
    )


def _piece(piece: Evidence, reader: _Reader) -> Rich:
    told = (
        in_quotes(piece.claim.sentence, reader.words) + text(" — ") + link(name(piece.outlet, 60), piece.link)
    )
    return joined(
        [told + text(f"{reader.kind(piece.outlet)} · {reader.age(piece.published)}"), _read(piece, reader)]
    )


def _read(piece: Evidence, reader: _Reader) -> Rich:
    claim, words = piece.claim, reader.words
    kind, stance = kind_name(claim.kind, words), stance_name(claim.stance, words)
    read = words.say(
        "Read as: {axis}, {kind}, {stance}; {percent} % sure",
        axis=axis_name(claim.axis, words).lower(),
        kind=kind,
        stance=stance,
        percent=min(round(claim.confidence * 100), 99),
    )
    by = words.say(" (by {who})", who=reader.sides(claim.process).called(claim.by)) if claim.by else ""
    return text("↳ " + read + by, 200) + text(" · " + how_read(claim.reason, words), 120)


def _item(item: Item, pieces: Sequence[Evidence], reader: _Reader) -> Rich:
    words, when = reader.words, f"{reader.kind(item.outlet)} · {reader.age(item.published)}"
    lines = [
        text("• ") + link(text(said(item), 220), item.link) + text(" — ") + name(item.outlet, 80) + text(when)
    ]
    lines += [joined([in_quotes(p.claim.sentence, words), _read(p, reader)]) for p in pieces[:4]]
    if not pieces:
        lines.append(italic(text(words.say("Nothing about talks or a ceasefire was read in it."))))
    return joined(lines)
