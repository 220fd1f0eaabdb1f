"""Parses feeds off the event loop: plain ones at once, the rest in processes that can be killed and go home
when idle."""

import asyncio
import contextlib
from dataclasses import dataclass

from children.clean import module
from children.frames import ChildGone
from children.looped import LoopedChild
from feeds import entries, fast, parser_messages, read
from feeds.body_budget import LARGE
from news.errors import ParseFailed
from news.item import ParsedFeed

_KIB = 1024
_BLOCK = str(256 * _KIB)  # so much memory that is no longer needed goes back to the system at once
_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": _BLOCK,
    "MALLOC_TRIM_THRESHOLD_": _BLOCK,
}

_Question = tuple[bytes, bytes]
"""What goes before a body, and the body."""


@dataclass(frozen=True, slots=True)
class ParserLimits:
    """Bounds of parsing: bytes and seconds."""

    inline: int = 512 * _KIB  # a larger body never occupies the event loop
    memory: int = (
        192 * _KIB * _KIB
    )  # address space of one process: ten MiB of HTML take 125, what takes more is not read in time either
    seconds: float = 20.0  # for one feed
    idle: float = 30.0  # without work a process ends
    processes: int = 2
    answer: int = 64 * _KIB * _KIB


class ParserPool:
    """Turns bodies into parsed feeds; `close` it when done. Nothing is started before the first feed that
    needs it."""

    def __init__(self, limits: ParserLimits | None = None) -> None:
        self._limits = limits or ParserLimits()
        self._turns = asyncio.Semaphore(self._limits.processes)
        self._large = asyncio.Semaphore(1)  # a large body takes up to twenty times its size while it is read
        self._idle: list[LoopedChild] = []

    async def parse(self, body: bytes, content_type: str | None, url: str, known: bytes = b"") -> ParsedFeed:
        """The feed in `body`, cleaned, without the entries whose marks are in `known` (`ParsedFeed.seen` of
        the last body).

        `url` is the final address. Raises `ParseFailed`: `empty`, `html_page`, `not_a_feed`, `broken_xml`,
        `broken_json`, `parser_timeout`, `parser_memory` or `parser_crashed`. A failure stays its feed's own:
        the process is replaced.
        """
        if len(body) <= self._limits.inline:
            raw = read.read_plainly(body, url) or fast.parse(body, content_type)
            if raw:
                return entries.build(raw, url, known)
        return await self._ask(body, content_type, url, known)

    async def close(self) -> None:
        """Ends every idle process; one that is at work ends with the task that waits for it."""
        while self._idle:
            await self._idle.pop().end()

    async def _ask(self, body: bytes, content_type: str | None, url: str, known: bytes) -> ParsedFeed:
        head = parser_messages.request(content_type, url, known)
        large = len(body) > LARGE
        async with self._large if large else contextlib.nullcontext(), self._turns:
            if large:
                await self._make_room()
            try:
                told = await self._answer((head, body))
            except TimeoutError as e:
                raise ParseFailed(url, "parser_timeout", f"not read within {self._limits.seconds:g} s") from e
            except (ChildGone, OSError, ValueError) as e:
                raise ParseFailed(url, "parser_crashed", "the parser process ended") from e
        return parser_messages.read_answer(told, url)

    async def _make_room(self) -> None:
        """Ends the idle processes but one: a large body is on its way to that one."""
        while len(self._idle) > 1:
            await self._idle.pop().end()

    async def _answer(self, question: _Question) -> bytes:
        """Asks an idle process; where that one turns out to have ended (idle for too long, or killed by the
        system), a fresh one."""
        while self._idle:
            process = self._idle.pop()
            if process.runs:
                with contextlib.suppress(ChildGone):
                    return await self._answer_of(process, question)
                break
            await process.end()
        return await self._answer_of(await self._start(), question)

    async def _answer_of(self, process: LoopedChild, question: _Question) -> bytes:
        """Asks one process; it goes back among the idle ones only when it answered."""
        told = await process.ask(*question, seconds=self._limits.seconds, most=self._limits.answer)
        self._idle.append(process)
        return told

    async def _start(self) -> LoopedChild:
        limits = self._limits
        command = module("feeds.parser_process", limits.memory, int(limits.seconds) + 1, limits.idle)
        return await LoopedChild.start(command, _ENVIRONMENT)
