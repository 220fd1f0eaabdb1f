"""/status: the board, or the card of one process; with near misses as buttons."""

from briefing.answers.conflicts import all_conflicts
from briefing.answers.find_process import find_in_sentence
from briefing.answers.status import where_it_stands
from briefing.render.keyboard import ButtonKind
from handlers.ask import Answer, Ask
from handlers.unknown import did_you_mean
from news.errors import UnknownProcess


async def status(ask: Ask) -> Answer:
    return await answer_status(ask, ask.args)


async def status_pressed(ask: Ask) -> Answer:
    """Where the process stands; without one the page of the board that begins at the offset."""
    process, offset = ask.pressed.text(0), ask.pressed.number(1)
    if not process:
        return await where_it_stands(ask.house, ask.chat, "", offset)
    return await answer_status(ask, process)


async def conflicts(ask: Ask) -> Answer:
    """Every process by region."""
    return [await all_conflicts(ask.house, ask.chat)]


async def conflicts_pressed(ask: Ask) -> Answer:
    """Another page of it."""
    return [await all_conflicts(ask.house, ask.chat, ask.pressed.number(0))]


async def answer_status(ask: Ask, asked: str) -> Answer:
    try:
        return await where_it_stands(ask.house, ask.chat, asked)
    except UnknownProcess as unknown:
        if unknown.named:
            return [await did_you_mean(ask, unknown, ButtonKind.STATUS)]
        near = unknown
    try:
        return await where_it_stands(ask.house, ask.chat, find_in_sentence(asked, ask.house.catalogue).id)
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown if unknown.near else near, ButtonKind.STATUS)]
