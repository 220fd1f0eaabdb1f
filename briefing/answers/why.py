"""Answer /why: which items, outlets and sentences made a line, by which rule or model, and why a status
moved.

Nothing is kept about what was said to whom: a message is known by the links it carries (decision 0005).
"""

from collections.abc import Iterable, Mapping, Sequence

from briefing.answers.find_process import find_process
from briefing.answers.message_record import record_of_change
from briefing.house import House
from briefing.render.denials import denials
from briefing.render.evidence import (
    EvidenceAudience,
    item_lines,
    listed,
    piece_lines,
    state_and_reason,
    step_lines,
)
from briefing.render.explain import how_it_weighs
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, italic, joined, split, text
from briefing.render.message_record import change_outcome
from briefing.render.vocabulary import state_name
from briefing.render.words import words_for
from news.chat import Chat, Message
from news.claim import Axis, Piece
from news.feed import FeedKind
from news.fold.against import spoke_against
from news.fold.waiting import waiting
from news.item import Item
from news.process import Process
from news.status import Change, ChangeRule, Status
from storage.store import Books

_ITEMS = 24
"""So many items of one message are told: those of every page of /latest and of every card."""


_AGAINST = 3
"""So much of what spoke against a step is listed."""

_LOOKED_AT = 60
"""Steps among which the one that made the present state is looked for."""

_IN_PLACE = (ChangeRule.DISPUTED, ChangeRule.BREACH, ChangeRule.LAPSE)


async def why_status(house: House, chat: Chat, asked: str) -> list[Message]:
    """Why the process `asked` names stands where it stands. Raises UnknownProcess."""
    process, words = find_process(asked, house.catalogue), words_for(chat.language)

    async def looked(
        books: Books,
    ) -> tuple[dict[Axis, Status], dict[Axis, Change | None], dict[str, FeedKind]]:
        steps = {axis: _making(await books.statuses.history(process.id, axis, _LOOKED_AT)) for axis in Axis}
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
            button(words.say("Timeline"), ButtonKind.TIMELINE, process.id),
            button(words.say("Status"), ButtonKind.STATUS, process.id),
        ),
    )
    pieces = split(head, entries, foot, between="\n\n")
    return [Message(piece.html, buttons if piece is pieces[-1] else ()) for piece in pieces]


async def why_message(house: House, chat: Chat, links: Sequence[str]) -> list[Message]:
    """What stands behind a message that leads to `links`: the items, what was read in them and what it
    moved."""
    words = words_for(chat.language)

    async def looked(books: Books) -> tuple[list[Item], list[Piece], list[Change], dict[str, FeedKind]]:
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
            button(words.say("Where things stand"), ButtonKind.STATUS),
            button(words.say("Newest stories"), ButtonKind.STORIES),
        )
        return [Message(text(said).html, (buttons,))]
    reader = _reader(house, chat, kinds)
    by_item: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_item.setdefault(piece.item_id, []).append(piece)
    entries = [item_lines(item, by_item.get(str(item.id), []), reader) for item in items[:_ITEMS]]
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
                    *(step_lines(c, reader, reader.title(c)) for c in moved[:6]),
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
        record = await record_of_change(books, chat, step) if step else None
        under = await _under(books, step.change) if step else None
        kinds = await books.feeds.kinds(_outlets(step.change)) if step else {}
    if step is None or record is None:
        return [Message(text(words.say("I no longer know anything about this change.")).html)]
    change, reader = step.change, _reader(house, chat, kinds)
    head = bold(text(reader.title(change), 120)) + text(" — " + words.say("why it says so"))
    entries = [step_lines(change, reader), *(piece_lines(piece, reader) for piece in change.evidence)]
    entries += listed(words.say("Against it then"), spoke_against(change).pieces[:_AGAINST], reader)
    if under is not None:
        entries.append(state_and_reason(change.status, under, reader))
        entries += [
            piece_lines(piece, reader) for piece in change.status.evidence if piece not in change.evidence
        ]
    if step.withdrawn_at is not None:
        entries.append(
            italic(text(words.say("Later reports took this change back; /status shows where it stands.")))
        )
    said = change_outcome(record, words, chat.zone, house.now())
    entries.append(text(words.say("The alert about it: {became}.", became=said)))
    buttons = (
        (
            button(words.say("Timeline"), ButtonKind.TIMELINE, change.process),
            button(words.say("Status"), ButtonKind.STATUS, change.process),
        ),
    )
    foot = italic(text(how_it_weighs(words))) if change.evidence else Rich()
    pieces = split(head, entries, foot, between="\n\n")
    return [Message(piece.html, buttons if piece is pieces[-1] else ()) for piece in pieces]


def _reader(house: House, chat: Chat, kinds: Mapping[str, FeedKind]) -> EvidenceAudience:
    return EvidenceAudience(words_for(chat.language), chat.zone, house.now(), house.catalogue, kinds)


def _making(history: Iterable[Change]) -> Change | None:
    """The newest step that made the state what it is; what is said against it, or of its breaches, did
    not."""
    return next((change for change in history if change.rule not in _IN_PLACE), None)


async def _under(books: Books, change: Change) -> Change | None:
    """The step that made what this one disputes, or tells the breaches of; None: it made its state itself."""
    if change.rule not in _IN_PLACE:
        return None
    history = await books.statuses.history(change.process, change.axis, _LOOKED_AT)
    return _making(before for before in history if before.at <= change.at)


def _outlets(change: Change) -> set[str]:
    return {
        piece.outlet for piece in (*change.evidence, *change.status.evidence, *spoke_against(change).pieces)
    }


def _pieces(status: Status) -> Iterable[Piece]:
    """All that may be shown of it."""
    return (*status.evidence, *status.disputes, *status.breaches, *status.pending)


def _moved(changes: Iterable[Change], ids: set[str]) -> list[Change]:
    """The steps that rest on one of the items."""
    return [change for change in changes if any(piece.item_id in ids for piece in change.evidence)]


def _status(status: Status, step: Change | None, process: Process, reader: EvidenceAudience) -> list[Rich]:
    """One entry for the axis and its rule, one for every piece of evidence."""
    words = reader.words
    reported, denied = waiting(status, reader.now), denials(status, process, reader.now)
    deniers = reader.sides(process.id).listed(side for side, _ in denied)
    groups = (
        ("", status.evidence),
        (words.say("Against it then"), _against(status, step)),
        (
            words.say("Disputed by {who}", who=reader.sides(process.id).listed(status.disputed_by)),
            status.disputes,
        ),
        (words.say("Breaches"), status.breaches),
        (
            words.say("Not yet counted: {state}", state=state_name(status.axis, reported.state, words))
            if reported
            else "",
            reported.pieces if reported else (),
        ),
        (words.say("Not yet counted: denied by {who}", who=deniers), [piece for _, piece in denied]),
    )
    if not any(pieces for _, pieces in groups):
        return []
    entries = [state_and_reason(status, step, reader)]
    for title, pieces in groups:
        entries += listed(title, pieces[:6], reader)
    return entries


def _against(status: Status, step: Change | None) -> list[Piece]:
    """What spoke against the step that made the state and is not shown as a dispute of it."""
    pieces = spoke_against(step).pieces if step else ()
    return [piece for piece in pieces if piece not in status.disputes][:_AGAINST]
