"""Change a feed: pause it, follow it again, remove it (items kept), read it now, edit what it is and which
items pass."""

import re
from collections.abc import Mapping
from dataclasses import replace

from briefing.admin.admins import write_audit_line
from briefing.admin.show_feeds import feed_card
from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import bold, joined, label, text
from briefing.render.words import Words, words_for
from news.chat import Chat, Message
from news.errors import WrongUse
from news.feed import Feed, FeedKind, FeedSource, FeedState, passes

DRAFT = "feed_edit"
_LOOKED_AT = 200
_LONGEST = 24 * 3600
_SPAN = re.compile(r"(\d{1,4})\s*(m|min|minutes?|мин|h|hours?|ч|час)?\.?")
_SHOWN = 5
_DEEDS = {
    "pause": "paused a feed",
    "remove": "removed a feed",
    "follow": "followed a feed",
    "now": "had a feed read now",
}
_STATES = {"pause": FeedState.PAUSED, "remove": FeedState.REMOVED, "follow": FeedState.ACTIVE}
FIELDS = ("title", "kind", "country", "language", "side", "interval", "include", "exclude")


async def do_to_feed(
    house: House, chat: Chat, person_id: int, feed_id: int, deed: str, page: int = 0
) -> Message:
    """`deed`: pause, follow, remove or now. The answer is the feed's card."""
    words = words_for(chat.language)
    async with house.store.begin() as books:
        feed = await books.feeds.get(feed_id)
        if feed is not None and deed in _DEEDS:
            if deed == "now":
                await books.admin_feeds.look_now(feed_id, house.now())
            else:
                await books.admin_feeds.set_state(feed_id, _STATES[deed], house.now())
            await write_audit_line(books, house, person_id, _DEEDS[deed], f"{feed_id} · {feed.source.title}")
    return await feed_card(house, chat, feed_id, page, _done(deed, words))


def ask_before_removal(chat: Chat, feed: Feed) -> Message:
    """The question whether `feed` shall be removed, with a button for each answer."""
    words = words_for(chat.language)
    said = words.say("Stop following feed {number}? Its items are kept.", number=feed.id)
    row = (
        button(words.say("Remove"), ButtonKind.CHANGE_FEED, feed.id, 0, "remove"),
        button(words.say("Cancel"), ButtonKind.FEED, feed.id, 0),
    )
    return Message(joined((bold(text(feed.source.title, 120)), text(said))).html, (row,))


async def find_feed(house: House, named: str) -> Feed | None:
    """The feed of that number or address."""
    async with house.store.read() as books:
        if named.isdecimal() and len(named) < 18:
            return await books.feeds.get(int(named))
        return await books.admin_feeds.by_url(named)


async def preview_edit(
    house: House, chat: Chat, person_id: int, feed: Feed, fields: Mapping[str, str]
) -> Message:
    """What the feed would be, and which of its stored items would pass; a button puts it in place. Raises
    WrongUse."""
    words = words_for(chat.language)
    source = edited(feed.source, fields, words)
    async with house.store.begin() as books:
        texts = await books.admin_feeds.newest_texts(feed.id, _LOOKED_AT)
        draft = await books.administration.keep(
            person_id, DRAFT, {"feed": feed.id, "fields": dict(fields)}, house.now()
        )
    passing = [t for t in texts if passes(source, *t)]
    lines = [
        bold(text(feed.source.title, 120)),
        *(text(f"{name}: {value}", 300) for name, value in fields.items()),
    ]
    if "include" in fields or "exclude" in fields:
        lines.append(
            text(
                words.say("Of its {n} newest items {passing} would pass:", n=len(texts), passing=len(passing))
            )
        )
        lines += [text(f"✓ {title or summary}", 160) for title, summary, _ in passing[:_SHOWN]]
        dropped = [t for t in texts if t not in passing]
        lines += [text(f"✗ {title or summary}", 160) for title, summary, _ in dropped[:_SHOWN]]
    confirm = (
        button(words.say("Save"), ButtonKind.SAVE_FEED, draft),
        button(words.say("Cancel"), ButtonKind.FEED, feed.id, 0),
    )
    return Message(joined(lines).html, (confirm,))


async def save_edit(house: House, chat: Chat, person_id: int, draft_id: int) -> Message:
    """Put the edit that was shown in place."""
    words = words_for(chat.language)
    async with house.store.begin() as books:
        draft = await books.administration.take_draft(draft_id, DRAFT)
        feed = await books.feeds.get(draft.content["feed"]) if draft else None
        if draft is None or feed is None:
            return Message(text(words.say("That is no longer waiting. Send the command once more.")).html)
        await books.admin_feeds.edit(
            feed.id, edited(feed.source, draft.content["fields"], words), house.now()
        )
        about = "; ".join(f"{name}: {value}" for name, value in draft.content["fields"].items())
        await write_audit_line(
            books, house, person_id, "edited a feed", f"{feed.id} · {feed.source.title} · {about}"
        )
    return await feed_card(house, chat, feed.id, 0, words.say("Saved."))


def edited(source: FeedSource, fields: Mapping[str, str], words: Words) -> FeedSource:
    """`source` with the fields as a person wrote them. Raises WrongUse with a sentence for the person;
    pure."""
    if not fields.get("title", "x").strip():
        raise WrongUse(words.say("A title cannot be empty."))
    for name, value in fields.items():
        source = _with(source, name, value.strip(), words)
    return source


def _with(source: FeedSource, name: str, value: str, words: Words) -> FeedSource:
    match name:
        case "title":
            return replace(source, title=value[:200])
        case "kind" if value in tuple(FeedKind):
            return replace(source, kind=FeedKind(value))
        case "kind":
            raise WrongUse(words.say("A kind is one of: {kinds}.", kinds=", ".join(FeedKind)))
        case "country":
            return replace(source, country=_code(value, words))
        case "language":
            return replace(source, language=_code(value, words))
        case "side":
            return replace(source, side=value or None)
        case "interval":
            return replace(source, every=_interval(value, words))
        case "include":
            return replace(source, include=_list(value))
        case "exclude":
            return replace(source, exclude=_list(value))
    said = words.say("There is no field “{field}”.", field=label(name, 40))
    raise WrongUse(said + " " + words.say("I can change: {fields}.", fields=", ".join(FIELDS)))


def _code(value: str, words: Words) -> str | None:
    if value and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise WrongUse(words.say("Countries and languages are codes of two letters, such as fr."))
    return value.lower() or None


def _interval(value: str, words: Words) -> float | None:
    """Seconds; None where the feed's own pace shall decide."""
    if value.casefold() in ("", "auto", "авто"):
        return None
    found = _SPAN.fullmatch(value.casefold())
    seconds = int(found[1]) * (3600 if (found[2] or "").startswith(("h", "ч")) else 60) if found else 0
    if not 60 <= seconds <= _LONGEST:
        raise WrongUse(
            words.say(
                "An interval is a minute to a day, such as 30 min or 2 h; auto follows the feed's own pace."
            )
        )
    return float(seconds)


def _list(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for word in value.split(",") if (w := " ".join(word.split())[:80])))[:50]


def _done(deed: str, words: Words) -> str:
    return {
        "pause": words.say("It is paused; /pausefeed and its number again follows it again."),
        "remove": words.say("It is no longer followed; its items are kept."),
        "follow": words.say("It is followed again."),
        "now": words.say("It is read within seconds."),
    }.get(deed, "")
