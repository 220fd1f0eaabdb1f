"""A database that refuses for a while is two lines in the log, however many asked it meanwhile."""

import asyncio
import logging
import sqlite3
from contextlib import closing, suppress

import pytest

from news.errors import StorageError
from storage.refusal_log import RefusalLog
from storage.store import Store

BEGINS = "the database refuses; all goes on by itself once it does not"
OVER = "the database takes what is written again"


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "storage.refusal_log"]


async def test_a_database_locked_for_a_while_is_two_lines(
    sqlite_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    now = [0.0]
    store = Store.open(f"{sqlite_database}?timeout=0.01")
    store._refusals = RefusalLog(lambda: now[0])
    file = str(store.file)

    async def write() -> None:
        with suppress(StorageError):
            async with store.begin() as books:
                await books.leads.clear()

    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await asyncio.gather(*(write() for _ in range(20)))
        now[0] = 40.0
        await write()
        other.execute("ROLLBACK")
    await write()
    assert _lines(caplog) == [BEGINS]
    assert caplog.records[-1].__dict__["reason"] == f"{file}: database is locked"
    now[0] = 50.0
    await write()
    await write()
    assert _lines(caplog) == [BEGINS, OVER]
    last = caplog.records[-1].__dict__
    assert (last["refusals"], last["seconds"]) == (21, 50)
    await store.close()


def test_what_does_not_pass_is_left_to_who_asked(caplog: pytest.LogCaptureFixture) -> None:
    RefusalLog().refused(StorageError("no such table", temporary=False))
    assert _lines(caplog) == []
