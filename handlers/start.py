"""/start, /help and /privacy: what Parley is, what it can do, what it keeps."""

import re

from briefing.jobs.prune import KEPT
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, joined, text
from briefing.render.words import Words
from handlers.ask import Answer, Ask, Command, Rights
from handlers.deep_link import answer_link
from news.chat import Message

_WORD = re.compile(r"[a-z]+")


async def start(ask: Ask) -> Answer:
    """Five lines and the things people do first; after a deep link the answer to what it asks."""
    answer = await answer_link(ask)
    if answer is not None:
        return answer
    say = ask.words.say
    lines = [
        bold(text("🕊 Parley")),
        text(say("I follow news feeds and tell you where peace talks and ceasefires stand.")),
        text(say("Every line has its outlet, time and link; who denies it is shown beside it.")),
        text(say("/status shows the board, /status and a name shows one process.")),
        text(say("/latest shows what has just come in, /alerts tells you when a status changes.")),
    ]
    buttons = (
        (
            button(say("Where things stand"), ButtonKind.BELOW_START, ButtonKind.STATUS),
            button(say("Newest stories"), ButtonKind.BELOW_START, ButtonKind.STORIES),
        ),
        (
            button(say("Daily digest"), ButtonKind.BEGIN, ButtonKind.SUBSCRIBE),
            button(say("Follow a conflict"), ButtonKind.BEGIN, ButtonKind.ALERTS),
        ),
    )
    return [Message(joined(lines).html, buttons)]


async def privacy(ask: Ask) -> Answer:
    """What is stored about this chat."""
    say = ask.words.say
    lines = [
        bold(text(say("What I keep about this chat"))),
        text(
            say(
                "Its Telegram id and title, its language and time zone, what it asked for, and the messages I sent it or have yet to send."
            )
        ),
        text(
            say(
                "What people write here I keep until I have answered it, and no longer. Logs carry no message text."
            )
        ),
        text(_how_long(ask)),
    ]
    return [Message(joined(lines).html)]


def _how_long(ask: Ask) -> str:
    """How long a chat's messages and the news are kept."""
    words, days = ask.words, ask.house.keep_days
    messages = words.count(
        "What I sent here I forget after {n} day; /forget deletes everything about this chat at once.",
        "What I sent here I forget after {n} days; /forget deletes everything about this chat at once.",
        KEPT.days,
    )
    if days is None:
        return messages + " " + words.say("The news itself, which is about no chat, I keep for good.")
    return (
        messages
        + " "
        + words.count(
            "The news itself, which is about no chat, I keep for at least {n} day; what a status rests on I keep for good.",
            "The news itself, which is about no chat, I keep for at least {n} days; what a status rests on I keep for good.",
            days,
        )
    )


def help_answer(commands: tuple[Command, ...], admins: bool, ask: Ask) -> Answer:
    """The command table as text; admins' commands only for admins; and what the marks in answers mean."""
    shown = [c for c in commands if admins or c.rights is not Rights.BOT_ADMIN]
    lines = [_line(c, ask) for c in shown]
    say = ask.words.say
    marks = [
        text("⚖ " + say("somebody denies it")),
        text("⚠ " + say("breaches are reported while the ceasefire stands")),
        text("⏳ " + say("reported, but it waits for a second source")),
        text("✓ ✗ " + say("whether a feed could be read at the last try")),
    ]
    return [
        Message(
            joined(
                [bold(text(say("What I can do"))), *lines, bold(text(say("What the marks mean"))), *marks]
            ).html
        )
    ]


def _line(command: Command, ask: Ask) -> Rich:
    usage = f" {_usage(command, ask.words)}" if command.usage else ""
    return text(f"/{command.name}{usage} — {ask.words.say(command.description)}")


def _usage(command: Command, words: Words) -> str:
    """The usage with its blanks in the person's language; what is typed as it stands stays."""
    blanks = {
        "process": words.say("process"),
        "or": words.say("or"),
        "words": words.say("words"),
        "city": words.say("city"),
        "hour": words.say("hour"),
        "channel": words.say("channel"),
        "address": words.say("address"),
        "number": words.say("number"),
        "field": words.say("field"),
        "value": words.say("value"),
        "state": words.say("state"),
        "why": words.say("why"),
        "text": words.say("text"),
    }
    return _WORD.sub(lambda found: blanks.get(found[0], found[0]), command.usage)
