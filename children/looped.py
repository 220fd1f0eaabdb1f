"""Children asked from the event loop: one that stays for many questions, and one that lives for a single
question."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from children.clean import ROOT, environment
from children.frames import LENGTH, ChildGone

_PIPE, _NOWHERE = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
_PIECE = 64 * 1024


class LoopedChild:
    """A child that stays for many questions, one at a time; what it writes on standard error is dropped."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Use `start`."""
        self._process = process

    @classmethod
    async def start(cls, command: Sequence[str], more: Mapping[str, str] | None = None) -> Self:
        """A fresh child, with `more` in its environment. Raises `OSError` where it cannot be started."""
        return cls(await _start(command, more, _NOWHERE))

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet, as far as is known."""
        return self._process.returncode is None

    async def ask(self, *question: bytes, seconds: float, most: int) -> bytes:
        """The answer to a question of one or more parts, heard by the child one after the other.

        Raises `TimeoutError` after `seconds`, `ChildGone` where the child ends, `ValueError` where its answer
        is longer than `most` bytes. After each of these, and when the caller is stopped, the child is ended.
        """
        try:
            async with asyncio.timeout(seconds):
                return await self._answer(question, most)
        except (EOFError, ConnectionError) as e:
            await asyncio.shield(self.end())
            raise ChildGone("it ended", slept=self._process.returncode == 0) from e
        except BaseException:
            await asyncio.shield(self.end())
            raise

    async def _answer(self, question: Sequence[bytes], most: int) -> bytes:
        to, out = self._process.stdin, self._process.stdout
        assert to is not None and out is not None
        for part in question:
            to.write(LENGTH.pack(len(part)))
            for at in range(0, len(part), _PIECE):  # a large one is never held twice
                to.write(part[at : at + _PIECE])
                await to.drain()
        (size,) = LENGTH.unpack(await out.readexactly(LENGTH.size))
        if size > most:
            raise ValueError(f"an answer of {size} bytes")
        return await out.readexactly(size)

    async def end(self) -> None:
        """Kill the child and wait until it is gone."""
        await _end(self._process)


@dataclass(frozen=True, slots=True)
class ChildExit:
    """How a child ended: its exit status (negative: the signal), what it wrote, and what it complained of."""

    status: int
    wrote: bytes
    complained: str


async def ask_once(command: Sequence[str], question: bytes, *, seconds: float) -> ChildExit:
    """Start a child for this question alone: all of its standard input, without a length. It is gone
    afterwards, however that came.

    Raises `OSError` where it cannot be started, `TimeoutError` after `seconds`.
    """
    async with asyncio.timeout(seconds):
        process = await _start(command, None, _PIPE)
        try:
            wrote, complained = await process.communicate(question)
        finally:
            await _end(process)
    return ChildExit(process.returncode or 0, wrote, complained.decode(errors="replace").strip())


async def _start(
    command: Sequence[str], more: Mapping[str, str] | None, complaints: int
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env=environment(more),
        stdin=_PIPE,
        stdout=_PIPE,
        stderr=complaints,
        start_new_session=True,
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    if process.stdin:
        process.stdin.close()
    await process.wait()
