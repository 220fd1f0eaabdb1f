"""Faults on demand: any error, delay, broken connection or bad page, for the call, chat and turn that was
asked for."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from playground import Person, Playground, TelegramChat

Session = aiohttp.ClientSession


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ({"status": 429, "retry_after": 7}, RetryAfter, "Flood control exceeded. Retry in 0:00:07"),
        ({"status": 400, "description": "Bad Request: chat not found"}, BadRequest, "Chat not found"),
        (
            {"status": 400, "migrate_to": -1009},
            ChatMigrated,
            "Group migrated to supergroup. New chat id: -1009",
        ),
        ({"status": 401}, InvalidToken, "Unauthorized"),
        (
            {"status": 403, "description": "Forbidden: user is deactivated"},
            Forbidden,
            "Forbidden: user is deactivated",
        ),
        ({"status": 404}, InvalidToken, "Not Found"),
        (
            {"status": 409},
            Conflict,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
        ({"status": 500}, NetworkError, "Internal Server Error"),
        ({"status": 502}, NetworkError, "Bad Gateway"),
        ({"status": 504}, NetworkError, "Gateway Timeout"),
    ],
)
async def test_any_error(
    pg: Playground,
    bot: Bot,
    chat: TelegramChat,
    fault: dict[str, object],
    error: type[TelegramError],
    words: str,
) -> None:
    pg.faults.add(method="sendMessage", **fault)
    with pytest.raises(error) as caught:
        await bot.send_message(chat.id, "lost")
    assert type(caught.value) is error
    assert caught.value.message == words
    await bot.send_message(chat.id, "sent")
    assert [seen.text for seen in pg.transcript(chat)] == ["sent"]


async def test_an_html_page_instead_of_json(
    pg: Playground, bot: Bot, http: Session, api: str, chat: TelegramChat
) -> None:
    page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
    pg.faults.add(method="sendMessage", status=502, body=page, times=2)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(chat.id, "lost")
    async with http.post(f"{api}/sendMessage", data={"chat_id": chat.id, "text": "lost"}) as response:
        assert (response.status, response.content_type, await response.text()) == (502, "text/html", page)
    assert pg.transcript(chat) == []


@pytest.mark.parametrize(("reset", "stored"), [("before", []), ("after", ["perhaps"])])
async def test_the_connection_breaks_before_or_after_the_message_was_stored(
    pg: Playground, bot: Bot, chat: TelegramChat, reset: str, stored: list[str]
) -> None:
    pg.faults.add(method="sendMessage", reset=reset)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "perhaps")
    assert [seen.text for seen in pg.transcript(chat)] == stored


async def test_a_delay(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    pg.faults.add(method="sendMessage", delay=30)
    with pytest.raises(NetworkError, match="Timed out"):
        await bot.send_message(chat.id, "slow", read_timeout=0.05)
    pg.faults.add(method="sendMessage", delay=0.01)
    assert (await bot.send_message(chat.id, "a little slow")).text == "a little slow"


async def test_a_call_timed_out_is_carried_out_all_the_same(
    pg: Playground, bot: Bot, chat: TelegramChat
) -> None:
    pg.faults.add(method="sendMessage", delay=0.2)
    with pytest.raises(NetworkError, match="Timed out"):
        await bot.send_message(chat.id, "perhaps", read_timeout=0.05)
    assert pg.transcript(chat) == []
    assert (await pg.next_message(chat, timeout=5)).text == "perhaps"
    assert pg.count("sendMessage", ok=True) == 1


async def test_what_is_not_yet_carried_out_ends_with_the_playground() -> None:
    async with Playground() as pg, aiohttp.ClientSession() as http:
        mira = pg.person("Mira", started=True)
        pg.faults.add(method="sendMessage", delay=30)
        url = f"{pg.url}/bot7:x/sendMessage"
        with pytest.raises(TimeoutError):
            await http.post(
                url, data={"chat_id": mira.id, "text": "x"}, timeout=aiohttp.ClientTimeout(total=0.05)
            )
    assert pg._server._tasks == set()
    assert pg.transcript(pg.private(mira)) == []


async def test_a_poll_whose_bot_has_gone_ends(pg: Playground, http: Session, api: str) -> None:
    with pytest.raises(TimeoutError):
        await http.get(f"{api}/getUpdates?timeout=20", timeout=aiohttp.ClientTimeout(total=0.1))
    if pg._server._tasks:
        await asyncio.wait(set(pg._server._tasks), timeout=5)
    assert not pg.world.updates[pg.world.bot].is_polled
    assert pg._server._tasks == set()


async def test_only_the_call_meant_is_struck(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    group = pg.group("Desk", [mira])
    fault = pg.faults.add(method="SENDMESSAGE", chat=group.id, nth=2, times=2, status=500)
    await bot.send_message(chat.id, "other chat")
    await bot.send_chat_action(group.id, "typing")
    await bot.send_message(group.id, "first")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(group.id, "second and third")
    await bot.send_message(group.id, "fourth")
    assert (fault.matched, fault.struck, pg.faults.waiting) == (3, 2, [])


async def test_a_fault_for_ever_until_cleared(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    pg.faults.add(times=0, status=503)
    for _ in range(3):
        with pytest.raises(NetworkError, match="Service Unavailable"):
            await bot.send_message(chat.id, "x")
    pg.faults.clear()
    await bot.send_message(chat.id, "x")


@pytest.mark.parametrize(
    ("state", "kind", "words"),
    [
        ("blocked", "private", "Forbidden: bot was blocked by the user"),
        ("deactivated", "private", "Forbidden: user is deactivated"),
        ("kicked", "supergroup", "Forbidden: bot was kicked from the supergroup chat"),
        ("migrated", "group", "Group migrated to supergroup"),
    ],
)
async def test_a_chat_changes_under_the_call(
    pg: Playground, bot: Bot, mira: Person, state: str, kind: str, words: str
) -> None:
    place = pg.private(mira) if kind == "private" else getattr(pg, kind)("Desk", [mira])
    pg.faults.add(chat=place.id, nth=2, chat_state=state)
    await bot.send_message(place.id, "before")
    for _ in range(2):
        with pytest.raises(TelegramError, match=words):
            await bot.send_message(place.id, "after")


@pytest.mark.parametrize(
    "wrong",
    [
        {"reset": "during"},
        {"chat_state": "asleep"},
        {"status": "500"},
        {"status": True},
        {"status": 99},
        {"status": 500, "nth": 0},
        {"status": 500, "times": -1},
        {"delay": "1"},
        {"delay": -1},
        {"delay": float("nan")},
        {"status": 500, "chat": "1001"},
        {"status": 500, "method": 5},
        {"status": 500, "method": "sendDice"},
        {"status": 429, "retry_after": "3"},
        {"body": b"x"},
        {"status": 500, "parameters": 5},
        {"duplicate": 1},
        {"status": 500, "content_type": "text/html\r\nX: y", "body": "x"},
        {},
        {"method": "sendMessage"},
        {"method": "sendMessage", "retry_after": 3},
        {"method": "sendMessage", "duplicate": True},
        {"method": "webhook", "status": 500},
        {"method": "webhook"},
    ],
)
async def test_a_fault_that_is_none_is_refused(
    pg: Playground, http: Session, wrong: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match="no such fault"):
        pg.faults.add(**wrong)
    assert pg.faults.waiting == []
    if b"x" not in wrong.values():
        async with http.post("/person/faults", json=wrong) as response:
            assert response.status == 400
            assert "no such fault" in (await response.json())["error"]


async def test_a_fault_with_a_field_there_is_not_is_refused(pg: Playground) -> None:
    with pytest.raises(TypeError):
        pg.faults.add(colour="red")


async def test_telegram_cut_off_and_back(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    polling = asyncio.ensure_future(bot.get_updates(timeout=20))
    await pg.wait_for(lambda: pg.world.updates[pg.world.bot].is_polled)
    pg.desk.cut_telegram()
    with pytest.raises(NetworkError):
        await polling
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "x")
    pg.desk.cut_telegram(cut=False)
    assert (await bot.send_message(chat.id, "x")).text == "x"


async def test_the_log_and_the_counters(pg: Playground, bot: Bot, chat: TelegramChat) -> None:
    await bot.send_message(chat.id, "x")
    pg.faults.add(method="sendMessage", status=429, retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(chat.id, "y")
    calls = [call for call in pg.calls if call.method == "sendMessage"]
    assert [(call.status, call.params["text"], call.chat_id, call.bot_id) for call in calls] == [
        (200, "x", chat.id, 77),
        (429, "y", chat.id, 77),
    ]
    assert calls[1].description == "Too Many Requests: retry after 3"
    assert (pg.count("sendMessage"), pg.count("sendmessage", ok=True), pg.count(ok=False)) == (2, 1, 1)
