"""What a preview shows is what is sent: thirty days are lived through, then looked back on."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from briefing.answers.preview import DAYS, preview, previewed
from briefing.jobs.digest import send_digests
from briefing.render.times import zone_of
from news.chat import Chat
from news.digest import EVERY_DAY, WEEKDAYS, Subscription, Timetable, next_slot
from news.status import State
from storage.subscription_tables import composed
from storage.tables import outbox
from tests.delivery.conftest import Office
from tests.delivery.test_alerts import _change
from tests.delivery.test_digests import _news, _read_all

HALF_HOUR = timedelta(minutes=30)
PROCESSES = ("north-south", "east-west")
STATES = (State.PROPOSED, State.AGREED, State.IN_EFFECT, State.COLLAPSED)


@dataclass(frozen=True)
class Wish:
    """One subscription, and the chat it is in."""

    name: str
    hours: tuple[time, ...] = (time(8),)
    days: frozenset[int] = EVERY_DAY
    processes: tuple[str, ...] = ()
    words: str = ""
    tell_nothing: bool = False
    chat: dict[str, Any] = field(default_factory=dict)


WISHES = (
    Wish("all, daily"),
    Wish("one process", processes=("north-south",)),
    Wish("two processes, evening", (time(18),), processes=PROCESSES),
    Wish("half past", (time(7, 30),), chat={"zone": "Asia/Kathmandu"}),
    Wish("four times a day", tuple(time(hour) for hour in (8, 12, 16, 20)), chat={"zone": "Asia/Baku"}),
    Wish("on weekdays", days=WEEKDAYS, chat={"language": "ru", "zone": "Europe/Moscow"}),
    Wish("once a week", days=frozenset({2}), chat={"zone": "America/New_York"}),
    Wish("words", words="ferry"),
    Wish("also nothing", processes=("east-west",), tell_nothing=True),
    Wish("brief", (time(6), time(22)), chat={"brief": True, "zone": "Europe/Berlin"}),
)


async def set_up(office: Office, wish: Wish) -> tuple[Chat, Subscription]:
    _, chat = await office.person(wish.name, **wish.chat)
    table = Timetable(wish.days, wish.hours)
    due = next_slot(table, zone_of(chat.zone), office.clock()).at
    wanted = Subscription(
        0, chat.id, wish.processes, wish.words, table, wish.tell_nothing, due, "", office.clock()
    )
    async with office.house.store.begin() as books:
        number = await books.subscriptions.add(wanted, office.clock())
    return chat, (await _mine(office, chat, number))


async def _mine(office: Office, chat: Chat, number: int) -> Subscription:
    async with office.house.store.read() as books:
        return next(one for one in await books.subscriptions.of(chat.id) if one.id == number)


async def live(office: Office, chance: random.Random, days: int) -> None:
    """So many days: items and changes at odd moments, digests at each of their hours."""
    number = 0
    for _ in range(days * 48):
        office.clock.now += timedelta(minutes=7)
        if chance.random() < 0.06:
            number += 1
            words = {"summary": "The ferry sails again."} if chance.random() < 0.3 else {}
            await _news(office, f"n{number}", chance.choice(PROCESSES), **words)
            await _read_all(office)
        if chance.random() < 0.02:
            change = _change(office.clock(), chance.choice(STATES), chance.choice(PROCESSES), ordinal=number)
            async with office.house.store.begin() as books:
                since = change.at - timedelta(seconds=1)
                await books.statuses.record(
                    change.process, change.axis, [change], since, office.clock(), loud={change.key}
                )
                await books.statuses.put(change.status, change.status, office.clock(), None)
        office.clock.now += HALF_HOUR - timedelta(minutes=7)
        while await send_digests(office.house):
            pass


async def sent(office: Office, chat: Chat, zone: Any, since: datetime) -> dict[datetime, list[str]]:
    """The texts of the digests owed to the chat, by their hours after `since`."""
    query = select(outbox.c.cause, outbox.c.message).where(outbox.c.chat_id == chat.id).order_by(outbox.c.id)
    found: dict[datetime, list[str]] = {}
    async with office.house.store.read() as books:
        rows = (await books.outbox._connection.execute(query)).all()
        texts = {r.id: r.message["html"] for r in await books.outbox._connection.execute(select(composed))}
    for row in rows:
        at = datetime.fromisoformat(row.cause["slot"]).replace(tzinfo=zone).astimezone(UTC)
        if "composed" in row.message and at > since:
            found.setdefault(at, []).append(texts[row.message["composed"]])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_preview_is_what_was_sent(office: Office, seed: int) -> None:
    wishes = [(wish, *(await set_up(office, wish))) for wish in WISHES]
    await live(office, random.Random(seed), DAYS + 8)
    begin = office.clock() - timedelta(days=DAYS)
    for wish, chat, subscription in wishes:
        was_sent = await sent(office, chat, zone_of(chat.zone), begin)
        shown = await preview(office.house, chat, subscription)
        assert {digest.at for digest in shown.digests} == set(was_sent), wish.name
        for at, texts in was_sent.items():
            told = await previewed(office.house, chat, subscription, at)
            assert [message.html for message in told] == texts, (wish.name, at)
        assert was_sent, wish.name
