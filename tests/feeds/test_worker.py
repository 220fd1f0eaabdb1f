"""Parser processes: started when needed, killed when they hang, gone when idle; a failure stays its feed's
own."""

import asyncio

import psutil
import pytest

from feeds.body_budget import LARGE
from feeds.worker import ParserLimits, ParserPool
from news.errors import ParseFailed
from tests.feeds.hostile import GOOD, item, rss

URL = "http://news.example/feed"
ODD = rss(item("Rice & Lavrov")).encode()
HANGS = rss(item(more=f"<x {' '.join(f'a{n}=' + chr(39) + chr(39) for n in range(60_000))}/>")).encode()


def _children() -> set[int]:
    return {
        child.pid
        for child in psutil.Process().children()
        if "feeds.parser_process" in " ".join(child.cmdline())
    }


async def test_a_plain_feed_needs_no_process() -> None:
    pool = ParserPool()
    before = _children()
    assert (await pool.parse(GOOD, None, URL)).entries[0].title == "Talks resume"
    assert _children() == before
    await pool.close()


async def test_an_odd_feed_starts_one_process_that_serves_the_next_too() -> None:
    pool = ParserPool()
    before = _children()
    for _ in range(3):
        assert (await pool.parse(ODD, None, URL)).entries[0].title == "Rice & Lavrov"
    assert len(_children() - before) == 1
    await pool.close()
    assert _children() == before


async def test_large_bodies_are_read_one_at_a_time() -> None:
    pool = ParserPool()
    before = _children()
    large = ODD + b" " * LARGE
    feeds = await asyncio.gather(*(pool.parse(large, None, f"{URL}/{n}") for n in range(3)))
    assert [feed.entries[0].title for feed in feeds] == ["Rice & Lavrov"] * 3
    assert len(_children() - before) == 1  # two at a time would have left two
    await pool.close()


async def test_the_processes_nobody_needs_end_before_a_large_body_is_read() -> None:
    pool = ParserPool()
    before = _children()
    await asyncio.gather(*(pool.parse(ODD, None, f"{URL}/{n}") for n in range(2)))
    assert len(_children() - before) == 2
    await pool.parse(ODD + b" " * LARGE, None, URL)
    assert len(_children() - before) == 1
    await pool.close()


async def test_a_process_goes_home_when_nobody_needs_it() -> None:
    pool = ParserPool(ParserLimits(idle=0.0))
    before = _children()
    await pool.parse(ODD, None, URL)
    await asyncio.wait_for(pool._idle[0]._process.wait(), 10)
    assert _children() == before
    assert (await pool.parse(ODD, None, URL)).entries[0].title == "Rice & Lavrov"
    await pool.close()


async def test_a_feed_that_makes_the_parser_hang_is_given_up_and_others_are_served() -> None:
    pool = ParserPool(ParserLimits(seconds=1.5))
    before = _children()
    hanging = asyncio.create_task(pool.parse(HANGS, None, URL))
    others = await asyncio.gather(*(pool.parse(ODD, None, f"{URL}/{n}") for n in range(5)))
    assert [feed.entries[0].title for feed in others] == ["Rice & Lavrov"] * 5
    with pytest.raises(ParseFailed) as failed:
        await hanging
    assert failed.value.reason == "parser_timeout"
    assert (await pool.parse(ODD, None, URL)).entries
    await pool.close()
    assert _children() == before


async def test_a_feed_that_needs_too_much_memory_is_given_up() -> None:
    pool = ParserPool(ParserLimits(memory=110 * 1024 * 1024, seconds=60.0))
    many = rss("".join(item(f"A & B {n}" * 30, guid=str(n)) for n in range(30_000))).encode()
    with pytest.raises(ParseFailed) as failed:
        await pool.parse(many, None, URL)
    assert failed.value.reason in ("parser_memory", "parser_crashed")
    assert (await pool.parse(ODD, None, URL)).entries
    await pool.close()


async def test_a_process_that_died_while_idle_is_replaced_and_nobody_notices() -> None:
    pool = ParserPool()
    before = _children()
    await pool.parse(ODD, None, URL)
    (child,) = _children() - before
    psutil.Process(child).kill()
    assert (await pool.parse(ODD, None, URL)).entries
    await pool.close()


async def test_a_large_bot_keeps_its_processes() -> None:
    ballast = bytearray(b"x" * 200_000_000)
    pool = ParserPool()
    before = _children()
    for _ in range(3):
        await pool.parse(ODD, None, URL)
    assert len(_children() - before) == 1
    (child,) = _children() - before
    await pool.parse(ODD, None, URL)
    assert _children() - before == {child}
    await pool.close()
    assert len(ballast) == 200_000_000


async def test_a_feed_that_kills_every_process_is_given_up() -> None:
    """The limit is on new memory: a small feed may fit into what a started process has, a large one never
    does."""
    pool = ParserPool(ParserLimits(memory=16 * 1024 * 1024))
    before = _children()
    for _ in range(2):
        with pytest.raises(ParseFailed, match="the parser process ended") as failed:
            await pool.parse(ODD + b" " * LARGE, None, URL)
        assert failed.value.reason == "parser_crashed"
        assert _children() == before
    await pool.close()


async def test_a_parse_that_is_stopped_takes_its_process_along() -> None:
    pool = ParserPool()
    before = _children()
    task = asyncio.create_task(pool.parse(HANGS, None, URL))
    async with asyncio.timeout(10):
        while not _children() - before:
            await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert _children() == before
    await pool.close()


async def test_a_process_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:secret")
    pool = ParserPool()
    before = _children()
    await pool.parse(ODD, None, URL)
    (child,) = _children() - before
    assert "TELEGRAM_TOKEN" not in psutil.Process(child).environ()
    await pool.close()


async def test_the_answer_of_a_process_is_the_answer_of_the_fast_path() -> None:
    inline, processes = ParserPool(), ParserPool(ParserLimits(inline=0))
    assert await processes.parse(GOOD, "text/xml", URL) == await inline.parse(GOOD, "text/xml", URL)
    await inline.close()
    await processes.close()
