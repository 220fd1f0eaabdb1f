"""What a subscription, or the alerts of a chat, would have given in the last thirty days: how much, and what."""

from datetime import UTC, datetime, timedelta

from babel.numbers import format_decimal

from briefing.answers.alerts import ALL
from briefing.answers.preview import DAYS, Preview, Previewed, alerts_preview, preview, previewed
from briefing.answers.subscriptions import subscriptions_of
from briefing.render.alert import headline
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import bold, joined, split, text
from briefing.render.speakers import Sides
from briefing.render.times import clock, zone_of
from handlers.ask import Answer, Ask
from handlers.choices import EVERYTHING, back_row, described
from news.chat import Button, Message
from news.digest import Subscription

_SHOWN = 8
"""So many digests are offered to be read, the newest."""
_LISTED = 12
"""So many alerts are listed."""
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


def alerts_preview_button(ask: Ask, process: str = ALL) -> Button:
    """Leads from alerts that are on to what they would have told."""
    return button(ask.words.say("The last 30 days"), ButtonKind.ALERTS_PREVIEW, process or EVERYTHING)


async def alerts_preview_pressed(ask: Ask) -> Answer:
    """The alerts that would have come, the newest first."""
    asked, words = ask.pressed.text(0), ask.words
    found = await alerts_preview(ask.house, ask.chat, ALL if asked == EVERYTHING else asked)
    head = bold(text(words.say("The last 30 days")))
    if not found:
        nothing = text(
            words.say("No alert would have come: no status changed in a way you asked to hear of.")
        )
        return [Message(joined([head, nothing]).html)]
    a_day = format_decimal(len(found) / DAYS, "0.#", locale=words.language)
    one, many = (
        "{n} alert would have come, {a_day} a day on average:",
        "{n} alerts would have come, {a_day} a day on average:",
    )
    lines = [text(words.count(one, many, len(found), a_day=a_day))]
    for change in found[:_LISTED]:
        process = ask.house.catalogue.get(change.process)
        title = process.title_in(words.language).partition(":")[0] if process else change.process
        when = clock(change.at, words, zone_of(ask.chat.zone))
        sides = Sides(ask.house.catalogue, change.process, words)
        lines.append(text(f"• {when} — {title} · ", 160) + headline(change, sides))
    if len(found) > _LISTED:
        lines.append(text(words.count("and {n} more", "and {n} more", len(found) - _LISTED)))
    return [Message(split(head, lines)[0].html)]
