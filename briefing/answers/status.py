"""Answer /status: the card of one process, or the board of all."""

from dataclasses import replace

from briefing.answers.alerts import hears_of
from briefing.answers.find_process import find_process
from briefing.answers.latest import shown
from briefing.house import House
from briefing.render.card import Audience, Card, board_message, card_message
from briefing.render.words import words_for
from news.chat import AlertLevel, Chat, Message
from news.feed import Reach
from news.process import Process
from storage.store import Books

_NEWEST = 3


async def where_it_stands(house: House, chat: Chat, asked: str, offset: int = 0) -> list[Message]:
    """The card of the process `asked` names; the board from its line `offset` on when it names none. Raises
    UnknownProcess."""
    reader = Audience(words_for(chat.language), chat.zone, house.now(), house.catalogue)
    if asked.strip():
        process = find_process(asked, house.catalogue)
        card = await house.store.look(lambda books: _card_for(books, process, chat))
        return card_message(card, reader)
    cards, reach = await _board(house, chat)
    return [board_message(cards, reader, offset, reach)]


async def best_known(house: House, chat: Chat, most: int = 8) -> list[Process]:
    """The processes worth offering: followed ones, then those last heard of."""
    cards, _ = await _board(house, chat)
    return [card.process for card in cards[:most]]


async def board_cards(house: House, chat: Chat) -> list[Card]:
    """What the board of the chat shows, in its order."""
    cards, _ = await _board(house, chat)
    return cards


async def card_of(books: Books, process: Process) -> Card:
    """All that is shown of one process. Positions count when they are one side's, in an item mainly about
    this process."""
    said = await books.claims.positions(process.id, [party.name for party in process.parties])
    newest = await books.stories.page(_NEWEST, process=process.id)
    statuses = await books.statuses.of(process.id)
    return Card(
        process,
        statuses,
        tuple(said),
        tuple(shown(story) for story in newest),
        await books.feeds.reach(),
    )


async def _card_for(books: Books, process: Process, chat: Chat) -> Card:
    """The card, with whether the chat hears of the process."""
    levels = await books.alerts.of(chat.id)
    return replace(await card_of(books, process), followed=hears_of(process.id, levels))


async def _board(house: House, chat: Chat) -> tuple[list[Card], Reach]:
    """Processes about which anything is known: those the chat follows first, then the active ones, each last
    heard of first; and how far what is read reaches."""

    async def looked(books: Books) -> tuple[list[Card], dict[str, AlertLevel], Reach]:
        cards = await house.board.cards(books, house.catalogue)
        return cards, await books.alerts.of(chat.id), await books.feeds.reach()

    cards, levels, reach = await house.store.look(looked)
    followed = {process for process, level in levels.items() if level is not AlertLevel.NONE}
    return sorted(cards, key=lambda card: (card.process.id not in followed, not card.process.active)), reach
