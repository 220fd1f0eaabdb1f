"""Answer /health: what waits and how long, what fails, what Telegram refused, the reader, the disk."""

import asyncio
import shutil
from datetime import datetime
from pathlib import Path

from briefing.house import House
from briefing.render.markup import Rich, bold, joined, text
from briefing.render.times import age, zone_of
from briefing.render.words import Words, words_for
from news.chat import Chat, Message, OutboxState
from news.errors import StorageError
from news.feed import FeedState
from news.health import Figures

_SCARCE = 2**30
_ASK_WITHIN = 10.0  # seconds; counting all items takes some


async def health_report(house: House, chat: Chat) -> Message:
    """One message for an admin."""
    words, now = words_for(chat.language), house.now()
    try:
        async with asyncio.timeout(_ASK_WITHIN), house.store.read() as books:
            figures = await books.health.figures(now)
    except (StorageError, TimeoutError) as e:
        return _without_database(house, words, e)
    disk = await asyncio.to_thread(_disk, house.store.file, words)
    return Message(
        joined([bold(text(words.say("Health"))), *_lines(figures, house, chat, words, now), disk]).html
    )


def _lines(figures: Figures, house: House, chat: Chat, words: Words, now: datetime) -> list[Rich]:
    def since(moment: datetime | None) -> str:
        when = age(moment, now, words, zone_of(chat.zone)) if moment else ""
        return " · " + words.say("the oldest: {when}", when=when) if when else ""

    sent, feeds = figures.outbox.get, figures.feeds
    owed = sent(OutboxState.DUE, 0) + sent(OutboxState.SENDING, 0)
    lines = [
        text(
            words.say("Items: {n}, to read: {unread}", n=figures.items, unread=figures.unread)
            + since(figures.unread_since)
        ),
        text(words.say("Changes to tell: {n}", n=figures.to_compose)),
        text(words.say("Messages waiting: {n}", n=owed) + since(figures.owed_since)),
        text(
            words.say(
                "Sent: {sent}, refused: {refused}, uncertain: {uncertain}",
                sent=sent(OutboxState.SENT, 0),
                refused=sent(OutboxState.REFUSED, 0),
                uncertain=sent(OutboxState.UNCERTAIN, 0),
            )
        ),
    ]
    lines += [text("  ✗ " + reason, 200) for reason in dict.fromkeys(figures.refused) if reason]
    lines.append(
        text(words.say("Chats: {n}, resting: {resting}", n=figures.chats, resting=figures.resting_chats))
    )
    active, failing = feeds.get(FeedState.ACTIVE, 0), figures.failing_feeds
    lines.append(
        text(
            words.say("Feeds: {n}, in trouble: {failing}", n=active, failing=failing)
            + since(figures.overdue_since)
        )
    )
    return [*lines, *_troubles(house, words)]


def _without_database(house: House, words: Words, error: Exception) -> Message:
    """What can be said while the database does not answer."""
    why = " ".join(str(error).split()) or words.say("no answer in time")
    gone = words.say(
        "The database does not answer: {why}. I go on as soon as it does; nobody need start me again.",
        why=why,
    )
    lines = [bold(text(words.say("Health"))), text("✗ " + gone, 400), *_troubles(house, words)]
    return Message(joined(lines).html)


def _troubles(house: House, words: Words) -> list[Rich]:
    """What fails in this process now."""
    lines: list[Rich] = []
    for name, times in sorted(house.failing().items()):
        lines.append(
            text(
                "✗ "
                + words.count(
                    "{name} failed {n} time in a row", "{name} failed {n} times in a row", times, name=name
                ),
                200,
            )
        )
    if house.reader_trouble:
        lines.append(
            text("✗ " + words.say("The reader works without its model: {why}", why=house.reader_trouble), 300)
        )
    return lines


def _disk(file: Path | None, words: Words) -> Rich:
    """How large the database is and what is free beside it; nothing to say where it lives elsewhere."""
    if file is None or not file.exists():
        return Rich()
    free = shutil.disk_usage(file.parent).free
    said = words.say(
        "Database: {size} MB, free on the disk: {free} GB",
        size=f"{file.stat().st_size / 2**20:.1f}",
        free=f"{free / 2**30:.1f}",
    )
    return text(("✗ " if free < _SCARCE else "") + said)
