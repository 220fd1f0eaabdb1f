"""The chat page in Chromium: typing, buttons, menus, inline mode, files, groups, blocking, dark, a phone's
width, hostile words."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect
from telegram import Bot

import playground
from playground import Playground
from tests.playground.page_bot import Open, browser, pg, visit

__all__ = ["browser", "pg", "visit"]
pytestmark = pytest.mark.browser

INSIDE = """[...document.querySelectorAll('.bubble')].map((bubble) => {
    const [out, time] = [bubble.getBoundingClientRect(), bubble.querySelector('.foot').getBoundingClientRect()];
    return time.top >= out.top && time.bottom <= out.bottom && time.left >= out.left && time.right <= out.right;
})"""


def said_by_bot(pg: Playground) -> Bot:
    """The page's bot, to send something without being asked."""
    return Bot("5:page", base_url=f"{pg.url}/bot", base_file_url=f"{pg.url}/file/bot")


async def write(page: Page, words: str) -> None:
    await page.fill("#words", words)
    await page.keyboard.press("Enter")


async def test_typing_and_an_answer_drawn_with_its_entities(visit: Open) -> None:
    page = await visit()
    await page.click("#messages .empty button")
    await expect(page.locator(".row:not(.own) .text")).to_contain_text("Hello. I know /status and /latest.")
    await page.click(".row:not(.own) .tapped >> nth=0")
    card = page.locator(".row:not(.own)").last
    await expect(card.locator("b").first).to_have_text("Velia — where it stands")
    await expect(card.locator("i")).to_have_text("under way")
    await expect(card.locator("a", has_text="Harbour Wire")).to_have_attribute(
        "href", "https://wire.example.org/1"
    )
    await expect(card.locator("blockquote")).to_contain_text("Nothing has been signed.")
    await expect(card.locator("code")).to_have_text("Karst Pass")
    await expect(card.locator(".card")).to_have_count(0)
    await card.locator(".spoiler").click()
    await expect(card.locator(".spoiler")).to_have_class("spoiler shown")


async def test_what_is_typed_while_the_page_still_loads_is_said(visit: Open, browser: Browser) -> None:
    loaded = await visit()
    page = await browser.new_page()

    async def slowly(route: Route) -> None:
        await asyncio.sleep(1)
        await route.continue_()

    await page.route("**/person/state*", slowly)
    await page.goto(loaded.url.partition("#")[0])
    await write(page, "/start")
    await expect(page.locator(".row:not(.own) .text")).to_contain_text("Hello. I know /status and /latest.")


async def test_pressing_buttons(visit: Open) -> None:
    page = await visit()
    await write(page, "/start")
    await page.click("text=Evidence")
    await expect(page.locator("#toast")).to_have_text("Here is the evidence")
    await page.click("text=Follow")
    await expect(page.locator("#alert-text")).to_have_text("You follow Velia now.")
    await page.click("#alert button")
    await page.click("text=Page 2")
    last = page.locator(".row:not(.own)").last
    await expect(last.locator(".text")).to_have_text("Page two")
    await expect(last.locator(".foot")).to_contain_text("edited")
    await expect(page.locator(".keys")).to_have_count(0)


async def test_the_command_menu_by_keyboard(visit: Open) -> None:
    page = await visit()
    await page.focus("#words")
    await page.keyboard.type("/")
    await expect(page.locator("#popup button")).to_have_count(3)
    await page.keyboard.press("ArrowDown")
    await expect(page.locator('#popup [aria-selected="true"]')).to_contain_text("/status")
    await page.keyboard.press("Escape")
    await expect(page.locator("#popup")).to_be_hidden()
    await page.keyboard.type("st")
    await expect(page.locator("#popup button")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".row.own .text")).to_have_text("/status")


async def test_chats_are_changed_and_buttons_pressed_by_keyboard(visit: Open) -> None:
    page = await visit()
    await write(page, "/start")
    await page.locator(".keys button").first.wait_for()
    await page.keyboard.press("Alt+ArrowDown")
    await expect(page.locator("#chat-name")).to_have_text("Foreign desk")
    await page.keyboard.press("Alt+ArrowUp")
    await expect(page.locator("#chat-name")).to_have_text("Parley")
    await page.locator("#messages").focus()
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.textContent") == "Page 2":
            break
    await page.keyboard.press("Enter")
    await expect(page.locator(".row:not(.own) .text").last).to_have_text("Page two")


async def test_inline_mode(visit: Open) -> None:
    page = await visit()
    await page.click("#chats button >> nth=1")
    await page.fill("#words", "@parley_bot velia")
    await expect(page.locator("#popup .result b")).to_have_text("Card of velia")
    await page.click("#popup .result")
    await expect(page.locator(".row.own .text")).to_have_text("Card of velia")


