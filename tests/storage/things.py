"""Small true things for the tests of storage: feeds, items, claims, steps and messages about made-up
places."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from news.arrivals import ItemDecision, Names
from news.chat import Chat, ChatAddress, ChatKind, Message, OutboxDraft, OutboxKind
from news.claim import Axis, Claim, Kind, Piece, Stance
from news.feed import FeedSource, FeedToFetch, FetchEnd, Validators
from news.item import Item, ItemToStore
from news.status import Change, ChangeRule, State, Status
from storage.store import Store

NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LEASE = 2 * MINUTE


def source(name: str = "herald") -> FeedSource:
    return FeedSource(f"https://{name}.example/rss", name.title())


def story(key: str, minutes: float = 0, **more: Any) -> ItemToStore:
    """An item published `minutes` before NOW."""
    made = ItemToStore(
        key,
        f"hash of {key}",
        f"https://herald.example/{key}",
        f"Title {key}",
        "",
        "",
        NOW - minutes * MINUTE,
        "en",
        False,
    )
    return replace(made, **more)


def ended(feed: FeedToFetch, now: datetime = NOW, **how: Any) -> FetchEnd:
    """A fetch that went well and brought nothing, unless `how` says otherwise."""
    return FetchEnd(
        **{
            "feed": feed,
            "at": now,
            "interval": 300,
            "next_try": now,
            "history": "",
            "validators": Validators(),
            **how,
        }
    )


async def fetched(store: Store, feed_id: int, now: datetime = NOW, **how: Any) -> None:
    """The due feed was fetched, with the end `how` says; nothing else is leased any more."""
    async with store.begin() as books:
        feed = next(f for f in await books.feeds.take_due(now, 99, LEASE) if f.id == feed_id)
        await books.feeds.end([ended(feed, now, **how)])
        await books.leases.give_back(now)


def keys(*names: str) -> Names:
    return Names(frozenset(names), frozenset(), frozenset())


async def feed_in(store: Store, name: str = "herald") -> int:
    """A followed feed; returns its id."""
    async with store.begin() as books:
        await books.feeds.add([source(name)], NOW)
    async with store.read() as books:
        return next(f.id for f in await books.feeds.all() if f.source.url == source(name).url)


async def items_in(store: Store, *stories: ItemToStore, feed: str = "herald") -> list[Item]:
    """Stored items, in the order given."""
    feed_id = await feed_in(store, feed)
    async with store.begin() as books:
        await books.items.write({feed_id: ItemDecision(stories)}, NOW)
    async with store.read() as books:
        known = {
            k.key: k for k in (await books.items.known({feed_id: keys(*(s.key for s in stories))}))[feed_id]
        }
        found = await books.items.get([k.id for k in known.values()])
    return [found[known[s.key].id] for s in stories]


def claim(
    kind: Kind = Kind.AGREED, process: str = "north-south", axis: Axis = Axis.CEASEFIRE, **more: Any
) -> Claim:
    return Claim(process, axis, kind, Stance.ASSERTED, "Broker", "The sides agreed to a truce.", 0.9, **more)


def step(
    state: State, days: float = 0, process: str = "north-south", axis: Axis = Axis.CEASEFIRE, **more: Any
) -> Change:
    """A step of the history, `days` after NOW."""
    at = NOW + days * DAY
    evidence = (Piece(claim(process=process, axis=axis), "7", "Herald", at, None),)
    status = Status(process, axis, state, since=at, evidence=evidence, as_of=at)
    return replace(Change(at, process, axis, state, State.NONE, False, (), status, ChangeRule.VOTE), **more)


async def record(
    store: Store,
    steps: Sequence[Change],
    since: datetime | None = None,
    *,
    loud: bool = True,
    now: datetime = NOW,
) -> int:
    """Make the history of the first axis say these steps."""
    keys = {s.key for s in steps} if loud else set()
    async with store.begin() as books:
        return await books.statuses.record("north-south", Axis.CEASEFIRE, steps, since, now, loud=keys)


async def chat_in(
    store: Store, telegram_id: int = 11, thread_id: int = 0, kind: ChatKind = ChatKind.PRIVATE
) -> Chat:
    async with store.begin() as books:
        return await books.chats.register(
            ChatAddress(telegram_id, thread_id), kind, "A chat", "en", "UTC", NOW
        )


def draft(chat: Chat, key: str, due: datetime = NOW, **more: Any) -> OutboxDraft:
    return OutboxDraft(chat.id, OutboxKind.ALERT, key, Message(f"<b>{key}</b>"), due, **more)
