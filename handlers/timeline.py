"""/timeline: the chart and the dated changes of one process."""

from briefing.answers.timeline import timeline, timeline_chart
from handlers.ask import Answer, Ask
from handlers.fields import number
from handlers.unknown import did_you_mean, which_process
from news.errors import UnknownProcess


async def history(ask: Ask) -> Answer:
    if not ask.args.strip():
        return [await which_process(ask, "tim")]
    return await _answer(ask, ask.args)


async def history_pressed(ask: Ask) -> Answer:
    """`1:tim:<process>`."""
    return await _answer(ask, ask.parts[0] if ask.parts else "")


async def page_pressed(ask: Ask) -> Answer:
    """`1:tip:<process>:<place>`: another page of the changes, in place: `b` and the id of a change for those
    before it, `a` after it."""
    process, where = (*ask.parts, "", "")[:2]
    before, after = (number(where[1:]) if where.startswith(side) else None for side in "ba")
    try:
        return [await timeline(ask.house, ask.chat, process, before=before, after=after)]
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, "tim")]


async def _answer(ask: Ask, asked: str) -> Answer:
    try:
        chart = await timeline_chart(ask.house, ask.chat, asked)
        changes = await timeline(ask.house, ask.chat, asked)
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, "tim")]
    return [chart, changes] if chart else [changes]
