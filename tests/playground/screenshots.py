"""Takes the pictures of the chat page for the documents: ``python -m tests.playground.screenshots`` (needs
Chromium)."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, InlineQueryHandler

from playground import Playground
from tests.playground.page_bot import FLAGS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "img"
Context = ContextTypes.DEFAULT_TYPE
WIRE, RADIO = "https://wire.example.org/1", "https://radio.example.org/2"
HELLO = (
    "I follow the news of many outlets and tell in a few lines where <b>peace talks</b> and <b>ceasefires</b> stand, each with outlet, "
    "time and link.\n\nTry /status velia or /latest."
)
CARD = f"""🕊 <b>Velia — where it stands</b>

<b>Talks:</b> under way since this morning
  Delegations of Norland and the Southern Front met face to face in Port Salis — <a href="{WIRE}">Harbour Wire</a> +1 · 4 min
<b>Ceasefire:</b> agreed, not yet in force · <i>disputed by the Southern Front</i>
<blockquote>“Nothing has been signed,” its spokeswoman said.</blockquote>
<b>What they want</b>
  Norland: heavy guns away from Karst Pass — <a href="{RADIO}">Almeria Public Radio</a>
  Southern Front: 140 prisoners released"""
START = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Where things stand", callback_data="s")],
        [
            InlineKeyboardButton("Newest stories", callback_data="l"),
            InlineKeyboardButton("Alerts", callback_data="a"),
        ],
    ]
)
KEYS = InlineKeyboardMarkup(
    [[InlineKeyboardButton(text, callback_data=text) for text in ("Evidence", "Timeline", "Follow")]]
)


async def on_start(update: Update, _context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_html(HELLO, reply_markup=START)


async def on_status(update: Update, _context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_html(CARD, reply_markup=KEYS, disable_web_page_preview=True)


async def on_press(update: Update, _context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("You follow Velia now")


async def on_inline(update: Update, _context: Context) -> None:
    assert update.inline_query
    given = [
        ("Velia — where it stands", "Talks under way · ceasefire agreed, disputed"),
        ("Newest about Velia", "5 stories from 4 outlets"),
    ]
    await update.inline_query.answer(
        [
            InlineQueryResultArticle(str(n), title, InputTextMessageContent(title), description=about)
            for n, (title, about) in enumerate(given)
        ]
    )


async def talk(page: Page, words: str, answers: int) -> None:
    """Say something and wait until so many messages of the bot are there."""
    await page.fill("#words", words)
    await page.keyboard.press("Enter")
    await page.locator(".row:not(.own)").nth(answers - 1).wait_for()


async def take(browser: Browser, pg: Playground) -> None:
    """All pictures, one after another."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = await browser.new_page(viewport={"width": 1180, "height": 760})
    await page.goto(pg.page_url)
    await page.wait_for_selector("#chats button")
    await talk(page, "/start", 1)
    await talk(page, "/status velia", 2)
    pg.desk.jump(204)
    await page.locator("#desk-now", has_text="ceasefire").wait_for()
    await page.screenshot(path=FOLDER / "playground-light.png")
    await page.fill("#words", "/")
    await page.wait_for_selector("#popup button")
    await page.screenshot(path=FOLDER / "playground-menu.png")
    await page.fill("#words", "")
    await page.click("#chats button >> nth=2")
    await page.click("#topics >> text=Ceasefire")
    mira, tomas = list(pg.world.people.values())[1:3]
    forum = next(chat for chat in pg.world.chats.values() if chat.is_forum)
    thread = list(forum.topics)[1]
    pg.say(forum, mira, "Is the truce in force now, or only agreed?", thread=thread)
    pg.say(forum, tomas, "/status@parley_bot velia", thread=thread)
    await page.wait_for_selector(".row .keys")
    await page.set_viewport_size({"width": 1280, "height": 760})
    await page.click("#info-open")
    await page.fill("#words", "@parley_bot velia")
    await page.wait_for_selector("#popup .result")
    await page.screenshot(path=FOLDER / "playground-topics.png")
    for name, size, scheme in (
        ("dark", (1180, 760), "dark"),
        ("phone", (360, 740), "light"),
        ("phone-dark", (360, 740), "dark"),
    ):
        small = await browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
        await small.goto(pg.page_url)
        await small.wait_for_selector("#chats button")
        if name == "phone":
            await small.screenshot(path=FOLDER / "playground-phone-list.png")
        if size[0] == 360:
            await small.click("#chats button >> nth=0")
        await small.locator(".row .keys").last.wait_for()
        await asyncio.sleep(0.4)
        await small.screenshot(path=FOLDER / f"playground-{name}.png")


async def main() -> None:
    """Start a playground with a small bot and take the pictures."""
    async with Playground(page=True) as pg:
        app = Application.builder().token("5:page").base_url(f"{pg.url}/bot").build()
        app.add_handlers([CommandHandler("start", on_start), CommandHandler("status", on_status)])
        app.add_handlers([CallbackQueryHandler(on_press), InlineQueryHandler(on_inline)])
        async with app, async_playwright() as playwright:
            await app.start()
            assert app.updater
            await app.updater.start_polling(poll_interval=0, allowed_updates=Update.ALL_TYPES)
            menu = {
                "latest": "newest stories",
                "status": "where things stand",
                "timeline": "dated changes, with a chart",
                "search": "full-text search over stored items",
                "subscribe": "a digest at your hour",
                "alerts": "tell me at once",
                "why": "the sentences behind a line",
                "settings": "zone, language, quiet hours",
            }
            await app.bot.set_my_commands(list(menu.items()))
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            await take(browser, pg)
            await browser.close()
            await app.updater.stop()
            await app.stop()


if __name__ == "__main__":
    asyncio.run(main())
