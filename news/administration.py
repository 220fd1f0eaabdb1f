"""What administering leaves behind: who did what, and what waits for a confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit: `what` is a message key of the words, `about` names the thing it was done to."""

    at: datetime
    person_id: int
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an admin was shown and has not confirmed yet."""

    id: int
    person_id: int
    kind: str
    content: Mapping[str, Any]
