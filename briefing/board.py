"""Every status at hand for the board: read again from the database only where it was folded anew."""

from datetime import datetime

from news.claim import Axis
from news.status import Status
from storage.store import Books


class Board:
    """The statuses as they stand, remembered by the moment they were folded."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Axis], tuple[datetime, Status]] = {}

    async def statuses(self, books: Books) -> list[Status]:
        """All statuses, by process and axis."""
        marks = await books.statuses.marks()
        stale = [key for key, folded_at in marks.items() if key not in self._known or self._known[key][0] != folded_at]
        if len(stale) > len(marks) // 2:
            fresh = await books.statuses.all()
        else:
            fresh = [status for key in stale if (status := await books.statuses.get(*key))]
        for status in fresh:
            key = status.process, status.axis
            self._known[key] = marks[key], status
        self._known = {key: known for key, known in self._known.items() if key in marks}
        return [self._known[key][1] for key in sorted(self._known)]
