"""Digests: composed once for all who chose the same, made up for once, quiet when asked, covered without a
gap."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from briefing.answers.subscriptions import mute, unsubscribe
from briefing.jobs import digest
from briefing.jobs.digest import first_digest, send_digests
from briefing.render.times import zone_of
from news.chat import Chat
from news.digest import EVERY_DAY, Subscription, Timetable, next_slot
from storage.tables import items
from tests.delivery.conftest import Office
from tests.storage.things import items_in, story

DAY = 86_400.0


async def _subscribe(office: Office, chat: Chat, *times: time, **more: Any) -> Subscription:
    table = Timetable(EVERY_DAY, times or (time(8),))
    due = next_slot(table, zone_of(chat.zone), office.clock()).at
    wanted = replace(Subscription(0, chat.id, (), "", table, False, due, "", office.clock()), **more)
    async with office.house.store.begin() as books:
        number = await books.subscriptions.add(wanted, office.clock())
    return replace(wanted, id=number)


async def _news(office: Office, key: str, process: str = "north-south", **more: Any) -> None:
    (item,) = await items_in(office.house.store, replace(story(key), published=office.clock(), **more))
    async with office.house.store.begin() as books:
        await books.items.link(item.id, item.published, [process])
        await books.items._connection.execute(
            update(items).where(items.c.id == item.id).values(first_seen=office.clock())
        )


async def _read_all(office: Office) -> None:
    async with office.house.store.begin() as books:
        await books.items._connection.execute(update(items).values(to_read=False))


async def _tick(office: Office, seconds: float = 0.0) -> None:
    office.clock.go(seconds)
    while await send_digests(office.house):
        pass
    await office.deliver(3, step=1)


async def test_a_digest_comes_at_its_hour_with_what_is_new_since_the_last(office: Office) -> None:
    place, chat = await office.person(zone="Asia/Baku")  # 16:00 there
    await _subscribe(office, chat)
    office.clock.go(3600)
    await _news(office, "first")
    await _tick(office, 14 * 3600)
    assert office.said(place) == []
    await _tick(office, 3600)
    assert len(office.said(place)) == 1
    assert "North and South" in office.said(place)[0]
    assert "Title first" in office.said(place)[0]
    office.clock.go(3600)
    await _news(office, "second")
    await _tick(office, DAY - 3600)
    assert ["first" in said for said in office.said(place)] == [True, False]
    assert "Title second" in office.said(place)[1]


async def test_the_same_choice_is_composed_once_for_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [await office.person(f"P{n}") for n in range(12)]
    for _, chat in people:
        await _subscribe(office, chat)
    office.clock.go(60)
    await _news(office, "first")
    composed = []
    compose = digest._compose

    async def counting(*given: Any) -> Any:
        composed.append(given)
        return await compose(*given)

    monkeypatch.setattr(digest, "_compose", counting)
    office.clock.go(20 * 3600 - 60)
    while await send_digests(office.house, limit=5):
        pass
    await office.deliver(3)
    assert [len(office.said(place)) for place, _ in people] == [1] * 12
    assert len(composed) == 1


async def test_nothing_new_is_said_only_to_who_asked(office: Office) -> None:
    (asked, a), (silent, b) = await office.person("Mira"), await office.person("Ada")
    await _subscribe(office, a, tell_nothing=True)
    await _subscribe(office, b)
    await _tick(office, 20 * 3600)
    assert office.said(silent) == []
    assert "Nothing new since Mon 3 Mar, 12:00." in office.said(asked)[0]


async def test_processes_and_words_narrow_a_digest(office: Office) -> None:
    (north, a), (words, b) = await office.person("Mira"), await office.person("Ada")
    await _subscribe(office, a, processes=("north-south",))
    await _subscribe(office, b, words="ГРАНИЦА")
    office.clock.go(60)
    await _news(office, "x1", title="Envoys met")
    await _news(office, "x2", "east-west", title="Граница открыта")
    await _tick(office, 20 * 3600)
    assert ["Envoys" in said for said in office.said(north)] == [True]
    assert "Граница" not in office.said(north)[0]
    assert "Граница" in office.said(words)[0]
    assert "Envoys" not in office.said(words)[0]


async def test_a_downtime_is_made_up_for_by_one_digest(office: Office) -> None:
    place, chat = await office.person()
    await _subscribe(office, chat, time(8), time(13), time(18))
    office.clock.go(60)
    await _news(office, "first")
    await _tick(office, 3 * DAY + 4 * 3600)
    assert len(office.said(place)) == 1
    await _news(office, "second")
    await _tick(office, 2 * 3600)
    assert len(office.said(place)) == 2


async def test_what_is_made_up_for_waits_until_quiet_hours_end(office: Office) -> None:
    place, chat = await office.person(quiet_from=22 * 60, quiet_to=7 * 60)
    await _subscribe(office, chat, time(18))
    office.clock.go(60)
    await _news(office, "first")
    await _tick(office, 15 * 3600 - 60)  # 03:00
    assert office.said(place) == []
    await _tick(office, 4 * 3600)
    assert len(office.said(place)) == 1
    await _tick(office, 3600)
    assert len(office.said(place)) == 1


async def test_a_pause_brings_nothing_and_a_return_one_digest(office: Office) -> None:
    place, chat = await office.person(state="blocked")
    await _subscribe(office, chat, tell_nothing=True)
    for _ in range(3):
        await _tick(office, DAY)
    assert office.said(place) == []
    async with office.house.store.begin() as books:
        await books.chats.set(chat.id, state="active")
    await _tick(office)
    assert len(office.said(place)) == 1


@pytest.mark.parametrize(
    "stop", [lambda o, c: unsubscribe(o.house, c, None), lambda o, c: mute(o.house, c, timedelta(days=2))]
)
async def test_a_stop_or_a_pause_stops_what_waits_too(
    office: Office, stop: Callable[[Office, Chat], Awaitable[object]]
) -> None:
    place, chat = await office.person()
    await _subscribe(office, chat, tell_nothing=True)
    office.clock.go(20 * 3600)
    await send_digests(office.house)
    await stop(office, chat)
    await office.deliver(3)
    assert office.said(place) == []
    assert await office.fates(chat) == [("dropped", "this chat stopped it before it was sent")]


async def test_a_digest_counts_what_it_leaves_out(office: Office) -> None:
    place, chat = await office.person(brief=True)
    await _subscribe(office, chat)
    office.clock.go(60)
    for n in range(13):
        await _news(office, f"s{n}")
    await _tick(office, 20 * 3600)
    assert office.said(place)[0].count("• Title") == 3
    assert office.said(place)[0].endswith("\n\n… and 10 more stories: /latest")


async def test_a_killed_tick_owes_each_digest_once(office: Office) -> None:
    """A digest and its next due time are one commit: a tick that runs twice finds nothing due."""
    place, chat = await office.person()
    await _subscribe(office, chat, tell_nothing=True)
    office.clock.go(20 * 3600)
    await send_digests(office.house)
    assert await send_digests(office.house) == 0
    await office.deliver(3)
    assert len(office.said(place)) == 1


async def test_a_long_digest_is_one_message_still(office: Office) -> None:
    place, chat = await office.person()
    await _subscribe(office, chat)
    office.clock.go(60)
    for n in range(40):
        process = ("north-south", "east-west")[n % 2]
        await _news(office, f"s{n}", process, title=f"Title {n:02} " + "long " * 35, summary="words " * 40)
    await _tick(office, 20 * 3600)
    await office.deliver(10)
    (said,) = office.said(place)
    assert said.count("• Title") == 6
    assert said.endswith("\n\n… and 34 more stories: /latest")


async def test_the_first_digest_is_shown_at_once_and_brief_means_headlines(office: Office) -> None:
    _, chat = await office.person()
    await _news(office, "first", summary="A long story.")
    wanted = await _subscribe(office, chat)
    (full,) = await first_digest(office.house, wanted, chat)
    (brief,) = await first_digest(office.house, wanted, replace(chat, brief=True))
    assert ("A long story." in full.html, "A long story." in brief.html) == (True, False)


async def test_items_of_a_new_feeds_backlog_are_not_new(office: Office) -> None:
    place, chat = await office.person()
    await _subscribe(office, chat)
    office.clock.go(60)
    await _news(office, "old", backlog=True)
    await _tick(office, 20 * 3600 + timedelta(0).total_seconds())
    assert office.said(place) == []
