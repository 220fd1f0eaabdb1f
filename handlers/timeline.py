"""/timeline: the chart and the dated changes of one process."""

from briefing.timeline import timeline, timeline_chart
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
    """`1:tip:<process>:<offset>`: another page of the changes, in place."""
    process, offset = (*ask.parts, "", "")[:2]
    try:
        return [await timeline(ask.house, ask.chat, process, number(offset))]
    except UnknownProcess as unknown:
        return [did_you_mean(ask, unknown, "tim")]


async def _answer(ask: Ask, asked: str) -> Answer:
    try:
        chart = await timeline_chart(ask.house, ask.chat, asked)
        changes = await timeline(ask.house, ask.chat, asked)
    except UnknownProcess as unknown:
        return [did_you_mean(ask, unknown, "tim")]
    return [chart, changes] if chart else [changes]
