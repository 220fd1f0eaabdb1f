"""/alerts: on, off, or on for one process."""

from briefing.alerting import alerts_now, alerts_off, alerts_on
from briefing.find_process import find_process
from briefing.markup import text
from handlers.ask import Answer, Ask
from handlers.unknown import did_you_mean
from news.chat import Button, Message
from news.errors import UnknownProcess


async def alerts(ask: Ask) -> Answer:
    """`/alerts`, `/alerts on`, `/alerts off`, `/alerts <process>`."""
    return await _answer(ask, ask.args.strip())


async def alerts_pressed(ask: Ask) -> Answer:
    """`1:alo:<on|off|process>`."""
    return await _answer(ask, ask.parts[0] if ask.parts else "")


async def _answer(ask: Ask, asked: str) -> Answer:
    match asked.casefold():
        case "":
            return [await _now(ask)]
        case "on":
            return [await alerts_on(ask.house, ask.chat, None)]
        case "off":
            return [await alerts_off(ask.house, ask.chat)]
    try:
        process = find_process(asked, ask.house.catalogue)
    except UnknownProcess as unknown:
        return [did_you_mean(ask, unknown, "alo")]
    return [await alerts_on(ask.house, ask.chat, process)]


async def _now(ask: Ask) -> Message:
    say = ask.words.say
    of = await alerts_now(ask.house, ask.chat)
    if not of:
        button = Button(say("Turn alerts on"), "1:alo:on")
        return Message(text(say("Alerts are off. Shall I write when a status changes?")).html, ((button,),))
    names = [_name(ask, process_id) for process_id in of]
    button = Button(say("Turn alerts off"), "1:alo:off")
    return Message(text(say("Alerts are on for {of}.", of=", ".join(names)), 1000).html, ((button,),))


def _name(ask: Ask, process_id: str) -> str:
    process = ask.house.catalogue.get(process_id)
    if not process_id:
        return ask.words.say("every process")
    return process.title_in(ask.words.language) if process else process_id
