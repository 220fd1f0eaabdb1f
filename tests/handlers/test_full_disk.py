"""A full disk keeps nobody from reading: who is new is answered too, and told once what cannot be kept."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from news.claim import Kind
from tests.handlers.desk import Newsroom, claimed, reading

NOT_KEPT = "I can answer, but I cannot keep settings just now; please set what you want later."


@pytest.fixture
def full(newsroom: Newsroom) -> Iterator[Any]:
    """Called, it lets the database file take not one page more, as a full disk does; called again, it may grow."""
    engine = newsroom.parley.house.store._engine.sync_engine
    most = [2**31]

    def limit(connection: Any, *_: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={most[0]}")
        cursor.close()

    event.listen(engine, "checkout", limit)

    def fill(on: bool = True) -> None:
        with closing(sqlite3.connect(Path(str(engine.url.database)), isolation_level=None)) as connection:
            most[0] = connection.execute("PRAGMA page_count").fetchone()[0] if on else 2**31
            if not on:
                connection.execute("DELETE FROM chats WHERE title = 'filled'")
                return
            connection.execute(f"PRAGMA max_page_count={most[0]}")
            with pytest.raises(sqlite3.OperationalError, match="full"):
                for n in range(10_000):
                    connection.execute(_FILLING, (-1_000_000 - n,))

    yield fill


_FILLING = (
    "INSERT INTO chats (telegram_id, thread_id, kind, title, language, zone, state, created_at) "
    "VALUES (?, 0, 'group', 'filled', 'en', 'UTC', 'active', '2031-01-01 00:00:00.000000')"
)


async def test_who_is_new_reads_while_the_disk_is_full(
    newsroom: Newsroom, full: Any, caplog: pytest.LogCaptureFixture
) -> None:
    said = "The government and the Lake Front signed a ceasefire."
    for outlet in ("Harbour Post", "Lake Gazette"):
        await newsroom.tell(outlet, f"{outlet}: signed", said, read=reading(claimed(Kind.AGREED, said)))
    full()
    assert "Ostia" in (await newsroom.ask("/status ostia", count=2)).text
    assert next(m.text for m in newsroom.pg.transcript(newsroom.chat) if m.by_bot) == NOT_KEPT
    assert "signed" in (await newsroom.ask("/latest")).text
    assert (await newsroom.ask("/alerts on")).text.startswith("I cannot reach what I have stored, or store")
    assert [r for r in caplog.records if r.exc_info and r.levelno >= logging.WARNING] == []
    full(False)
    assert (await newsroom.ask("/alerts on")).text.startswith("Alerts are on")
    texts = [m.text for m in newsroom.pg.transcript(newsroom.chat) if m.by_bot]
    assert texts.count(NOT_KEPT) == 1


async def test_a_group_that_was_renamed_reads_while_the_disk_is_full(newsroom: Newsroom, full: Any) -> None:
    group = newsroom.pg.group("Desk of all who wait for peace " * 3, [newsroom.mira])
    await newsroom.ask("/help", chat=group)
    async with newsroom.parley.house.store.begin() as books:
        chat = (await books.chats.all_at(group.id))[0]
        await books.chats.set(chat.id, title="Desk")
    full()
    assert (await newsroom.ask("/latest", chat=group)).text.startswith("Newest stories")


async def test_an_admin_is_told_how_it_goes_while_the_file_is_locked(newsroom: Newsroom) -> None:
    """A writer waits for half a minute; whoever asks /health does not."""
    newsroom.parley.house.admins = frozenset({newsroom.mira.id})
    file = str(newsroom.parley.house.store.file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = await newsroom.ask("/health")
        other.execute("ROLLBACK")
    assert "Health" in answer.text or "database" in answer.text
