"""What every use case works with: the database, the catalogue of processes, the clock. Built once in bot/wiring.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from briefing.board import Board
from news.process import ProcessCatalogue
from storage.store import Store


@dataclass(slots=True)
class House:
    """`now` gives aware UTC. `catalogue` is replaced as a whole when an admin edits a process."""

    store: Store
    catalogue: ProcessCatalogue
    now: Callable[[], datetime]
    admins: frozenset[int] = frozenset()  # Telegram user ids
    bot_name: str = "parley_bot"
    zone: str = "UTC"
    language: str = "en"
    reader_trouble: str | None = None  # why the reader works without its model, for /health
    board: Board = field(default_factory=Board)
