"""Answer /status: the card of one process, or the board of all."""

from briefing.find_process import find_process
from briefing.house import House
from briefing.latest import shown
from briefing.render_status import Card, Reading, board_message, card_message
from briefing.words import words_for
from news.chat import AlertLevel, Chat, Message
from news.claim import Axis
from news.process import Process
from news.status import State, Status
from storage.store import Books

_POSITIONS = 6
_NEWEST = 3


async def where_it_stands(house: House, chat: Chat, asked: str, offset: int = 0) -> list[Message]:
    """The card of the process `asked` names; the board from its line `offset` on when it names none. Raises UnknownProcess."""
    reader = Reading(words_for(chat.language), chat.zone, house.now())
    if asked.strip():
        process = find_process(asked, house.catalogue)
        async with house.store.read() as books:
            return card_message(await card_of(books, process), reader)
    return [board_message(await _board(house, chat), reader, offset)]


async def best_known(house: House, chat: Chat, most: int = 8) -> list[Process]:
    """The processes worth offering: followed ones, then those last heard of."""
    return [card.process for card in (await _board(house, chat))[:most]]


async def card_of(books: Books, process: Process) -> Card:
    """All that is shown of one process. Positions count when they are one side's, in an item mainly about this process."""
    statuses = {axis: s for axis in Axis if (s := await books.statuses.get(process.id, axis))}
    positions = await books.claims.positions(process.id, 30)
    sides = {party.name for party in process.parties}
    about = await books.stories.mainly_about([item.id for _, item in positions], process.id)
    latest = {(p.party, p.wants): (p, i) for p, i in reversed(positions) if i.id in about and p.party in sides}
    newest = await books.stories.get(await books.stories.page(_NEWEST, process=process.id))
    return Card(process, statuses, tuple(reversed(latest.values()))[:_POSITIONS], tuple(shown(story) for story in newest))


async def _board(house: House, chat: Chat) -> list[Card]:
    """Processes about which anything is known: those the chat follows first, then the active ones, each last heard of first."""
    async with house.store.read() as books:
        statuses = await house.board.statuses(books)
        followed = {process for process, level in (await books.alerts.of(chat.id)).items() if level is not AlertLevel.NONE}
    cards = _known(house, statuses)
    return sorted(cards, key=lambda card: (card.process.id not in followed, not card.process.active))


def _known(house: House, statuses: list[Status]) -> list[Card]:
    by_process: dict[str, dict[Axis, Status]] = {}
    for status in statuses:
        if status.state is not State.NONE:
            by_process.setdefault(status.process, {})[status.axis] = status
    cards = [Card(process, by_process[process.id]) for process in house.catalogue if process.id in by_process]
    return sorted(cards, key=lambda card: card.heard_at or house.now(), reverse=True)
