"""/publish @channel [process] [hour]: alerts and a daily digest into a channel, asked for by someone who
administers it."""

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from telegram import ChatMember
from telegram.error import BadRequest, Forbidden

from briefing.answers.alerts import ALL
from briefing.answers.find_process import find_process
from briefing.answers.publish import Posting, publish_only
from briefing.answers.publish import publish as post_in
from briefing.answers.register_chat import register_chat
from briefing.answers.subscriptions import MOST, set_wants, set_zone, unsubscribe
from briefing.render.keyboard import ButtonKind, button, rows_of
from briefing.render.markup import Rich, bold, joined, text
from handlers.ask import Answer, Ask
from handlers.choices import EVERYTHING, HOURS, back_row, days_name, means_everything
from handlers.unknown import written_so
from news.chat import Button, Chat, ChatAddress, ChatKind, Message
from news.digest import Subscription
from news.errors import UnknownProcess

_CHANNEL = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100\d{5,15}")
_HOUR = re.compile(r"(?:^|.*\s)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})")
_ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class AdministeredChannel:
    """A channel that the person administers and the bot may post in; `name` is what it is called in
    answers."""

    chat: Chat
    name: str


async def publish(ask: Ask) -> Answer:
    """`/publish @channel`, `/publish @channel <process> <hour>`, `/publish @channel off`."""
    name, _, about = ask.args.strip().partition(" ")
    if not _CHANNEL.fullmatch(name) or ask.bot is None:
        said = ask.words.say(
            "Make me an admin of your channel that may post, then write /publish @channel, "
            "and after it a process and an hour if you like: /publish @channel syria 18:30"
        )
        return [Message(text(said).html)]
    channel = await administered_channel(ask, name)
    if isinstance(channel, Message):
        return [channel]
    return [await _asked(ask, channel, about.strip())]


async def publish_pressed(ask: Ask) -> Answer:
    """What is posted in a channel: its digest at another hour, nothing beside it ("only"), the list of hours
    ("h"), or nothing at all any more ("off")."""
    name, about, how = (ask.pressed.text(place) for place in range(3))
    process = ALL if about == EVERYTHING else about
    if not _CHANNEL.fullmatch(name) or ask.bot is None or not about:
        return [_too_old(ask)]
    channel = await administered_channel(ask, name)
    if isinstance(channel, Message):
        return [channel]
    if about == "off":
        return [await _end(ask, channel)]
    if process and process not in ask.house.catalogue:
        return [_too_old(ask)]
    if how == "h":
        return [_hours(ask, channel, about)]
    if how == "only":
        await publish_only(ask.house, channel.chat, process)
    try:
        hour = time(int(how[:2]), int(how[2:])) if how.isdecimal() else None
    except ValueError:
        return [_too_old(ask)]
    return [await _post(ask, channel, process, hour)]


async def administered_channel(ask: Ask, name: str) -> AdministeredChannel | Message:
    """The channel, or why nothing can be set up there."""
    say = ask.words.say
    if not _CHANNEL.fullmatch(name):
        return Message(text(say("I cannot see {channel}. Make me its admin first.", channel=name)).html)
    try:
        found = await ask.bot.get_chat(name if name.startswith("@") else int(name))
        member = await ask.bot.get_chat_member(found.id, ask.person_id)
        me = await ask.bot.get_chat_member(found.id, ask.bot.id)
    except (BadRequest, Forbidden):
        return Message(text(say("I cannot see {channel}. Make me its admin first.", channel=name)).html)
    name = f"@{found.username}" if found.username else found.title or name
    if member.status not in _ADMINS:
        return Message(text(say("Only someone who administers {channel} can do that.", channel=name)).html)
    if me.status != ChatMember.ADMINISTRATOR or not me.can_post_messages:
        return Message(
            text(say("I may not post in {channel}. Make me an admin that may.", channel=name)).html
        )
    return AdministeredChannel(await _met(ask, found), name)


async def _met(ask: Ask, found: Any) -> Chat:
    return await register_chat(
        ask.house, ChatAddress(found.id), ChatKind(found.type), found.title, ask.chat.language
    )


