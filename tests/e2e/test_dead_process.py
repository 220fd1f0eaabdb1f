"""What a dead process was sending goes out at the next start, on PostgreSQL too: nobody waits for its lease."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot import clock
from news.chat import ChatAddress, ChatKind, Message, OutboxDraft, OutboxKind
from playground import Playground
from storage.store import Store
from tests.e2e.town import Bot


@pytest.mark.postgres
async def test_no_lease_of_a_dead_process_is_waited_for(postgres_database: str, tmp_path: Path) -> None:
    async with Playground() as pg:
        place, now, store = (
            pg.private(pg.person("Mira", started=True)),
            clock.now(),
            Store.open(postgres_database),
        )
        async with store.begin() as books:
            chat = await books.chats.register(ChatAddress(place.id), ChatKind.PRIVATE, None, "en", "UTC", now)
            await books.outbox.owe([OutboxDraft(chat.id, OutboxKind.NOTICE, "n", Message("hello"), now)], now)
        async with store.begin() as books:
            assert await books.outbox.take_due(clock.now(), 9, timedelta(hours=1))
        await store.close()
        bot = Bot(
            tmp_path,
            PARLEY_TELEGRAM_API_URL=pg.url,
            PARLEY_CATALOGUE="none",
            PARLEY_DATABASE_URL=postgres_database,
        )
        await bot.start()
        try:
            await pg.wait_for(lambda: any("hello" in m.text for m in pg.transcript(place)), timeout=30)
        finally:
            await bot.stop()