async def test_sending_a_file_and_getting_pictures_and_files(visit: Open) -> None:
    page = await visit()
    await page.set_input_files(
        "#file", {"name": "mine.opml", "mimeType": "text/x-opml", "buffer": b"<opml>mine</opml>"}
    )
    await expect(page.locator(".row.own .file b")).to_have_text("mine.opml")
    await expect(page.locator(".row:not(.own) .text").last).to_have_text("Got mine.opml: <opml>mine</opml>")
    await write(page, "/chart")
    await expect(page.locator(".photo img")).to_have_js_property("naturalWidth", 320)
    await expect(page.locator(".row:not(.own) .file b")).to_have_text("feeds.opml")
    await page.click(".photo")
    await expect(page.locator("dialog.view")).to_be_visible()
    await page.keyboard.press("Escape")


async def test_a_reply_keyboard(visit: Open) -> None:
    page = await visit()
    await write(page, "/zone")
    await page.click("#reply-keyboard >> text=Asia/Baku")
    await expect(page.locator(".row.own .text").last).to_have_text("Asia/Baku")


async def test_blocking_and_restarting(visit: Open, pg: Playground) -> None:
    page = await visit()
    await write(page, "/start")
    await page.click("#info-open")
    await page.get_by_role("switch", name="Block the bot").check()
    await expect(page.locator("#blocked")).to_be_visible()
    await expect(page.locator("#composer")).to_be_hidden()
    assert pg.you
    assert pg.private(pg.you).blocked
    await page.click("#unblock")
    await expect(page.locator("#composer")).to_be_visible()
    assert not pg.private(pg.you).blocked


async def test_a_group_speaking_as_another_and_being_an_administrator(visit: Open, pg: Playground) -> None:
    page = await visit()
    await page.click("#chats button >> nth=1")
    await page.select_option("#as", label="Mira")
    await write(page, "from Mira")
    await expect(page.locator(".row.own .text")).to_have_text("from Mira")
    await page.select_option("#as", label="You")
    await expect(page.locator(".row .sender")).to_have_text("Mira Solano")
    await page.click("#info-open")
    await page.get_by_role("switch", name="You are an administrator").check()
    group = next(chat for chat in pg.world.chats.values() if chat.type == "group")
    await pg.wait_for(lambda: group.members[1001].status == "administrator")
    await page.get_by_role("switch", name="The bot is here").uncheck()
    await expect(page.locator("#chat-about")).to_contain_text("the bot was removed")


async def test_topics_and_the_channel(visit: Open, pg: Playground) -> None:
    page = await visit()
    await page.click("#chats button >> nth=2")
    await page.click("#topics >> text=Ceasefire")
    await write(page, "/status")
    await expect(page.locator(".row .text").first).to_have_text("/status")
    forum = next(chat for chat in pg.world.chats.values() if chat.is_forum)
    assert pg.transcript(forum)[-1].thread == list(forum.topics)[1]
    await page.click("#topics >> text=General")
    await expect(page.locator(".row .text")).to_have_count(0)
    await page.click("#chats button >> nth=3")
    await write(page, "a post")
    await expect(page.locator(".row .text")).to_have_text("a post")


async def test_replying_editing_and_deleting(visit: Open) -> None:
    page = await visit()
    await write(page, "siria")
    own = page.locator(".row.own").first
    await own.hover()
    await own.get_by_label("Edit").click()
    await write(page, "syria")
    await expect(own.locator(".text")).to_have_text("syria")
    await own.hover()
    await own.get_by_label("Reply").click()
    await write(page, "I mean this")
    await expect(page.locator(".quoted").last).to_contain_text("syria")
    await own.hover()
    await own.get_by_label("Delete").click()
    await expect(page.locator(".row.own")).to_have_count(1)


async def test_what_is_refused_stays_written(visit: Open) -> None:
    page = await visit(refused="status of 400")

    async def refuse(route: Route) -> None:
        await route.fulfill(status=400, json={"error": "not now"})

    await write(page, "one")
    await expect(page.locator(".row.own")).to_have_count(1)
    await page.locator(".row.own").hover()
    await page.locator(".row.own").get_by_label("Reply").click()
    await page.route("**/person/say", refuse)
    await write(page, "a long thought")
    await expect(page.locator("#toast")).to_have_text("not now")
    await expect(page.locator("#words")).to_have_value("a long thought")
    await page.unroute("**/person/say")
    await page.keyboard.press("Enter")
    await expect(page.locator(".row.own .text")).to_have_text(["one", "a long thought"])
    await expect(page.locator(".row.own .quoted")).to_contain_text("one")
    await expect(page.locator("#words")).to_have_value("")


async def test_the_desks_buttons_keep_the_focus(visit: Open) -> None:
    page = await visit()
    button = page.get_by_label("Cut the feeds off")
    await button.focus()
    for pressed in ("true", "false"):
        await page.keyboard.press("Enter")
        await expect(button).to_have_attribute("aria-pressed", pressed)
        await expect(button).to_be_focused()


