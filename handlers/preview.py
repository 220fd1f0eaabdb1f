"""What a subscription would have given in the last thirty days: how much, and each digest whole."""

from datetime import UTC, datetime, timedelta

from babel.numbers import format_decimal

from briefing.answers.preview import DAYS, Preview, Previewed, preview, previewed
from briefing.answers.subscriptions import subscriptions_of
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import bold, joined, text
from briefing.render.times import clock, zone_of
from handlers.ask import Answer, Ask
from handlers.choices import back_row, described
from news.chat import Button, Message
from news.digest import Subscription

_SHOWN = 8
"""So many digests are offered to be read, the newest."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def preview_button(ask: Ask, subscription: Subscription) -> Button:
    """Leads from a subscription to its preview."""
    return button(ask.words.say("The last 30 days"), ButtonKind.PREVIEW, subscription.id)


async def preview_pressed(ask: Ask) -> Answer:
    """How many digests would have come; with an hour the digest of that hour."""
    mine = await subscriptions_of(ask.house, ask.chat)
    subscription = next((one for one in mine if one.id == ask.pressed.number(0)), None)
    if subscription is None:
        return [Message(text(ask.words.say("This digest is no longer among your subscriptions.")).html)]
    minutes = ask.pressed.number(1)
    found = await _whole(ask, subscription, minutes) if minutes >= 0 else []
    return found or [_overview(ask, subscription, await preview(ask.house, ask.chat, subscription))]


async def _whole(ask: Ask, subscription: Subscription, minutes: int) -> list[Message]:
    """The digest of an hour, with a way back to the list."""
    if minutes > (ask.house.now() - _EPOCH) // _MINUTE:
        return []
    messages = await previewed(ask.house, ask.chat, subscription, _EPOCH + minutes * _MINUTE)
    rows = (back_row(ask.words.say("Back"), ButtonKind.PREVIEW_PAGE, subscription.id),)
    return [Message(message.html, () if number else rows) for number, message in enumerate(messages)]


def _overview(ask: Ask, subscription: Subscription, found: Preview) -> Message:
    words, now = ask.words, ask.house.now()
    head = bold(text(words.say("The last 30 days"))) + text(" · " + described(subscription, ask), 300)
    lines = [head]
    days = float(DAYS)
    if found.known_since:
        days = max((now - found.known_since) / timedelta(days=1), 1.0)
        since = clock(found.known_since, words, zone_of(ask.chat.zone))
        lines.append(text(words.say("I read news only since {since}.", since=since)))
    n = len(found.digests)
    if not n:
        lines.append(text(words.say("No digest would have come: nothing was new.")))
        return Message(joined(lines).html)
    a_day = format_decimal(n / days, "0.#", locale=words.language)
    one = "{n} digest would have come, {a_day} a day on average. Press it to read it."
    many = "{n} digests would have come, {a_day} a day on average. Press one to read it."
    lines.append(text(words.count(one, many, n, a_day=a_day)))
    rows = tuple((_row(ask, subscription, digest),) for digest in found.digests[:_SHOWN])
    return Message(joined(lines).html, rows)


def _row(ask: Ask, subscription: Subscription, digest: Previewed) -> Button:
    """ "Tue 9 Sep, 18:00 · 2 changes, 5 stories"."""
    words = ask.words
    parts = []
    if digest.changes:
        parts.append(words.count("{n} change", "{n} changes", digest.changes))
    if digest.stories:
        parts.append(words.count("{n} story", "{n} stories", digest.stories))
    told = ", ".join(parts) or words.say("nothing new")
    when = clock(digest.at, words, zone_of(ask.chat.zone))
    minutes = (digest.at - _EPOCH) // _MINUTE
    return button(f"{when} · {told}", ButtonKind.PREVIEW_PAGE, subscription.id, minutes)
