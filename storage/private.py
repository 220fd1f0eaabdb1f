"""Keeps the SQLite file from everybody but its owner: chats, wishes and who administers are nobody else's
business."""

import logging
import os
import stat
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

_OWNER_ONLY = 0o600
_FOLDER = 0o700
_ENDS = ("", "-wal", "-shm")


def keep_private(file: Path) -> None:
    """Make the file where it is missing, owner-only, and narrow it and what SQLite keeps beside it where
    others could read them.

    SQLite gives the files it makes beside a database the database's own mode. What cannot be done is left to
    SQLite to refuse.
    """
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    for end in _ENDS:
        _narrow(Path(f"{file}{end}"))


def make_private_folder(folder: Path) -> None:
    """Make the folder, owner-only, where it is missing; one that is there is left as it is. Raises
    OSError."""
    folder.mkdir(_FOLDER, parents=True, exist_ok=True)


def _narrow(file: Path) -> None:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & ~_OWNER_ONLY:
            file.chmod(_OWNER_ONLY)
    except FileNotFoundError:
        return
    except OSError as e:
        log.warning(
            "a database file stays readable for others", extra={"file": str(file), "reason": e.strerror}
        )
