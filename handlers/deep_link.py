"""From a channel into the private chat: what a deep link asks, and what a button pressed in a channel
answers."""

from dataclasses import replace

from briefing.answers.message_record import record_of_message
from briefing.answers.story import one_story
from briefing.answers.why import why_change
from briefing.deep_link import link_to, payload_of, process_in
from briefing.render.keyboard import read_number
from briefing.render.words import Words
from briefing.why_posted import why_posted
from handlers.alerts import follow
from handlers.ask import Answer, Ask
from handlers.status import answer_status
from handlers.subscribe import begin_digest
from handlers.timeline import history
from handlers.why import why


async def answer_link(ask: Ask) -> Answer | None:
    """What the payload after /start asks (`briefing/deep_link.py`); None where it asks nothing."""
    asked, separator, about = ask.args.strip().partition("_")
    if not separator:
        return None
    named = replace(ask, args=process_in(about))
    match asked:
        case "status":
            return await answer_status(ask, named.args)
        case "follow":
            return await follow(named)
        case "digest":
            return await begin_digest(named)
        case "story":
            return [await one_story(ask.house, ask.chat, read_number(about))]
        case "timeline":
            return await history(named)
        case "why" if about.startswith("c_"):
            return await why_change(ask.house, ask.chat, read_number(about[2:]))
        case "why" if about.startswith("m_"):
            return await why_posted(ask.house, ask.chat, read_number(about[2:]))
        case "why":
            return await why(named)
    return None


async def answer_in_channel(ask: Ask, words: Words) -> tuple[str, str | None]:
    """For who pressed a button in a channel: words for them alone, and where known the address that answers
    in private."""
    record, _ = await record_of_message(ask.house, ask.chat, ask.message_id)
    payload = payload_of(ask.pressed, record.id if record else None)
    bot = ask.house.bot_name
    return words.say("I answer in private: write to @{bot}.", bot=bot), link_to(
        bot, payload
    ) if payload else None
