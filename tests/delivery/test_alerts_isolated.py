"""One change that cannot be written keeps no other from being told; what is held back for a chat that asked
for a pause waits."""

from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import text

from briefing.jobs import compose as composing
from briefing.jobs.compose import tell_backlogs
from briefing.render.alert import alert_message
from news.chat import Message
from news.status import Change, State
from tests.delivery.conftest import Office
from tests.delivery.test_alerts import _change, _happen, _listen


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alerts of "agreed" cannot be written."""
    real: Any = alert_message

    def write(change: Change, *more: object) -> Message:
        if change.state is State.AGREED:
            raise KeyError("no such word")
        return cast(Message, real(change, *more))

    monkeypatch.setattr(composing, "alert_message", write)


@pytest.mark.usefixtures("broken")
async def test_a_change_that_cannot_be_written_does_not_hold_up_the_next(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    place, chat = await office.person()
    await _listen(office, chat)
    now = office.clock()
    await _happen(office, _change(now), _change(now + timedelta(seconds=1), State.IN_EFFECT))
    await office.deliver(3)
    assert len(office.said(place)) == 1
    assert "in effect" in office.said(place)[0]
    assert "an alert could not be written" in caplog.text


async def test_a_change_that_cannot_be_read_does_not_hold_up_the_next(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    place, chat = await office.person()
    await _listen(office, chat)
    now = office.clock()
    change = _change(now)
    async with office.house.store.begin() as books:
        since = now - timedelta(seconds=1)
        await books.statuses.record(change.process, change.axis, [change], since, now, loud={change.key})
        await books.statuses._connection.execute(text("UPDATE changes SET change = '{}'"))
    await _happen(office, _change(now + timedelta(seconds=1), State.IN_EFFECT, process="east-west"))
    await office.deliver(3)
    assert len(office.said(place)) == 1
    assert "a change could not be told to anybody" in caplog.text


@pytest.mark.usefixtures("broken")
async def test_of_what_was_held_back_the_rest_is_told(office: Office) -> None:
    place, chat = await office.person(quiet_from=11 * 60, quiet_to=13 * 60)
    await _listen(office, chat)
    now = office.clock()
    await _happen(office, _change(now), _change(now + timedelta(seconds=1), State.IN_EFFECT))
    office.clock.go(3601)
    await tell_backlogs(office.house)
    await office.deliver()
    assert len(office.said(place)) == 1
    assert office.said(place)[0].startswith("🔔 1 change of status")


async def test_what_was_held_back_outlasts_a_pause(office: Office) -> None:
    place, chat = await office.person(quiet_from=11 * 60, quiet_to=13 * 60)
    await _listen(office, chat)
    await _happen(office, _change(office.clock()))
    async with office.house.store.begin() as books:
        await books.chats.set(chat.id, muted_until=office.clock() + timedelta(hours=3))
    office.clock.go(3601)
    assert await tell_backlogs(office.house) == 0
    await office.deliver()
    assert office.said(place) == []
    office.clock.go(2 * 3600)
    assert await tell_backlogs(office.house) == 1
    await office.deliver()
    assert len(office.said(place)) == 1
