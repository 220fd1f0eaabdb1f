"""One bot in four processes on one PostgreSQL, each with a part of the work."""

import asyncio
from pathlib import Path

import psutil
import pytest

from bot.cli import main
from playground import Playground
from storage.store import Store
from tests.e2e.town import Bot, Newsstand, Outlet, until
from tests.faults.killing import NEWS

ROLES = ("collect", "read", "deliver", "answer")


async def _primed(url: str) -> None:
    store = Store.open(url)
    try:
        async with asyncio.timeout(60):
            while True:
                async with store.read() as books:
                    feeds = await books.feeds.all()
                if len(feeds) == 3 and all(feed.primed for feed in feeds):
                    return
                await asyncio.sleep(0.1)
    finally:
        await store.close()


@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_four_processes_are_one_bot(postgres_database: str, tmp_path: Path) -> None:
    outlets = [Outlet(f"Outlet {n}", "rss2") for n in range(3)]
    for outlet in outlets:
        outlet.publish("old", "Ferry timetable changes in Lakeside", "The winter timetable begins on Monday.")
    async with Playground(flood="normal") as pg, Newsstand(*outlets) as stand:
        bots: dict[str, Bot] = {}
        for role in ROLES:
            (tmp_path / role).mkdir()
            bots[role] = Bot(
                tmp_path / role,
                PARLEY_TELEGRAM_API_URL=pg.url,
                PARLEY_CATALOGUE=str(stand.catalogue(tmp_path / role)),
                PARLEY_ALLOWED_HOSTS=stand.url.removeprefix("http://"),
                PARLEY_DATABASE_URL=postgres_database,
            )
        await asyncio.gather(*(bot.start("--role", role) for role, bot in bots.items()))
        try:
            await _primed(postgres_database)
            person = pg.person("Mira")
            chat = pg.private(person)
            pg.say(chat, person, "/alerts on")
            await until(lambda: _said(pg, chat), "it is answered", 30)
            for outlet in outlets:
                outlet.publish(*NEWS[0])
            await until(lambda: len(_said(pg, chat)) == 2, "the alert came", 60)
            assert "Ostia" in _said(pg, chat)[1]
            children = {role: _children(bot) for role, bot in bots.items()}
            assert [role for role, of in children.items() if "reading.reader_process" in of] == ["read"]
            polls = [
                line["logger"] for line in bots["answer"].log_lines() if "asks Telegram" in line["event"]
            ]
            assert polls == ["bot.heartbeat"]
        finally:
            for bot in bots.values():
                await bot.stop()
        for bot in bots.values():
            assert not [line for line in bot.log_lines() if "exception" in line]
            assert bot.process is not None
            assert bot.process.returncode == 0


def _said(pg: Playground, chat: object) -> list[str]:
    return [m.text for m in pg.transcript(chat) if m.by_bot]  # type: ignore[arg-type]


def _children(bot: Bot) -> str:
    assert bot.process is not None
    return " ".join(" ".join(child.cmdline()) for child in psutil.Process(bot.process.pid).children())


@pytest.mark.parametrize("token", ["", "1:test"])
def test_a_part_of_the_work_needs_a_database_for_several(
    token: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", token)
    monkeypatch.setenv("PARLEY_DATABASE_URL", f"sqlite:///{tmp_path}/parley.db")
    monkeypatch.chdir(tmp_path)
    assert main(["run", "--role", "read"]) == 2
    assert "name a PostgreSQL in PARLEY_DATABASE_URL" in capsys.readouterr().err
