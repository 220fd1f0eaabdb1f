"""No item falls between two digests: what was uncertain, dropped, read late or stored late is told by the
next; nobody is woken."""

from dataclasses import replace
from datetime import time, timedelta

from sqlalchemy import update

from briefing.jobs.digest import send_digests
from briefing.jobs.reachability import came_back
from news.chat import ChatState
from storage.tables import items
from tests.delivery.conftest import Office
from tests.delivery.test_digests import DAY, _news, _read_all, _subscribe, _tick
from tests.storage.things import items_in, story


async def test_what_an_uncertain_digest_told_is_told_again_by_the_next(office: Office) -> None:
    place, chat = await office.person()
    await _subscribe(office, chat)
    office.clock.go(60)
    await _news(office, "first")
    office.pg.faults.add(method="sendMessage", reset="before")
    await _tick(office, 20 * 3600)
    assert office.said(place) == []
    await _tick(office, DAY)
    assert "Title first" in office.said(place)[0]


async def test_what_a_digest_told_that_was_never_sent_is_told_by_the_next(office: Office) -> None:
    """Dropped for its age after a day without Telegram, and dropped for a block: neither is lost."""
    place, chat = await office.person()
    await _subscribe(office, chat)
    office.clock.go(60)
    await _news(office, "first")
    office.clock.go(20 * 3600)
    await send_digests(office.house)
    office.clock.go(DAY + 60)
    await office.deliver()
    assert [state for state, _ in await office.fates(chat)] == ["dropped"]
    await _tick(office)
    assert "Title first" in office.said(place)[0]

    office.clock.go(60)
    await _news(office, "second")
    office.pg.block(place.person)
    await _tick(office, DAY)
    assert (await office.chat(chat)).state is ChatState.BLOCKED
    office.pg.unblock(place.person)
    await came_back(office.house, place.id)
    await _tick(office, DAY)
    assert "Title second" in office.said(place)[-1]


async def test_what_was_not_read_yet_is_the_next_digests(office: Office) -> None:
    """An item that came in before the hour and was read after it would else be in no digest of its
    process."""
    place, chat = await office.person()
    await _subscribe(office, chat, time(8), time(9), processes=("north-south",), tell_nothing=True)
    office.clock.go(20 * 3600 - 20)
    (item,) = await items_in(office.house.store, replace(story("first"), published=office.clock()))
    async with office.house.store.begin() as books:
        await books.items._connection.execute(update(items).values(first_seen=office.clock()))
    await _tick(office, 21)
    assert ["Title first" in said for said in office.said(place)] == [False]
    async with office.house.store.begin() as books:
        await books.items.take_unread(office.clock(), 1, timedelta(minutes=2))
        await books.items.link(item.id, item.published, ["north-south"])
        await books.items.mark_read([item.id], "test", "en")
    await _tick(office, 3600)
    assert ["Title first" in said for said in office.said(place)] == [False, True]


async def test_what_is_stored_a_moment_late_is_the_next_digests(office: Office) -> None:
    place, chat = await office.person()
    await _subscribe(office, chat, time(8), time(9), tell_nothing=True)
    office.clock.go(20 * 3600)
    await send_digests(office.house)
    office.clock.go(-1)  # it was fetched a second before the hour and committed after the digest was made
    await _news(office, "first")
    office.clock.go(1)
    await _read_all(office)
    await _tick(office, 3600)
    assert ["Title first" in said for said in office.said(place)] == [False, True]


async def test_an_item_nobody_can_read_does_not_hold_digests_back(office: Office) -> None:
    place, chat = await office.person()
    await _subscribe(office, chat, time(8))
    await _news(office, "stuck")
    office.clock.go(20 * 3600 - 1800)
    await _news(office, "first")
    await _tick(office, 1800)
    assert "Title first" in office.said(place)[0]


async def test_a_digest_that_waited_into_quiet_hours_wakes_nobody(office: Office) -> None:
    """Owed before a downtime that ends at three in the morning."""
    place, chat = await office.person(quiet_from=22 * 60, quiet_to=7 * 60)
    await _subscribe(office, chat, time(20), tell_nothing=True)
    office.clock.go(8 * 3600)
    await send_digests(office.house)
    office.clock.go(7 * 3600)
    await office.deliver(60, step=10)
    assert office.said(place) == []
    await office.deliver(4 * 3600, step=600)
    assert len(office.said(place)) == 1
