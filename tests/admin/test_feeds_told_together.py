"""An outage takes feeds down one by one within seconds: the admins are told of it once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.jobs.deliver import deliver
from briefing.jobs.tell_admins import TellAdmins
from news.feed import FeedSource
from tests.admin.house import Town


class SteppedTown(Town):
    """A town whose clock the test steps."""

    def __init__(self, folder: Path, database: str) -> None:
        self.now = datetime.now(UTC)
        super().__init__(folder, database, lambda: self.now)

    async def fail(self, number: int) -> None:
        """The feed of that number fails until it counts as down."""
        async with self.house.store.begin() as books:
            await books.feeds.add(
                [FeedSource(f"{self.site.url}/gone{number}", f"Gazette {number}")], self.now
            )
        for _ in range(2):
            for feed in await self.feeds():
                if feed.source.title == f"Gazette {number}":
                    async with self.house.store.begin() as books:
                        await books.admin_feeds.look_now(feed.id, self.now)
            await self.collect()

    async def wait(self, seconds: float, job: TellAdmins) -> None:
        """Ten seconds a beat, as the schedule has it."""
        for _ in range(int(seconds / 10)):
            self.now += timedelta(seconds=10)
            await job.beat()
            await deliver(self.house, self.parley.sender)

    def told(self) -> list[str]:
        return [m.text for m in self.playground.transcript(self.boss_chat) if m.text.startswith(("✗", "✓"))]


@pytest.fixture
async def stepped(tmp_path: Path, sqlite_database: str) -> AsyncIterator[SteppedTown]:
    built = SteppedTown(tmp_path, sqlite_database)
    await built.start()
    yield built
    await built.stop()


@pytest.mark.parametrize(
    ("language", "head"), [("en", "✗ 4 feeds are down"), ("ru", "✗ не читаются 4 ленты")]
)
async def test_four_feeds_down_within_a_minute_are_one_message(
    stepped: SteppedTown, language: str, head: str
) -> None:
    await stepped.ask("/start")
    if language == "ru":
        await stepped.press(await stepped.ask("/settings"), "русский")
    job = TellAdmins(stepped.house)
    for number in range(4):
        await stepped.fail(number)
        await stepped.wait(10, job)
    await stepped.wait(120, job)
    (told,) = stepped.told()
    assert told.split("\n")[0] == head
    assert all(f"Gazette {number}" in told for number in range(4))


async def test_a_feed_down_later_is_told_by_itself(stepped: SteppedTown) -> None:
    await stepped.ask("/start")
    job = TellAdmins(stepped.house)
    for number in range(2):
        await stepped.fail(number)
        await stepped.wait(90, job)
    assert [told.split("\n")[0] for told in stepped.told()] == ["✗ 1 feed is down"] * 2
