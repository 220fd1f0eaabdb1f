"""The intake of updates: Telegram hears that an update was taken once it is kept or answered; it is answered once
and in its turn."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from telegram import Update

from bot.new_update import new_update
from bot.settings import load_settings
from bot.update_intake import NotTaken, UpdateIntake
from bot.wiring import Parley, build
from news.update import KeptUpdate
from playground import Person, Playground, TelegramChat
from tests.e2e.town import until


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
async def parley(pg: Playground, sqlite_database: str, tmp_path: Path) -> AsyncIterator[Parley]:
    """The bot without its polling: the test tells it updates."""
    (tmp_path / "processes.toml").write_text(
        '[[process]]\nid = "ostia"\ntitle = "Ostia"\nparties = [{ name = "A" }, { name = "B" }]\n'
    )
    parley = build(
        load_settings(
            TELEGRAM_TOKEN=pg.token,
            PARLEY_TELEGRAM_API_URL=pg.url,
            PARLEY_DATABASE_URL=f"{sqlite_database}?timeout=0.1",
            PARLEY_PROCESSES=tmp_path / "processes.toml",
            _env_file=None,
        )
    )
    await parley.application.initialize()
    await parley.application.start()
    await parley.heartbeat.say()
    yield parley
    await parley.application.stop()
    await parley.application.shutdown()
    await parley.house.store.close()
    await parley.web.parser.close()


@pytest.fixture
def mira(pg: Playground) -> tuple[TelegramChat, Person]:
    person = pg.person("Mira")
    return pg.private(person), person


async def _told(parley: Parley) -> list[Update]:
    """What Telegram has, as it would tell it; it is not told that it was taken."""
    return list(await parley.application.bot.get_updates())


def _answers(pg: Playground, chat: TelegramChat) -> list[str]:
    return [m.text for m in pg.transcript(chat) if m.by_bot]


async def _left(parley: Parley) -> list[KeptUpdate]:
    async with parley.house.store.begin() as books:
        return await books.updates.take_over(parley.heartbeat.holder, parley.house.now())


@contextmanager
def _locked(parley: Parley) -> Iterator[None]:
    """Nobody can write meanwhile."""
    file = parley.house.store.file
    assert file is not None
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def _answer_to(pg: Playground, parley: Parley, mira: tuple[TelegramChat, Person], words: str) -> str:
    said = pg.say(*mira, words)
    await parley.intake.take((await _told(parley))[-1:])
    return (await pg.next_message(mira[0], after=said)).text


async def test_it_is_kept_before_it_is_taken_and_gone_once_it_is_answered(
    pg: Playground, parley: Parley, mira: tuple[TelegramChat, Person]
) -> None:
    slow = pg.faults.add(method="sendMessage", delay=0.3)
    said = pg.say(*mira, "/privacy")
    await parley.intake.take(await _told(parley))
    (kept,) = await _left(parley)
    assert (kept.body["message"]["text"], slow.struck) in {("/privacy", 0), ("/privacy", 1)}
    await pg.next_message(mira[0], after=said)
    await until(lambda: not parley.intake._in_hand, "all has ended")
    await parley.intake.write_down()
    assert await _left(parley) == []


async def test_one_told_again_is_answered_once(
    pg: Playground, parley: Parley, mira: tuple[TelegramChat, Person]
) -> None:
    said = pg.say(*mira, "/privacy")
    told = await _told(parley)
    await asyncio.gather(parley.intake.take(told), parley.intake.take(await _told(parley)))
    await pg.next_message(mira[0], after=said)
    await parley.intake.take(await _told(parley))
    await _answer_to(pg, parley, mira, "/alerts")
    assert len(_answers(pg, mira[0])) == 2


async def test_what_cannot_be_kept_is_taken_once_it_is_answered(
    pg: Playground, parley: Parley, mira: tuple[TelegramChat, Person]
) -> None:
    await _answer_to(pg, parley, mira, "/start")
    with _locked(parley):
        pg.say(*mira, "/privacy")
        await parley.intake.take((await _told(parley))[-1:])
        assert "What I keep" in _answers(pg, mira[0])[-1]
    await parley.intake.write_down()
    await _answer_to(pg, parley, mira, "/alerts")
    assert len(_answers(pg, mira[0])) == 3
    await until(lambda: not parley.intake._in_hand, "all has ended")
    await parley.intake.write_down()
    assert await _left(parley) == []


async def test_what_is_neither_kept_nor_answered_is_not_taken(
    pg: Playground, parley: Parley, mira: tuple[TelegramChat, Person]
) -> None:
    parley.updates.close(0)
    await parley.updates._over.wait()
    with _locked(parley):
        pg.say(*mira, "/privacy")
        with pytest.raises(NotTaken):
            await parley.intake.take(await _told(parley))


async def test_another_processs_answer_is_not_given_twice(
    pg: Playground, parley: Parley, mira: tuple[TelegramChat, Person]
) -> None:
    """This process was thought dead while it waited for its turn, and another took over."""
    await _answer_to(pg, parley, mira, "/start")
    parley.pace.pause(mira[0].id, 0.3)
    said = pg.say(*mira, "/privacy")
    await parley.intake.take((await _told(parley))[-1:])
    async with parley.house.store.begin() as books:
        await books.leads.clear()
        await books.leads.live("another", parley.house.now())
        assert len(await books.updates.take_over("another", parley.house.now())) == 1
    await until(lambda: not parley.intake._in_hand, "all has ended")
    assert _answers(pg, mira[0])[1:] == []
    other = UpdateIntake(parley.house, parley.application, "another")
    parley.updates.intake, parley.pace.on_answer = other, other.before_sending
    assert await other.recover() == 1
    assert "What I keep" in (await pg.next_message(mira[0], after=said)).text


async def test_what_was_forgotten_meanwhile_is_not_answered(
    pg: Playground, parley: Parley, mira: tuple[TelegramChat, Person]
) -> None:
    pg.say(*mira, "/privacy")
    (update,) = await _told(parley)
    async with parley.house.store.begin() as books:
        await books.updates.keep([new_update(update)], "dead", parley.house.now())
        await books.chats.forget(mira[0].id)
    assert await parley.intake.recover() == 0
    assert await _left(parley) == []
