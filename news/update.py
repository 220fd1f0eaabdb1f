"""One update as Telegram told it, kept until it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """`number` is Telegram's id of it, `chat` whose turn it takes; `mark` tells it from another update that
    has the same number (after a week of silence Telegram begins anew)."""

    number: int
    chat: int
    mark: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptUpdate:
    """One that waits for its answer. `begun`: an answer of it was being sent, and may have arrived."""

    number: int
    body: Mapping[str, Any]
    received_at: datetime
    begun: bool
