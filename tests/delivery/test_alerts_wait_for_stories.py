"""An alert waits until the items behind it are in their stories, and never for long."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from briefing.jobs.compose import JOINED_WITHIN, compose
from briefing.jobs.join import Joiner
from briefing.jobs.understand import refold
from news.chat import AlertLevel
from news.claim import Axis
from tests.delivery.conftest import Office
from tests.storage.things import LEASE, claim, items_in, story

SAID = {
    "herald": "The sides agreed to a truce.",
    "gazette": "An armistice was concluded by north and south on Monday.",
}


async def _two_reports(office: Office) -> None:
    """Two outlets tell of a truce; both are read, none is joined. Together they move the status."""
    for feed, said in SAID.items():
        made = replace(story(feed, title="Truce signed in Carrow", summary=said), published=office.clock())
        (item,) = await items_in(office.house.store, made, feed=feed)
        async with office.house.store.begin() as books:
            await books.items.link(item.id, item.published, ["north-south"])
            await books.claims.replace(
                item, [replace(claim(), confidence=0.7, sentence=SAID[feed])], []
            )  # two of them move the status, one does not
            await books.items.take_unread(office.clock(), 1, LEASE)
            await books.items.mark_read([item.id], "test", "en")
            await refold(books, "north-south", Axis.CEASEFIRE, item.published, office.clock())


async def _listens(office: Office) -> Any:
    place, chat = await office.person()
    async with office.house.store.begin() as books:
        await books.alerts.on(chat.id, "", AlertLevel.EVERY, office.clock())
    return place


async def test_what_is_taken_back_while_its_items_are_joined_is_told_to_nobody(office: Office) -> None:
    place = await _listens(office)
    await _two_reports(office)
    assert await compose(office.house) == 0
    async with (
        office.house.store.begin() as books
    ):  # as a joining does that finds one voice where two were counted
        (found,) = await books.statuses.steps("north-south", 9)
        since = found.change.at - timedelta(seconds=1)
        await books.statuses.record("north-south", Axis.CEASEFIRE, [], since, office.clock(), loud=())
    office.clock.go(JOINED_WITHIN.total_seconds())
    assert await compose(office.house) == 0
    await office.deliver(2)
    assert office.said(place) == []


async def test_two_reports_of_their_own_alert_once_they_are_joined(office: Office) -> None:
    place = await _listens(office)
    await _two_reports(office)
    assert await compose(office.house) == 0
    while await Joiner(office.house).join():
        pass
    assert await compose(office.house) == 1
    await office.deliver(2)
    assert len(office.said(place)) == 1


async def test_a_joining_that_fails_holds_an_alert_up_for_half_a_minute_only(office: Office) -> None:
    place = await _listens(office)
    await _two_reports(office)
    office.clock.go(JOINED_WITHIN.total_seconds() - 1)
    assert await compose(office.house) == 0
    office.clock.go(1)
    assert await compose(office.house) == 1
    await office.deliver(2)
    assert len(office.said(place)) == 1
