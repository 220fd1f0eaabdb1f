"""/timeline: the chart and the dated changes of one process."""

from briefing.answers.timeline import timeline, timeline_chart
from briefing.render.keyboard import ButtonKind, read_number
from handlers.ask import Answer, Ask
from handlers.unknown import did_you_mean, which_process
from news.errors import UnknownProcess


async def history(ask: Ask) -> Answer:
    if not ask.args.strip():
        return [await which_process(ask, ButtonKind.TIMELINE)]
    return await _answer(ask, ask.args)


async def history_pressed(ask: Ask) -> Answer:
    """The history of the process."""
    return await _answer(ask, ask.pressed.text(0))


async def page_pressed(ask: Ask) -> Answer:
    """Another page of the changes, in place: `b` and the id of a change for those
    before it, `a` after it."""
    process, where = ask.pressed.text(0), ask.pressed.text(1)
    before, after = (read_number(where[1:]) if where.startswith(side) else None for side in "ba")
    try:
        return [await timeline(ask.house, ask.chat, process, before=before, after=after)]
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, ButtonKind.TIMELINE)]


async def _answer(ask: Ask, asked: str) -> Answer:
    try:
        chart = await timeline_chart(ask.house, ask.chat, asked)
        changes = await timeline(ask.house, ask.chat, asked)
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, ButtonKind.TIMELINE)]
    return [chart, changes] if chart else [changes]
