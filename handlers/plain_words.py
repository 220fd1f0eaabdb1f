"""Words without a command in a private chat: a name is asked about as /status would, in a question too; a
greeting, thanks and "stop" get what a helpful person would answer."""

from dataclasses import replace

from briefing.answers.find_process import find_in_sentence, find_process, is_a_name
from briefing.answers.plain_words import Meant, read_plain
from briefing.answers.status import where_it_stands
from briefing.render.keyboard import ButtonKind
from briefing.render.markup import text
from handlers.ask import Answer, Ask
from handlers.latest import newest
from handlers.status import answer_status
from handlers.subscriptions import unsubscribe_command
from handlers.unknown import did_you_mean, not_understood, ways_out
from news.chat import Message
from news.errors import UnknownProcess

_MOST = 100
"""Whoever writes more, in code points, names nothing: they tell something."""


async def answer_words(ask: Ask) -> Answer:
    """The card of the process that is named, or the choice among several; else what is meant; else what can
    be done here."""
    if len(ask.args) > _MOST:
        return not_understood(ask)
    if is_a_name(ask.args, ask.house.catalogue):
        return await answer_status(ask, ask.args)
    plain = read_plain(ask.args)
    if (answer := await _in_kind(ask, plain.meant)) is not None:
        return answer
    return await _about(ask, plain.left, asked=plain.meant is Meant.QUESTION)


async def _in_kind(ask: Ask, meant: Meant) -> Answer | None:
    """What answers words that name no conflict; None for any other."""
    say = ask.words.say
    match meant:
        case Meant.GREETING:
            return _friendly(
                ask,
                say("Hello! Write the name of a country or a conflict, and I tell you where it stands."),
            )
        case Meant.THANKS:
            return _friendly(ask, say("You're welcome! /alerts tells you when something changes."))
        case Meant.REGRET:
            return _friendly(ask, say("Sorry about that. /why as a reply shows what an answer rests on."))
        case Meant.STOP:
            return await unsubscribe_command(ask)
        case Meant.NEWS:
            return await newest(replace(ask, args=""))
        case Meant.HELP:
            return _friendly(
                ask,
                say("I tell you where peace talks and ceasefires stand. Name a country, or see /help."),
            )
        case Meant.BOARD:
            return await where_it_stands(ask.house, ask.chat, "")
    return None


async def _about(ask: Ask, left: str, *, asked: bool) -> Answer:
    """Who is named in the words: `left` are those that may name somebody."""
    catalogue = ask.house.catalogue
    try:
        return await answer_status(ask, find_in_sentence(ask.args, catalogue).id)
    except UnknownProcess as unknown:
        if unknown.near:
            return [
                await did_you_mean(
                    ask, UnknownProcess(left or ask.args, unknown.near, named=True), ButtonKind.STATUS
                )
            ]
    words = left if asked else ask.args
    try:
        return await answer_status(ask, find_process(words, catalogue).id)
    except UnknownProcess as unknown:
        if unknown.near:
            return [await did_you_mean(ask, unknown, ButtonKind.STATUS)]
    if asked:
        say = ask.words.say
        return _friendly(
            ask,
            say(
                "I follow no conflict of that name. Name a country or a side of a war, or look at all of them:"
            ),
        )
    return not_understood(ask)


def _friendly(ask: Ask, said: str) -> Answer:
    return [Message(text(said).html, ways_out(ask))]
