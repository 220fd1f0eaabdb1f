"""The reader as a process of its own: batches of items in, readings out, gone when nothing is asked for a
while.

Started by `reading.worker` as `python -m reading.reader_process`. Values are pickled and framed
(`children.frames`): first {"catalogue", "weights", "idle_seconds"}, answered by {"version",
"trouble"}; then lists of ItemText, answered by lists of Reading.
"""

import pickle
import signal
import sys
from pathlib import Path

from children.frames import hear, say
from news.errors import ModelUnusable
from news.process import ProcessCatalogue
from reading.model.encoder import Encoder
from reading.model.multilingual import MultilingualModel
from reading.model.weights import REMEDY
from reading.reader import Reader


def main() -> int:
    """Serve until the asker closes its end or nothing is asked for the idle time; 0."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where the bot is gone, end without a word
    told = hear()
    if told is None:
        return 0
    hello = pickle.loads(told)  # noqa: S301 - our own parent wrote it
    reader = build(hello["catalogue"], hello["weights"])
    say(pickle.dumps({"version": reader.version, "trouble": reader.trouble}))
    while (items := hear(hello["idle_seconds"])) is not None:
        say(pickle.dumps(reader.read_many(pickle.loads(items))))  # noqa: S301 - our own parent wrote it
    return 0


def build(catalogue: ProcessCatalogue, weights: Path) -> Reader:
    """The reader with its encoder and multilingual model; all that cannot be used is named in `reader.trouble` and the rest goes on
    alone."""
    lacks: list[str] = []
    try:
        encoder: Encoder | None = Encoder.load(weights)
    except ModelUnusable as e:
        encoder = None
        lacks.append(e.reason)
    try:
        model: MultilingualModel | None = MultilingualModel.load(weights)
    except ModelUnusable as e:
        model = None
        lacks.append(e.reason)
    reader = Reader.load(catalogue, weights, encoder, model)
    if reader.trouble:
        lacks.insert(0, reader.trouble)
    if lacks:
        reader.trouble = "; ".join([*(why.removesuffix(f"; {REMEDY}") for why in lacks), REMEDY])
    return reader


if __name__ == "__main__":
    sys.exit(main())
