"""What the bot cannot do without is started again when it fails, and `/readyz` says so meanwhile."""

import asyncio

import pytest

from bot.supervisor import Supervisor
from bot.web import HealthServer


async def _no_metrics() -> bytes:
    return b""


async def test_what_fails_is_started_again_and_the_bot_is_not_ready_meanwhile(
    caplog: pytest.LogCaptureFixture,
) -> None:
    health, answers, stop = HealthServer(_no_metrics, 0), asyncio.Event(), asyncio.Event()
    supervisor = Supervisor(health, answers, stop, first_pause=0.02)
    answers.set()
    supervisor.show()
    assert health.ready
    runs: list[str] = []
    again = asyncio.Event()

    async def work() -> None:
        runs.append("run")
        if len(runs) < 3:
            raise KeyError("a chat")
        again.set()
        await stop.wait()

    kept = asyncio.create_task(supervisor.keep("delivery", work))
    while not runs:
        await asyncio.sleep(0)
    assert not health.ready
    await asyncio.wait_for(again.wait(), 5)
    assert health.ready
    assert [r.getMessage() for r in caplog.records].count(
        "a part of the bot failed; it is started again"
    ) == 2
    stop.set()
    await kept


async def test_stop_ends_the_pause_and_nothing_is_ready_after_it() -> None:
    health, answers, stop = HealthServer(_no_metrics, 0), asyncio.Event(), asyncio.Event()
    supervisor = Supervisor(health, answers, stop, first_pause=3600)
    failed = asyncio.Event()

    async def work() -> None:
        failed.set()
        raise ValueError("always")

    kept = asyncio.create_task(supervisor.keep("answers", work))
    await asyncio.wait_for(failed.wait(), 5)
    stop.set()
    await asyncio.wait_for(kept, 5)
    answers.set()
    supervisor.show()
    assert not health.ready
