"""Wires the replay use case for the command line: catalogue, reader with its encoder in this process, a progress bar."""

import sys
from pathlib import Path

from tqdm import tqdm

from bot.settings import ROOT
from briefing.replay import ReplayReport, replay
from news.errors import ModelUnusable
from reading.catalogue import load_catalogue
from reading.encoder import Encoder
from reading.reader import Reader
from reading.weights import WEIGHTS


def replay_file(items: Path, processes: Path | None, changes: Path | None, claims: Path | None) -> ReplayReport:
    """Replay `items`; raises WrongUse (CatalogueError, NothingToReplay). An unusable model is named once and the rules go on."""
    catalogue = load_catalogue(processes or ROOT / "processes.toml")
    try:
        encoder: Encoder | None = Encoder.load(WEIGHTS)
    except ModelUnusable as e:
        sys.stderr.write(f"the encoder cannot be used ({e.reason}); reading by rules alone\n")
        encoder = None
    reader = Reader.load(catalogue, WEIGHTS, encoder)
    if reader.trouble:
        sys.stderr.write(f"the reader lacks a part ({reader.trouble}); reading by rules alone\n")
    with tqdm(unit="B", unit_scale=True, disable=not sys.stderr.isatty(), desc="replay") as bar:

        def progress(done: int, total: int, read: int) -> None:
            bar.total = total
            bar.set_postfix(items=read, refresh=False)
            bar.update(done - bar.n)

        return replay(items, reader, catalogue, changes, claims, progress)
