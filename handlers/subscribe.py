"""/subscribe: what, when, which hour, by buttons that carry all that was chosen so far."""

from dataclasses import replace

from briefing.answers.find_process import find_process
from briefing.answers.subscriptions import MOST, set_wants, subscribe
from briefing.jobs.digest import first_digest
from briefing.render.keyboard import ButtonKind, button, rows_of
from briefing.render.markup import bold, joined, label, text
from handlers.ask import Answer, Ask
from handlers.choices import (
    DAYS,
    EVERYTHING,
    HOURS,
    back_row,
    cancel_row,
    days_name,
    described,
    means_everything,
    process_buttons,
    read_selection,
    read_timetable,
    selection_name,
    selection_of,
)
from handlers.preview import preview_button
from handlers.unknown import buttons_of
from news.chat import ChatKind, Message
from news.errors import UnknownProcess


async def subscribe_command(ask: Ask) -> Answer:
    """`/subscribe`, `/subscribe <process>`, `/subscribe everything`, `/subscribe <words>`."""
    asked = ask.args.strip()
    if not asked:
        return [await _what(ask, 0)]
    if means_everything(asked, ask.words):
        return [_when(ask, EVERYTHING)]
    try:
        return [_when(ask, find_process(asked, ask.house.catalogue).id)]
    except UnknownProcess as unknown:
        return [await _words(ask, asked, unknown)]


async def subscribe_pressed(ask: Ask) -> Answer:
    """The next step; the last one subscribes."""
    what, days, hours = (ask.pressed.text(place) for place in range(3))
    page = 0 if not what else ask.pressed.turned_to(0)
    if page is not None:
        return [await _what(ask, page)]
    chosen = read_selection(what, ask)
    if chosen is None:
        return [Message(text(ask.words.say("This button is too old. /subscribe starts over.")).html)]
    if not days:
        return [_when(ask, what)]
    if days == "k":
        return [_which_day(ask, what)]
    timetable = read_timetable(days, hours) if hours else None
    if timetable is None:
        return [_hour(ask, what, days)]
    subscription, new = await subscribe(ask.house, ask.chat, chosen[0], chosen[1], timetable)
    if ask.chat.kind is not ChatKind.PRIVATE and ask.person_id:
        await set_wants(ask.house, ask.chat, owner_id=ask.person_id)
    say = ask.words.say
    if subscription is None:
        too_many = say("This chat has {n} digests already; stop one first.", n=MOST)
        return [Message(text(too_many).html, ((button(say("My subscriptions"), ButtonKind.SUBSCRIPTION),),))]
    lines = [
        bold(text(say("Subscribed") if new else say("You have this one already"))),
        text(described(subscription, ask)),
        text(say("Time zone: {zone}. Here is what it looks like now.", zone=ask.chat.zone)),
    ]
    buttons = (
        (
            button(say("Change zone"), ButtonKind.TIME_ZONE),
            button(say("My subscriptions"), ButtonKind.SUBSCRIPTION),
        ),
        (preview_button(ask, subscription),),
    )
    return [Message(joined(lines).html, buttons), *(await first_digest(ask.house, subscription, ask.chat))]


async def begin_digest(ask: Ask) -> Answer:
    """By a link: a digest about a process, or every day at an hour (`0800`); nothing is set up before a button
    is pressed."""
    if read_timetable("e", ask.args):
        say, hour = ask.words.say, f"{ask.args[:2]}:{ask.args[2:]}"
        said = say("A digest about everything, every day at {hour} ({zone})?", hour=hour, zone=ask.chat.zone)
        rows = (
            (button(say("Subscribe"), ButtonKind.SUBSCRIBE, EVERYTHING, "e", ask.args),),
            (button(say("Another hour"), ButtonKind.SUBSCRIBE, EVERYTHING, "e"),),
            (button(say("About one conflict only"), ButtonKind.SUBSCRIBE),),
        )
        return [Message(text(said).html, rows)]
    return await subscribe_command(ask) if ask.args else daily(ask)


def daily(ask: Ask) -> Answer:
    """A digest of everything every day, but for its hour: the shortest way to one."""
    other = (button(ask.words.say("About one conflict only"), ButtonKind.SUBSCRIBE),)
    asked = _hour(ask, EVERYTHING, "e")
    return [replace(asked, buttons=(*asked.buttons, other))]


async def _what(ask: Ask, page: int) -> Message:
    say = ask.words.say
    first = () if page else ((button(say("Everything"), ButtonKind.SUBSCRIBE, EVERYTHING),),)
    said = say(
        "What should the digest be about? For words of your own write /subscribe and the words, such as /subscribe prisoner swap"
    )
    processes = await process_buttons(ask, ButtonKind.SUBSCRIBE, page=page)
    rows = (*first, *rows_of(processes, 1), cancel_row(ask.words))
    return Message(text(said).html, rows)


async def _words(ask: Ask, asked: str, unknown: UnknownProcess) -> Message:
    say = ask.words.say
    part = selection_of(asked)
    rows = await buttons_of(ask, unknown, ButtonKind.SUBSCRIBE)
    if part is None:
        return Message(text(say("That is too many words for one subscription; use fewer.")).html, rows)
    with_words = (button(say("Items with these words"), ButtonKind.SUBSCRIBE, part),)
    return Message(
        text(say("A digest about “{words}”?", words=label(asked, 60))).html,
        (*rows, with_words, cancel_row(ask.words)),
    )


def _when(ask: Ask, what: str) -> Message:
    say = ask.words.say
    rows = (
        (
            button(say("Every day"), ButtonKind.SUBSCRIBE, what, "e"),
            button(say("Weekdays"), ButtonKind.SUBSCRIBE, what, "w"),
        ),
        (
            button(say("Once a week"), ButtonKind.SUBSCRIBE, what, "k"),
            button(say("Morning and evening"), ButtonKind.SUBSCRIBE, what, "e", "0800-1800"),
        ),
        (button(say("Four times a day"), ButtonKind.SUBSCRIBE, what, "e", "0800-1200-1600-2000"),),
        back_row(ask.words.say("Back"), ButtonKind.SUBSCRIBE),
    )
    chosen = read_selection(what, ask) or ((), "")
    return Message(text(say("When should I send {what}?", what=selection_name(*chosen, ask))).html, rows)


def _which_day(ask: Ask, what: str) -> Message:
    buttons = [
        button(ask.words.say(day), ButtonKind.SUBSCRIBE, what, f"k{number}")
        for number, day in enumerate(DAYS)
    ]
    rows = (*rows_of(buttons, 2), back_row(ask.words.say("Back"), ButtonKind.SUBSCRIBE, what))
    return Message(text(ask.words.say("On which day?")).html, rows)


def _hour(ask: Ask, what: str, days: str) -> Message:
    buttons = [button(f"{hour[:2]}:{hour[2:]}", ButtonKind.SUBSCRIBE, what, days, hour) for hour in HOURS]
    table = read_timetable(days, "0800")
    name = days_name(table.days, ask.words) if table else ""
    about = selection_name(*(read_selection(what, ask) or ((), "")), ask)
    said = ask.words.say(
        "A digest about {what}, {days}. At what hour? Times are in {zone}.",
        what=about,
        days=name,
        zone=ask.chat.zone,
    )
    back = back_row(
        ask.words.say("Back"), ButtonKind.SUBSCRIBE, what, *(("k",) if days.startswith("k") else ())
    )
    last = (*back, button(ask.words.say("Change zone"), ButtonKind.TIME_ZONE))
    return Message(text(said).html, (*rows_of(buttons, 3), last))
