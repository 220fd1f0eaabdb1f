"""/alerts: of what, of which changes, at most how many an hour; `1:alo:<on|off|process|*>:<e|m|x>`."""

from collections.abc import Mapping
from dataclasses import replace

from briefing.answers.alerts import ALL, alerts_now, alerts_off, alerts_on
from briefing.answers.find_process import find_process
from briefing.answers.subscriptions import set_wants
from briefing.render.card import follow_button, unfollow_button
from briefing.render.markup import Rich, joined, label, text
from handlers.ask import Answer, Ask
from handlers.choices import EVERYTHING, back_row, means_everything, process_buttons, rows_of
from handlers.message_record import record_button
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
        return [await did_you_mean(ask, unknown, "alx" if off else "alo")]
    return [await (_turn_off(ask, process.id) if off else _turn_on(ask, process.id, AlertLevel.EVERY))]


async def alerts_pressed(ask: Ask) -> Answer:
    what, how = (*ask.parts, "", "")[:2]
    if what == "off":
        return [await _turn_off(ask)]
    if not what:
        return [await _now(ask)]
    if what.startswith("+"):
        return [_choose(ask, int(what[1:]) if what[1:].isdecimal() else 0)]
    process = ALL if what in ("on", EVERYTHING) else what
    if process and process not in ask.house.catalogue:
        return [await _now(ask)]
    if how == "x":
        return [await _turn_off(ask, process)]
    return [await _turn_on(ask, process, _LEVELS.get(how, AlertLevel.EVERY))]


async def unfollow_pressed(ask: Ask) -> Answer:
    """`1:unf:<process>`, on a card: no alerts of it; the answer comes below."""
    process = ask.parts[0] if ask.parts else ""
    if process not in ask.house.catalogue:
        return [await _now(ask)]
    await alerts_off(ask.house, ask.chat, process)
    row = (follow_button(process, ask.words), Button(ask.words.say("Alerts"), "1:alo:"))
    return [Message(text(_no_more(ask, process), 200).html, (row,))]


def unfollow_instead(ask: Ask) -> Button | None:
    """What "Follow" turns into once it is pressed: the button that ends it."""
    process = ask.parts[0] if ask.parts else ""
    return unfollow_button(process, ask.words) if process in ask.house.catalogue else None


def follow_instead(ask: Ask) -> Button | None:
    """What "Unfollow" turns into once it is pressed."""
    process = ask.parts[0] if ask.parts else ""
    return follow_button(process, ask.words) if process in ask.house.catalogue else None


async def off_pressed(ask: Ask) -> Answer:
    """`1:alx:<process>`: no alerts of it."""
    process = ask.parts[0] if ask.parts else ""
    return [await (_turn_off(ask, process) if process in ask.house.catalogue else _now(ask))]


async def per_hour_pressed(ask: Ask) -> Answer:
    """`1:alh:<number>`: at most so many alerts an hour."""
    number = ask.parts[0] if ask.parts else ""
    if number.isdecimal() and 1 <= int(number) <= 60:
        await set_wants(ask.house, ask.chat, per_hour=int(number))
        return [Message(text(_limit(ask, int(number))).html, (_to_alerts(ask),))]
    buttons = [Button(n, f"1:alh:{n}") for n in ("1", "3", "6", "12", "30")]
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
            Button(say("Every change"), f"1:alo:{part}:e"),
            Button(say("Agreed, in force, collapsed only"), f"1:alo:{part}:m"),
        ),
        (Button(say("At most … an hour"), "1:alh:"), Button(say("Quiet hours"), "1:set:q")),
        (Button(say("Another process"), "1:alo:+0"), Button(say("Turn off"), f"1:alo:{part}:x")),
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
            (Button(say("Turn alerts on"), "1:alo:on"), Button(say("For one process"), "1:alo:+0")),
            (record_button(ask),),
        )
        return Message(text(say("Alerts are off. Should I write when a status changes?")).html, rows)
    lines = [
        text(say("Alerts are on for {of}.", of=", ".join(_name(ask, process) for process in heard)), 1000)
    ]
    lines += [*_except(ask, found), text(_limit(ask, ask.chat.per_hour))]
    each = tuple(
        (Button(label(_name(ask, p), 40), f"1:alo:{p or EVERYTHING}:{_SHORT[level]}"),)
        for p, level in list(heard.items())[:20]
    )
    last = (Button(say("Another process"), "1:alo:+0"), Button(say("Turn alerts off"), "1:alo:off"))
    return Message(joined(lines).html, (*each, last, (record_button(ask),)))


def _except(ask: Ask, found: Mapping[str, AlertLevel]) -> list[Rich]:
    """The processes turned off one by one, though all are on."""
    silent = [_name(ask, process) for process, level in found.items() if level is AlertLevel.NONE]
    return [text(ask.words.say("Except: {of}.", of=", ".join(silent)), 1000)] if silent else []


def _choose(ask: Ask, page: int) -> Message:
    first = () if page else ((Button(ask.words.say("every process"), f"1:alo:{EVERYTHING}:e"),),)
    return Message(
        text(ask.words.say("Alerts about which process?")).html,
        (*first, *rows_of(process_buttons(ask, "alo", page=page), 1), _to_alerts(ask)),
    )


def _to_alerts(ask: Ask) -> tuple[Button, ...]:
    return back_row(ask.words, "1:alo:", ask.words.say("Alerts"))


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
