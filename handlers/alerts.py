"""/alerts: of what, of which changes, at most how many an hour."""

from collections.abc import Mapping
from dataclasses import replace

from briefing.answers.alerts import ALL, alerts_now, alerts_off, alerts_on
from briefing.answers.find_process import find_process
from briefing.answers.status import where_it_stands
from briefing.answers.subscriptions import set_wants
from briefing.render.card import follow_button, unfollow_button
from briefing.render.keyboard import ButtonKind, button, page_part, rows_of
from briefing.render.markup import Rich, joined, label, text
from handlers.ask import Answer, Ask
from handlers.choices import EVERYTHING, back_row, means_everything, process_buttons
from handlers.message_record import record_button
from handlers.preview import alerts_preview_button
from handlers.unknown import did_you_mean
from news.chat import AlertLevel, Button, ChatKind, Message
from news.errors import UnknownProcess

_LEVELS = {"e": AlertLevel.EVERY, "m": AlertLevel.MAJOR}
_SHORT = {level: short for short, level in _LEVELS.items()}


async def alerts(ask: Ask) -> Answer:
    """`/alerts`, `/alerts on`, `/alerts off`, `/alerts <process>`, `/alerts off <process>`."""
    first, _, rest = ask.args.strip().partition(" ")
    on, off = first.casefold() in ("on", "вкл"), first.casefold() in ("off", "выкл")
    asked = rest.strip() if on or off else ask.args.strip()
    if means_everything(asked, ask.words):
        return [await (_turn_off(ask) if off else _turn_on(ask, ALL, AlertLevel.EVERY))]
    if not asked:
        return [await (_turn_on(ask, ALL, AlertLevel.EVERY) if on else _turn_off(ask) if off else _now(ask))]
    try:
        process = find_process(asked, ask.house.catalogue)
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, ButtonKind.ALERTS_OFF if off else ButtonKind.ALERTS)]
    return [await (_turn_off(ask, process.id) if off else _turn_on(ask, process.id, AlertLevel.EVERY))]


async def alerts_shown(ask: Ask) -> Answer:
    """What is on, for who may not change it."""
    found = await alerts_now(ask.house, ask.chat)
    on = any(level is not AlertLevel.NONE for level in found.values())
    lines = _on(ask, found) if on else [text(ask.words.say("Alerts are off here."))]
    return [Message(joined(lines).html)]


async def alerts_pressed(ask: Ask) -> Answer:
    """Alerts of what ("on" and `*`: everything; "off": nothing; else a process), and of which changes (`_LEVELS`;
    "x": of none any more)."""
    what, how = ask.pressed.text(0), ask.pressed.text(1)
    if what == "off":
        return [await _turn_off(ask)]
    if not what:
        return [await _now(ask)]
    page = ask.pressed.turned_to(0)
    if page is not None:
        return [await _choose(ask, page)]
    process = ALL if what in ("on", EVERYTHING) else what
    if process and process not in ask.house.catalogue:
        return [await _now(ask)]
    if how == "x":
        return [await _turn_off(ask, process)]
    return [await _turn_on(ask, process, _LEVELS.get(how, AlertLevel.EVERY))]


async def unfollow_pressed(ask: Ask) -> Answer:
    """Under a card: no alerts of it; the answer comes below."""
    process = ask.pressed.text(0)
    if process not in ask.house.catalogue:
        return [await _now(ask)]
    await alerts_off(ask.house, ask.chat, process)
    row = (follow_button(process, ask.words), button(ask.words.say("Alerts"), ButtonKind.ALERTS))
    return [Message(text(_no_more(ask, process), 200).html, (row,))]


def unfollow_instead(ask: Ask) -> Button | None:
    """What "Follow" turns into once it is pressed: the button that ends it."""
    process = ask.pressed.text(0)
    return unfollow_button(process, ask.words) if process in ask.house.catalogue else None


def follow_instead(ask: Ask) -> Button | None:
    """What "Unfollow" turns into once it is pressed."""
    process = ask.pressed.text(0)
    return follow_button(process, ask.words) if process in ask.house.catalogue else None


async def off_pressed(ask: Ask) -> Answer:
    """No alerts of the process any more."""
    process = ask.pressed.text(0)
    return [await (_turn_off(ask, process) if process in ask.house.catalogue else _now(ask))]


async def per_hour_pressed(ask: Ask) -> Answer:
    """At most so many alerts an hour; without a number it is asked for."""
    number = ask.pressed.text(0)
    if number.isdecimal() and 1 <= int(number) <= 60:
        await set_wants(ask.house, ask.chat, per_hour=int(number))
        return [Message(text(_limit(ask, int(number))).html, (_to_alerts(ask),))]
    buttons = [button(n, ButtonKind.ALERTS_PER_HOUR, n) for n in ("1", "3", "6", "12", "30")]
    return [
        Message(
            text(ask.words.say("At most how many alerts an hour? The rest arrives together later.")).html,
            (tuple(buttons), _to_alerts(ask)),
        )
    ]


