"""A playground with a page and a small bot, and a Chromium to look at it with."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page, async_playwright
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from playground import Playground
from tests.playground.pictures import png
from tests.playground.skips import missing

FLAGS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KEYS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Evidence", callback_data="1:ev"),
            InlineKeyboardButton("Follow", callback_data="1:fo"),
        ],
        [
            InlineKeyboardButton("Page 2", callback_data="1:p2"),
            InlineKeyboardButton("Site", url="https://example.org/"),
        ],
    ]
)
CARD = (
    "<b>Velia — where it stands</b>\n<b>Talks:</b> <i>under way</i> — <a href='https://wire.example.org/1'>Harbour Wire</a>\n"
    "<blockquote>“Nothing has been signed.”</blockquote><code>Karst Pass</code> <tg-spoiler>hidden</tg-spoiler>"
)
HOSTILE = "<img src=x onerror=\"document.title='broken'\"> \u202eright to left\u202c שלום عربي " + "w" * 300
Context = ContextTypes.DEFAULT_TYPE


async def on_start(update: Update, _context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_html("Hello. I know /status and /latest.", reply_markup=KEYS)


async def on_status(update: Update, _context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_html(CARD, reply_markup=KEYS, disable_web_page_preview=True)


async def on_hostile(update: Update, _context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(
        HOSTILE, reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(HOSTILE[:60], callback_data="x")]])
    )


async def on_keyboard(update: Update, _context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(
        "Which zone?", reply_markup=ReplyKeyboardMarkup([["Europe/Berlin", "Asia/Baku"]])
    )


async def on_chart(update: Update, _context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_photo(png(320, 180), caption="Both axes over time")
    await update.effective_message.reply_document(b"<opml/>", filename="feeds.opml", caption="All feeds")


async def on_press(update: Update, _context: Context) -> None:
    query = update.callback_query
    assert query
    if query.data == "1:fo":
        await query.answer("You follow Velia now.", show_alert=True)
    elif query.data == "1:p2":
        await query.answer()
        await query.edit_message_text("Page two")
    else:
        await query.answer("Here is the evidence")


async def on_inline(update: Update, _context: Context) -> None:
    assert update.inline_query
    title = f"Card of {update.inline_query.query}"
    await update.inline_query.answer(
        [InlineQueryResultArticle("a", title, InputTextMessageContent(title), description="where it stands")]
    )


async def on_file(update: Update, _context: Context) -> None:
    assert update.effective_message
    assert update.effective_message.document
    data = await (await update.effective_message.document.get_file()).download_as_bytearray()
    await update.effective_message.reply_text(
        f"Got {update.effective_message.document.file_name}: {bytes(data).decode()}"
    )


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground(page=True) as playground:
        app = (
            Application.builder()
            .token("5:page")
            .base_url(f"{playground.url}/bot")
            .base_file_url(f"{playground.url}/file/bot")
            .build()
        )
        for name, run in (
            ("start", on_start),
            ("status", on_status),
            ("hostile", on_hostile),
            ("zone", on_keyboard),
            ("chart", on_chart),
        ):
            app.add_handler(CommandHandler(name, run))
        app.add_handlers(
            [
                CallbackQueryHandler(on_press),
                InlineQueryHandler(on_inline),
                MessageHandler(filters.Document.ALL, on_file),
            ]
        )
        async with app:
            await app.start()
            assert app.updater
            await app.updater.start_polling(poll_interval=0, allowed_updates=Update.ALL_TYPES)
            await app.bot.set_my_commands(
                [("start", "begin"), ("status", "where things stand"), ("latest", "newest stories")]
            )
            yield playground
            await app.updater.stop()
            await app.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        missing("Chromium", "apt-get install chromium fonts-dejavu-core")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


Open = Callable[..., Awaitable[Page]]


@pytest.fixture
async def visit(pg: Playground, browser: Browser) -> AsyncIterator[Open]:
    troubles: list[str] = []

    async def run(
        width: int = 1280, height: int = 800, scheme: str = "light", refused: str = "nothing"
    ) -> Page:
        page = await browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: (
                troubles.append(said.text) if said.type == "error" and refused not in said.text else None
            ),
        )
        await page.goto(pg.page_url)
        await page.wait_for_selector("#chats button")
        return page

    yield run
    assert troubles == []
