"""How the bot's work goes: what waits, how long already, what failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """Counted in the database; times are aware UTC, None where nothing waits."""

    items: int
    unread: int
    unread_since: datetime | None  # when the oldest item that waits to be read was stored
    to_compose: int
    outbox: Mapping[str, int] = field(default_factory=dict)  # by state
    owed_since: datetime | None = None  # since when the oldest due message could have been sent
    refused: tuple[str, ...] = ()  # why the newest refused ones were refused
    feeds: Mapping[str, int] = field(default_factory=dict)  # by state
    failing_feeds: int = 0
    overdue_since: datetime | None = None  # when the feed that waits longest should have been fetched
    resting_chats: int = 0
    chats: int = 0
