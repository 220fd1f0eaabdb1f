"""Webhooks: with the secret, in order for each chat, again until taken; and an application of
python-telegram-bot that gets its updates so (by a small aiohttp server: its own webhook server needs tornado)
or by its own polling."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest
from telegram.ext import Application, CommandHandler, ContextTypes

from playground import Person, Playground, TelegramChat


class Hook:
    """A webhook that keeps what it gets and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.statuses: list[int] = []
        self.answer = ""
        self.url = ""
        self.heard = asyncio.Event()
        self.on_got: Callable[[], None] = lambda: None

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), json.loads(await request.read())))
        self.heard.set()
        self.on_got()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(status=status, text=self.answer, content_type="application/json")

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.got) < count:
                self.heard.clear()
                await self.heard.wait()
        return [update["message"]["text"] for _headers, update in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret(
    pg: Playground, bot: Bot, hook: Hook, chat: TelegramChat, mira: Person
) -> None:
    pg.say(chat, mira, "before")
    await bot.set_webhook(hook.url, secret_token="s3cret-_", max_connections=7, allowed_updates=["message"])
    pg.say(chat, mira, "after")
    assert await hook.until(2) == ["before", "after"]
    headers = hook.got[0][0]
    assert (headers["X-Telegram-Bot-Api-Secret-Token"], headers["Content-Type"]) == (
        "s3cret-_",
        "application/json",
    )
    await pg.wait_for(lambda: pg.pending_updates == 0)
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates, info.pending_update_count) == (
        hook.url,
        7,
        ("message",),
        0,
    )


async def test_a_refused_update_comes_again_and_later_ones_of_the_chat_wait(
    pg: Playground, bot: Bot, hook: Hook, chat: TelegramChat, mira: Person, tomas: Person
) -> None:
    pg.world.webhook_delay = 0.01
    hook.statuses = [500, 302, 200]
    await bot.set_webhook(hook.url)
    pg.say(chat, mira, "first")
    pg.say(chat, mira, "second")
    assert await hook.until(4) == ["first", "first", "first", "second"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"
    assert info.last_error_date is not None


async def test_the_delay_grows(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    enough = asyncio.Event()
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 8:
            enough.set()
        await (sleep(0) if len(waits) < 8 else asyncio.Event().wait())

    await bot.set_webhook("http://127.0.0.1:1/nobody")
    with monkeypatch.context() as patched:  # only so long: what closes afterwards sleeps, too
        patched.setattr("playground.server.webhook.asyncio.sleep", noted)
        pg.say(chat, mira, "x")
        async with asyncio.timeout(5):
            await enough.wait()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert "Connection failed" in ((await bot.get_webhook_info()).last_error_message or "")


async def test_a_chat_that_fails_does_not_hold_up_another(
    pg: Playground, bot: Bot, hook: Hook, chat: TelegramChat, mira: Person, tomas: Person
) -> None:
    hook.statuses = [500]
    await bot.set_webhook(hook.url)
    pg.say(chat, mira, "refused")
    await hook.until(1)
    pg.say(pg.private(tomas), tomas, "taken")
    assert await hook.until(2) == ["refused", "taken"]
    await bot.delete_webhook()
    assert [update.message.text for update in await bot.get_updates()] == ["refused"]


async def test_the_webhooks_answer_may_be_a_call(
    pg: Playground, bot: Bot, hook: Hook, chat: TelegramChat, mira: Person
) -> None:
    hook.answer = json.dumps({"method": "sendMessage", "chat_id": mira.id, "text": "by return"})
    await bot.set_webhook(hook.url)
    pg.say(chat, mira, "x")
    assert (await pg.next_message(chat)).text == "by return"


async def _failure(pg: Playground) -> str:
    """Why a delivery failed, once one has."""
    webhook = pg.world.deliveries[pg.world.bot].webhook
    async with asyncio.timeout(5):
        while not webhook.last_error:
            await asyncio.sleep(0)
    return webhook.last_error


async def test_nothing_goes_to_the_webhook_while_telegram_is_cut_off(
    pg: Playground, bot: Bot, hook: Hook, chat: TelegramChat, mira: Person
) -> None:
    pg.world.webhook_delay = 0.01
    await bot.set_webhook(hook.url)
    pg.desk.cut_telegram()
    pg.say(chat, mira, "x")
    assert await _failure(pg) == "Connection failed: Telegram is cut off"
    assert (hook.got, pg.pending_updates) == ([], 1)
    pg.desk.cut_telegram(cut=False)
    assert await hook.until(1) == ["x"]
    await pg.wait_for(lambda: pg.pending_updates == 0)


async def test_an_answer_that_comes_while_telegram_is_cut_off_is_lost(
    pg: Playground, bot: Bot, hook: Hook, chat: TelegramChat, mira: Person
) -> None:
    pg.world.webhook_delay = 0.01
    hook.answer = json.dumps({"method": "sendMessage", "chat_id": mira.id, "text": "by return"})
    hook.on_got = pg.desk.cut_telegram
    await bot.set_webhook(hook.url)
    pg.say(chat, mira, "x")
    await hook.until(1)
    assert await _failure(pg) == "Connection failed: Telegram is cut off"
    assert [seen.text for seen in pg.transcript(chat)] == ["x"]
    hook.on_got = lambda: None
    pg.desk.cut_telegram(cut=False)
    assert (await pg.next_message(chat)).text == "by return"


async def test_an_update_can_be_made_to_come_twice(
    pg: Playground, bot: Bot, hook: Hook, chat: TelegramChat, mira: Person
) -> None:
    pg.faults.add(method="webhook", chat=chat.id, duplicate=True)
    await bot.set_webhook(hook.url)
    pg.say(chat, mira, "x")
    assert await hook.until(2) == ["x", "x"]
    assert hook.got[0][1]["update_id"] == hook.got[1][1]["update_id"]


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://example.org/x", "", "Bad webhook: the playground delivers to loopback only"),
        ("http://", "", "Invalid webhook url specified"),
        ("http://127.0.0.1:1/x", "x" * 257, "Secret token is too long"),
        ("http://127.0.0.1:1/x", "a b", "Secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_will_not_do(bot: Bot, url: str, secret: str, words: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.set_webhook(url, secret_token=secret or None)
    assert caught.value.message == words


async def test_an_application_of_python_telegram_bot_fed_by_the_webhook(
    pg: Playground, hook: Hook, chat: TelegramChat, mira: Person
) -> None:
    async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("by webhook")

    app = Application.builder().token("5:hook").base_url(f"{pg.url}/bot").updater(None).build()
    app.add_handler(CommandHandler("start", start))
    async with app:
        await app.start()
        await app.bot.set_webhook(hook.url, secret_token="abc")
        pg.say(chat, mira, "/start")
        await hook.until(1)
        update = Update.de_json(hook.got[0][1], app.bot)
        assert update is not None
        await app.update_queue.put(update)
        assert (await pg.next_message(chat)).text == "by webhook"
        await pg.wait_for(lambda: pg.pending_updates == 0)
        await app.stop()


async def test_python_telegram_bots_own_polling(pg: Playground, chat: TelegramChat, mira: Person) -> None:
    async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("by polling")

    app = Application.builder().token("5:poll").base_url(f"{pg.url}/bot").build()
    app.add_handler(CommandHandler("start", start))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(poll_interval=0)
        pg.say(chat, mira, "/start")
        assert (await pg.next_message(chat)).text == "by polling"
        await pg.idle()
        await app.updater.stop()
        await app.stop()
    assert pg.count("sendMessage", ok=True) == 1
