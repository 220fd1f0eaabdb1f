"""Digests: what changed and what is new for a selection since the last one, written once and owed to all who
chose the same.

One tick reads due rows in portions. A digest later than LATE (a downtime, quiet hours, a pause) makes up for
all missed slots at once; in quiet hours it waits for their end.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from briefing.house import House
from briefing.jobs.digest_contents import gather_contents
from briefing.render.card import Audience
from briefing.render.digest import digest_messages
from briefing.render.times import zone_of
from briefing.render.words import words_for
from news.chat import Chat, Drop, Message, OutboxDraft, OutboxKind
from news.digest import LATE, Subscription, newest_slot, next_slot, quiet_end
from storage.store import Books

_AGE = timedelta(hours=24)  # older digests are not sent any more: the next one is due
_ROUND = timedelta(minutes=5)  # late digests share their text when made within this time
_MOST_BACK = timedelta(days=8)
_COMMITTED = timedelta(seconds=5)  # what is older is surely stored
_GRAIN = timedelta(seconds=5)  # digests made within this time share their text
_WAITED_FOR = timedelta(minutes=15)  # an item that was not read for so long holds nothing back


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the text of a digest; equal recipes share one."""

    processes: tuple[str, ...]
    words: str
    language: str
    zone: str
    brief: bool
    tell_nothing: bool
    since: datetime
    until: datetime
    at: datetime  # the hour it is for

    @property
    def key(self) -> str:
        return "digest/" + hashlib.sha256(repr(self).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class PastHour:
    """An hour at which a digest would have come, on time, and the time it would have covered."""

    at: datetime
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Serving:
    """One due subscription: served now by `recipe`, or put off; then due at `next_due`."""

    subscription: Subscription
    chat: Chat
    next_due: datetime
    slot: str
    recipe: Recipe | None = None


async def send_digests(house: House, limit: int = 500) -> int:
    """Owe the digests due now, at most `limit`; returns how many subscriptions were served."""
    now = house.now()
    async with house.store.read() as books:
        if not await books.subscriptions.any_due(now):
            return 0
    async with house.store.begin() as books:
        due = await books.subscriptions.due(now, limit)
        known_until = await _known_until(books, now)
        servings = [_plan(subscription, chat, now, known_until) for subscription, chat in due]
        texts = await _texts(books, house, [s.recipe for s in servings if s.recipe])
        await books.outbox.owe([d for s in servings for d in _drafts(s, texts, now)], now)
        await books.subscriptions.serve([_served(s) for s in servings])
    return len(due)


async def first_digest(
    house: House, subscription: Subscription, chat: Chat, hours: int = 24
) -> list[Message]:
    """What a digest of this selection looks like now, to be shown at once."""
    now = house.now()
    recipe = _recipe(subscription, chat, now - timedelta(hours=hours), now, now, tell_nothing=True)
    async with house.store.read() as books:
        return await _compose(books, house, recipe)


async def past_digest(house: House, subscription: Subscription, chat: Chat, hour: PastHour) -> list[Message]:
    """What the subscription would have given at an hour that is past; nothing where nothing was new."""
    recipe = _recipe(
        subscription, chat, hour.since, hour.until, hour.at, tell_nothing=subscription.tell_nothing
    )
    async with house.store.read() as books:
        return await _compose(books, house, recipe, then=True)


def past_hours(subscription: Subscription, chat: Chat, begin: datetime, end: datetime) -> list[PastHour]:
    """The hours of the subscription after `begin` and up to `end`, the first one first, each with the time its
    digest would have covered. Pure."""
    zone, table = zone_of(chat.zone), subscription.timetable
    before, hours = newest_slot(table, zone, begin), []
    while (slot := next_slot(table, zone, before.at)).at <= end:
        hours.append(PastHour(slot.at, before.at - _COMMITTED, slot.at - _COMMITTED))
        before = slot
    return hours


async def _known_until(books: Books, now: datetime) -> datetime:
    """Up to when all that came in is stored and read. What came in later is not left out: it is the next
    digest's."""
    unread = await books.items.unread_since()
    before = unread - timedelta.resolution if unread else now
    return max(_rounded(min(now - _COMMITTED, before), _GRAIN), now - _WAITED_FOR)


def _plan(subscription: Subscription, chat: Chat, now: datetime, known_until: datetime) -> _Serving:
    zone = zone_of(chat.zone)
    slot = newest_slot(subscription.timetable, zone, now, subscription.last_slot)
    late = now - slot.at > LATE
    quiet = quiet_end(chat.quiet, zone, now) if late else None
    if quiet is not None:
        return _Serving(subscription, chat, quiet, subscription.last_slot)
    following = next_slot(subscription.timetable, zone, now, slot.local)
    at = _rounded(now, _ROUND) if late else slot.at
    since = max(subscription.covered_until, now - _MOST_BACK)
    recipe = _recipe(
        subscription,
        chat,
        since,
        max(min(at, known_until), since),
        at,
        tell_nothing=subscription.tell_nothing,
    )
    return _Serving(subscription, chat, following.at, slot.local, recipe)


def _rounded(moment: datetime, grain: timedelta) -> datetime:
    """`moment`, so coarse that digests made together share their text."""
    return moment - (moment - datetime.min.replace(tzinfo=UTC)) % grain


def _recipe(
    subscription: Subscription,
    chat: Chat,
    since: datetime,
    until: datetime,
    at: datetime,
    *,
    tell_nothing: bool,
) -> Recipe:
    chosen = tuple(sorted(subscription.processes))
    return Recipe(
        chosen, subscription.words, chat.language, chat.zone, chat.brief, tell_nothing, since, until, at
    )


async def _texts(books: Books, house: House, recipes: Sequence[Recipe]) -> dict[Recipe, list[int]]:
    """The ids of each recipe's messages, composing those not yet kept."""
    texts: dict[Recipe, list[int]] = {}
    for recipe in recipes:
        if recipe in texts:
            continue
        kept = await books.outbox.composed_under(recipe.key)
        if kept is None:
            messages = await _compose(books, house, recipe)
            kept = [
                await books.outbox.compose(f"{recipe.key}/{n}", m, house.now())
                for n, m in enumerate(messages)
            ]
            await books.outbox.compose(f"{recipe.key}/n", Message(str(len(kept))), house.now())
        texts[recipe] = kept
    return texts


async def _compose(books: Books, house: House, recipe: Recipe, *, then: bool = False) -> list[Message]:
    gathered = await gather_contents(
        books, recipe.processes, recipe.words, recipe.since, recipe.until, recipe.at, then=then
    )
    reader = Audience(words_for(recipe.language), recipe.zone, recipe.at, house.catalogue)
    return digest_messages(gathered, reader, brief=recipe.brief, tell_nothing=recipe.tell_nothing)


def _drafts(serving: _Serving, texts: dict[Recipe, list[int]], now: datetime) -> list[OutboxDraft]:
    if serving.recipe is None:
        return []
    subscription, chat = serving.subscription, serving.chat
    cause = {
        "subscription": subscription.id,
        "slot": serving.slot,
        "since": subscription.covered_until.isoformat(),
    }
    key = f"digest/{subscription.id}/{serving.slot}"
    parts = texts[serving.recipe]
    if not parts:  # silence is kept on the record, too
        said = OutboxDraft(chat.id, OutboxKind.DIGEST, f"{key}/0", Message(""), now, None, cause)
        return [replace(said, dropped=Drop.NOTHING_NEW)]
    return [
        OutboxDraft(
            chat.id,
            OutboxKind.DIGEST,
            f"{key}/{part}",
            Message(""),
            now,
            now + _AGE,
            cause,
            composed_id=text,
        )
        for part, text in enumerate(parts)
    ]


def _served(serving: _Serving) -> tuple[int, datetime, str, datetime]:
    covered = serving.recipe.until if serving.recipe else serving.subscription.covered_until
    return serving.subscription.id, serving.next_due, serving.slot, covered
