"""Wires the replay use case for the command line: catalogue, reader with its encoder in this process, a
progress bar."""

import sys
from pathlib import Path

from tqdm import tqdm

from bot.settings import ROOT
from briefing.replay.replay import ReplayReport, replay
from reading.about.catalogue import load_catalogue
from reading.model.weights import WEIGHTS
from reading.reader_process import build


def replay_file(
    items: Path, processes: Path | None, changes: Path | None, claims: Path | None
) -> ReplayReport:
    """Replay `items`; raises WrongUse (CatalogueError, NothingToReplay). A part of the reader that cannot be
    used is named once."""
    catalogue = load_catalogue(processes or ROOT / "processes.toml")
    reader = build(catalogue, WEIGHTS)
    if reader.trouble:
        sys.stderr.write(f"the reader lacks a part ({reader.trouble}); it reads on without\n")
    with tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty(), desc="replay") as bar:

        def progress(done: int, total: int, read: int) -> None:
            bar.total = total
            bar.set_postfix(items=read, refresh=False)
            bar.update(done - bar.n)

        return replay(items, reader, catalogue, changes, claims, progress)
