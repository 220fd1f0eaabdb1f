"""Parses feeds off the event loop: plain ones at once, the rest in processes that can be killed and go home
when idle."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from feeds import entries, fast, read, wire
from feeds.framing import HEAD, LENGTH
from feeds.room import LARGE
from news.errors import ParseFailed
from news.item import ParsedFeed

_ROOT = Path(__file__).resolve().parent.parent
_KIB = 1024
_PIECE = 64 * _KIB
_BLOCK = str(256 * _KIB)  # so much memory that is no longer needed goes back to the system at once
_ENVIRONMENT = {
    "PATH": os.defpath,
    "LC_ALL": "C.UTF-8",
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
        self._idle: list[_Process] = []
        self._ending: set[asyncio.Task[None]] = set()

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
        await asyncio.gather(*self._ending)

    async def _ask(self, body: bytes, content_type: str | None, url: str, known: bytes) -> ParsedFeed:
        head = wire.request(content_type, url, known)
        large = len(body) > LARGE
        async with self._large if large else contextlib.nullcontext(), self._turns:
            if large:
                await self._make_room()
            try:
                told = await self._answer((HEAD.pack(len(head), len(body)) + head, body))
            except TimeoutError as e:
                raise ParseFailed(url, "parser_timeout", f"not read within {self._limits.seconds:g} s") from e
            except (EOFError, OSError, ValueError) as e:
                raise ParseFailed(url, "parser_crashed", "the parser process ended") from e
        return wire.read_answer(told, url)

    async def _make_room(self) -> None:
        """Ends the idle processes but one: a large body is on its way to that one."""
        while len(self._idle) > 1:
            await self._idle.pop().end()

    async def _answer(self, question: _Question) -> bytes:
        """Asks an idle process; where that one turns out to have died (killed by the system, say), a fresh
        one."""
        if self._idle:
            with contextlib.suppress(EOFError, ConnectionError):
                return await self._answer_of(self._idle.pop(), question)
        return await self._answer_of(await _Process.start(self._limits), question)

    async def _answer_of(self, process: "_Process", question: _Question) -> bytes:
        """Asks one process; it goes back among the idle ones only when it answered."""
        process.hold()
        try:
            async with asyncio.timeout(self._limits.seconds):
                told = await process.ask(question, self._limits.answer)
        except BaseException:
            await asyncio.shield(process.end())
            raise
        self._idle.append(process)
        process.rest(self._limits.idle, lambda: self._dismiss(process))
        return told

    def _dismiss(self, process: "_Process") -> None:
        if process in self._idle:
            self._idle.remove(process)
            task = asyncio.get_running_loop().create_task(process.end())
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)


class _Process:
    """One parser process (feeds/child.py) and its two pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    async def start(cls, limits: ParserLimits) -> "_Process":
        """A fresh process, in a session of its own (Ctrl-C is not for it) and without our environment: no
        token there."""
        program = (sys.executable, "-m", "feeds.child", str(limits.memory), str(int(limits.seconds) + 1))
        process = await asyncio.create_subprocess_exec(
            *program,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        return cls(process)

    async def ask(self, question: _Question, cap: int) -> bytes:
        """The answer to one question. Raises `EOFError`, `OSError` or `ValueError` where the process dies or
        babbles."""
        to, out = self._process.stdin, self._process.stdout
        if to is None or out is None:
            raise EOFError
        head, body = question
        to.write(head)
        for at in range(0, len(body), _PIECE):  # a large one is never held twice
            to.write(body[at : at + _PIECE])
            await to.drain()
        (size,) = LENGTH.unpack(await out.readexactly(LENGTH.size))
        if size > cap:
            raise ValueError(f"an answer of {size} bytes")
        return await out.readexactly(size)

    def hold(self) -> None:
        """It has work: no going home."""
        if self._timer:
            self._timer.cancel()

    def rest(self, seconds: float, then: Callable[[], None]) -> None:
        """It has none: `then` is called after `seconds`."""
        self._timer = asyncio.get_running_loop().call_later(seconds, then)

    async def end(self) -> None:
        """Kills the process and waits until it is gone."""
        self.hold()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin:
            self._process.stdin.close()
        await self._process.wait()
