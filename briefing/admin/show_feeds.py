"""Show feeds to an admin: the paged list with each one's health, and the card of one with what can be done to
it."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from briefing.house import House
from briefing.render.feed_errors import trouble_in_words
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, code, italic, joined, link, split, text
from briefing.render.times import age, clock, span, zone_of
from briefing.render.words import Words, words_for
from news.chat import Button, Chat, Message
from news.feed import Feed, FeedState
from news.fetch_history import FetchRecord, fetch_records
from storage.store import Books

PAGE = 8
_LOOKS = 6
_MARK = {FeedState.ACTIVE: "✓", FeedState.PAUSED: "⏸", FeedState.RETIRED: "⌫", FeedState.REMOVED: "⌫"}


async def feed_list(house: House, chat: Chat, page: int = 0) -> Message:
    """One page of the feeds, those in trouble first; a button for each."""
    words = words_for(chat.language)
    async with house.store.read() as books:
        total = await books.admin_feeds.count()
        page = min(max(page, 0), max(total - 1, 0) // PAGE)
        feeds = await _with_rates(books, house, await books.admin_feeds.page(page * PAGE, PAGE))
    if not feeds:
        return Message(text(words.say("No feed is followed. /addfeed and an address adds one.")).html)
    head = bold(text(words.count("{n} feed", "{n} feeds", total)))
    lines = [_line(feed, house, chat) for feed in feeds]
    choose = tuple(button(str(feed.id), ButtonKind.FEED, feed.id, page) for feed in feeds)
    return Message(split(head, lines)[0].html, (choose, *_turning(page, total)))


async def feed_card(house: House, chat: Chat, feed_id: int, page: int = 0, note: str = "") -> Message:
    """Everything about one feed; `note` is a line about what was just done."""
    words = words_for(chat.language)
    async with house.store.read() as books:
        feed = await books.feeds.get(feed_id)
        if feed is None:
            return Message(text(words.say("There is no feed number {n}. /feeds lists them.", n=feed_id)).html)
        [feed] = await _with_rates(books, house, [feed])
        history = fetch_records(await books.admin_feeds.history(feed_id))
    lines = [
        bold(link(text(feed.source.title, 120), feed.source.url)),
        text(feed.source.url, 300),
        text(_facts(feed, words), 300),
    ]
    lines += [text(_health(feed, house, chat), 400), *_filters(feed, words)]
    if feed.health.trouble and feed.health.detail:
        lines.append(italic(text(f"{feed.health.trouble}: {feed.health.detail}", 300)))
    lines += [text(_fetch_line(fetched, words, zone_of(chat.zone)), 160) for fetched in history[:_LOOKS]]
    lines += [code(f"/editfeed {feed.id} title: …"), text("\n" + note) if note else Rich()]
    return Message(joined(lines).html, _actions(feed, page, words))


async def _with_rates(books: Books, house: House, feeds: Sequence[Feed]) -> list[Feed]:
    rates = await books.admin_feeds.items_a_day([f.id for f in feeds], house.now())
    return [replace(f, health=replace(f.health, items_a_day=rates.get(f.id, 0.0))) for f in feeds]


def _line(feed: Feed, house: House, chat: Chat) -> Rich:
    mark = "✗" if feed.state is FeedState.ACTIVE and feed.health.failures else _MARK[feed.state]
    return (
        text(f"{mark} {feed.id} ")
        + link(text(feed.source.title, 60), feed.source.url)
        + text(" — " + _health(feed, house, chat), 260)
    )


def _health(feed: Feed, house: House, chat: Chat) -> str:
    words, health, zone = words_for(chat.language), feed.health, zone_of(chat.zone)
    state = {
        FeedState.PAUSED: words.say("paused"),
        FeedState.RETIRED: words.say("gone for good, the server says (410)"),
        FeedState.REMOVED: words.say("removed; its items are kept"),
    }.get(feed.state)
    parts = [state] if state else []
    if health.failures and health.trouble and feed.state is not FeedState.RETIRED:
        parts.append(trouble_in_words(health.trouble, words))
    if health.last_success:
        parts.append(words.say("read {when}", when=age(health.last_success, house.now(), words, zone)))
    elif not parts:
        parts.append(words.say("not read yet"))
    parts.append(words.say("{n} items a day", n=f"{health.items_a_day:.1f}"))
    if feed.state is FeedState.ACTIVE and health.next_try:
        parts.append(words.say("next try {when}", when=clock(health.next_try, words, zone)))
    return " · ".join(parts)


def _facts(feed: Feed, words: Words) -> str:
    source = feed.source
    every = words.say("every {time}", time=span(source.every, words)) if source.every else None
    facts = (
        words.say("Number {n}", n=feed.id),
        source.kind.value,
        source.country,
        source.language,
        source.side,
        every,
    )
    return " · ".join(fact for fact in facts if fact)


def _fetch_line(fetched: FetchRecord, words: Words, zone: ZoneInfo) -> str:
    """One line of the history: when, and what came of it."""
    when = clock(fetched.last, words, zone)
    if fetched.trouble:
        came = "✗ " + trouble_in_words(fetched.trouble, words)
    elif fetched.new or fetched.changed:
        came = "✓ " + words.say("{new} new, {changed} changed", new=fetched.new, changed=fetched.changed)
    else:
        came = "✓ " + words.say("nothing new")
    return f"{when} · {came}" + (f" × {fetched.times}" if fetched.times > 1 else "")


def _filters(feed: Feed, words: Words) -> list[Rich]:
    source, lines = feed.source, []
    if source.include:
        lines.append(text(words.say("Only with: {words}", words=", ".join(source.include)), 400))
    if source.exclude:
        lines.append(text(words.say("Not with: {words}", words=", ".join(source.exclude)), 400))
    return lines


def _actions(feed: Feed, page: int, words: Words) -> tuple[tuple[Button, ...], ...]:
    back = (button("◀ " + words.say("Feeds"), ButtonKind.FEEDS, page),)
    follow = button(words.say("Follow again"), ButtonKind.CHANGE_FEED, feed.id, page, "follow")
    if feed.state is FeedState.REMOVED:
        return (follow,), back
    turn = (
        button(words.say("Pause"), ButtonKind.CHANGE_FEED, feed.id, page, "pause")
        if feed.state is FeedState.ACTIVE
        else follow
    )
    first = (
        (button(words.say("Read now"), ButtonKind.CHANGE_FEED, feed.id, page, "now"),)
        if feed.state is FeedState.ACTIVE
        else ()
    )
    return (*first, turn, button(words.say("Remove"), ButtonKind.CHANGE_FEED, feed.id, page, "remove")), back


def _turning(page: int, total: int) -> tuple[tuple[Button, ...], ...]:
    row = []
    if page:
        row.append(button("◀", ButtonKind.FEEDS, page - 1))
    if (page + 1) * PAGE < total:
        row.append(button("▶", ButtonKind.FEEDS, page + 1))
    return (tuple(row),) if row else ()
