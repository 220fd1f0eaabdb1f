"""/subscriptions, /unsubscribe and /pause: see, change, stop, mute."""

import re
from datetime import timedelta

from briefing.answers.alerts import alerts_now
from briefing.answers.subscriptions import mute, set_timetable, subscriptions_of, tell_nothing, unsubscribe
from briefing.render.keyboard import ButtonKind, button, rows_of
from briefing.render.markup import bold, joined, text
from briefing.render.times import clock, zone_of
from handlers.ask import Answer, Ask
from handlers.choices import HOURS, back_row, cancel_row, described, read_timetable, write_days
from handlers.message_record import record_button
from handlers.preview import preview_button
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
        (button("✕ " + described(s, ask, _ON_A_BUTTON), ButtonKind.UNSUBSCRIBE, s.id),) for s in found
    ]
    rows.append((button(say("Stop everything, alerts too"), ButtonKind.UNSUBSCRIBE, "all"),))
    rows.append(back_row(say("My subscriptions"), ButtonKind.SUBSCRIPTION))
    return [Message(text(say("What should I stop?")).html, tuple(rows))]


async def unsubscribe_pressed(ask: Ask) -> Answer:
    """Stop one subscription, or all ("all")."""
    which = ask.pressed.text(0)
    if which == "all":
        await unsubscribe(ask.house, ask.chat, None)
        return [Message(text(ask.words.say("Stopped. I no longer send digests or alerts here.")).html)]
    if which.isdecimal():
        await unsubscribe(ask.house, ask.chat, int(which))
    return [await _overview(ask)]


async def one_pressed(ask: Ask) -> Answer:
    """One subscription; with "t" its hours are asked for or set, with "n" it turns silent where nothing is new,
    or back. Without an id: all of them."""
    which, what, hours = (ask.pressed.text(place) for place in range(3))
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
        buttons = [button(f"{h[:2]}:{h[2:]}", ButtonKind.SUBSCRIPTION, found.id, "t", h) for h in HOURS]
        back = back_row(ask.words.say("Back"), ButtonKind.SUBSCRIPTION, found.id)
        return [Message(text(described(found, ask)).html, (*rows_of(buttons, 3), back))]
    found = next(s for s in await subscriptions_of(ask.house, ask.chat) if s.id == found.id)
    say = ask.words.say
    rows = (
        (
            button(say("Another hour"), ButtonKind.SUBSCRIPTION, found.id, "t"),
            button(say("Stop"), ButtonKind.UNSUBSCRIBE, found.id),
        ),
        (
            button(
                say("Stay silent when nothing is new")
                if found.tell_nothing
                else say("Tell me even when nothing is new"),
                ButtonKind.SUBSCRIPTION,
                found.id,
                "n",
            ),
        ),
        (preview_button(ask, found),),
        back_row(say("My subscriptions"), ButtonKind.SUBSCRIPTION),
    )
    return [Message(text(described(found, ask)).html, rows)]


async def pause(ask: Ask) -> Answer:
    """`/pause 2d`, `/pause off`, `/pause`."""
    return await _pause(ask, ask.args.strip().casefold())


async def pause_pressed(ask: Ask) -> Answer:
    """Pause for a span as /pause takes it, or resume ("off")."""
    return await _pause(ask, ask.pressed.text(0))


async def _pause(ask: Ask, asked: str) -> Answer:
    say = ask.words.say
    if asked in ("off", "0", "выкл"):
        await mute(ask.house, ask.chat, None)
        return [Message(text(say("I'm back.")).html)]
    span = read_span(asked)
    if span is None:
        buttons = [
            button(say(words), ButtonKind.PAUSE, data)
            for words, data in (("1 day", "1d"), ("2 days", "2d"), ("1 week", "1w"))
        ]
        words = say(
            "How long should I be quiet? /pause 2d: two days, /pause 5h: five hours, /pause off: resume."
        )
        last = button(say("Resume"), ButtonKind.PAUSE, "off"), *cancel_row(ask.words)
        return [Message(text(words).html, (tuple(buttons), last))]
    until = await mute(ask.house, ask.chat, span)
    assert until is not None
    moment = clock(until, ask.words, zone_of(ask.chat.zone))
    if await subscriptions_of(ask.house, ask.chat):
        said = say("I am quiet until {moment}. What happens meanwhile is in the next digest.", moment=moment)
    else:
        said = say("I am quiet until {moment}. /latest shows what happened meanwhile.", moment=moment)
    return [Message(text(said).html, ((button(say("Resume"), ButtonKind.PAUSE, "off"),),))]


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
    rows = [(button(described(s, ask, _ON_A_BUTTON), ButtonKind.SUBSCRIPTION, s.id),) for s in found]
    last = button(say("Add a digest"), ButtonKind.SUBSCRIBE), button(say("Alerts"), ButtonKind.ALERTS)
    return Message(joined(lines).html, (*rows, last, (record_button(ask),)))
