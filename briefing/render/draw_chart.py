"""Draws charts, each in a process that lives for one picture: resvg keeps the interpreter's lock, and
nobody's answer waits for that."""

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Sequence

from briefing.render.chart import Chart, chart_svg
from children.clean import module
from children.looped import ChildExit, ask_once

log = logging.getLogger(__name__)

_KEPT = 64
_PNG = b"\x89PNG"


class Charts:
    """Charts as pictures, drawn one at a time; the last ones are kept by their content."""

    def __init__(self, command: Sequence[str] = (), *, seconds: float = 10.0, rest: float = 60.0) -> None:
        """`seconds` one picture may take; after a failure no other is tried for `rest` seconds, so that
        nobody waits in vain."""
        self._command = tuple(command) or module("briefing.render.draw_child", int(seconds) + 1)
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
            return _picture(await ask_once(self._command, svg.encode(), seconds=self._seconds))
        except (OSError, EOFError) as e:  # TimeoutError is an OSError
            self._rests_until = time.monotonic() + self._rest
            log.warning(
                "a chart could not be drawn",
                extra={"reason": str(e) or f"not drawn within {self._seconds:g} s"},
            )
            return None


def _picture(ended: ChildExit) -> bytes:
    """The PNG a drawing process wrote. Raises `EOFError` where it died or babbled."""
    if ended.status or not ended.wrote.startswith(_PNG):
        raise EOFError(f"the drawing process ended with {ended.status}: {ended.complained[-200:]}")
    return ended.wrote
