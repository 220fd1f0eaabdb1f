"""Fetching updates: confirmed by a later offset only, alone or not at all, in order, and while they live."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict

from playground import Person, Playground, TelegramChat
from playground.server.updates import UpdateQueue
from tests.playground.conftest import ManualClock

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y")]])


def texts(updates: tuple[Update, ...]) -> list[str]:
    return [update.message.text or "" for update in updates]


async def test_only_a_later_offset_confirms(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    for word in ("a", "b", "c"):
        pg.say(chat, mira, word)
    first = await bot.get_updates()
    assert texts(first) == ["a", "b", "c"]
    assert texts(await bot.get_updates()) == ["a", "b", "c"]
    assert texts(await bot.get_updates(offset=first[1].update_id)) == ["b", "c"]
    assert texts(await bot.get_updates(limit=1)) == ["b"]
    assert texts(await bot.get_updates(offset=first[-1].update_id + 1)) == []
    assert pg.pending_updates == 0


async def test_a_negative_offset_keeps_the_newest(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    for word in ("a", "b", "c"):
        pg.say(chat, mira, word)
    assert texts(await bot.get_updates(offset=-1)) == ["c"]
    assert texts(await bot.get_updates()) == ["c"]


async def test_a_long_poll_is_answered_when_something_happens(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    polling = asyncio.ensure_future(bot.get_updates(timeout=20))
    await pg.wait_for(lambda: pg.world.updates[pg.world.bot].is_polled)
    pg.say(chat, mira, "now")
    assert texts(await polling) == ["now"]


async def test_a_second_poller_ends_the_first_with_a_conflict(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    first = asyncio.ensure_future(bot.get_updates(timeout=20))
    await pg.wait_for(lambda: pg.world.updates[pg.world.bot].is_polled)
    async with Bot(bot.token, base_url=f"{pg.url}/bot") as twin:
        second = asyncio.ensure_future(twin.get_updates(timeout=20))
        with pytest.raises(Conflict) as caught:
            await first
        words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        assert caught.value.message == words
        pg.say(chat, mira, "to the second")
        assert texts(await second) == ["to the second"]


async def test_no_polling_while_a_webhook_is_set(pg: Playground, bot: Bot) -> None:
    polling = asyncio.ensure_future(bot.get_updates(timeout=20))
    await pg.wait_for(lambda: pg.world.updates[pg.world.bot].is_polled)
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await polling
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_allowed_updates_hold_until_changed(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    pg.say(chat, mira, "unheard")
    await bot.send_message(chat.id, "x", reply_markup=KEYS)
    pg.press(pg.last(chat), "x")
    assert [update.callback_query.data for update in await bot.get_updates()] == ["y"]
    assert (await bot.get_webhook_info()).allowed_updates == ("callback_query",)
    await bot.get_updates(allowed_updates=[])
    pg.say(chat, mira, "heard")
    assert texts((await bot.get_updates())[-1:]) == ["heard"]


async def test_chat_member_must_be_asked_for(pg: Playground, bot: Bot, mira: Person, tomas: Person) -> None:
    group = pg.supergroup("Desk", [mira], bot="administrator")
    pg.join(group, tomas)
    assert [update.chat_member for update in await bot.get_updates()] == [None]
    await bot.get_updates(offset=100, allowed_updates=["chat_member"])
    pg.leave(group, tomas)
    (update,) = await bot.get_updates()
    assert update.chat_member.new_chat_member.status == "left"


async def test_a_press_lives_150_seconds(
    pg: Playground, bot: Bot, chat: TelegramChat, clock: ManualClock
) -> None:
    await bot.send_message(chat.id, "x", reply_markup=KEYS)
    kept, lost = pg.press(pg.last(chat), "x"), pg.press(pg.last(chat), "x")
    clock.forward(149)
    assert await bot.answer_callback_query(kept.id) is True
    clock.forward(2)
    with pytest.raises(
        BadRequest, match="Query is too old and response timeout expired or query id is invalid"
    ):
        await bot.answer_callback_query(lost.id)
    assert await bot.get_updates() == ()


async def test_an_inline_query_lives_30_seconds(
    pg: Playground, bot: Bot, mira: Person, clock: ManualClock
) -> None:
    ask = pg.inline(mira, "x")
    clock.forward(31)
    assert await bot.get_updates() == ()
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_inline_query(ask.id, [])


async def test_other_updates_live_a_day(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person, clock: ManualClock
) -> None:
    pg.say(chat, mira, "yesterday")
    clock.forward(24 * 3600 - 1)
    assert texts(await bot.get_updates()) == ["yesterday"]
    clock.forward(2)
    assert await bot.get_updates() == ()


async def test_updates_can_be_made_to_come_twice(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    pg.say(chat, mira, "once")
    (first,) = await bot.get_updates()
    pg.faults.add(method="getUpdates", duplicate=True)
    assert texts(await bot.get_updates(offset=first.update_id + 1)) == ["once"]
    assert await bot.get_updates(offset=first.update_id + 1) == ()


async def test_ids_start_over_the_same_in_every_playground() -> None:
    async def story() -> list[object]:
        async with Playground(clock=ManualClock()) as pg, Bot("9:x", base_url=f"{pg.url}/bot") as bot:
            mira = pg.person("Mira")
            group = pg.group("Desk", [mira])
            pg.say(pg.private(mira), mira, "a")
            pg.say(group, mira, "b")
            await bot.send_message(mira.id, "c", reply_markup=KEYS)
            press = pg.press(pg.last(pg.private(mira)), "x")
            return [mira.id, group.id, press.id, [update.to_json() for update in await bot.get_updates()]]

    assert await story() == await story()


def test_the_queue_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.server.updates.MOST_PENDING", 3)
    updates = UpdateQueue(lambda: 0.0)
    for number in range(5):
        updates.add("message", {"message_id": number}, 1)
    assert [update.body["message_id"] for update in updates.pending] == [2, 3, 4]
