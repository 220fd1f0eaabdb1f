"""Replay a file of dated items through the same reading and fold as the live bot: claims and status changes
out.

The use case behind `python -m bot replay` (docs/status-model.md, "The replay contract"): no network, no
database, the items' own clock, the same bytes for the same input. Texts are read in batches and dropped; only claims
are kept until the fold.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

from briefing.replay.items import Complain, ReplayItem, items
from briefing.replay.lines import as_line, change_line, claim_line
from news.claim import PEACE, Axis, Piece, Reading
from news.errors import ParleyError, WrongUse
from news.fold.broken import battles
from news.fold.fighting import fold_fighting
from news.fold.fold import fold
from news.process import ProcessCatalogue
from news.status import Change, Status
from reading.item import ItemText

_BATCH = 256

Axes = dict[tuple[str, Axis], list[Piece]]


@dataclass(frozen=True, slots=True)
class ReplayedClaims:
    """What the items tell: the claims of every axis, and when any item told of a process at all."""

    axes: Axes = field(default_factory=lambda: defaultdict(list))
    reports: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))


Progress = Callable[[int, int, int], None]


class ReadsMany(Protocol):
    """What replay needs of a reader; the shipped one is `reading.reader.Reader`."""

    def read_many(self, items: Sequence[ItemText], /) -> Iterable[Reading]: ...


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What a replay did."""

    items: int
    claims: int
    changes: int
    skipped: int  # lines named and left out
    first: datetime
    last: datetime


class NothingToReplay(WrongUse):
    """The file cannot be opened, or no line of it is an item."""

    key = "error.nothing_to_replay"


class CannotWrite(WrongUse):
    """Claims and changes cannot be written where they were asked for."""


def replay(
    items_path: Path,
    reader: ReadsMany,
    catalogue: ProcessCatalogue,
    changes_path: Path | None = None,
    claims_path: Path | None = None,
    progress: Progress | None = None,
    complain: Complain | None = None,
) -> ReplayReport:
    """Read every item, fold every axis up to the last item's time, write what was asked for.

    `progress(bytes done, bytes in all, items read)` is called after each batch; `complain(line number, why)`
    for each line left out (standard error by default). Raises NothingToReplay, and CannotWrite before
    anything is read.
    """
    with ExitStack() as stack:
        source = _open_source(stack, items_path, (changes_path, claims_path))
        changes_file, claims_file = _open_outputs(stack, changes_path, claims_path)
        run = _Run(source, items_path.stat().st_size, progress, complain or _to_stderr)
        told = run.read(reader, catalogue, claims_file)
        if run.first is None or run.last is None:
            raise NothingToReplay(f"no item could be read from {items_path} ({run.skipped} bad lines)")
        changes = fold_all(told, run.last)
        if changes_file:
            changes_file.writelines(as_line(change_line(change)) for change in changes)
    return ReplayReport(run.items, run.claims, len(changes), run.skipped, run.first, run.last)


def fold_all(told: ReplayedClaims, now: datetime) -> list[Change]:
    """Every change of every axis, in the order of time."""
    processes = sorted({*(process for process, _ in told.axes), *told.reports})
    changes = [change for process in processes for change in _fold(process, told, now)]
    return sorted(
        changes, key=lambda c: (c.at, c.process, c.axis)
    )  # stable: steps of one moment stay in their order


def _fold(process: str, told: ReplayedClaims, now: datetime) -> Iterator[Change]:
    """Every change of one process; the ceasefire is folded beside the fighting."""
    struck = told.axes.get((process, Axis.FIGHTING), [])
    reports = told.reports.get(process, [])
    levels = fold_fighting(Status(process, Axis.FIGHTING), struck, reports, now).changes
    yield from levels
    spells = battles(levels, struck)
    for axis in PEACE:
        if evidence := told.axes.get((process, axis)):
            yield from fold(Status(process, axis), evidence, now, spells=spells).changes


