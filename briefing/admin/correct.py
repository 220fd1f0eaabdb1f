"""Correct a status by a person's word, and take that back."""

from briefing.admin.admins import note
from briefing.house import House
from briefing.jobs.understand import refold
from briefing.render.markup import text
from briefing.render.words import Words, words_for
from news.chat import Button, Chat, Message
from news.claim import Axis
from news.process import Process
from news.status import State


async def correct(
    house: House, chat: Chat, person_id: int, process: Process, axis: Axis, state: State, reason: str
) -> list[Message]:
    """From now on the axis stands at `state`, until newer reports move it."""
    words, now = words_for(chat.language), house.now()
    async with house.store.begin() as books:
        await books.corrections.add(process.id, axis, state, reason, person_id, now)
        await refold(books, process.id, axis, now, now)
        await note(books, house, person_id, "corrected a status", f"{process.id} {axis} {state}: {reason}")
    said = words.say(
        "Corrected. /correct {process} {axis} undo takes it back.", process=process.id, axis=axis.value
    )
    return _done(said, process, words)


async def undo_correction(
    house: House, chat: Chat, person_id: int, process: Process, axis: Axis
) -> list[Message]:
    """Take the newest correction of the axis back: history and status become what the reports alone say."""
    words, now = words_for(chat.language), house.now()
    async with house.store.begin() as books:
        standing = await books.corrections.standing(process.id, axis)
        if not standing:
            return [Message(text(words.say("Nothing is corrected there.")).html)]
        newest = standing[-1]
        await books.corrections.undo(newest.id, now)
        await refold(books, process.id, axis, newest.at, now, quiet=True)
        await note(
            books,
            house,
            person_id,
            "took a correction back",
            f"{process.id} {axis} {newest.state}: {newest.reason}",
        )
    return _done(words.say("The correction is taken back."), process, words)


def _done(said: str, process: Process, words: Words) -> list[Message]:
    """What was done, and a button for the card as it is now."""
    return [
        Message(text("✓ " + said).html, ((Button(words.say("Where it stands now"), f"1:sta:{process.id}"),),))
    ]
