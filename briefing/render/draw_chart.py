"""Draws charts, each in a process that lives for one picture: resvg keeps the interpreter's lock, and
nobody's answer waits for that."""

import asyncio
import hashlib
import logging
import os
import sys
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from briefing.render.chart import Chart, chart_svg

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = 64
_PNG = b"\x89PNG"


class Charts:
    """Charts as pictures, drawn one at a time; the last ones are kept by their content."""

    def __init__(self, command: Sequence[str] = (), *, seconds: float = 10.0, rest: float = 60.0) -> None:
        """`seconds` one picture may take; after a failure no other is tried for `rest` seconds, so that
        nobody waits in vain."""
        self._command = tuple(command) or (
            sys.executable,
            "-m",
            "briefing.render.draw_child",
            str(int(seconds) + 1),
        )
        self._seconds, self._rest = seconds, rest
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._turn = asyncio.Lock()
        self._rests_until = 0.0

    async def png(self, chart: Chart) -> bytes | None:
        """The picture, WIDTH pixels wide; None where it could not be drawn: why is in the log."""
        svg = chart_svg(chart)
        key = hashlib.blake2b(svg.encode(), digest_size=16).hexdigest()
        if key not in self._drawn:
            async with self._turn:
                if key not in self._drawn and (picture := await self._draw(svg)):
                    self._keep(key, picture)
        if key in self._drawn:
            self._drawn.move_to_end(key)
        return self._drawn.get(key)

    def _keep(self, key: str, picture: bytes) -> None:
        self._drawn[key] = picture
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)

    async def _draw(self, svg: str) -> bytes | None:
        if time.monotonic() < self._rests_until:
            return None
        try:
            async with asyncio.timeout(self._seconds):
                return await _asked(self._command, svg.encode())
        except (OSError, EOFError) as e:  # TimeoutError is an OSError
            self._rests_until = time.monotonic() + self._rest
            log.warning(
                "a chart could not be drawn",
                extra={"reason": str(e) or f"not drawn within {self._seconds:g} s"},
            )
            return None


async def _asked(command: Sequence[str], svg: bytes) -> bytes:
    """The PNG that `command` makes of `svg`. Raises `OSError` where it cannot be started, `EOFError` where it
    dies or babbles.

    It runs in a session of its own (Ctrl-C is not for it) and without our environment: no token there.
    """
    pipe = asyncio.subprocess.PIPE
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=_ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
    )
    try:
        picture, said = await process.communicate(svg)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode or not picture.startswith(_PNG):
        raise EOFError(
            f"the drawing process ended with {process.returncode}: {said.decode(errors='replace').strip()[-200:]}"
        )
    return picture