async def _turn_on(ask: Ask, process: str, level: AlertLevel) -> Message:
    await alerts_on(ask.house, ask.chat, process, level)
    if ask.chat.kind is not ChatKind.PRIVATE and ask.person_id:
        await set_wants(ask.house, ask.chat, owner_id=ask.person_id)
    say = ask.words.say
    of = _name(ask, process)
    if level is AlertLevel.MAJOR:
        said = say(
            "Alerts are on for {of}: agreed, in force or collapsed, and when that is denied or corrected. "
            "/alerts off ends it.",
            of=of,
        )
    else:
        said = say("Alerts are on for {of}. I will write when a status changes. /alerts off ends it.", of=of)
    lines = [text(said), *([] if process else _except(ask, await alerts_now(ask.house, ask.chat)))]
    part = process or EVERYTHING
    rows = (
        (
            button(say("Every change"), ButtonKind.ALERTS, part, "e"),
            button(say("Agreed, in force, collapsed only"), ButtonKind.ALERTS, part, "m"),
        ),
        (
            button(say("At most … an hour"), ButtonKind.ALERTS_PER_HOUR),
            button(say("Quiet hours"), ButtonKind.SETTINGS, "q"),
        ),
        (
            button(say("Another process"), ButtonKind.ALERTS, page_part(0)),
            button(say("Turn off"), ButtonKind.ALERTS, part, "x"),
        ),
        (alerts_preview_button(ask, process),),
    )
    return Message(joined(lines).html, rows)


async def _turn_off(ask: Ask, process: str | None = None) -> Message:
    """Of one process, or of everything; what is still on is shown."""
    await alerts_off(ask.house, ask.chat, process)
    if process is None:
        return Message(text(ask.words.say("Alerts are off. /alerts on brings them back.")).html)
    now = await _now(ask)
    said = text(_no_more(ask, process), 200)
    return replace(now, html=f"{said.html}\n{now.html}")


def _no_more(ask: Ask, process: str) -> str:
    return ask.words.say("No alerts about {of} any more.", of=_name(ask, process))


async def _now(ask: Ask) -> Message:
    say = ask.words.say
    found = await alerts_now(ask.house, ask.chat)
    heard = {process: level for process, level in found.items() if level is not AlertLevel.NONE}
    if not heard:
        rows = (
            (
                button(say("Turn alerts on"), ButtonKind.ALERTS, "on"),
                button(say("For one process"), ButtonKind.ALERTS, page_part(0)),
            ),
            (record_button(ask),),
        )
        return Message(text(say("Alerts are off. Should I write when a status changes?")).html, rows)
    lines = _on(ask, found)
    each = tuple(
        (button(label(_name(ask, p), 40), ButtonKind.ALERTS, p or EVERYTHING, _SHORT[level]),)
        for p, level in list(heard.items())[:20]
    )
    last = (
        button(say("Another process"), ButtonKind.ALERTS, page_part(0)),
        button(say("Turn alerts off"), ButtonKind.ALERTS, "off"),
    )
    return Message(joined(lines).html, (*each, last, (alerts_preview_button(ask), record_button(ask))))


def _on(ask: Ask, found: Mapping[str, AlertLevel]) -> list[Rich]:
    """Of what the chat is told, of what not, and how often at most."""
    say = ask.words.say
    everything = [_name(ask, process) for process, level in found.items() if level is AlertLevel.EVERY]
    major = [_name(ask, process) for process, level in found.items() if level is AlertLevel.MAJOR]
    lines = [text(say("Alerts are on for {of}.", of=", ".join(everything)), 1000)] if everything else []
    if major:
        said = say("Alerts are on for {of}: agreed, in force or collapsed only.", of=", ".join(major))
        lines.append(text(said, 1000))
    return [*lines, *_except(ask, found), text(_limit(ask, ask.chat.per_hour))]


def _except(ask: Ask, found: Mapping[str, AlertLevel]) -> list[Rich]:
    """The processes turned off one by one, though all are on."""
    silent = [_name(ask, process) for process, level in found.items() if level is AlertLevel.NONE]
    return [text(ask.words.say("Except: {of}.", of=", ".join(silent)), 1000)] if silent else []


async def follow(ask: Ask) -> Answer:
    """By a link: alerts about the process are turned on in a private chat; a group is shown the card, whose
    button its admins may press."""
    if not ask.args:
        return await follow_one(ask)
    try:
        process = find_process(ask.args, ask.house.catalogue)
    except UnknownProcess as unknown:
        return [await did_you_mean(ask, unknown, ButtonKind.ALERTS)]
    if ask.chat.kind is not ChatKind.PRIVATE:
        return await where_it_stands(ask.house, ask.chat, process.id)
    return [await _turn_on(ask, process.id, AlertLevel.EVERY)]


async def follow_one(ask: Ask) -> Answer:
    """The conflicts, to follow one of them."""
    return [await _choose(ask, 0)]


async def _choose(ask: Ask, page: int) -> Message:
    first = () if page else ((button(ask.words.say("every process"), ButtonKind.ALERTS, EVERYTHING, "e"),),)
    return Message(
        text(ask.words.say("Which conflict should I follow? I write as soon as its status changes.")).html,
        (*first, *rows_of(await process_buttons(ask, ButtonKind.ALERTS, page=page), 1), _to_alerts(ask)),
    )


def _to_alerts(ask: Ask) -> tuple[Button, ...]:
    return back_row(ask.words.say("Alerts"), ButtonKind.ALERTS)


def _limit(ask: Ask, number: int) -> str:
    return ask.words.count(
        "At most {n} alert an hour; the rest arrives together later.",
        "At most {n} alerts an hour; the rest arrives together later.",
        number,
    )


def _name(ask: Ask, process_id: str) -> str:
    process = ask.house.catalogue.get(process_id)
    if not process_id:
        return ask.words.say("every process")
    return process.title_in(ask.words.language) if process else process_id
