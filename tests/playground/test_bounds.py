"""Nothing grows without end: messages, calls, queries and files are dropped when there are too many, and
counters go on."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from playground import Person, Playground, TelegramChat
from playground.server.files import Files


async def test_the_oldest_messages_and_calls_are_dropped() -> None:
    async with Playground(keep_messages=10, keep_calls=5) as pg, Bot("5:x", base_url=f"{pg.url}/bot") as bot:
        people = pg.people(4)
        for number in range(40):
            await bot.send_message(people[number % 4].id, f"n{number}")
        texts = [seen.text for person in people for seen in pg.transcript(pg.private(person))]
        assert sorted(texts) == sorted(f"n{number}" for number in range(30, 40))
        assert len(pg.calls) == 5
        assert pg.count("sendMessage", ok=True) == 40


async def test_presses_are_forgotten_after_many(
    pg: Playground, bot: Bot, chat: TelegramChat, mira: Person
) -> None:
    await bot.send_message(
        chat.id, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y")]])
    )
    seen = pg.last(chat)
    for _ in range(20_050):
        pg.press(seen, "x")
    assert len(pg.world.presses) <= 20_000
    assert len(pg.world.query_times) <= 20_000


def test_the_oldest_files_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.server.files.MOST_BYTES", 100)
    files = Files()
    kept = [files.add(f"{number}.txt", b"x" * 40, "text/plain", "documents") for number in range(5)]
    assert list(files.by_id) == [file.id for file in kept[-2:]]
    assert list(files.by_path) == [file.path for file in kept[-2:]]
