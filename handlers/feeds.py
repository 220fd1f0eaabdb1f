"""/addfeed, /feeds, /pausefeed, /removefeed, /editfeed: the feeds in an admin's hands."""

from briefing.admin.add_feed import follow_found, forget_found, look_at_feed
from briefing.admin.change_feed import (
    FIELDS,
    ask_before_removal,
    do_to_feed,
    find_feed,
    preview_edit,
    save_edit,
)
from briefing.admin.show_feeds import feed_card, feed_list
from briefing.render.markup import label, text
from handlers.ask import Answer, Ask
from handlers.fields import fields_of
from news.chat import Message
from news.errors import WrongUse
from news.feed import FeedState


async def add_feed(ask: Ask) -> Answer:
    """`/addfeed <address>`: a feed, a page, a host, @channel."""
    written = ask.args.strip()
    if not written:
        return [
            _said(
                ask.words.say(
                    "Send /addfeed and an address: a feed, a web page, or a channel such as t.me/s/name."
                )
            )
        ]
    return [await look_at_feed(ask.house, ask.chat, ask.person_id, written.split()[0])]


async def add_pressed(ask: Ask) -> Answer:
    """Follow one of the feeds found for a draft."""
    draft, which = ask.pressed.number(0), ask.pressed.number(1)
    return [await follow_found(ask.house, ask.chat, ask.person_id, draft, which)]


async def add_cancelled(ask: Ask) -> Answer:
    """Follow none of the feeds found for a draft."""
    return [await forget_found(ask.house, ask.chat, ask.pressed.number(0))]


async def feeds(ask: Ask) -> Answer:
    """`/feeds`, `/feeds <number or address>`."""
    if not ask.args.strip():
        return [await feed_list(ask.house, ask.chat)]
    feed = await find_feed(ask.house, ask.args.strip())
    return [await feed_card(ask.house, ask.chat, feed.id) if feed else _unknown(ask, ask.args)]


async def list_pressed(ask: Ask) -> Answer:
    """A page of the list of feeds."""
    return [await feed_list(ask.house, ask.chat, ask.pressed.number(0))]


async def card_pressed(ask: Ask) -> Answer:
    """One feed, and the page of the list to go back to."""
    feed, page = ask.pressed.number(0), max(ask.pressed.number(1), 0)
    return [await feed_card(ask.house, ask.chat, feed, page)]


async def deed_pressed(ask: Ask) -> Answer:
    """Pause, remove or fetch a feed, or follow it again."""
    feed, page, deed = ask.pressed.number(0), max(ask.pressed.number(1), 0), ask.pressed.text(2)
    return [await do_to_feed(ask.house, ask.chat, ask.person_id, feed, deed, page)]


async def pause_feed(ask: Ask) -> Answer:
    """`/pausefeed <number or address>`; a paused feed is followed again."""
    feed = await find_feed(ask.house, ask.args.strip())
    if feed is None:
        return [_unknown(ask, ask.args)]
    deed = "pause" if feed.state is FeedState.ACTIVE else "follow"
    return [await do_to_feed(ask.house, ask.chat, ask.person_id, feed.id, deed)]


async def remove_feed(ask: Ask) -> Answer:
    """`/removefeed <number or address>`, after a confirmation; its items are kept."""
    feed = await find_feed(ask.house, ask.args.strip())
    if feed is None:
        return [_unknown(ask, ask.args)]
    if feed.state is FeedState.REMOVED:
        return [await feed_card(ask.house, ask.chat, feed.id)]
    return [ask_before_removal(ask.chat, feed)]


async def edit_feed(ask: Ask) -> Answer:
    """`/editfeed <number> <field>: <value>`, one field a line."""
    named, _, rest = ask.args.strip().replace("\n", " \n", 1).partition(" ")
    feed = await find_feed(ask.house, named)
    if feed is None:
        return [_unknown(ask, named)]
    fields = fields_of(rest)
    if not fields:
        example = f"/editfeed {feed.id} include: ceasefire, перемири*"
        how = ask.words.say(
            "Send the number and what to change: {fields}. For example:", fields=", ".join(FIELDS)
        )
        return [_said(f"{how}\n{example}")]
    try:
        return [await preview_edit(ask.house, ask.chat, ask.person_id, feed, fields)]
    except WrongUse as wrong:
        return [_said(str(wrong))]


async def edit_pressed(ask: Ask) -> Answer:
    """Save the draft of a change."""
    return [await save_edit(ask.house, ask.chat, ask.person_id, ask.pressed.number(0))]


def _unknown(ask: Ask, named: str) -> Message:
    if named.strip():
        shown = label(named.strip(), 60)
        return _said(
            ask.words.say("There is no feed “{named}”. /feeds lists them with their numbers.", named=shown)
        )
    return _said(ask.words.say("Name a feed by its number or address; /feeds lists them."))


def _said(words: str) -> Message:
    return Message(text(words).html)
