"""The last looks at a feed, kept beside it in a few lines: when, what came, what went wrong. Looks that brought nothing are one line."""

from dataclasses import dataclass
from datetime import UTC, datetime

KEPT = 12
"""Lines kept of one feed."""


@dataclass(frozen=True, slots=True)
class Look:
    """One fetch of a feed, or `times` in a row from `first` to `last` (aware UTC) that ended the same and brought nothing."""

    first: datetime
    last: datetime
    times: int = 1
    new: int = 0  # items stored
    changed: int = 0
    trouble: str | None = None  # stable reason word, None where it went well


def remember(written: str, at: datetime, new: int = 0, changed: int = 0, trouble: str | None = None) -> str:
    """`written` with one more look, the newest last; to be read by `looks`; pure."""
    second = int(at.timestamp())
    lines = written.splitlines()[-KEPT:]
    if lines and not (new or changed):
        first, _, times, *brought = lines[-1].split(" ")
        if brought == ["0", "0", trouble or "-"]:
            lines[-1] = f"{first} {second} {int(times) + 1} 0 0 {trouble or '-'}"
            return "\n".join(lines)
    return "\n".join([*lines, f"{second} {second} 1 {new} {changed} {trouble or '-'}"][-KEPT:])


def looks(written: str) -> tuple[Look, ...]:
    """The looks that were remembered, the newest first."""
    return tuple(map(_look, reversed(written.splitlines())))


def _look(line: str) -> Look:
    first, last, times, new, changed, trouble = line.split(" ")
    return Look(_at(first), _at(last), int(times), int(new), int(changed), None if trouble == "-" else trouble)


def _at(second: str) -> datetime:
    return datetime.fromtimestamp(int(second), UTC)
