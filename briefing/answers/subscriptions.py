"""Subscribe, change, mute and stop digests; a change of zone or hour moves every next digest of the chat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from briefing.house import House
from briefing.jobs.settle import cover_again
from briefing.render.times import zone_of
from news.chat import Chat, Drop, OutboxKind
from news.digest import Subscription, Timetable, next_slot
from storage.store import Books

MOST = 20
"""Subscriptions of one chat."""


async def subscribe(
    house: House, chat: Chat, processes: Sequence[str], words: str, timetable: Timetable
) -> tuple[Subscription | None, bool]:
    """The subscription, and whether it is new (the same one twice is one); None where the chat has MOST
    already.

    The first digest covers what comes from now on.
    """
    now = house.now()
    due = next_slot(timetable, zone_of(chat.zone), now).at
    wanted = Subscription(0, chat.id, tuple(sorted(processes)), words, timetable, False, due, "", now)
    async with house.store.begin() as books:
        known = await books.subscriptions.of(chat.id)
        for other in known:
            if (other.processes, other.words, other.timetable) == (wanted.processes, words, timetable):
                return other, False
        if len(known) >= MOST:
            return None, False
        number = await books.subscriptions.add(wanted, now)
    return replace(wanted, id=number), True


async def subscriptions_of(house: House, chat: Chat) -> list[Subscription]:
    async with house.store.read() as books:
        return await books.subscriptions.of(chat.id)


async def unsubscribe(house: House, chat: Chat, subscription_id: int | None) -> int:
    """Stop one of the chat's subscriptions, or all of them and its alerts; returns how many."""
    async with house.store.begin() as books:
        if subscription_id is None:
            await books.alerts.off(chat.id)
            await _stop_due(books, chat, house.now())
        return await books.subscriptions.remove(chat.id, subscription_id)


async def set_timetable(house: House, chat: Chat, subscription_id: int, timetable: Timetable) -> None:
    """Other days or hours, from the next digest on."""
    slot = next_slot(timetable, zone_of(chat.zone), house.now())
    async with house.store.begin() as books:
        if any(s.id == subscription_id for s in await books.subscriptions.of(chat.id)):
            await books.subscriptions.set_timetable(subscription_id, timetable, slot.at)


async def tell_nothing(house: House, chat: Chat, subscription_id: int) -> None:
    """Say "nothing new" from now on, or no longer."""
    async with house.store.begin() as books:
        for known in await books.subscriptions.of(chat.id):
            if known.id == subscription_id:
                await books.subscriptions.change(subscription_id, tell_nothing=not known.tell_nothing)


async def set_zone(house: House, chat: Chat, zone: str) -> Chat:
    """The chat lives in `zone` (IANA); its next digests come by the new clock, none of a day already
    served."""
    async with house.store.begin() as books:
        await books.chats.set(chat.id, zone=zone)
        for known in await books.subscriptions.of(chat.id):
            slot = next_slot(known.timetable, zone_of(zone), house.now(), known.last_slot)
            await books.subscriptions.change(known.id, next_due=slot.at)
    return replace(chat, zone=zone)


async def set_wants(house: House, chat: Chat, **values: object) -> None:
    """Write what the chat wants: `language`, `brief`, `quiet_from` and `quiet_to`, `per_hour`, `owner_id`."""
    async with house.store.begin() as books:
        await books.chats.set(chat.id, **values)


async def mute(house: House, chat: Chat, span: timedelta | None) -> datetime | None:
    """No digest and no alert for `span` (None: go on now); digests go on at their hour after it. Returns
    until when."""
    now = house.now()
    until = now + span if span else None
    async with house.store.begin() as books:
        await books.chats.set(chat.id, muted_until=until)
        if until:
            await _stop_due(books, chat, now)
        for known in await books.subscriptions.of(chat.id):
            slot = next_slot(known.timetable, zone_of(chat.zone), until or now, known.last_slot)
            await books.subscriptions.change(known.id, next_due=slot.at)
    return until


async def _stop_due(books: Books, chat: Chat, now: datetime) -> None:
    """What was owed and not sent yet is not sent any more; a digest of its time comes with the next."""
    for kind in (OutboxKind.ALERT, OutboxKind.DIGEST):
        for cause in await books.outbox.drop_due(chat.id, now, Drop.STOPPED, kind):
            await cover_again(books, cause)
