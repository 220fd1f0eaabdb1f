"""Add a feed: find it behind what an admin pasted, show what it holds, follow it when that is confirmed."""

import asyncio
from datetime import datetime, timedelta

from briefing.admin.admins import write_audit_line
from briefing.house import House
from briefing.render.feed_errors import trouble_in_words
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, italic, joined, label, link, text
from briefing.render.times import age, zone_of
from briefing.render.words import words_for
from feeds.channel import channel_page
from feeds.discover import FoundFeed, discover
from news.chat import Chat, Message
from news.errors import FeedError
from news.feed import FeedKind, FeedSource, FeedState
from news.item import FeedEntry
from reading.about.matches import matches

DRAFT = "feed"
_SHOWN = 4
_RECENT = timedelta(days=7)


async def look_at_feed(house: House, chat: Chat, person_id: int, written: str) -> Message:
    """What is behind the address `written`, with a button to follow each feed found there."""
    words = words_for(chat.language)
    assert house.web is not None
    try:
        found = await discover(house.web.fetcher, house.web.parser, written)
    except FeedError as e:
        said = words.say("I cannot follow that: {why}.", why=trouble_in_words(e.reason, words))
        return Message(text(said).html)
    async with house.store.begin() as books:
        known = {feed.url: await books.admin_feeds.by_url(feed.url) for feed in found}
        content = {"feeds": [_kept(feed) for feed in found]}
        draft = await books.administration.keep(person_id, DRAFT, content, house.now())
    followed = {
        url for url, feed in known.items() if feed and feed.state in (FeedState.ACTIVE, FeedState.PAUSED)
    }
    pieces = [
        await _preview(house, chat, feed, followed=feed.url in followed, shown=_SHOWN if n == 0 else 1)
        for n, feed in enumerate(found)
    ]
    rows = [
        (button(words.say("Follow {title}", title=label(_title(feed), 40)), ButtonKind.ADD_FEED, draft, n),)
        for n, feed in enumerate(found)
        if feed.url not in followed
    ]
    if rows:
        rows.append((button(words.say("Cancel"), ButtonKind.ADD_FEED_CANCEL, draft),))
    return Message(joined(pieces, "\n\n").html, tuple(rows))


async def follow_found(house: House, chat: Chat, person_id: int, draft_id: int, number: int) -> Message:
    """Follow the feed that was shown: what it holds now is stored and nobody is alerted about it."""
    words = words_for(chat.language)
    async with house.store.begin() as books:
        draft = await books.administration.take_draft(draft_id, DRAFT)
        feeds = draft.content["feeds"] if draft else []
        if not 0 <= number < len(feeds):
            return Message(
                text(words.say("That is no longer waiting. Send /addfeed and the address once more.")).html
            )
        kept = feeds[number]
        source = FeedSource(kept["url"], kept["title"], FeedKind(kept["kind"]), language=kept["language"])
        await books.admin_feeds.follow([source], [house.now()], house.now())
        await write_audit_line(books, house, person_id, "followed a feed", f"{source.title} · {source.url}")
        feed = await books.admin_feeds.by_url(source.url)
    title = link(text(source.title, 120), source.url)
    said = words.say(
        "is followed as number {n}. What it holds now is stored; nobody is alerted about it.",
        n=feed.id if feed else 0,
    )
    return Message((text("✓ ") + title + text(" " + said)).html)


async def forget_found(house: House, chat: Chat, draft_id: int) -> Message:
    async with house.store.begin() as books:
        await books.administration.take_draft(draft_id, DRAFT)
    return Message(text(words_for(chat.language).say("Nothing was changed.")).html)


def _kept(feed: FoundFeed) -> dict[str, str | None]:
    kind = FeedKind.CHANNEL if channel_page(feed.url) else FeedKind.INDEPENDENT
    language = (feed.parsed.language or "").split("-")[0].lower()[:2] or None
    return {"url": feed.url, "title": _title(feed), "kind": kind.value, "language": language}


def _title(feed: FoundFeed) -> str:
    return (feed.parsed.title or feed.url)[:200]


async def _preview(house: House, chat: Chat, feed: FoundFeed, *, followed: bool, shown: int) -> Rich:
    words, now = words_for(chat.language), house.now()
    entries = sorted(feed.parsed.entries, key=lambda e: _when(e) or now, reverse=True)
    lines = [bold(link(text(_title(feed), 120), feed.url)), text(feed.url, 200)]
    if feed.parsed.language:
        lines.append(text(words.say("Language: {language}", language=feed.parsed.language), 60))
    for entry in entries[:shown]:
        moment = _when(entry)
        when = " · " + age(moment, now, words, zone_of(chat.zone)) if moment else ""
        lines.append(text("• ") + link(text(entry.title or entry.summary, 160), entry.link) + text(when))
    recent = [e for e in entries if (_when(e) or now) >= now - _RECENT]
    named = await asyncio.to_thread(
        matches, house.catalogue, [(f"{e.title}. {e.summary}", (_when(e) or now).date()) for e in recent]
    )
    about = sum(process is not None for process in named)
    one, many = (
        "{n} item in the last 7 days, {about} about a process I know.",
        "{n} items in the last 7 days, {about} about a process I know.",
    )
    lines.append(text(words.count(one, many, len(recent), about=about)))
    if followed:
        lines.append(italic(text(words.say("It is followed already; /feeds shows it."))))
    return joined(lines)


def _when(entry: FeedEntry) -> datetime | None:
    return entry.published or entry.updated
