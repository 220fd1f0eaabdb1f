"""/publish @channel [process]: alerts and a daily digest into a channel, asked for by someone who administers
it."""

import re
from datetime import time
from typing import Any

from telegram import ChatMember
from telegram.error import BadRequest, Forbidden

from briefing.answers.alerts import ALL, alerts_on
from briefing.answers.find_process import find_process
from briefing.answers.register_chat import meet
from briefing.answers.subscriptions import set_wants, subscribe, unsubscribe
from briefing.render.markup import text
from handlers.ask import Answer, Ask
from handlers.unknown import written_so
from news.chat import ChatAddress, ChatKind, Message
from news.digest import EVERY_DAY, Timetable
from news.errors import UnknownProcess

_CHANNEL = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100\d{5,15}")
_ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_DAILY = Timetable(EVERY_DAY, (time(8),))


async def publish(ask: Ask) -> Answer:
    """`/publish @channel`, `/publish @channel <process>`, `/publish @channel off`."""
    say = ask.words.say
    name, _, about = ask.args.strip().partition(" ")
    if not _CHANNEL.fullmatch(name) or ask.bot is None:
        said = say(
            "Make me an admin of your channel that may post, then write /publish @channel, or /publish @channel and a process."
        )
        return [Message(text(said).html)]
    try:
        channel = await ask.bot.get_chat(name if name.startswith("@") else int(name))
        member = await ask.bot.get_chat_member(channel.id, ask.person_id)
        me = await ask.bot.get_chat_member(channel.id, ask.bot.id)
    except (BadRequest, Forbidden):
        return [Message(text(say("I cannot see {channel}. Make me its admin first.", channel=name)).html)]
    if member.status not in _ADMINS:
        return [Message(text(say("Only someone who administers {channel} can do that.", channel=name)).html)]
    if me.status != ChatMember.ADMINISTRATOR or not me.can_post_messages:
        return [
            Message(text(say("I may not post in {channel}. Make me an admin that may.", channel=name)).html)
        ]
    return [await _set_up(ask, channel, name, about.strip())]


async def _set_up(ask: Ask, channel: Any, name: str, about: str) -> Message:
    say = ask.words.say
    chat = await meet(
        ask.house, ChatAddress(channel.id), ChatKind(channel.type), channel.title, ask.chat.language
    )
    if about.casefold() in ("off", "выкл"):
        await unsubscribe(ask.house, chat, None)
        return Message(text(say("I no longer post in {channel}.", channel=name)).html)
    try:
        process = find_process(about, ask.house.catalogue).id if about else ALL
    except UnknownProcess as unknown:
        return await written_so(ask, unknown, lambda process: f"/publish {name} {process}")
    await set_wants(ask.house, chat, owner_id=ask.person_id, zone=ask.chat.zone, language=ask.chat.language)
    await alerts_on(ask.house, chat, process)
    await subscribe(ask.house, chat, (process,) if process else (), "", _DAILY)
    said = say(
        "From now on I post alerts in {channel}, and a digest every day at 08:00 ({zone}). /publish {channel} off ends it.",
        channel=name,
        zone=ask.chat.zone,
    )
    return Message(text(said).html)
