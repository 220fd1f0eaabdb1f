"""Answer /sources: the feeds that are followed, whose they are and how they fare; paged by edit."""

from babel import Locale

from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, joined, link, split, text
from briefing.render.times import age, zone_of
from briefing.render.vocabulary import feed_kind_name
from briefing.render.words import Words, words_for
from news.chat import Chat, Message
from news.feed import Feed, FeedState

PAGE = 12
_NOWHERE = frozenset({"XA", "XB", "ZZ"})
"""Codes that stand for no country: Unicode's own for tests and for the unknown."""


async def sources(house: House, chat: Chat, page: int = 0) -> Message:
    """One page of the feeds that are followed, by name."""
    words = words_for(chat.language)
    feeds = await house.store.look(lambda books: books.feeds.all())
    feeds.sort(key=lambda feed: feed.source.title.casefold())
    page = min(max(page, 0), max((len(feeds) - 1) // PAGE, 0))
    head = bold(text(words.say("Sources"))) + text(f" · {len(feeds)}")
    if not feeds:
        return Message((head + text("\n" + words.say("No feed is followed yet."))).html)
    lines = [_line(feed, words, house, chat) for feed in feeds[page * PAGE : (page + 1) * PAGE]]
    row = []
    if page:
        row.append(button("◀", ButtonKind.SOURCES, page - 1))
    if (page + 1) * PAGE < len(feeds):
        row.append(button("▶", ButtonKind.SOURCES, page + 1))
    return Message(split(head, lines)[0].html, (tuple(row),) if row else ())


def _line(feed: Feed, words: Words, house: House, chat: Chat) -> Rich:
    source = feed.source
    locale = Locale.parse(words.language)
    code = (source.country or "").upper()
    country = "" if code in _NOWHERE else locale.territories.get(code, "")
    language = locale.languages.get((source.language or "").lower(), "")
    about = ", ".join(part for part in (feed_kind_name(source.kind, words), country, language) if part)
    return joined(
        [
            text("• ") + link(text(source.title, 60), source.url),
            text(f" — {about} · {_health(feed, words, house, chat)}", 160),
        ],
        "",
    )


def _health(feed: Feed, words: Words, house: House, chat: Chat) -> str:
    if feed.state is not FeedState.ACTIVE:
        return words.say("resting")
    if feed.health.last_success is None:
        return words.say("not read yet") if not feed.health.trouble else "✗ " + words.say("cannot be read")
    when = age(feed.health.last_success, house.now(), words, zone_of(chat.zone))
    return ("✗ " if feed.health.trouble else "✓ ") + when
