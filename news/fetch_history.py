"""The last fetches of a feed, kept beside it in a few lines: when, what came, what went wrong. Fetches that
brought nothing are one line."""

from dataclasses import dataclass
from datetime import UTC, datetime

KEPT = 12
"""Lines kept of one feed."""


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One fetch of a feed, or `times` in a row from `first` to `last` (aware UTC) that ended the same and
    brought nothing."""

    first: datetime
    last: datetime
    times: int = 1
    new: int = 0  # items stored
    changed: int = 0
    trouble: str | None = None  # stable reason word, None where it went well


def with_fetch(written: str, at: datetime, new: int = 0, changed: int = 0, trouble: str | None = None) -> str:
    """`written` with one more fetch, the newest last; to be read by `fetch_records`; pure."""
    second = int(at.timestamp())
    ended = f" {new} {changed} {trouble or '-'}"
    if written.endswith(ended) and not (new or changed):
        before, line_end, last = written.rpartition("\n")
        first, _, times, _ = last.split(" ", 3)
        return f"{before}{line_end}{first} {second} {int(times) + 1}{ended}"
    return "\n".join([*written.splitlines(), f"{second} {second} 1{ended}"][-KEPT:])


def fetch_records(written: str) -> tuple[FetchRecord, ...]:
    """The fetches that were written down, the newest first."""
    return tuple(map(_fetch_line, reversed(written.splitlines())))


def _fetch_line(line: str) -> FetchRecord:
    first, last, times, new, changed, trouble = line.split(" ")
    return FetchRecord(
        _at(first), _at(last), int(times), int(new), int(changed), None if trouble == "-" else trouble
    )


def _at(second: str) -> datetime:
    return datetime.fromtimestamp(int(second), UTC)
