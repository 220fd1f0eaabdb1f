"""Answer /status: the card of one process, or the board of all."""

from briefing.answers.find_process import find_process
from briefing.answers.latest import shown
from briefing.house import House
from briefing.render.card import Card, Reading, board_message, card_message
from briefing.render.words import words_for
from news.chat import AlertLevel, Chat, Message
from news.process import Process
from storage.store import Books

_POSITIONS = 6
_NEWEST = 3


async def where_it_stands(house: House, chat: Chat, asked: str, offset: int = 0) -> list[Message]:
    """The card of the process `asked` names; the board from its line `offset` on when it names none. Raises
    UnknownProcess."""
    reader = Reading(words_for(chat.language), chat.zone, house.now(), house.catalogue)
    if asked.strip():
        process = find_process(asked, house.catalogue)
        return card_message(await house.store.look(lambda books: card_of(books, process)), reader)
    return [board_message(await _board(house, chat), reader, offset)]


async def best_known(house: House, chat: Chat, most: int = 8) -> list[Process]:
    """The processes worth offering: followed ones, then those last heard of."""
    return [card.process for card in (await _board(house, chat))[:most]]


async def card_of(books: Books, process: Process) -> Card:
    """All that is shown of one process. Positions count when they are one side's, in an item mainly about
    this process."""
    positions = await books.claims.positions(process.id, 30)
    sides = {party.name for party in process.parties}
    latest = {(p.party, p.wants): (p, i) for p, i in reversed(positions) if p.party in sides}
    newest = await books.stories.page(_NEWEST, process=process.id)
    statuses = await books.statuses.of(process.id)
    return Card(
        process,
        statuses,
        tuple(reversed(latest.values()))[:_POSITIONS],
        tuple(shown(story) for story in newest),
    )


async def _board(house: House, chat: Chat) -> list[Card]:
    """Processes about which anything is known: those the chat follows first, then the active ones, each last
    heard of first."""

    async def looked(books: Books) -> tuple[list[Card], dict[str, AlertLevel]]:
        return await house.board.cards(books, house.catalogue), await books.alerts.of(chat.id)

    cards, levels = await house.store.look(looked)
    followed = {process for process, level in levels.items() if level is not AlertLevel.NONE}
    return sorted(cards, key=lambda card: (card.process.id not in followed, not card.process.active))
