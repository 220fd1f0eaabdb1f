"""What every use case works with: the database, the catalogue of processes, the clock. Built once in
bot/wiring.py."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from briefing.answers.board import Board
from briefing.measures import Measures
from briefing.render.draw_chart import Charts
from briefing.web import Web
from news.process import ProcessCatalogue
from storage.store import Store


@dataclass(slots=True)
class House:
    """`now` gives aware UTC. `catalogue` is replaced as a whole when an admin edits a process."""

    store: Store
    catalogue: ProcessCatalogue
    now: Callable[[], datetime]
    admins: frozenset[int] = frozenset()  # Telegram user ids, of PARLEY_ADMINS
    bot_name: str = "parley_bot"
    zone: str = "UTC"
    language: str = "en"
    keep_days: int | None = None  # items older than that are forgotten; None: none ever
    reader_trouble: str | None = None  # why the reader works without its model, for /health
    board: Board = field(default_factory=Board)
    charts: Charts = field(default_factory=Charts)
    added_admins: frozenset[int] = frozenset()  # those of the table; replaced as a whole
    shipped: ProcessCatalogue = field(
        default_factory=lambda: ProcessCatalogue({})
    )  # what `catalogue` is without the admins' edits
    web: Web | None = None  # None: commands of the operator, which reach no feed
    failing: Callable[[], Mapping[str, int]] = dict  # work that fails now, by name, with how often in a row
    offer_menu: Callable[[int, bool], Awaitable[None]] | None = (
        None  # show a person's private chat the admins' menu, or the readers'
    )
    measures: Measures = field(default_factory=Measures)
    deeds_known: int = 0  # the last deed of an admin this process has taken in
    told_not_kept: set[int] = field(
        default_factory=set
    )  # chats (Telegram's ids) told that nothing can be kept now
