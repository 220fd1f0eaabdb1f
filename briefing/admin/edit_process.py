"""Add or edit a process: show what its names match in stored items, put it in place when that is confirmed,
live."""

import asyncio
from collections.abc import Mapping

from briefing.admin.admins import take_in, write_audit_line
from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, code, joined, link, split, text
from briefing.render.words import words_for
from news.chat import Chat, Message
from news.describe_process import described, with_fields
from news.item import Item
from news.process import Process, ProcessCatalogue
from news.process_json import process_from_json, process_to_json
from reading.about.matches import matches

DRAFT = "process"
PAGE = 12
_LOOKED_AT = 1000
_SHOWN = 5


async def process_list(house: House, chat: Chat, page: int = 0) -> Message:
    """One page of the processes by title; a button for each."""
    words = words_for(chat.language)
    known = sorted(house.catalogue, key=lambda p: p.title_in(words.language).casefold())
    page = min(max(page, 0), max(len(known) - 1, 0) // PAGE)
    shown = known[page * PAGE : (page + 1) * PAGE]
    lines = [
        code(p.id) + text(" — " + p.title_in(words.language) + ("" if p.active else " ⏸"), 120) for p in shown
    ]
    row = [button("◀", ButtonKind.PROCESSES, page - 1)] if page else []
    if (page + 1) * PAGE < len(known):
        row.append(button("▶", ButtonKind.PROCESSES, page + 1))
    head = bold(text(words.count("{n} process", "{n} processes", len(known))))
    foot = text(words.say("/editprocess and an id shows one, /addprocess adds one."))
    return Message(split(head, lines, foot)[0].html, (tuple(row),) if row else ())


def process_described(chat: Chat, process: Process) -> Message:
    """The process as lines to copy, change and send back."""
    words = words_for(chat.language)
    how = words.say("Send /editprocess {id} and the lines to change, each field whole.", id=process.id)
    return Message(
        joined(
            [bold(text(process.title_in(words.language), 120)), text(described(process), 3000), text(how)]
        ).html
    )


async def preview_process(
    house: House, chat: Chat, person_id: int, process: Process, fields: Mapping[str, str]
) -> Message:
    """What the process would be and match; a button puts it in place. Raises WrongField."""
    words = words_for(chat.language)
    would = with_fields(process, fields)
    before, after = (
        await _matching(house, house.catalogue, process.id),
        await _matching(house, _with(house, would), would.id),
    )
    async with house.store.begin() as books:
        draft = await books.administration.keep(
            person_id, DRAFT, {"process": process_to_json(would)}, house.now()
        )
    come, gone = _less(after, before), _less(before, after)
    one, many = (
        "Of the {n} newest item it matches {after} (now: {before}).",
        "Of the {n} newest items it matches {after} (now: {before}).",
    )
    lines = [
        code(would.id),
        text(described(would), 2000),
        text(words.count(one, many, _LOOKED_AT, after=len(after), before=len(before))),
    ]
    lines += [*_titles("+", come), *_titles("−", gone)]
    row = (
        button(words.say("Save"), ButtonKind.SAVE_PROCESS, draft),
        button(words.say("Cancel"), ButtonKind.CANCEL),
    )
    return Message(joined(lines).html, (row,))


async def save_process(house: House, chat: Chat, person_id: int, draft_id: int) -> Message:
    """Put the process that was shown in place; items that match it now, or did, are read anew."""
    words = words_for(chat.language)
    async with house.store.begin() as books:
        draft = await books.administration.take_draft(draft_id, DRAFT)
        if draft is None:
            return Message(text(words.say("That is no longer waiting. Send the command once more.")).html)
        process = process_from_json(dict(draft.content["process"]))
        known = process.id in house.catalogue
        await books.processes.put(process, house.now())
        await write_audit_line(
            books, house, person_id, "edited a process" if known else "added a process", process.id
        )
    before = await _matching(house, house.catalogue, process.id)
    await take_in(house)
    again = {item.id for item in (*before, *await _matching(house, house.catalogue, process.id))}
    async with house.store.begin() as books:
        await books.processes.read_again(sorted(again))
    said = words.say(
        "{title} is in place. {n} stored items are read anew.",
        title=process.title_in(words.language),
        n=len(again),
    )
    return Message(text("✓ " + said).html)


def _with(house: House, process: Process) -> ProcessCatalogue:
    return ProcessCatalogue({**house.catalogue.processes, process.id: process})


async def _matching(house: House, catalogue: ProcessCatalogue, process_id: str) -> list[Item]:
    """The newest stored items that `catalogue` takes to be about the process."""
    async with house.store.read() as books:
        items = await books.items.newest(_LOOKED_AT)
    texts = [(f"{item.title}. {item.summary}", item.published.date()) for item in items]
    found = await asyncio.to_thread(matches, catalogue, texts)
    return [item for item, process in zip(items, found, strict=True) if process == process_id]


def _less(items: list[Item], others: list[Item]) -> list[Item]:
    known = {item.id for item in others}
    return [item for item in items if item.id not in known]


def _titles(mark: str, items: list[Item]) -> list[Rich]:
    return [
        text(f"{mark} ") + link(text(item.title or item.summary, 120), item.link) for item in items[:_SHOWN]
    ]
