"""The real application against the playground's Bot API server, with a feed server beside it; its beats are
struck by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.menus import offer_menus
from bot.settings import load_settings
from bot.wiring import ALLOWED_UPDATES, Parley, build
from briefing.admin.admins import take_in
from briefing.jobs.collect import collect
from briefing.jobs.deliver import deliver
from briefing.jobs.tell_admins import tell_admins
from playground import Person, Playground, Seen, TelegramChat
from tests.e2e.town import PROCESSES


class Site:
    """A web server whose pages the test writes: path → (status, content type, body)."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, str]] = {}
        self.asked: list[str] = []
        self.url = ""

    async def start(self) -> None:
        app = web.Application()
        app.add_routes([web.get("/{path:.*}", self._serve)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        status, kind, body = self.pages.get(request.path, (404, "text/plain", "nothing here"))
        return web.Response(status=status, text=body, content_type=kind)

    def feed(self, path: str, title: str, *items: str, language: str = "en") -> str:
        """Serve a feed with these titles at `path`; its address."""
        now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
        entries = "".join(
            f"<item><guid>{t}</guid><title>{t}</title><link>{self.url}/s/{n}</link><pubDate>{now}</pubDate></item>"
            for n, t in enumerate(items)
        )
        head = f"<title>{title}</title><language>{language}</language>"
        body = f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{entries}</channel></rss>"
        self.pages[path] = (200, "application/rss+xml", body)
        return self.url + path


class Town:
    """One bot, one admin, one reader; `async with` by the fixture."""

    def __init__(self, folder: Path, database: str, now: Callable[[], datetime] | None = None) -> None:
        self.folder, self.database, self._now = folder, database, now
        self.playground, self.site = Playground(), Site()

    async def start(self) -> None:
        await self.playground.start()
        await self.site.start()
        self.boss, self.reader = self.playground.person("Boss"), self.playground.person("Reader")
        self.boss_chat, self.reader_chat = (
            self.playground.private(self.boss),
            self.playground.private(self.reader),
        )
        (self.folder / "processes.toml").write_text(PROCESSES, encoding="utf-8")
        await self.open()

    async def open(self) -> None:
        settings = load_settings(
            TELEGRAM_TOKEN="1:playground",
            PARLEY_TELEGRAM_API_URL=self.playground.url,
            PARLEY_ADMINS=str(self.boss.id),
            PARLEY_DATABASE_URL=self.database,
            PARLEY_PROCESSES=str(self.folder / "processes.toml"),
            PARLEY_ALLOWED_HOSTS=self.site.url.removeprefix("http://"),
            PARLEY_POLL_SECONDS="1",
        )
        self.parley: Parley = build(settings, now=self._now) if self._now else build(settings)
        self.house = self.parley.house
        await self.parley.web.fetcher.__aenter__()
        await take_in(self.house)
        application = self.parley.application
        await application.initialize()
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=5, allowed_updates=ALLOWED_UPDATES)
        await offer_menus(application.bot, self.house)

    async def close(self) -> None:
        """Stop the bot alone, as a restart does."""
        application = self.parley.application
        assert application.updater
        await application.updater.stop()
        await application.stop()
        await application.shutdown()
        await self.parley.web.fetcher.__aexit__(None, None, None)
        await self.parley.web.parser.close()
        await self.house.store.close()

    async def stop(self) -> None:
        await self.close()
        await self.site.stop()
        await self.playground.stop()

    async def ask(self, words: str, person: Person | None = None, chat: TelegramChat | None = None) -> Seen:
        """What the bot answers to `words`; said by the admin in private, unless somebody else is named."""
        person = person or self.boss
        chat = chat or self.playground.private(person)
        self.playground.say(chat, person, words)
        return await self.playground.next_message(chat)

    async def press(self, seen: Seen, button: str, person: Person | None = None) -> Seen:
        """The message after the button was pressed and its answer has come."""
        press = self.playground.press(seen, button, person=person)
        await self.playground.wait_for(lambda: press.answered)
        chat = self.playground.private(person or self.boss)
        edited = await self.playground.wait_for(
            lambda: [
                m
                for m in self.playground.transcript(chat)
                if m.message_id == seen.message_id and m.html != seen.html
            ]
        )
        return edited[0]

    async def stray_press(self, data: str, person: Person) -> str:
        """What the person sees who presses a button the bot never showed them, or one that is gone."""
        press = self.playground.press(99_999, data, person=person, chat=self.playground.private(person))
        await self.playground.wait_for(lambda: press.answered)
        await self.playground.idle()
        return press.text

    async def silent(self, chat: TelegramChat, person: Person, words: str) -> bool:
        """Whether nothing is answered to `words`: something known is asked after it, and its answer comes
        first."""
        self.playground.say(chat, person, words)
        before = len([m for m in self.playground.transcript(chat) if m.by_bot])
        self.playground.say(chat, person, "/privacy")
        first = await self.playground.wait_for(
            lambda: [m for m in self.playground.transcript(chat) if m.by_bot][before:]
        )
        return "What I keep" in first[0].text

    async def collect(self) -> int:
        return await collect(self.house, self.parley.web)

    async def notices(self) -> None:
        await tell_admins(self.house)
        await deliver(self.house, self.parley.sender)

    async def audited(self) -> list[tuple[int, str]]:
        async with self.house.store.read() as books:
            return [(deed.person_id, deed.what) for deed in await books.administration.deeds(0, 50)]

    async def feeds(self) -> list[Any]:
        async with self.house.store.read() as books:
            return list(await books.feeds.all())
