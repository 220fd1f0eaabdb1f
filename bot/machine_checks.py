"""What the machine gives a run: the right time, room on the disk, time zones. `bot/doctor.py` asks."""

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp

from bot.finding import Finding

_WITHIN = 5.0
_APART = timedelta(seconds=30)
"""By so much the clock may differ: a server's Date has whole seconds, and the way there takes some."""

ENOUGH = 256 * 2**20
"""Bytes free: a backup beside the database, and a week's news."""

_SET_IT = "let a time service set it (`timedatectl set-ntp true`), then start the bot again"


async def clock(server: str | None, newest: datetime | None, now: Callable[[], datetime]) -> Finding:
    """The clock beside that of `server` (an address; None: nobody is asked), else beside the newest time that
    is stored."""
    before = now()
    told = await _date_of(server) if server is not None else None
    if told is not None:
        ahead = before + (now() - before) / 2 - told
        name = urlsplit(server or "").hostname
        if abs(ahead) > _APART:
            way = "ahead of" if ahead > timedelta() else "behind"
            return Finding(
                "clock", False, f"{abs(ahead).total_seconds():.0f} s {way} that of {name}", _SET_IT
            )
        return Finding("clock", True, f"as that of {name}")
    if newest is not None and newest - before > _APART:
        behind = (newest - before).total_seconds()
        return Finding("clock", False, f"{behind:.0f} s before the newest time that is stored", _SET_IT)
    compared = "not before any time that is stored" if newest is not None else "nothing to compare it with"
    return Finding("clock", True, f"{before:%Y-%m-%d %H:%M} UTC, {compared}")


async def _date_of(server: str) -> datetime | None:
    """What time it is for `server`; None where it cannot be asked."""
    try:
        limit = aiohttp.ClientTimeout(total=_WITHIN)
        async with (
            aiohttp.ClientSession(timeout=limit) as web,
            web.head(server, allow_redirects=False) as answer,
        ):
            told = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


def disk(
    file: Path | None, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
) -> Finding:
    """Room beside the SQLite file, also where it is not there yet; None: PostgreSQL's, on its own machine."""
    if file is None:
        return Finding("disk", True, "that of PostgreSQL is looked at on its own machine")
    folder = file.absolute().parent
    while not folder.exists():
        folder = folder.parent
    there = free(folder)
    return Finding(
        "disk",
        there >= ENOUGH,
        f"{there / 2**20:.0f} MB are free in {folder}",
        f"make room there, at least {ENOUGH / 2**20:.0f} MB, or set PARLEY_KEEP_DAYS so that old items go",
    )


def zones(used: Sequence[str]) -> Finding:
    """Whether the time zones chats have set are known here."""
    unknown = [name for name in ("Europe/Berlin", *used) if not _known(name)]
    return Finding(
        "zones",
        not unknown,
        f"{', '.join(unknown[:5])} not known: times there are told in UTC" if unknown else "all known",
        "install the newest time zones: `pip install --upgrade tzdata` in the bot's environment, or the system's tzdata",
    )


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
