"""Take a correction back: asked first, and told to every chat that was told of it."""

from collections.abc import Sequence
from datetime import datetime

from briefing.admin.admins import write_audit_line
from briefing.admin.correct import correction_done, no_longer_waiting
from briefing.house import House
from briefing.jobs.understand import refold
from briefing.render.alert import undone_message
from briefing.render.card import Audience
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import bold, joined, text
from briefing.render.quote import in_quotes
from briefing.render.times import clock, zone_of
from briefing.render.vocabulary import axis_name, state_name
from briefing.render.words import words_for
from news.alert import StoredChange
from news.chat import Chat, Message, OutboxDraft, OutboxKind
from news.claim import Axis
from news.digest import quiet_end
from news.fold.correction import Correction
from news.process import Process
from news.status import ChangeRule, Status
from storage.store import Books


async def preview_undo(house: House, chat: Chat, process: Process, axes: Sequence[Axis]) -> Message:
    """The newest correction of these axes, how many chats were told of it, and a button that takes it back."""
    words = words_for(chat.language)
    async with house.store.read() as books:
        standing = [c for axis in axes for c in await books.corrections.standing(process.id, axis)]
        if not standing:
            return Message(text(words.say("Nothing is corrected there.")).html)
        newest = max(standing, key=lambda c: (c.at, c.id))
        told = len(await _told(books, newest))
    state = state_name(newest.axis, newest.state, words)
    when = clock(newest.at, words, zone_of(chat.zone))
    lines = [
        bold(text(process.title_in(words.language), 120)),
        text(
            words.say(
                "Take this correction of {when} back? {axis}: {state}",
                when=when,
                axis=axis_name(newest.axis, words),
                state=state,
            )
        ),
        in_quotes(newest.reason, words),
        text(
            words.count(
                "{n} chat was told of it and will be told that it is taken back.",
                "{n} chats were told of it and will be told that it is taken back.",
                told,
            )
            if told
            else words.say("Nobody was told of it.")
        ),
    ]
    row = (
        button(words.say("Take it back"), ButtonKind.UNDO_CORRECTION, newest.id),
        button(words.say("Keep it"), ButtonKind.CORRECT_CANCEL),
    )
    return Message(joined(lines).html, (row,))


async def undo_correction(house: House, chat: Chat, person_id: int, correction_id: int) -> Message:
    """History and status become what the reports and the other corrections say; who was told is told so."""
    words, now = words_for(chat.language), house.now()
    async with house.store.begin() as books:
        found = await books.corrections.get(correction_id)
        if found is None:
            return no_longer_waiting(words)
        told = await _told(books, found)
        await books.corrections.undo(found.id, now)
        await refold(books, found.process, found.axis, found.at, now, quiet=True)
        status = await books.statuses.get(found.process, found.axis) or Status(found.process, found.axis)
        await _tell(books, house, found, status, told)
        about = f"{found.process} {found.axis} {found.state}: {found.reason}"
        await write_audit_line(books, house, person_id, "took a correction back", about)
    return correction_done(words.say("The correction is taken back."), found.process, words)


async def _told(books: Books, correction: Correction) -> list[int]:
    """The chats that were told of the correction, or may have been."""
    step = await _step(books, correction)
    return await books.outbox.told_of(step.id, step.found_at) if step else []


async def _step(books: Books, correction: Correction) -> StoredChange | None:
    made = await books.statuses.at(correction.process, correction.axis, correction.at)
    return next((s for s in made if s.change.rule is ChangeRule.CORRECTED and _is_of(s, correction)), None)


def _is_of(step: StoredChange, correction: Correction) -> bool:
    return step.change.reason.endswith(f" id={correction.id}")


async def _tell(
    books: Books, house: House, correction: Correction, status: Status, told: Sequence[int]
) -> None:
    """Owe each of the chats a line, after its quiet hours or pause where it has them."""
    now, drafts = house.now(), []
    texts: dict[tuple[str, str], int] = {}
    for chat in await books.chats.reachable(told):
        place = chat.language, chat.zone
        if place not in texts:
            reader = Audience(words_for(chat.language), chat.zone, now, house.catalogue)
            key = f"undone/{correction.id}/{chat.language}/{chat.zone}"
            texts[place] = await books.outbox.compose(key, undone_message(correction, status, reader), now)
        cause = {"process": correction.process, "undone": correction.id}
        key = f"undone/{correction.id}/{chat.id}"
        due, empty = _when(chat, now), Message("")
        drafts.append(
            OutboxDraft(chat.id, OutboxKind.ALERT, key, empty, due, None, cause, composed_id=texts[place])
        )
    await books.outbox.owe(drafts, now)


def _when(chat: Chat, now: datetime) -> datetime:
    free = max(now, chat.muted_until or now)
    return quiet_end(chat.quiet, zone_of(chat.zone), free) or free