async def test_light_and_dark(visit: Open) -> None:
    page = await visit(scheme="dark")
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.click("#theme")
    await expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize("width", [360, 1280])
async def test_hostile_words_break_nothing(visit: Open, width: int) -> None:
    page = await visit(width=width, height=700)
    if width == 360:
        await page.click("#chats button >> nth=0")
    await write(page, "/hostile")
    await expect(page.locator(".row:not(.own) .text")).to_contain_text("<img src=x")
    assert await page.locator(".row img").count() == 0
    assert await page.title() != "broken"
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(
        "[...document.querySelectorAll('.bubble, .keys')].every((node) => node.getBoundingClientRect().right <= innerWidth)"
    )


@pytest.mark.parametrize("path", ["caf%E9", "100%", "%zz"])
async def test_an_address_with_odd_percent_signs_is_drawn(visit: Open, pg: Playground, path: str) -> None:
    assert pg.you
    page = await visit()
    pg.private(pg.you).started = True
    async with said_by_bot(pg) as bot:
        await bot.send_message(pg.you.id, f"<a href='http://a.example.com/{path}'>odd</a>", "HTML")
        await bot.send_message(pg.you.id, "next")
    await expect(page.locator(".row .text").last).to_have_text("next")
    await expect(page.locator(".row .card span")).to_have_text(path)


async def test_one_message_that_cannot_be_drawn_stops_no_other(visit: Open, pg: Playground) -> None:
    assert pg.you
    page = await visit()
    chat = pg.private(pg.you)
    broken = pg.world.post(chat, pg.world.bot, {"location": {}})
    pg.world.changed("message", message=broken)
    await write(page, "after")
    await expect(page.locator(".row.own .text")).to_have_text("after")
    await expect(page.locator("#messages .service")).to_have_text("This message cannot be drawn.")


async def test_the_time_stays_inside_the_bubble(visit: Open, pg: Playground) -> None:
    assert pg.you
    page = await visit()
    pg.private(pg.you).started = True
    async with said_by_bot(pg) as bot:
        await bot.send_message(pg.you.id, "https://a.example.com/word")
        await bot.send_document(pg.you.id, b"x,y", filename="a.csv")
        await bot.send_message(pg.you.id, "שלום")
        await bot.send_message(pg.you.id, "<blockquote>Nothing signed</blockquote>", "HTML")
    await expect(page.locator(".row .foot")).to_have_count(4)
    assert await page.evaluate(INSIDE) == [True] * 4


async def test_a_phone_shows_the_list_then_the_chat(visit: Open) -> None:
    page = await visit(width=360, height=740)
    await expect(page.locator("#chat")).to_be_hidden()
    await page.click("#chats button >> nth=0")
    await expect(page.locator("#side")).to_be_hidden()
    await write(page, "/start")
    await expect(page.locator(".row:not(.own)")).to_have_count(1)
    await page.click("#info-open")
    await expect(page.locator("#info")).to_be_visible()
    await page.get_by_label("Close").click()
    await page.click("#back")
    await expect(page.locator("#side")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_what_one_says_is_seen_although_one_had_scrolled_up(visit: Open, pg: Playground) -> None:
    page = await visit()
    await page.click("#messages .empty button")
    assert pg.you
    for number in range(30):
        pg.say(pg.private(pg.you), pg.you, f"Line {number}")
    await expect(page.locator(".row.own")).to_have_count(31)
    await page.evaluate("document.querySelector('#messages').scrollTop = 0")
    await write(page, "The last word")
    await expect(page.locator(".row.own").last).to_be_in_viewport()


async def test_the_desk(visit: Open, pg: Playground) -> None:
    page = await visit()
    await page.get_by_label("Play at speed 16").click()
    await expect(page.locator("#desk-now")).to_contain_text(": ")
    await page.get_by_label("Stop the story").click()
    await expect(page.get_by_label("Stop the story")).to_have_attribute("aria-pressed", "true")
    assert not pg.desk.playing
    await page.get_by_label("Cut the feeds off").click()
    await expect(page.get_by_label("Cut the feeds off")).to_have_attribute("aria-pressed", "true")
    assert pg.desk.feeds_cut
    await page.get_by_label("Cut Telegram off").click()
    await write(page, "/start")
    await expect(page.locator(".row:not(.own)")).to_have_count(0)
    await page.get_by_label("Cut Telegram off").click()
    await expect(page.locator(".row:not(.own)")).to_have_count(1, timeout=15_000)


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for file in (Path(playground.__file__).parent / "static").iterdir():
        text = file.read_text("utf-8")
        assert "innerHTML" not in text, file
        assert [line for line in text.splitlines() if "//" in line and "src=" in line] == [], file
