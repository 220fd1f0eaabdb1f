"""The real process follows feeds it has never seen and answers about them within seconds of publication."""

import asyncio
import time
from pathlib import Path

import psutil

from playground import Person, Playground, Seen, TelegramChat
from tests.e2e.town import Bot, Newsstand, Outlet

TITLES = {
    "Lake Gazette": "Ostian government and Lake Front sign ceasefire",
    "Carrow Times": "Ceasefire agreed in Ostia: government and Lake Front sign truce deal",
    "Harbour Post": "Lake Front and Ostian government agree to a ceasefire after talks in Carrow",
}


async def _answer(playground: Playground, chat: TelegramChat, person: Person, words: str) -> Seen:
    """The bot's next message after `words`."""
    seen = len(playground.transcript(chat))
    playground.say(chat, person, words)
    return (
        await playground.wait_for(lambda: [m for m in playground.transcript(chat)[seen:] if m.by_bot], 5)
    )[-1]


async def test_feeds_of_three_formats_are_answered_within_ten_seconds_of_publication(tmp_path: Path) -> None:
    outlets = [Outlet(name, form) for name, form in zip(TITLES, ("rss2", "atom", "rss1"), strict=True)]
    for outlet in outlets:
        outlet.publish("old", "Ferry timetable changes in Lakeside", "The winter timetable begins on Monday.")
    async with Playground() as playground, Newsstand(*outlets) as stand:
        bot = Bot(
            tmp_path,
            PARLEY_TELEGRAM_API_URL=playground.url,
            PARLEY_CATALOGUE=str(stand.catalogue(tmp_path)),
            PARLEY_ALLOWED_HOSTS=stand.url.removeprefix("http://"),
            PARLEY_POLL_SECONDS="5",
        )
        await bot.start()
        person = playground.person("Mira")
        chat = playground.private(person)
        try:
            for outlet in outlets:
                outlet.publish(
                    "t1",
                    TITLES[outlet.name],
                    "The two sides signed the ceasefire for Ostia in Carrow on Tuesday.",
                )
            published = time.monotonic()
            card = await _answer(playground, chat, person, "/status ostia")
            while "Ceasefire: agreed" not in card.text and time.monotonic() - published < 10:
                await asyncio.sleep(0.25)
                card = await _answer(playground, chat, person, "/status ostia")
            assert "Ceasefire: agreed" in card.text
            assert any(name in card.text for name in TITLES)
            assert f"{stand.url}/story/t1" in card.html
            newest = await _answer(playground, chat, person, "/latest ostia")
            assert any(title in newest.text for title in TITLES.values())
            assert time.monotonic() - published < 10
            assert bot.process is not None
            assert psutil.Process(bot.process.pid).memory_info().rss < 150e6
        finally:
            assert await bot.stop() == 0
        assert "1:test" not in bot.log.read_text()
