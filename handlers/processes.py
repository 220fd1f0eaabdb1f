"""/processes, /addprocess, /editprocess: the catalogue in an admin's hands."""

from briefing.admin.edit_process import preview_process, process_described, process_list, save_process
from briefing.answers.find_process import find_process
from briefing.render.keyboard import ButtonKind
from briefing.render.markup import label, text
from handlers.ask import Answer, Ask
from handlers.fields import fields_of
from handlers.unknown import did_you_mean
from news.chat import Message
from news.describe_process import FIELDS, WrongField, is_process_id
from news.errors import UnknownProcess
from news.process import Process

_EXAMPLE = """/addprocess ostia
title: Ostia: government and the Lake Front
party: Ostian government, Ostian army
party: Lake Front
party ru: Lake Front = Озёрный фронт
places: Ostia"""


async def processes(ask: Ask) -> Answer:
    return [await process_list(ask.house, ask.chat)]


async def list_pressed(ask: Ask) -> Answer:
    """A page of the processes."""
    return [await process_list(ask.house, ask.chat, ask.pressed.number(0))]


async def add_process(ask: Ask) -> Answer:
    """`/addprocess <id>` and lines `field: value`."""
    process_id, fields = _parts(ask.args)
    if (missing := _missing(ask, process_id, fields)) is not None:
        return [_said(f"{missing}\n{_EXAMPLE}")]
    if process_id in ask.house.catalogue:
        return [
            _said(ask.words.say("There is a process {id} already; /editprocess changes it.", id=process_id))
        ]
    return [await _preview(ask, Process(process_id, fields["title"]), fields)]


async def edit_process(ask: Ask) -> Answer:
    """`/editprocess <process>`, and lines `field: value` to change."""
    named, fields = _parts(ask.args)
    if not named:
        return [_said(ask.words.say("Send /editprocess and an id; /processes lists them."))]
    try:
        process = find_process(named if fields else " ".join(ask.args.split()), ask.house.catalogue)
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, ButtonKind.PROCESS)]
    return [await _preview(ask, process, fields) if fields else process_described(ask.chat, process)]


async def edit_pressed(ask: Ask) -> Answer:
    """One process, as it can be edited."""
    process = ask.house.catalogue.get(ask.pressed.text(0))
    return [process_described(ask.chat, process) if process else await process_list(ask.house, ask.chat)]


async def save_pressed(ask: Ask) -> Answer:
    """Save the draft of a process."""
    return [await save_process(ask.house, ask.chat, ask.person_id, ask.pressed.number(0))]


async def _preview(ask: Ask, process: Process, fields: dict[str, str]) -> Message:
    try:
        return await preview_process(ask.house, ask.chat, ask.person_id, process, fields)
    except WrongField as wrong:
        return _said(_what_is_wrong(ask, wrong, fields.get(wrong.field, "")))


def _what_is_wrong(ask: Ask, wrong: WrongField, value: str) -> str:
    """The mistake by its name, and what would be right."""
    say, field = ask.words.say, label(wrong.field, 40)
    if not wrong.known:
        return say("There is no field “{field}”. I know: {fields}.", field=field, fields=", ".join(FIELDS))
    said = say("“{value}” cannot stand for {field}.", value=label(value, 60), field=field)
    match wrong.field.partition(" ")[0]:
        case "axes":
            return f"{said} " + say("axes is one or both of: ceasefire, talks.")
        case "active":
            return f"{said} " + say("active is yes or no.")
        case "party":
            return (
                f"{said} "
                + say("It takes lines such as: {example}", example="Lake Front = Озёрный фронт")
                + " "
                + say("The name before the sign is one of the sides.")
            )
    return f"{said} " + say("A title cannot be empty.")


def _missing(ask: Ask, process_id: str, fields: dict[str, str]) -> str | None:
    """What is wrong with the id, or the field that is not there; None where nothing is."""
    say = ask.words.say
    if not process_id:
        return say("Send an id, a title and the parties or names, one field a line:")
    if not is_process_id(process_id):
        return say(
            "“{id}” cannot be an id: it begins with a small letter a to z and has 2 to 31 small letters, digits and hyphens. For example:",
            id=label(process_id, 60),
        )
    if not fields.get("title"):
        return say("A line “title: …” is missing. For example:")
    if not (fields.get("party") or fields.get("aliases")):
        return say("A line “party: …” or “aliases: …” is missing. For example:")
    return None


def _parts(args: str) -> tuple[str, dict[str, str]]:
    """The first word, and the fields after it."""
    named = args.split()[0] if args.split() else ""
    return named, fields_of(args.strip()[len(named) :])


def _said(words: str) -> Message:
    return Message(text(words).html)
