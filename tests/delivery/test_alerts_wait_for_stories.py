"""An alert waits until the items behind it are in their stories, and never for long."""

from dataclasses import replace
from typing import Any

from briefing.compose import JOINED_WITHIN, compose
from briefing.join import Joiner
from briefing.understand import refold
from news.chat import AlertLevel
from news.claim import Axis
from tests.delivery.conftest import Office
from tests.storage.things import LEASE, claim, items_in, story

LEAD = "Delegates of the north and the south signed a truce in Carrow on Monday, witnesses of the ceremony said"


async def _two_reports(office: Office, second: str) -> None:
    """Two outlets tell of a truce, the other one in the words `second`; both are read, none is joined."""
    for feed, words in (("herald", LEAD), ("gazette", second)):
        made = replace(story(feed, title="Truce signed in Carrow", summary=words), published=office.clock())
        (item,) = await items_in(office.house.store, made, feed=feed)
        async with office.house.store.begin() as books:
            await books.items.link(item.id, item.published, ["north-south"])
            await books.claims.replace(item, [replace(claim(), confidence=0.7)], [])  # two of them move the status, one does not
            await books.items.take_unread(office.clock(), 1, LEASE)
            await books.items.mark_read([item.id], "test", "en")
            await refold(books, "north-south", Axis.CEASEFIRE, item.published, office.clock())


async def _listens(office: Office) -> Any:
    place, chat = await office.person()
    async with office.house.store.begin() as books:
        await books.alerts.on(chat.id, "", AlertLevel.EVERY, office.clock())
    return place


async def test_two_copies_of_one_wire_report_alert_nobody_before_they_are_known_as_copies(office: Office) -> None:
    place = await _listens(office)
    await _two_reports(office, LEAD)
    async with office.house.store.read() as books:
        assert await books.statuses.next_to_compose() is not None
    assert await compose(office.house) == 0
    while await Joiner(office.house).join():
        pass
    assert await compose(office.house) == 0
    await office.deliver(2)
    assert office.said(place) == []


async def test_two_reports_of_their_own_alert_once_they_are_joined(office: Office) -> None:
    place = await _listens(office)
    await _two_reports(office, "In the hall of Carrow both sides put their names under an agreement to stop the shooting")
    assert await compose(office.house) == 0
    while await Joiner(office.house).join():
        pass
    assert await compose(office.house) == 1
    await office.deliver(2)
    assert len(office.said(place)) == 1


async def test_a_joining_that_fails_holds_an_alert_up_for_half_a_minute_only(office: Office) -> None:
    place = await _listens(office)
    await _two_reports(office, "In the hall of Carrow both sides put their names under an agreement to stop the shooting")
    office.clock.go(JOINED_WITHIN.total_seconds() - 1)
    assert await compose(office.house) == 0
    office.clock.go(1)
    assert await compose(office.house) == 1
    await office.deliver(2)
    assert len(office.said(place)) == 1
