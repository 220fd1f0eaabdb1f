"""/subscriptions, /unsubscribe and /pause: see, change, stop, mute."""

import re
from datetime import timedelta

from briefing.answers.alerts import alerts_now
from briefing.answers.subscriptions import mute, set_timetable, subscriptions_of, tell_nothing, unsubscribe
from briefing.render.markup import bold, joined, text
from briefing.render.times import clock, zone_of
from handlers.ask import Answer, Ask
from handlers.choices import HOURS, back_row, cancel_row, described, read_timetable, rows_of, write_days
from handlers.message_record import record_button
from news.chat import Button, Message

_SPAN = re.compile(r"(\d{1,4})\s*([a-zа-я]*)\.?", re.IGNORECASE)
_UNITS = {
    "m": "minutes",
    "м": "minutes",
    "h": "hours",
    "ч": "hours",
    "d": "days",
    "д": "days",
    "w": "weeks",
    "н": "weeks",
    "": "days",
}
_ON_A_BUTTON = 60  # characters
_LONGEST = timedelta(days=366)


async def subscriptions(ask: Ask) -> Answer:
    return [await _overview(ask)]


async def unsubscribe_command(ask: Ask) -> Answer:
    """Buttons for each subscription and for all."""
    found = await subscriptions_of(ask.house, ask.chat)
    say = ask.words.say
    if not found and not await alerts_now(ask.house, ask.chat):
        return [
            Message(
                text(
                    say("There is nothing to stop. /subscribe begins a digest, /alerts turns alerts on.")
                ).html
            )
        ]
    rows: list[tuple[Button, ...]] = [
        (Button("✕ " + described(s, ask, _ON_A_BUTTON), f"1:uns:{s.id}"),) for s in found
    ]
    rows.append((Button(say("Stop everything, alerts too"), "1:uns:all"),))
    rows.append(back_row(ask.words, "1:mys:", say("My subscriptions")))
    return [Message(text(say("What should I stop?")).html, tuple(rows))]


async def unsubscribe_pressed(ask: Ask) -> Answer:
    """`1:uns:<id|all>`."""
    which = ask.parts[0] if ask.parts else ""
    if which == "all":
        await unsubscribe(ask.house, ask.chat, None)
        return [Message(text(ask.words.say("Stopped. I no longer send digests or alerts here.")).html)]
    if which.isdecimal():
        await unsubscribe(ask.house, ask.chat, int(which))
    return [await _overview(ask)]


async def one_pressed(ask: Ask) -> Answer:
    """`1:mys:<id>:<t|n|hours>`: one subscription, its hours, "nothing new"; without an id: all."""
    which, what, hours = (*ask.parts, "", "", "")[:3]
    found = next((s for s in await subscriptions_of(ask.house, ask.chat) if str(s.id) == which), None)
    if found is None:
        return [await _overview(ask)]
    if what == "n":
        await tell_nothing(ask.house, ask.chat, found.id)
    elif what == "t" and hours:
        table = read_timetable(write_days(found.timetable.days), hours)
        if table is not None:
            await set_timetable(ask.house, ask.chat, found.id, table)
    elif what == "t":
        buttons = [Button(f"{h[:2]}:{h[2:]}", f"1:mys:{found.id}:t:{h}") for h in HOURS]
        back = back_row(ask.words, f"1:mys:{found.id}")
        return [Message(text(described(found, ask)).html, (*rows_of(buttons, 3), back))]
    found = next(s for s in await subscriptions_of(ask.house, ask.chat) if s.id == found.id)
    say = ask.words.say
    rows = (
        (Button(say("Another hour"), f"1:mys:{found.id}:t"), Button(say("Stop"), f"1:uns:{found.id}")),
        (
            Button(
                say("Stay silent when nothing is new")
                if found.tell_nothing
                else say("Tell me even when nothing is new"),
                f"1:mys:{found.id}:n",
            ),
        ),
        back_row(ask.words, "1:mys:", say("My subscriptions")),
    )
    return [Message(text(described(found, ask)).html, rows)]


async def pause(ask: Ask) -> Answer:
    """`/pause 2d`, `/pause off`, `/pause`."""
    return await _pause(ask, ask.args.strip().casefold())


async def pause_pressed(ask: Ask) -> Answer:
    """`1:pau:<span|off>`."""
    return await _pause(ask, ask.parts[0] if ask.parts else "")


async def _pause(ask: Ask, asked: str) -> Answer:
    say = ask.words.say
    if asked in ("off", "0", "выкл"):
        await mute(ask.house, ask.chat, None)
        return [Message(text(say("I'm back.")).html)]
    span = read_span(asked)
    if span is None:
        buttons = [
            Button(say(words), f"1:pau:{data}")
            for words, data in (("1 day", "1d"), ("2 days", "2d"), ("1 week", "1w"))
        ]
        words = say(
            "How long should I be quiet? /pause 2d: two days, /pause 5h: five hours, /pause off: resume."
        )
        last = Button(say("Resume"), "1:pau:off"), *cancel_row(ask.words)
        return [Message(text(words).html, (tuple(buttons), last))]
    until = await mute(ask.house, ask.chat, span)
    assert until is not None
    moment = clock(until, ask.words, zone_of(ask.chat.zone))
    if await subscriptions_of(ask.house, ask.chat):
        said = say("I am quiet until {moment}. What happens meanwhile is in the next digest.", moment=moment)
    else:
        said = say("I am quiet until {moment}. /latest shows what happened meanwhile.", moment=moment)
    return [Message(text(said).html, ((Button(say("Resume"), "1:pau:off"),),))]


def read_span(asked: str) -> timedelta | None:
    """ "2d", "5 h", "3 дня"; None when it is no span, or none between a minute and a year."""
    read = _SPAN.fullmatch(asked)
    unit = _UNITS.get(read[2][:1].casefold()) if read else None
    if read is None or unit is None:
        return None
    span = timedelta(**{unit: int(read[1])})
    return span if timedelta(minutes=1) <= span <= _LONGEST else None


async def _overview(ask: Ask) -> Message:
    say = ask.words.say
    found = await subscriptions_of(ask.house, ask.chat)
    alerts = await alerts_now(ask.house, ask.chat)
    lines = [bold(text(say("My subscriptions")))]
    lines += [text("• " + described(s, ask), 300) for s in found]
    if alerts:
        lines.append(text(say("Alerts are on: /alerts")))
    if not found and not alerts:
        lines.append(text(say("Nothing yet. /subscribe begins a digest, /alerts turns alerts on.")))
    if ask.chat.muted_until and ask.chat.muted_until > ask.house.now():
        lines.append(
            text(
                say(
                    "Quiet until {moment}.",
                    moment=clock(ask.chat.muted_until, ask.words, zone_of(ask.chat.zone)),
                )
            )
        )
    rows = [(Button(described(s, ask, _ON_A_BUTTON), f"1:mys:{s.id}"),) for s in found]
    last = Button(say("Add a digest"), "1:sub:"), Button(say("Alerts"), "1:alo:")
    return Message(joined(lines).html, (*rows, last, (record_button(ask),)))
