"""/correct: a person's word on where things stand, and its undoing."""

from briefing.admin.correct import correct as correct_status
from briefing.admin.correct import undo_correction
from briefing.answers.find_process import find_process
from briefing.render.markup import text
from briefing.render.vocabulary import state_name
from handlers.ask import Answer, Ask
from handlers.unknown import written_so
from news.chat import Message
from news.claim import Axis
from news.errors import UnknownProcess
from news.status import STATES, State

_LONGEST = 300
_AXES = {
    "ceasefire": Axis.CEASEFIRE,
    "truce": Axis.CEASEFIRE,
    "перемирие": Axis.CEASEFIRE,
    "talks": Axis.TALKS,
    "переговоры": Axis.TALKS,
}
_UNDO = ("undo", "отмена")


async def correct(ask: Ask) -> Answer:
    """`/correct <process> <ceasefire|talks> <state> <reason>` or `/correct <process> <ceasefire|talks>
    undo`."""
    words = ask.args.split()
    place = next((n for n, word in enumerate(words) if n and word.casefold() in _AXES), 0)
    if not place:
        return [_how(ask)]
    try:
        process = find_process(" ".join(words[:place]), ask.house.catalogue)
    except UnknownProcess as unknown:
        return [
            await written_so(ask, unknown, lambda process: f"/correct {process} {' '.join(words[place:])}")
        ]
    axis, rest = _AXES[words[place].casefold()], words[place + 1 :]
    if axis.value not in process.axes:
        return [
            Message(
                text(
                    ask.words.say("{process} has no such side.", process=process.title_in(ask.words.language))
                ).html
            )
        ]
    if [word.casefold() for word in rest] in [[undo] for undo in _UNDO]:
        return await undo_correction(ask.house, ask.chat, ask.person_id, process, axis)
    state, reason = _state(" ".join(rest), axis, ask)
    if state is None or not reason:
        return [_how(ask, axis)]
    return await correct_status(ask.house, ask.chat, ask.person_id, process, axis, state, reason[:_LONGEST])


def _state(written: str, axis: Axis, ask: Ask) -> tuple[State | None, str]:
    """The state the words begin with, by its id or its name in the person's language, and what follows."""
    names = {
        name.casefold(): state
        for state in STATES[axis]
        for name in (state.value, state.value.replace("_", " "), state_name(axis, state, ask.words))
    }
    for name in sorted(names, key=len, reverse=True):
        if f"{written.casefold()} ".startswith(f"{name} "):
            return names[name], written[len(name) :].strip()
    return None, ""


def _how(ask: Ask, axis: Axis = Axis.CEASEFIRE) -> Message:
    states = ", ".join(state.value for state in STATES[axis])
    said = ask.words.say(
        "Send the process, ceasefire or talks, the state ({states}) and why. For example:", states=states
    )
    return Message(text(f"{said}\n/correct syria ceasefire collapsed both armies say so").html)
