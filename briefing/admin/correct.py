"""Correct a status by an admin's word: shown first, with how many chats will be alerted, made when confirmed."""

from datetime import datetime

from briefing.admin.admins import write_audit_line
from briefing.house import House
from briefing.jobs.understand import refold
from briefing.render.alert import headline
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import bold, joined, text
from briefing.render.quote import in_quotes
from briefing.render.speakers import Sides
from briefing.render.words import Words, words_for
from news.alert import levels_of
from news.chat import Chat, Message
from news.claim import Axis
from news.fold.correction import Correction, correction_step
from news.process import Process
from news.status import State, Status
from storage.store import Books

_WAITING = "correction"


async def preview_correction(
    house: House, chat: Chat, person_id: int, process: Process, axis: Axis, state: State, reason: str
) -> Message:
    """What the correction will do and to how many chats, and a button that makes it."""
    words, now = words_for(chat.language), house.now()
    content = {"process": process.id, "axis": axis.value, "state": state.value, "reason": reason}
    async with house.store.begin() as books:
        alerted = await _alerted(books, Correction(0, process.id, axis, state, reason, now), now)
        draft = await books.administration.keep(person_id, _WAITING, content, now)
        before = await books.statuses.get(process.id, axis) or Status(process.id, axis)
    step = correction_step(before, Correction(0, process.id, axis, state, reason, now))
    lines = [
        bold(text(process.title_in(words.language), 120)),
        headline(step, Sides(house.catalogue, process.id, words)),
        in_quotes(reason, words),
        text(_to_how_many(alerted, words)),
    ]
    row = (
        button(words.say("Correct it"), ButtonKind.CORRECT, draft),
        button(words.say("Cancel"), ButtonKind.CORRECT_CANCEL, draft),
    )
    return Message(joined(lines).html, (row,))


async def confirm_correction(house: House, chat: Chat, draft_id: int) -> Message:
    """Make the correction that was shown; a second press finds nothing. From now on the axis stands so, until
    newer reports move it."""
    words, now = words_for(chat.language), house.now()
    async with house.store.begin() as books:
        draft = await books.administration.take_draft(draft_id, _WAITING)
        if draft is None:
            return no_longer_waiting(words)
        process, axis = str(draft.content["process"]), Axis(draft.content["axis"])
        state, reason = State(draft.content["state"]), str(draft.content["reason"])
        await books.corrections.add(process, axis, state, reason, draft.person_id, now)
        await refold(books, process, axis, now, now)
        about = f"{process} {axis} {state}: {reason}"
        await write_audit_line(books, house, draft.person_id, "corrected a status", about)
    said = words.say(
        "Corrected. /correct {process} {axis} undo takes it back.", process=process, axis=axis.value
    )
    return correction_done(said, process, words)


async def cancel_correction(house: House, chat: Chat, draft_id: int) -> Message:
    async with house.store.begin() as books:
        await books.administration.take_draft(draft_id, _WAITING)
    return Message(text(words_for(chat.language).say("Nothing was changed.")).html)


def no_longer_waiting(words: Words) -> Message:
    return Message(text(words.say("That is no longer waiting. Send the command once more.")).html)


def correction_done(said: str, process: str, words: Words) -> Message:
    """What was done, and a button for the card as it is now."""
    row = (button(words.say("Where it stands now"), ButtonKind.STATUS, process),)
    return Message(text("✓ " + said).html, (row,))


async def _alerted(books: Books, correction: Correction, now: datetime) -> int:
    """How many chats hear of the correction."""
    before = await books.statuses.get(correction.process, correction.axis)
    step = correction_step(before or Status(correction.process, correction.axis), correction)
    return await books.alerts.count_to_alert(correction.process, levels_of(step), now)


def _to_how_many(alerted: int, words: Words) -> str:
    stands = words.say("It stands until newer reports move it.")
    if not alerted:
        return words.say("No chat will be alerted.") + " " + stands
    one, many = "{n} chat will be alerted.", "{n} chats will be alerted."
    return words.count(one, many, alerted) + " " + stands
