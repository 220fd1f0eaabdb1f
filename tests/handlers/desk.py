"""A newsroom for the tests of answers: the real application against a playground, items read by a scripted
reader, a stepped clock."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.settings import load_settings
from bot.wiring import Parley, build
from briefing.jobs.join import Joiner
from briefing.jobs.understand import understand
from news.arrivals import ItemDecision
from news.claim import Axis, Claim, Kind, Position, Reading, Stance
from news.feed import FeedKind, FeedSource
from news.item import ItemToStore
from playground import Person, Playground, Seen, TelegramChat
from reading.item import ItemText
from tests.storage.things import keys

NOW = datetime(2031, 9, 9, 16, 40, tzinfo=UTC)

PROCESSES = """
[[process]]
id = "ostia"
title = "Ostia: government and the Lake Front"
titles = { ru = "Остия: правительство и Озёрный фронт" }
parties = [
  { name = "Ostian government", titles = { ru = "власти Остии" }, aliases = ["Ostian army"] },
  { name = "Lake Front", titles = { ru = "Озёрный фронт" }, aliases = ["Lake rebels"] },
]
mediators = ["Carrow"]
places = ["Ostia", "Lakeside", "Twin Rivers"]

[[process]]
id = "marra"
title = "Marra: coast and highlands"
parties = [{ name = "Coast" }, { name = "Highlands" }]
places = ["Marra", "Twin Rivers"]
"""


@dataclass
class ScriptedReader:
    """The reader's place taken by a script: what is said of an item by its title; of others that they are
    `about` these processes."""

    script: dict[str, Reading] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    version: str = "script"

    def read_many(self, items: Sequence[ItemText], /) -> list[Reading]:
        return [self.script.get(i.title, Reading(i.language or "en", False, self.about)) for i in items]


class Newsroom:
    """Parley with a person talking to it. `tell` files an item; `ask` and `press` give the answer as it is
    seen."""

    def __init__(self, folder: Path, database: str) -> None:
        (folder / "processes.toml").write_text(PROCESSES, encoding="utf-8")
        self.now = NOW
        self.pg = Playground(clock=lambda: self.now.timestamp())
        self.reader = ScriptedReader()
        self._folder, self._database = folder, database
        self.parley: Parley = None  # type: ignore[assignment]

    async def __aenter__(self) -> "Newsroom":
        await self.pg.start()
        settings = load_settings(
            TELEGRAM_TOKEN="123456:" + "A" * 35,
            PARLEY_TELEGRAM_API_URL=self.pg.url,
            PARLEY_DATABASE_URL=self._database,
            PARLEY_PROCESSES=self._folder / "processes.toml",
            _env_file=None,
        )
        self.parley = build(settings, now=lambda: self.now)
        application = self.parley.application
        await application.initialize()
        self.parley.house.bot_name = application.bot.username
        await application.start()
        await application.updater.start_polling(timeout=5, allowed_updates=[])
        self.joiner = Joiner(self.parley.house)
        self.mira = self.pg.person("Mira")
        self.chat = self.pg.private(self.mira)
        return self

    async def __aexit__(self, *_: object) -> None:
        application = self.parley.application
        await application.updater.stop()
        await application.stop()
        await application.shutdown()
        await self.parley.house.store.close()
        await self.parley.web.parser.close()
        await self.pg.stop()

    def step(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    async def follow(
        self, *outlets: str, kind: FeedKind = FeedKind.INDEPENDENT, country: str | None = None
    ) -> None:
        sources = [
            FeedSource(f"https://{o.lower().replace(' ', '-')}.example/rss", o, kind, country, "en")
            for o in outlets
        ]
        async with self.parley.house.store.begin() as books:
            await books.feeds.add(sources, self.now)

    async def tell(
        self,
        outlet: str,
        title: str,
        summary: str = "",
        *,
        minutes: float = 0,
        read: Reading | None = None,
        **more: Any,
    ) -> int:
        """File an item published `minutes` ago; returns its id once it is read and in its story."""
        await self.follow(outlet)
        key = more.pop("key", f"{title}/{minutes}")
        link = more.pop(
            "link",
            f"https://{outlet.lower().replace(' ', '-')}.example/{abs(hash(key)) % 10**8 if len(key) > 60 else key.replace(' ', '-')}",
        )
        language = more.pop("language", "en")
        if read is not None:
            self.reader.script[title] = read
        item = ItemToStore(
            key,
            f"{title}{summary}",
            link,
            title,
            summary,
            "",
            self.now - timedelta(minutes=minutes),
            language,
            False,
        )
        async with self.parley.house.store.begin() as books:
            feed = next(f for f in await books.feeds.all() if f.source.title == outlet)
            known = {k.key: k for k in (await books.items.known({feed.id: keys(key)}))[feed.id]}
            if key in known:
                item = ItemToStore(
                    key,
                    f"{title}{summary}",
                    link,
                    title,
                    summary,
                    "",
                    item.published,
                    language,
                    False,
                    known[key].id,
                )
                await books.items.write({feed.id: ItemDecision((), (item,))}, self.now)
            else:
                await books.items.write({feed.id: ItemDecision((item,))}, self.now)
        await self.work()
        async with self.parley.house.store.read() as books:
            return (await books.items.known({feed.id: keys(key)}))[feed.id][0].id

    async def work(self) -> None:
        """Read and join all that waits."""
        while await understand(self.parley.house, self.reader):
            pass
        while await self.joiner.join():
            pass

    async def ask(
        self,
        words: str,
        *,
        chat: TelegramChat | None = None,
        person: Person | None = None,
        count: int = 1,
        **more: Any,
    ) -> Seen:
        """Say `words`; the (last of `count`) answer."""
        place = chat or self.chat
        said = self.pg.say(place, person or self.mira, words, **more)
        answer: Seen | int = said
        for _ in range(count):
            answer = await self.pg.next_message(place, after=answer)
        return answer  # type: ignore[return-value]

    async def press(self, message: Seen, button: str, person: Person | None = None) -> Seen:
        """Press; the message as it is once the bot has dealt with the press."""
        place = next(c for c in self.pg.world.all_chats() if c.id == message.chat_id)
        before = self.pg.count("editMessageText") + self.pg.count("sendMessage") + self.pg.count("sendPhoto")
        press = self.pg.press(message, button, person=person)
        await self.pg.wait_for(lambda: press.answered)

        def edits() -> int:
            return (
                self.pg.count("editMessageText") + self.pg.count("sendMessage") + self.pg.count("sendPhoto")
            )

        with suppress(TimeoutError):
            await self.pg.wait_for(lambda: edits() > before, timeout=5)
        return next(m for m in self.pg.transcript(place) if m.message_id == message.message_id)


def claimed(
    kind: Kind,
    sentence: str,
    *,
    axis: Axis = Axis.CEASEFIRE,
    process: str = "ostia",
    by: str | None = None,
    **more: Any,
) -> Claim:
    more.setdefault("reason", "rule: verb of agreement")
    stance = more.pop("stance", Stance.ASSERTED)
    return Claim(process, axis, kind, stance, by, sentence, 0.97, **more)


def reading(*claims: Claim, about: Sequence[str] = ("ostia",), positions: Sequence[Position] = ()) -> Reading:
    return Reading("en", True, tuple(about), claims, tuple(positions))


async def settle() -> None:
    await asyncio.sleep(0)
