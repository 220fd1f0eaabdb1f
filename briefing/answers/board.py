"""What is known of every process, remembered for the board: read again from the database only where it was
folded anew."""

from datetime import UTC, datetime

from briefing.render.card import Card
from news.claim import Axis
from news.process import ProcessCatalogue
from news.status import State, Status
from storage.store import Books

_NEVER = datetime.max.replace(tzinfo=UTC)

Known = dict[tuple[str, Axis], tuple[datetime, Status]]


class Board:
    """The statuses as they stand, remembered by the moment they were folded. Threads may share it."""

    def __init__(self) -> None:
        self._remembered: tuple[str, Known] = "", {}  # one value each, so that no thread sees half of it
        self._drawn: tuple[Known, ProcessCatalogue | None, list[Card]] = {}, None, []

    async def cards(self, books: Books, catalogue: ProcessCatalogue) -> list[Card]:
        """The processes of the catalogue about which anything is known, the one last heard of first."""
        mark = await books.statuses.mark()
        remembered, known = self._remembered
        if mark != remembered:
            known = await _read(books, known)
            self._remembered = mark, known
        of, drawn_with, cards = self._drawn
        if of is not known or drawn_with is not catalogue:
            cards = _cards(known, catalogue)
            self._drawn = known, catalogue, cards
        return cards


async def _read(books: Books, known: Known) -> Known:
    """What is `known` with every status that was folded since."""
    marks = await books.statuses.marks()
    stale = [key for key, folded_at in marks.items() if key not in known or known[key][0] != folded_at]
    if len(stale) > len(marks) // 2:
        fresh = await books.statuses.all()
    else:
        fresh = [status for key in stale if (status := await books.statuses.get(*key))]
    return {key: known[key] for key in marks if key in known} | {
        (s.process, s.axis): (marks[s.process, s.axis], s) for s in fresh
    }


def _cards(known: Known, catalogue: ProcessCatalogue) -> list[Card]:
    by_process: dict[str, dict[Axis, Status]] = {}
    for _, status in known.values():
        if status.state not in (State.NONE, State.QUIET):
            by_process.setdefault(status.process, {})[status.axis] = status
    cards = [Card(process, by_process[process.id]) for process in catalogue if process.id in by_process]
    return sorted(cards, key=lambda card: card.heard_at or _NEVER, reverse=True)
