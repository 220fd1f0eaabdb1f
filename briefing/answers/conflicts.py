"""Answer /conflicts: every process by region, with what is known of each, so that a reader finds out what can be
asked about."""

from collections.abc import Sequence

from briefing.deep_link import link_to, status_payload
from briefing.house import House
from briefing.render.card import Audience, Card, board_line
from briefing.render.keyboard import ButtonKind, button, rows_of
from briefing.render.markup import Rich, bold, italic, link, split, text
from briefing.render.vocabulary import region_name
from briefing.render.words import words_for
from news.chat import Chat, Message
from news.process import REGIONS, Process

_MOST = 20
"""So many processes are on a page: each may have three links, and a message has room for a hundred."""

Page = tuple[str, tuple[Process, ...]]


async def all_conflicts(house: House, chat: Chat, page: int = 0) -> Message:
    """One region; the buttons lead to the others."""
    words = words_for(chat.language)
    reader = Audience(words, chat.zone, house.now(), house.catalogue)
    cards = await house.store.look(lambda books: house.board.cards(books, house.catalogue))
    known = {card.process.id: card for card in cards}
    pages = _pages(list(house.catalogue), known)
    page = min(max(page, 0), len(pages) - 1)
    region, processes = pages[page]
    head = bold(text(f"{words.say('Conflicts')} · {region_name(region, words)}"))
    lines = [_line(process, known.get(process.id), reader, house.bot_name) for process in processes]
    foot = text("\n") + italic(text(words.say("Press a name, or write it, and I tell you where it stands.")))
    others = [
        button(_turn(pages, number, reader), ButtonKind.CONFLICTS, number)
        for number in range(len(pages))
        if number != page
    ]
    return Message(split(head, lines, foot)[0].html, rows_of(others, 2))


def _pages(processes: Sequence[Process], known: dict[str, Card]) -> list[Page]:
    """Pages of at most _MOST, never of two regions: those something is known of first, those that are over last."""
    rank = {process: number for number, process in enumerate(known)}
    pages: list[Page] = []
    for region in (*REGIONS, ""):
        of_region = [p for p in processes if p.region == region]
        of_region.sort(key=lambda p: (not p.active, rank.get(p.id, len(rank)), p.title))
        pages += [(region, tuple(of_region[at : at + _MOST])) for at in range(0, len(of_region), _MOST)]
    return pages or [("", ())]


def _turn(pages: Sequence[Page], number: int, reader: Audience) -> str:
    """The region of a page; where a region has several, with the number among them."""
    region = pages[number][0]
    of_region = [at for at, page in enumerate(pages) if page[0] == region]
    part = f" {of_region.index(number) + 1}" if len(of_region) > 1 else ""
    return region_name(region, reader.words) + part


def _line(process: Process, card: Card | None, reader: Audience, bot_name: str) -> Rich:
    leads_to = link_to(bot_name, status_payload(process.id))
    if card is not None:
        return board_line(card, reader, leads_to)
    state = reader.words.say("nothing reported") if process.active else reader.words.say("over")
    title = link(text(process.title_in(reader.words.language), 80), leads_to)
    return text("• ") + title + text(" — " + state)