async def _asked(ask: Ask, channel: AdministeredChannel, about: str) -> Message:
    if about.casefold() in ("off", "выкл"):
        return await _end(ask, channel)
    hour = None
    if written := _HOUR.fullmatch(about):
        try:
            hour = time(int(written["hour"]), int(written["minute"]))
        except ValueError:
            said = ask.words.say("{hour} is no hour of the day. Write it like 18:30.", hour=about.split()[-1])
            return Message(text(said).html)
        about = about[: written.start("hour")].strip()
    try:
        everything = not about or means_everything(about, ask.words)
        process = ALL if everything else find_process(about, ask.house.catalogue).id
    except UnknownProcess as unknown:
        at = f" {hour:%H:%M}" if hour else ""
        return await written_so(ask, unknown, lambda meant: f"/publish {channel.name} {meant}{at}")
    await set_wants(ask.house, channel.chat, owner_id=ask.person_id, language=ask.chat.language)
    chat = await set_zone(ask.house, channel.chat, ask.chat.zone)
    return await _post(ask, replace(channel, chat=chat), process, hour)


async def _post(ask: Ask, channel: AdministeredChannel, process: str, hour: time | None) -> Message:
    """Do it, and say what is posted now, what it replaces and what goes on beside it."""
    say = ask.words.say
    done = await post_in(ask.house, channel.chat, process, hour)
    if done is None:
        said = say("{channel} has {n} digests already; stop one first.", channel=channel.name, n=MOST)
        return Message(text(said).html, ((_stop(ask, channel),),))
    when, about = _when(ask, done.digest), _about(ask, done.digest)
    lines = [
        bold(text(say("From now on in {channel}", channel=channel.name))),
        text(about, 300),
        text(
            say(
                "Alerts when a status changes, and a digest {when} ({zone}).",
                when=when,
                zone=channel.chat.zone,
            )
        ),
    ]
    if done.before:
        hours = ", ".join(f"{at:%H:%M}" for at in done.before.times)
        lines.append(text(say("It replaces the digest about this at {hour}.", hour=hours)))
    lines += _beside(ask, done)
    part = process or EVERYTHING
    at = channel.chat.address.telegram_id
    rows: list[tuple[Button, ...]] = [(button(say("Another hour"), ButtonKind.PUBLISH, at, part, "h"),)]
    if done.beside:
        rows.append((button(say("Only this"), ButtonKind.PUBLISH, at, part, "only"),))
    rows.append((_stop(ask, channel),))
    return Message(joined(lines).html, tuple(rows))


def _beside(ask: Ask, done: Posting) -> list[Rich]:
    """What goes on beside it: nothing of it ends by itself."""
    say = ask.words.say
    if not done.beside:
        return [text(say("I post nothing else there."))]
    head = say("Added to what I post there already:") if done.added else say("I also post there, as before:")
    return [text(head), *(text(f"• {_about(ask, one)}, {_when(ask, one)}", 300) for one in done.beside)]


async def _end(ask: Ask, channel: AdministeredChannel) -> Message:
    await unsubscribe(ask.house, channel.chat, None)
    return Message(text(ask.words.say("I no longer post in {channel}.", channel=channel.name)).html)


def _hours(ask: Ask, channel: AdministeredChannel, about: str) -> Message:
    at = channel.chat.address.telegram_id
    buttons = [button(f"{hour[:2]}:{hour[2:]}", ButtonKind.PUBLISH, at, about, hour) for hour in HOURS]
    said = ask.words.say(
        "At what hour should the digest come? Times are in {zone}. "
        "For another one write /publish {channel}, the process and the hour, such as 18:30.",
        zone=channel.chat.zone,
        channel=channel.name,
    )
    rows = (*rows_of(buttons, 3), back_row(ask.words.say("Back"), ButtonKind.PUBLISH, at, about))
    return Message(text(said).html, rows)


def _about(ask: Ask, digest: Subscription) -> str:
    processes = ask.house.catalogue
    found = [known.title_in(ask.words.language) for of in digest.processes if (known := processes.get(of))]
    return ", ".join(found) or ask.words.say("all processes")


def _when(ask: Ask, digest: Subscription) -> str:
    times = ", ".join(f"{at:%H:%M}" for at in digest.timetable.times)
    return ask.words.say("{days} at {hour}", days=days_name(digest.timetable.days, ask.words), hour=times)


def _stop(ask: Ask, channel: AdministeredChannel) -> Button:
    return button(
        ask.words.say("Stop posting there"), ButtonKind.PUBLISH, channel.chat.address.telegram_id, "off"
    )


def _too_old(ask: Ask) -> Message:
    return Message(text(ask.words.say("This button is too old. /publish starts over.")).html)
