"""Two whole processes on one PostgreSQL: one asks Telegram for updates, the other waits and takes over; both send
at one pace."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from news.chat import ChatAddress, ChatKind, Message, OutboxDraft, OutboxKind
from playground import Person, Playground, TelegramChat
from storage.store import Store
from tests.e2e.town import Bot, until

MARK = "sent once more"
LEADS = "this process asks Telegram for updates"
WAITS = "another process of this bot asks Telegram for updates; this one waits for its turn"


def _events(bot: Bot, *events: str) -> list[str]:
    return [line["event"] for line in bot.log_lines() if line["event"] in events]


def _answers(playground: Playground, chat: TelegramChat) -> list[str]:
    return [m.text for m in playground.transcript(chat) if m.by_bot]


@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_one_polls_and_the_other_takes_over_what_a_dead_one_left(
    postgres_database: str, tmp_path: Path
) -> None:
    async with Playground() as playground:
        bots = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            settings = {"PARLEY_TELEGRAM_API_URL": playground.url, "PARLEY_CATALOGUE": "none"}
            bots.append(Bot(tmp_path / name, **settings, PARLEY_DATABASE_URL=postgres_database))
        first, second = bots
        people = [playground.person(f"Mira {n}") for n in range(8)]
        talks: list[tuple[TelegramChat, Person]] = [(playground.private(p), p) for p in people]
        for bot in bots:
            await bot.start()
        await until(lambda: _events(second, WAITS), "the second waits", 30)
        for chat, person in talks:
            playground.say(chat, person, "/privacy")
        await until(lambda: all(_answers(playground, chat) for chat, _ in talks), "all is answered", 60)
        assert all(len(_answers(playground, chat)) == 1 for chat, _ in talks)

        slow = playground.faults.add(method="sendMessage", delay=1.0, times=0)
        for chat, person in talks:
            playground.say(chat, person, "/alerts on")
        await until(lambda: slow.struck, "some are on their way", 30)
        first.kill()
        await first.gone()
        playground.faults.clear()
        await until(lambda: _events(second, LEADS), "the second leads", 40)
        for chat, person in talks:
            playground.say(chat, person, "/subscriptions")
        await until(
            lambda: all("My subscriptions" in _answers(playground, c)[-1] for c, _ in talks), "all again", 60
        )
        for chat, _ in talks:
            answers = _answers(playground, chat)
            assert any("Alerts are on" in a for a in answers)
            assert len([a for a in answers if MARK not in a]) <= 3

        await first.start()
        await until(lambda: _events(first, WAITS, LEADS)[-1] == WAITS, "the first waits now", 30)
        await second.stop()
        await until(lambda: _events(first, WAITS, LEADS)[-1] == LEADS, "it leads at once", 12)
        await first.stop()
        for bot in bots:
            assert "409" not in bot.log.read_text()
            assert not [line for line in bot.log_lines() if "exception" in line]


@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_both_send_and_telegram_never_answers_429(postgres_database: str, tmp_path: Path) -> None:
    """300 chats are owed two messages each; both processes carry them, and people ask meanwhile."""
    async with Playground(flood="strict") as playground:
        people = playground.people(300)
        store, now = Store.open(postgres_database), datetime.now(UTC)
        async with store.begin() as books:
            drafts = []
            for person in people:
                chat = await books.chats.register(
                    ChatAddress(person.id), ChatKind.PRIVATE, None, "en", "UTC", now
                )
                for n in range(2):
                    key, message = f"test/{chat.id}/{n}", Message(f"Message {n} of two")
                    drafts.append(OutboxDraft(chat.id, OutboxKind.NOTICE, key, message, now))
            await books.outbox.owe(drafts, now)
        bots = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            settings = {"PARLEY_TELEGRAM_API_URL": playground.url, "PARLEY_CATALOGUE": "none"}
            bots.append(Bot(tmp_path / name, **settings, PARLEY_DATABASE_URL=postgres_database))
        await asyncio.gather(*(bot.start() for bot in bots))
        chats = {chat.id: chat for chat in playground.world.all_chats()}
        for person in people[:20]:
            playground.say(chats[person.id], person, "/privacy")
        texts = {person.id: 3 if person in people[:20] else 2 for person in people}
        began = time.monotonic()
        await until(
            lambda: all(len(_answers(playground, chats[who])) == n for who, n in texts.items()),
            "all sent",
            120,
        )
        assert time.monotonic() - began < 60
        assert playground.world.flood.refused == 0
        async with store.read() as books:
            assert await books.outbox.states() == {"sent": 600}
        await store.close()
        for bot in bots:
            await bot.stop()
            assert not [line for line in bot.log_lines() if "exception" in line]
