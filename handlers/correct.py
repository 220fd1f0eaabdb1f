"""/correct: a person's word on where things stand, and its undoing."""

from briefing.admin.correct import cancel_correction, confirm_correction, preview_correction
from briefing.admin.undo_correction import preview_undo, undo_correction
from briefing.answers.find_process import find_process
from briefing.render.markup import label, text
from briefing.render.vocabulary import state_name
from handlers.ask import Answer, Ask
from handlers.unknown import written_so
from news.chat import Message
from news.claim import PEACE, Axis
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
    """`/correct <process> <ceasefire|talks> <state> <reason>` or `/correct <process> [ceasefire|talks]
    undo`."""
    words = ask.args.split()
    undo = len(words) > 1 and words[-1].casefold() in _UNDO
    place = next((n for n, word in enumerate(words) if n and word.casefold() in _AXES), 0)
    if not place and undo:
        place = len(words) - 1
    if not place:
        return [_how(ask)]
    try:
        process = find_process(" ".join(words[:place]), ask.house.catalogue)
    except UnknownProcess as unknown:
        return [
            await written_so(ask, unknown, lambda process: f"/correct {process} {' '.join(words[place:])}")
        ]
    axis = _AXES.get(words[place].casefold())
    if undo and len(words) - place <= 2:
        return [await preview_undo(ask.house, ask.chat, process, [axis] if axis else list(PEACE))]
    if axis is None or axis.value not in process.axes:
        title = process.title_in(ask.words.language)
        return [Message(text(ask.words.say("{process} has no such side.", process=title)).html)]
    state, reason = _state(" ".join(words[place + 1 :]), axis, ask)
    if state is None or not reason:
        return [_how(ask, axis, _what_is_wrong(ask, state, " ".join(words[place + 1 :])))]
    shown = process, axis, state, reason[:_LONGEST]
    return [await preview_correction(ask.house, ask.chat, ask.person_id, *shown)]


async def confirmed(ask: Ask) -> Answer:
    """Correct as the draft says."""
    return [await confirm_correction(ask.house, ask.chat, ask.pressed.number(0))]


async def cancelled(ask: Ask) -> Answer:
    """Forget the draft; without one, a correction that was to be taken back stays as it is."""
    return [await cancel_correction(ask.house, ask.chat, ask.pressed.number(0))]


async def undo_pressed(ask: Ask) -> Answer:
    """Take the correction back."""
    which = ask.pressed.number(0)
    return [await undo_correction(ask.house, ask.chat, ask.person_id, which)]


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


def _what_is_wrong(ask: Ask, state: State | None, written: str) -> str:
    """The mistake after the process and its side; empty where nothing follows them."""
    if not written:
        return ""
    if state is None:
        first = label(written.split()[0], 60)
        return ask.words.say("“{word}” is no state I know.", word=first) + "\n"
    return ask.words.say("Say why, too: the reason is missing.") + "\n"


def _how(ask: Ask, axis: Axis = Axis.CEASEFIRE, wrong: str = "") -> Message:
    say = ask.words.say
    states = ", ".join(state.value for state in STATES[axis])
    said = say(
        "Send the process, ceasefire or talks, the state ({states}) and why. For example:", states=states
    )
    example = "/correct syria ceasefire collapsed both armies say so"
    undo = say("To take the newest correction back:") + " /correct syria undo"
    return Message(text(f"{wrong}{said}\n{example}\n{undo}").html)
