"""Children of ours: clean, asked within a time limit, and gone when they are not needed or do not answer."""

import asyncio
import sys
import time

import psutil
import pytest

from children.frames import ChildGone
from children.looped import LoopedChild, ask_once
from children.threaded import ThreadedChild

ECHO = """
from children.frames import hear, say
first = hear()
while first is not None:
    say(first + hear() if first == b"two parts: " else first)
    first = hear({idle})
"""


def program(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def echo(idle: float | None = None) -> tuple[str, ...]:
    return program(ECHO.format(idle=idle))


MUTE = program("import signal; signal.pause()")
ENDS = program("import sys; sys.stdin.buffer.read(1); sys.exit(9)")
TELLS = program(
    "import os; from children.frames import hear, say; hear(); say(' '.join(os.environ).encode())"
)


async def test_a_child_of_the_loop_answers_one_question_after_the_other() -> None:
    child = await LoopedChild.start(echo())
    assert await child.ask(b"one", seconds=30, most=100) == b"one"
    assert await child.ask(b"two parts: ", b"both", seconds=30, most=100) == b"two parts: both"
    assert await child.ask(b"", seconds=30, most=100) == b""
    large = b"x" * 3_000_000
    assert await child.ask(large, seconds=30, most=len(large)) == large
    assert child.runs
    await child.end()
    assert not child.runs


def test_a_child_of_a_thread_answers_one_question_after_the_other() -> None:
    child = ThreadedChild(echo())
    large = b"x" * 3_000_000
    assert [child.ask(said, seconds=30) for said in (b"one", b"", large)] == [b"one", b"", large]
    assert child.runs
    child.end()
    assert not child.runs


async def test_a_child_of_the_loop_that_does_not_answer_in_time_is_ended() -> None:
    child = await LoopedChild.start(MUTE)
    with pytest.raises(TimeoutError):
        await child.ask(b"?", seconds=0.1, most=100)
    assert not child.runs


def test_a_child_of_a_thread_that_does_not_answer_in_time_is_told() -> None:
    child = ThreadedChild(MUTE)
    with pytest.raises(TimeoutError, match="no answer in time"):
        child.ask(b"?", seconds=0.1)
    child.end()


async def test_a_child_that_ends_instead_of_answering_is_told() -> None:
    with pytest.raises(ChildGone) as of_the_loop:
        await (await LoopedChild.start(ENDS)).ask(b"?", seconds=30, most=100)
    child = ThreadedChild(ENDS)
    with pytest.raises(ChildGone) as of_a_thread:
        child.ask(b"?", seconds=30)
    child.end()
    assert (of_the_loop.value.slept, of_a_thread.value.slept) == (False, False)


async def test_a_child_nobody_asks_leaves_and_that_is_no_failure() -> None:
    looped, threaded = await LoopedChild.start(echo(0.0)), ThreadedChild(echo(0.0))
    assert await looped.ask(b"one", seconds=30, most=100) == threaded.ask(b"one", seconds=30) == b"one"
    threaded._process.wait(30)
    with pytest.raises(ChildGone) as of_a_thread:
        threaded.ask(b"two", seconds=30)
    threaded.end()
    with pytest.raises(ChildGone):
        await looped.ask(b"two", seconds=30, most=100)
    assert of_a_thread.value.slept


async def test_an_answer_longer_than_allowed_is_not_taken() -> None:
    child = await LoopedChild.start(echo())
    with pytest.raises(ValueError, match="an answer of 4 bytes"):
        await child.ask(b"four", seconds=30, most=3)
    assert not child.runs


async def test_a_child_whose_asker_is_stopped_is_ended() -> None:
    child = await LoopedChild.start(MUTE)
    asking = asyncio.create_task(child.ask(b"?", seconds=30, most=100))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not child.runs


async def test_no_child_knows_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:secret")
    looped, threaded = await LoopedChild.start(TELLS, {"MORE": "1"}), ThreadedChild(TELLS)
    known = (await looped.ask(b"", seconds=30, most=1000)).split(), threaded.ask(b"", seconds=30).split()
    threaded.end()
    await looped.end()
    assert b"MORE" in known[0]
    assert [b"TELEGRAM_TOKEN" in names for names in known] == [False, False]


async def test_a_child_for_one_question_tells_how_it_ended() -> None:
    done = await ask_once(program("import sys; print(sys.stdin.read())"), b"one", seconds=30)
    assert (done.status, done.wrote, done.complained) == (0, b"one\n", "")
    failed = await ask_once(program("raise SystemExit('no font')"), b"", seconds=30)
    assert (failed.status, failed.complained) == (1, "no font")


async def test_a_child_for_one_question_is_gone_at_its_time_limit() -> None:
    before, began = psutil.Process().children(), time.monotonic()
    with pytest.raises(TimeoutError):
        await ask_once(MUTE, b"", seconds=0.1)
    assert time.monotonic() - began < 30
    assert psutil.Process().children() == before
