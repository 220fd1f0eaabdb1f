"""A playground, a bot of python-telegram-bot that talks to it, and the people of its tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot

from playground import Person, Playground, TelegramChat


class ManualClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: float = 1_780_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def waits_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot's coming form of `retry_after`; the other one warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def pg(clock: ManualClock) -> AsyncIterator[Playground]:
    async with Playground(clock=clock, control=True) as playground:
        yield playground


@pytest.fixture
async def bot(pg: Playground) -> AsyncIterator[Bot]:
    async with Bot("77:test", base_url=f"{pg.url}/bot", base_file_url=f"{pg.url}/file/bot") as bot:
        yield bot


@pytest.fixture
def mira(pg: Playground) -> Person:
    return pg.person("Mira Solano", username="mira", started=True)


@pytest.fixture
def tomas(pg: Playground) -> Person:
    return pg.person("Tomas Lind", language="ru")


@pytest.fixture
def chat(pg: Playground, mira: Person) -> TelegramChat:
    return pg.private(mira)


@pytest.fixture
async def http(pg: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url=pg.url) as session:
        yield session


@pytest.fixture
def api(pg: Playground) -> str:
    return "/bot77:test"
