"""Flood limits: a second a chat, twenty a minute a group, thirty a second over all; paid broadcasts; waits
that grow when not kept."""

from __future__ import annotations

import aiohttp
import pytest
from telegram import Bot
from telegram.error import RetryAfter

from playground import Person, Playground, TelegramChat
from playground.server.flood import Flood
from tests.playground.conftest import ManualClock

Session = aiohttp.ClientSession


def sent(flood: Flood, chat: int, count: int, *, group: bool = False, paid: bool = False) -> int:
    """How many of so many at once go through."""
    return sum(flood.take(1, chat, group=group, paid=paid) == 0 for _ in range(count))


@pytest.mark.parametrize(("level", "at_once"), [("off", 1000), ("normal", 5), ("strict", 1)])
def test_a_private_chat_takes_a_short_burst_then_one_a_second(
    clock: ManualClock, level: str, at_once: int
) -> None:
    flood = Flood(level, clock)
    assert sent(flood, 5, at_once) == at_once
    if level != "off":
        assert flood.take(1, 5, group=False) == 1
        for _ in range(20):
            clock.forward(2)
            assert flood.take(1, 5, group=False) == 0


@pytest.mark.parametrize("level", ["normal", "strict"])
def test_one_a_second_to_a_chat_goes_for_ever(clock: ManualClock, level: str) -> None:
    flood = Flood(level, clock)
    for number in range(300):
        assert flood.take(1, 5, group=False) == 0
        clock.forward(0.95 if number % 2 else 1.05)


def test_a_group_takes_twenty_in_any_minute_when_strict(clock: ManualClock) -> None:
    flood = Flood("strict", clock)
    for _ in range(20):
        assert flood.take(1, -5, group=True) == 0
        clock.forward(1)
    assert flood.take(1, -5, group=True) == 40
    clock.forward(40)
    assert flood.take(1, -5, group=True) == 0


def test_a_group_takes_twenty_a_minute_in_the_long_run_when_normal(clock: ManualClock) -> None:
    flood = Flood("normal", clock)
    went = 0
    for _ in range(600):
        went += flood.take(1, -5, group=True) == 0
        clock.forward(1)
    assert went <= 20 + 200
    flood = Flood("normal", clock)
    for _ in range(200):
        assert flood.take(1, -6, group=True) == 0
        clock.forward(3)


@pytest.mark.parametrize("level", ["normal", "strict"])
def test_over_all_thirty_a_second_and_a_thousand_when_paid(clock: ManualClock, level: str) -> None:
    flood = Flood(level, clock)
    assert sum(flood.take(1, chat, group=False) == 0 for chat in range(1, 101)) == 30
    clock.forward(10)
    went = 0
    for chat in range(1000, 1600):
        went += flood.take(1, chat, group=False) == 0
        clock.forward(1 / 30)
    assert went == 600
    assert sum(flood.take(1, chat, group=False, paid=True) == 0 for chat in range(5000, 7000)) == 1000


def test_two_bots_do_not_share(clock: ManualClock) -> None:
    flood = Flood("strict", clock)
    assert [flood.take(bot, 5, group=False) for bot in (1, 2)] == [0, 0]


def test_coming_back_too_early_makes_the_wait_longer(clock: ManualClock) -> None:
    flood = Flood("strict", clock)
    flood.take(1, 5, group=False)
    assert flood.take(1, 5, group=False) == 1
    clock.forward(0.5)
    assert flood.take(1, 5, group=False) == 2
    clock.forward(1)
    assert flood.take(1, 5, group=False) == 2
    clock.forward(2.1)
    assert flood.take(1, 5, group=False) == 0


def test_it_forgets_chats_at_rest(clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.server.flood.SWEEP_AT", 100)
    flood = Flood("normal", clock)
    for chat in range(1, 1001):
        flood.take(1, chat, group=False, paid=True)
        clock.forward(1)
    assert len(flood._gauges) < 200


def test_an_unknown_level_is_refused(clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="off, normal, strict"):
        Flood("loose", clock)


async def test_a_refusal_is_a_429_that_says_how_long(
    pg: Playground, bot: Bot, http: Session, api: str, chat: TelegramChat, clock: ManualClock
) -> None:
    pg.world.flood.set_level("strict")
    sent = await bot.send_message(chat.id, "x")
    with pytest.raises(RetryAfter) as caught:
        await bot.edit_message_text("y", chat.id, sent.message_id)
    assert caught.value.retry_after.total_seconds() == 1
    async with http.post(f"{api}/sendMessage", data={"chat_id": chat.id, "text": "x"}) as response:
        body = await response.json()
    assert response.headers["Retry-After"] == "2"
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 2",
        "parameters": {"retry_after": 2},
    }
    assert [seen.text for seen in pg.transcript(chat)] == ["x"]
    clock.forward(3)
    await bot.edit_message_text("y", chat.id, sent.message_id)


async def test_answers_to_presses_and_chat_actions_are_free(
    pg: Playground, bot: Bot, chat: TelegramChat
) -> None:
    pg.world.flood.set_level("strict")
    for _ in range(50):
        await bot.send_chat_action(chat.id, "typing")
    await bot.send_message(chat.id, "x")


async def test_an_album_counts_for_all_its_pictures(pg: Playground, bot: Bot, mira: Person) -> None:
    from telegram import InputMediaDocument

    group = pg.group("Desk", [mira])
    pg.world.flood.set_level("normal")
    await bot.send_media_group(
        group.id, [InputMediaDocument(b"x", filename=f"{number}.txt") for number in range(5)]
    )
    with pytest.raises(RetryAfter):
        await bot.send_message(group.id, "x")


async def test_paid_broadcasts_may_go_faster(pg: Playground, bot: Bot) -> None:
    people = pg.people(60)
    pg.world.flood.set_level("strict")
    for person in people:
        await bot.send_message(person.id, "x", allow_paid_broadcast=True)
    assert pg.count("sendMessage", ok=True) == 60
