"""Tell the admins once that a feed is down, once that it is back: one message for all that happened
together."""

from collections.abc import Sequence

from briefing.house import House
from briefing.render.feed_errors import trouble_in_words
from briefing.render.markup import Rich, bold, joined, link, text
from briefing.render.words import Words, words_for
from news.chat import Chat, ChatAddress, Message, OutboxDraft, OutboxKind
from news.feed import DOWN_AFTER, Feed, FeedState
from storage.store import Books

_NAMED = 10


async def tell_admins(house: House) -> int:
    """Owe every admin a notice about feeds that are newly down, retired or back; returns how many feeds that
    are."""
    async with house.store.read() as books:
        down, back = await books.admin_feeds.newly_down(DOWN_AFTER), await books.admin_feeds.newly_back()
    if not down and not back:
        return 0
    now = house.now()
    async with house.store.begin() as books:
        chats = await admin_chats(books, house)
        if not chats:  # they are told when one first writes
            return 0
        key = f"feeds/{now.isoformat()}"
        drafts = [
            OutboxDraft(
                chat.id,
                OutboxKind.NOTICE,
                f"{key}/{chat.id}",
                _notice(down, back, words_for(chat.language)),
                now,
            )
            for chat in chats
        ]
        await books.outbox.owe(drafts, now)
        await books.admin_feeds.told([f.id for f in down], [f.id for f in back], now)
    return len(down) + len(back)


async def admin_chats(books: Books, house: House) -> list[Chat]:
    """The private chats of the admins who have ever written to the bot."""
    found = [
        await books.chats.find(ChatAddress(person_id))
        for person_id in sorted(house.admins | house.added_admins)
    ]
    return [chat for chat in found if chat is not None]


def _notice(down: Sequence[Feed], back: Sequence[Feed], words: Words) -> Message:
    parts = []
    if down:
        head = bold(text(words.count("{n} feed is down", "{n} feeds are down", len(down))))
        parts += [text("✗ ") + head, *_named([_down(feed, words) for feed in down], words)]
    if back:
        head = bold(text(words.count("{n} feed is back", "{n} feeds are back", len(back))))
        parts += [text("✓ ") + head, *_named([_name(feed) for feed in back], words)]
    return Message(joined([*parts, text(words.say("/feeds shows them all."))]).html)


def _named(lines: list[Rich], words: Words) -> list[Rich]:
    more = len(lines) - _NAMED
    return [*lines[:_NAMED], *([text(words.count("and {n} more", "and {n} more", more))] if more > 0 else [])]


def _down(feed: Feed, words: Words) -> Rich:
    if feed.state is FeedState.RETIRED:
        said = words.say("gone for good, the server says (410); I no longer ask for it")
    else:
        said = trouble_in_words(feed.health.trouble or "", words)
    return _name(feed) + text(" — " + said, 200)


def _name(feed: Feed) -> Rich:
    return text(f"• {feed.id} ") + link(text(feed.source.title, 80), feed.source.url)
