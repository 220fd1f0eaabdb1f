"""Answer `@bot words` in any chat: the status card of the process that is meant, then stories to drop in."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.answers.find_process import find_process
from briefing.answers.latest import place, read_place, shown
from briefing.answers.status import card_of
from briefing.deep_link import link_to, status_payload
from briefing.house import House
from briefing.render.card import Audience, Card, board_message, card_message
from briefing.render.markup import label
from briefing.render.story import StoryShown, item_headline, story_lines
from briefing.render.words import Words, words_for
from news.chat import Button, Message
from news.errors import UnknownProcess
from news.query import parse_query
from reading.text.forms import forms_of
from storage.store import Books
from storage.stories import StoredStory

PAGE = 20


@dataclass(frozen=True, slots=True)
class Offered:
    """One result: an id of at most 64 bytes, what it is called, and the message it becomes."""

    id: str
    title: str
    description: str
    message: Message


async def offer(house: House, language: str, asked: str, offset: str) -> tuple[list[Offered], str]:
    """The results from `offset` on and the next offset ("": no more); a strange offset starts anew."""
    words, before = words_for(language), None
    try:
        process = find_process(asked, house.catalogue) if asked.strip() else None
    except UnknownProcess:
        process = None
    try:
        before = read_place(offset) if offset else None
    except (ValueError, OverflowError):
        offset = ""

    board = (
        await house.store.look(lambda b: house.board.cards(b, house.catalogue)) if not asked.strip() else []
    )

    async def looked(books: Books) -> tuple[Card | None, Sequence[StoredStory], str]:
        card = await card_of(books, process) if process and not offset else None
        if asked.strip() and process is None:
            found = await books.search.find(parse_query(asked), forms_of, limit=3 * PAGE)
            of = await books.stories.of_items([match.item_id for match in found])
            return card, await books.stories.get(list(dict.fromkeys(of.values()))[:PAGE]), ""
        told = await books.stories.page(PAGE + 1, process=process.id if process else None, before=before)
        return card, told[:PAGE], place(told[PAGE - 1]) if len(told) > PAGE else ""

    card, told, following = await house.store.look(looked)
    results = [_card(house, card, words)] if card else []
    if board and not offset:
        results.append(_board(house, board, words))
    return results + [_story(house, story, words) for story in told], following


def _card(house: House, card: Card, words: Words) -> Offered:
    process = card.process
    message = card_message(card, Audience(words, house.zone, house.now(), house.catalogue))[0]
    return Offered(
        f"card/{process.id}"[:64],
        label(process.title_in(words.language), 120),
        words.say("Where it stands"),
        Message(message.html, ((_open(house, words, status_payload(process.id)),),)),
    )


def _board(house: House, cards: Sequence[Card], words: Words) -> Offered:
    """Where all stand, the ones that are active first."""
    reader = Audience(words, house.zone, house.now(), house.catalogue)
    ordered = sorted(cards, key=lambda card: not card.process.active)
    named = ", ".join(card.process.title_in(words.language).partition(":")[0] for card in ordered[:4])
    shown = Message(board_message(ordered, reader).html, ((_open(house, words, status_payload("")),),))
    return Offered("board", words.say("Where things stand"), label(named, 120), shown)


def _open(house: House, words: Words, payload: str) -> Button:
    """From the chat it was dropped into back to the private chat with the bot."""
    return Button(words.say("Open in Parley"), url=link_to(house.bot_name, payload))


def _story(house: House, story: StoredStory, words: Words) -> Offered:
    told: StoryShown = shown(story)
    lines = story_lines(told, words, house.now(), house.zone, bullet="")
    message = Message(lines.html, ((_open(house, words, f"story_{story.id}"),),), preview=True)
    names = ", ".join(item.outlet for item in told.sources(words.language)[:3])
    return Offered(
        f"story/{story.id}", label(item_headline(told.head(words.language)), 120), label(names, 120), message
    )
