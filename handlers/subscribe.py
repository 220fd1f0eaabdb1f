"""/subscribe: what, when, which hour, by buttons that carry the whole state
(`1:sub:<what>:<days>:<hours>`)."""

from briefing.answers.find_process import find_process
from briefing.answers.subscriptions import MOST, set_wants, subscribe
from briefing.jobs.digest import first_digest
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
    rows_of,
    selection_name,
    selection_of,
)
from handlers.unknown import buttons_of
from news.chat import Button, ChatKind, Message
from news.errors import UnknownProcess


async def subscribe_command(ask: Ask) -> Answer:
    """`/subscribe`, `/subscribe <process>`, `/subscribe everything`, `/subscribe <words>`."""
    asked = ask.args.strip()
    if not asked:
        return [_what(ask, 0)]
    if means_everything(asked, ask.words):
        return [_when(ask, EVERYTHING)]
    try:
        return [_when(ask, find_process(asked, ask.house.catalogue).id)]
    except UnknownProcess as unknown:
        return [await _words(ask, asked, unknown)]


async def subscribe_pressed(ask: Ask) -> Answer:
    """The next step; the last one subscribes."""
    what, days, hours = (*ask.parts, "", "", "")[:3]
    if not what or what.startswith("+"):
        return [_what(ask, int(what[1:]) if what[1:].isdecimal() else 0)]
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
        return [Message(text(too_many).html, ((Button(say("My subscriptions"), "1:mys:"),),))]
    lines = [
        bold(text(say("Subscribed") if new else say("You have this one already"))),
        text(described(subscription, ask)),
        text(say("Time zone: {zone}. Here is what it looks like now.", zone=ask.chat.zone)),
    ]
    buttons = ((Button(say("Change zone"), "1:zon:"), Button(say("My subscriptions"), "1:mys:")),)
    return [Message(joined(lines).html, buttons), *(await first_digest(ask.house, subscription, ask.chat))]


def _what(ask: Ask, page: int) -> Message:
    say = ask.words.say
    first = () if page else ((Button(say("Everything"), f"1:sub:{EVERYTHING}"),),)
    said = say(
        "What should the digest be about? For words of your own write /subscribe and the words, such as /subscribe prisoner swap"
    )
    rows = (*first, *rows_of(process_buttons(ask, "sub", page=page), 1), cancel_row(ask.words))
    return Message(text(said).html, rows)


async def _words(ask: Ask, asked: str, unknown: UnknownProcess) -> Message:
    say = ask.words.say
    part = selection_of(asked)
    rows = await buttons_of(ask, unknown, "sub")
    if part is None:
        return Message(text(say("That is too many words for one subscription; use fewer.")).html, rows)
    with_words = (Button(say("Items with these words"), f"1:sub:{part}"),)
    return Message(
        text(say("A digest about “{words}”?", words=label(asked, 60))).html,
        (*rows, with_words, cancel_row(ask.words)),
    )


def _when(ask: Ask, what: str) -> Message:
    say = ask.words.say
    rows = (
        (Button(say("Every day"), f"1:sub:{what}:e"), Button(say("Weekdays"), f"1:sub:{what}:w")),
        (
            Button(say("Once a week"), f"1:sub:{what}:k"),
            Button(say("Morning and evening"), f"1:sub:{what}:e:0800-1800"),
        ),
        (Button(say("Four times a day"), f"1:sub:{what}:e:0800-1200-1600-2000"),),
        back_row(ask.words, "1:sub:"),
    )
    chosen = read_selection(what, ask) or ((), "")
    return Message(text(say("When should I send {what}?", what=selection_name(*chosen, ask))).html, rows)


def _which_day(ask: Ask, what: str) -> Message:
    buttons = [Button(ask.words.say(day), f"1:sub:{what}:k{number}") for number, day in enumerate(DAYS)]
    rows = (*rows_of(buttons, 2), back_row(ask.words, f"1:sub:{what}"))
    return Message(text(ask.words.say("On which day?")).html, rows)


def _hour(ask: Ask, what: str, days: str) -> Message:
    buttons = [Button(f"{hour[:2]}:{hour[2:]}", f"1:sub:{what}:{days}:{hour}") for hour in HOURS]
    table = read_timetable(days, "0800")
    name = days_name(table.days, ask.words) if table else ""
    said = ask.words.say("At what hour, {days}? Times are in {zone}.", days=name, zone=ask.chat.zone)
    back = back_row(ask.words, f"1:sub:{what}:k" if days.startswith("k") else f"1:sub:{what}")
    last = (*back, Button(ask.words.say("Change zone"), "1:zon:"))
    return Message(text(said).html, (*rows_of(buttons, 3), last))
