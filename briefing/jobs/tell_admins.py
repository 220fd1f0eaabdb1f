"""Tell the admins once that a feed is down, once that it is back: one message for all that happened
together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.house import House
from briefing.render.feed_errors import trouble_in_words
from briefing.render.markup import Rich, bold, joined, link, text
from briefing.render.words import Words, words_for
from news.chat import Chat, ChatAddress, Message, OutboxDraft, OutboxKind
from news.feed import DOWN_AFTER, Feed, FeedState
from storage.store import Books

_NAMED = 10
GATHERED = timedelta(minutes=1)
"""After the first feed is found down or back, so long is waited for others to tell with it."""


class TellAdmins:
    """The job: what happens to feeds within a minute is one notice, since an outage takes them one by one."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._first: datetime | None = None  # when something to tell was first seen; None: nothing is

    async def beat(self) -> int:
        """Tell what has been gathered, once the minute is over; returns of how many feeds."""
        down, back = await _untold(self._house)
        if not down and not back:
            self._first = None
            return 0
        now = self._house.now()
        if self._first is None or self._first > now:  # the latter: the clock was set back
            self._first = now
        if now - self._first < GATHERED:
            return 0
        self._first = None
        return await tell_admins(self._house)


async def _untold(house: House) -> tuple[list[Feed], list[Feed]]:
    async with house.store.read() as books:
        return await books.admin_feeds.newly_down(DOWN_AFTER), await books.admin_feeds.newly_back()


async def tell_admins(house: House) -> int:
    """Owe every admin a notice about feeds that are newly down, retired or back; returns how many feeds that
    are."""
    down, back = await _untold(house)
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
