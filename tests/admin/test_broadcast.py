"""/broadcast: shown first, sent once to every chat when confirmed, with its progress, across restarts."""

import pytest

from briefing.admin.broadcast import send_broadcasts
from briefing.jobs.deliver import deliver
from tests.admin.house import Town


async def _send(town: Town) -> None:
    while await send_broadcasts(town.house):
        pass
    while await deliver(town.house, town.parley.sender):
        pass


async def test_a_broadcast_is_shown_then_sent_to_every_chat_once(town: Town) -> None:
    await town.ask("/start", town.reader)
    shown = await town.ask("/broadcast Maintenance at <noon>\nfor an hour")
    assert shown.text == "This goes to 2 chats:\nMaintenance at <noon>\nfor an hour"
    assert len(town.playground.transcript(town.reader_chat)) == 2
    begun = await town.press(shown, "Send to all")
    assert (begun.text, begun.button_texts) == ("Sent: 0 of 2", ["Progress"])
    await town.stray_press(str(shown.buttons[0][0].data), town.boss)
    await town.close()
    await town.open()
    await _send(town)
    heard = [m.text for m in town.playground.transcript(town.reader_chat) if "noon" in m.text]
    assert heard == ["Maintenance at <noon>\nfor an hour"]
    done = await town.press(begun, "Progress")
    assert (done.text, done.button_texts) == ("Sent: 2 of 2", [])
    assert await town.audited() == [(town.boss.id, "sent a message to all")]


async def test_a_cancelled_broadcast_is_never_sent(town: Town) -> None:
    await town.ask("/start", town.reader)
    shown = await town.ask("/broadcast hello all")
    assert (await town.press(shown, "Cancel")).text == "Nothing was sent."
    await town.stray_press(str(shown.buttons[0][0].data), town.boss)
    await _send(town)
    assert not any("hello all" in m.text for m in town.playground.transcript(town.reader_chat))
    assert await town.audited() == []


async def test_who_blocked_the_bot_is_counted_apart(town: Town) -> None:
    await town.ask("/start", town.reader)
    begun = await town.press(await town.ask("/broadcast hello all"), "Send to all")
    await send_broadcasts(town.house)
    town.playground.block(town.reader)
    await _send(town)
    assert (await town.press(begun, "Progress")).text == "Sent: 1 of 2\nCould not be sent: 1"


@pytest.mark.parametrize("written", ["", "x" * 3501])
async def test_a_wrong_broadcast_says_what_to_send(town: Town, written: str) -> None:
    assert "at most 3500 characters" in (await town.ask(f"/broadcast {written}")).text
