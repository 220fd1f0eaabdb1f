"""Deadlines: what takes too long ends with TimeoutError, nothing else does, and waiting for ourselves does
not count."""

import asyncio

import pytest

from feeds.deadline import Deadlines


async def test_what_takes_too_long_is_ended_and_what_does_not_is_left_alone() -> None:
    deadlines = Deadlines(0.05)

    async def sleep(seconds: float) -> float:
        with deadlines.begin():
            await asyncio.sleep(seconds)
        await asyncio.sleep(0.1)  # out of it nothing reaches the task
        return seconds

    told = await asyncio.gather(*map(sleep, (0.0, 9.0, 0.01, 9.0)), return_exceptions=True)
    assert [told[0], told[2]] == [0.0, 0.01]
    assert [type(told[n]) for n in (1, 3)] == [TimeoutError, TimeoutError]


async def test_the_next_one_has_its_whole_time() -> None:
    deadlines = Deadlines(0.2)
    clock = asyncio.get_running_loop().time
    with deadlines.begin():
        await asyncio.sleep(0.15)
    began = clock()
    with pytest.raises(TimeoutError), deadlines.begin():
        await asyncio.sleep(9)
    assert clock() - began >= 0.19


async def test_waiting_that_does_not_count_does_not_end_it_but_the_rest_of_the_time_does() -> None:
    deadlines = Deadlines(0.1)
    with pytest.raises(TimeoutError), deadlines.begin() as deadline:
        await deadline.without(asyncio.sleep(0.3))
        await asyncio.sleep(9)


async def test_a_task_somebody_else_cancels_is_cancelled() -> None:
    deadlines = Deadlines(5.0)

    async def sleep() -> None:
        with deadlines.begin():
            await asyncio.sleep(9)

    task = asyncio.create_task(sleep())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_deadline_is_a_tasks() -> None:
    with pytest.raises(RuntimeError):
        Deadlines(1.0).begin()
