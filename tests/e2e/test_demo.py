"""`make run` without a token, as a person meets it: the chat page in Chromium, while the sample story
unfolds."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

from tests.e2e.town import ROOT, Bot

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    *(f"--disable-{what}" for what in ("quic", "background-networking", "component-update", "sync")),
]
PICTURES = os.environ.get("PARLEY_PICTURES")  # where `make docs` wants the README's picture


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """The chat page of a demo that has just begun."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    bot = Bot(tmp_path, PARLEY_CATALOGUE="none", TELEGRAM_TOKEN="")
    del bot.environment["PARLEY_PROCESSES"], bot.environment["PARLEY_DATABASE_URL"]
    bot.where, bot.environment["PYTHONPATH"] = tmp_path, str(ROOT)  # the demo's own database is made there
    await bot.start("--port", "0")
    address = re.search(r"http://\S+/page/\S+", bot.said())
    assert address is not None
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            page = await browser.new_page(viewport={"width": 1100, "height": 860})
            await page.goto(address[0])
            yield page
        finally:
            await browser.close()
            await bot.stop()


async def _say(page: Page, words: str) -> str:
    """Type `words` and give the bot's next message."""
    bubbles = page.locator(".message:not(.own) .bubble")
    before = await bubbles.count()
    box = page.get_by_role("textbox").first
    await box.fill(words)
    await box.press("Enter")
    await bubbles.nth(before).wait_for(timeout=10_000)
    return await bubbles.last.inner_text()


async def test_the_status_follows_the_story(page: Page) -> None:
    first = await _say(page, "/status velia")
    assert "Velia" in first
    assert "Ceasefire: in effect" not in first
    await page.get_by_text("16×").click()
    seen = [first]

    async def unfolded() -> bool:
        seen.append(await _say(page, "/status velia"))
        return "Ceasefire: in effect" in seen[-1]

    for _ in range(40):
        if await unfolded():
            break
        await page.wait_for_timeout(1000)
    assert "Ceasefire: in effect" in seen[-1], seen[-1]
    assert "Talks: " in seen[-1]
    link = page.get_by_role(
        "link", name=re.compile("Harbour Wire|Almeria Public Radio|Velia Independent|Norland Herald")
    ).last
    assert (await link.get_attribute("href") or "").startswith("http://127.0.0.1")
    if PICTURES:
        await page.wait_for_timeout(1000)  # until the message has faded in
        await page.screenshot(path=Path(PICTURES) / "playground.png")


async def _until_said(page: Page, *, true: Callable[[str], bool], tries: int = 40) -> str:
    """Ask for the card of Velia until it says so."""
    for _ in range(tries):
        said = await _say(page, "/status velia")
        if true(said):
            return said
        await page.wait_for_timeout(1000)
    raise AssertionError(f"the card stayed: {said}")


async def test_the_story_is_told_again_and_heard_again(page: Page) -> None:
    alert = page.get_by_text("🔔 Velia: Norland and the Southern Front")
    await _say(page, "/alerts velia")
    await page.get_by_text("16×").click()
    await _until_said(page, true=lambda said: "Ceasefire: in effect" in said)
    await alert.last.wait_for()
    alerts = await alert.count()
    await page.get_by_role("button", name="Start the story again").click()
    await _until_said(page, true=lambda said: "Ceasefire: in effect" not in said)
    await _until_said(page, true=lambda said: "Ceasefire: in effect" in said)
    assert await alert.count() > alerts


class Finger:
    """Presses, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    async def press(self, name: str, *, last: bool = True) -> str:
        """Press the (last) button of that name; the text of the newest message once it has changed."""
        bubbles = self.page.locator(".message:not(.own) .bubble")
        before = await bubbles.all_inner_texts()
        found = self.page.get_by_role("button", name=name, exact=True)
        await (found.last if last else found.first).click()
        self.presses += 1
        for _ in range(100):
            after = await bubbles.all_inner_texts()
            if after != before:
                return "\n\n".join(after)
            await self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing came of the press of {name}")


async def test_a_daily_digest_is_three_presses_from_a_cold_page(page: Page) -> None:
    finger = Finger(page)
    await finger.press("Start")
    await finger.press("Daily digest")
    said = await finger.press("08:00")
    assert "Subscribed\neverything — every day, 08:00" in said
    assert finger.presses <= 3


async def test_alerts_on_one_conflict_are_two_presses_from_the_welcome(page: Page) -> None:
    finger = Finger(page)
    await _say(page, "/start")
    await finger.press("Follow a conflict")
    said = await finger.press("Velia: Norland and the Southern Front")
    assert "Alerts are on for Velia: Norland and the Southern Front." in said
    assert finger.presses <= 2
