"""Deadlines: what takes too long ends with TimeoutError, nothing else does, and waiting for ourselves does
not count. Time here goes by without anybody waiting (`stepping`)."""

import asyncio

import pytest

from feeds.deadline import Deadlines
from tests.waiting import stepping


def test_what_takes_too_long_is_ended_and_what_does_not_is_left_alone() -> None:
    async def run() -> None:
        deadlines = Deadlines(5)

        async def sleep(seconds: float) -> float:
            with deadlines.begin():
                await asyncio.sleep(seconds)
            await asyncio.sleep(10)  # out of it nothing reaches the task
            return seconds

        told = await asyncio.gather(*map(sleep, (0.0, 90.0, 1.0, 90.0)), return_exceptions=True)
        assert [told[0], told[2]] == [0.0, 1.0]
        assert [type(told[n]) for n in (1, 3)] == [TimeoutError, TimeoutError]

    stepping(run())


def test_the_next_one_has_its_whole_time() -> None:
    async def run() -> None:
        deadlines, clock = Deadlines(20), asyncio.get_running_loop().time
        with deadlines.begin():
            await asyncio.sleep(15)
        began = clock()
        with pytest.raises(TimeoutError), deadlines.begin():
            await asyncio.sleep(90)
        assert clock() - began == pytest.approx(20)

    stepping(run())


def test_waiting_that_does_not_count_does_not_end_it_but_the_rest_of_the_time_does() -> None:
    async def run() -> None:
        deadlines, clock = Deadlines(10), asyncio.get_running_loop().time
        with pytest.raises(TimeoutError), deadlines.begin() as deadline:
            await deadline.without(asyncio.sleep(30))
            await asyncio.sleep(90)
        assert clock() == pytest.approx(40)

    stepping(run())


async def test_a_task_somebody_else_cancels_is_cancelled() -> None:
    deadlines = Deadlines(5.0)

    async def endless() -> None:
        with deadlines.begin():
            await asyncio.Event().wait()

    task = asyncio.create_task(endless())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_deadline_is_a_tasks() -> None:
    with pytest.raises(RuntimeError):
        Deadlines(1.0).begin()
