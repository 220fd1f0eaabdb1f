"""Answer /status: the card of one process, or the board of all."""

from briefing.find_process import find_process
from briefing.house import House
from briefing.render_status import Card, Reading, board_message, card_message
from briefing.words import words_for
from news.chat import Chat, Message
from news.claim import Axis
from news.process import Process
from news.status import State, Status
from storage.store import Books

_POSITIONS = 6
_NEWEST = 3


async def where_it_stands(house: House, chat: Chat, asked: str) -> list[Message]:
    """The card of the process `asked` names, the board when it names none. Raises UnknownProcess."""
    reader = Reading(words_for(chat.language), chat.zone, house.now())
    if asked.strip():
        process = find_process(asked, house.catalogue)
        async with house.store.read() as books:
            return card_message(await _card(books, process), reader)
    async with house.store.read() as books:
        statuses = await books.statuses.all()
    return board_message(_board(house, statuses), reader)


async def _card(books: Books, process: Process) -> Card:
    statuses = {axis: s for axis in Axis if (s := await books.statuses.get(process.id, axis))}
    positions = await books.claims.positions(process.id, 30)
    latest = {(p.party, p.wants): (p, i) for p, i in reversed(positions)}
    newest = await books.items.newest(_NEWEST, process=process.id)
    return Card(process, statuses, tuple(reversed(latest.values()))[:_POSITIONS], tuple(newest))


def _board(house: House, statuses: list[Status]) -> list[Card]:
    """Processes about which anything is known, the most recently confirmed first."""
    by_process: dict[str, dict[Axis, Status]] = {}
    for status in statuses:
        if status.state is not State.NONE:
            by_process.setdefault(status.process, {})[status.axis] = status
    cards = [Card(process, by_process[process.id]) for process in house.catalogue if process.id in by_process]
    return sorted(cards, key=lambda card: card.heard_at or house.now(), reverse=True)