class _Run:
    """One pass over the file, counting as it goes."""

    def __init__(self, source: IO[bytes], size: int, progress: Progress | None, complain: Complain) -> None:
        self._source, self._size, self._progress, self._tell = source, size, progress, complain
        self.items = self.claims = self.skipped = 0
        self.first: datetime | None = None
        self.last: datetime | None = None

    def read(
        self, reader: ReadsMany, catalogue: ProcessCatalogue, claims_file: IO[bytes] | None
    ) -> ReplayedClaims:
        told = ReplayedClaims()
        for batch in _batches(items(self._source, self._complain)):
            for item, reading in self._readings(reader, batch):
                self._take(item, reading, catalogue, told, claims_file)
            if self._progress:
                self._progress(self._source.tell(), self._size, self.items)
        return told

    def _readings(self, reader: ReadsMany, batch: Sequence[ReplayItem]) -> list[tuple[ReplayItem, Reading]]:
        """The batch read; as in the live bot, an item the reader fails on is left out and its neighbours are
        read."""
        try:
            return list(zip(batch, reader.read_many([item.text for item in batch]), strict=True))
        except ParleyError:  # the reader itself is unusable: no item is to blame
            raise
        except Exception as e:
            if len(batch) > 1:
                half = len(batch) // 2
                return self._readings(reader, batch[:half]) + self._readings(reader, batch[half:])
            self._complain(batch[0].line, f"the reader failed on it: {type(e).__name__}: {e}")
            return []

    def _take(
        self,
        item: ReplayItem,
        reading: Reading,
        catalogue: ProcessCatalogue,
        told: ReplayedClaims,
        claims_file: IO[bytes] | None,
    ) -> None:
        self.items += 1
        published = item.text.published
        self.first, self.last = (
            min(self.first or published, published),
            max(self.last or published, published),
        )
        for claim in reading.claims:
            self.claims += 1
            if claims_file:
                claims_file.write(as_line(claim_line(item.id, claim)))
            if claim.process in catalogue or claim.process.startswith("other:"):
                piece = Piece(claim, item.id, item.text.outlet, published, item.link)
                for axis in claim.axes:
                    told.axes[claim.process, axis].append(piece)
        for process in reading.processes:
            if process in catalogue:
                told.reports[process].append(published)

    def _complain(self, number: int, why: str) -> None:
        self.skipped += 1
        self._tell(number, why)


def _open_source(stack: ExitStack, path: Path, outputs: Iterable[Path | None]) -> IO[bytes]:
    if any(out and out.exists() and path.exists() and out.samefile(path) for out in outputs):
        raise NothingToReplay(f"{path} would be overwritten by its own replay")
    try:
        return stack.enter_context(path.open("rb"))
    except OSError as e:
        raise NothingToReplay(f"{path} cannot be read: {e.strerror}") from e


def _open_outputs(
    stack: ExitStack, changes: Path | None, claims: Path | None
) -> tuple[IO[bytes] | None, IO[bytes] | None]:
    if changes and claims and changes.resolve() == claims.resolve():
        raise CannotWrite(
            f"claims and changes cannot both be written to {changes}: give each a file of its own"
        )
    changes_file, claims_file = (_open_output(stack, path) if path else None for path in (changes, claims))
    return changes_file, claims_file


def _open_output(stack: ExitStack, path: Path) -> IO[bytes]:
    try:
        return stack.enter_context(path.open("wb"))
    except OSError as e:
        raise CannotWrite(
            f"{path} cannot be written: {e.strerror}; give a file in a folder that exists and that you may write to"
        ) from e


def _batches(source: Iterator[ReplayItem]) -> Iterator[list[ReplayItem]]:
    while batch := list(islice(source, _BATCH)):
        yield batch


def _to_stderr(number: int, why: str) -> None:
    sys.stderr.write(f"line {number}: {why}; skipped\n")
