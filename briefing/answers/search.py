"""Answer /search: full text over everything stored, ranked by text and freshness, the hit in its context,
paged by edit.

The question is not kept anywhere: the message shows it, and a press of its buttons reads it from there
(decision 0005).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.answers.latest import shown
from briefing.house import House
from briefing.render.keyboard import ButtonKind, button
from briefing.render.markup import Rich, bold, italic, joined, link, name, split, text
from briefing.render.story import item_headline, story_lines
from briefing.render.times import age, zone_of
from briefing.render.words import Words, words_for
from news.chat import Button, Chat, Message
from news.item import Item
from news.query import MOST_LENGTH, Query, Term, parse_query
from reading.text.forms import forms_of, stem_of
from storage.search import CANDIDATES, Match
from storage.store import Books
from storage.stories import StoredStory

PAGE = 6
SIGN = "🔎 "
_AROUND = 80
"""Code points shown on either side of a hit."""

_DAYS = 21.0
"""A match loses a third of its freshness in so many days."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in the results: among the newest matches with an item id of at most `upto` (None: now),
    `offset` of the ranked ones."""

    upto: int | None = None
    offset: int = 0


async def search(house: House, chat: Chat, asked: str, at: At = At()) -> Message:
    """One page of results for `asked`."""
    asked, words = on_one_line(asked), words_for(chat.language)
    query = parse_query(asked)
    if not query.wanted:
        return _ask_for_words(words)

    async def page_of(books: Books) -> tuple[list[Match], list[Match], Mapping[int, Item]]:
        found = await books.search.find(query, forms_of, upto=at.upto)
        page = rank(query, found, house.now())[at.offset : at.offset + PAGE]
        return found, page, await books.items.get([match.item_id for match in page])

    found, page, items = await house.store.look(page_of)
    head = text(SIGN) + bold(text(asked, MOST_LENGTH))
    if not page:
        return _nothing(head, words, more=at.upto is not None)
    pattern = pattern_of(query)
    hits = [
        _hit(items[match.item_id], pattern, words, house.now(), chat.zone)
        for match in page
        if match.item_id in items
    ]
    return Message(
        split(head, hits, between="\n\n")[0].html, _turns(ButtonKind.SEARCH, found, len(found), at, words)
    )


async def stories_with(house: House, chat: Chat, asked: str, at: At = At()) -> Message | None:
    """One page of the newest stories in which all words of `asked` are found, for /latest; None when there is
    none."""
    asked, words = on_one_line(asked), words_for(chat.language)
    query = parse_query(asked)
    if not query.wanted:
        return None

    async def told_with(books: Books) -> tuple[list[Match], list[int], list[StoredStory]]:
        found = await books.search.find(query, forms_of, upto=at.upto)
        of = await books.stories.of_items([match.item_id for match in found])
        newest = await books.stories.newest_first(set(of.values()))
        return found, newest, await books.stories.get(newest[at.offset : at.offset + PAGE])

    found, newest, told = await house.store.look(told_with)
    if not told:
        return None
    entries = [story_lines(shown(story), words, house.now(), chat.zone) for story in told]
    head = bold(text(words.say("Newest stories"))) + text(": ") + text(asked, MOST_LENGTH)
    return Message(
        split(head, entries, between="\n\n")[0].html,
        _turns(ButtonKind.STORIES_WITH_WORDS, found, len(newest), at, words),
    )


def on_one_line(asked: str) -> str:
    """The question as the message shows it, whole, for the presses of its buttons to read (decision 0005)."""
    return " ".join(asked.split())[:MOST_LENGTH]


def read_at(upto: str, offset: str) -> At:
    """A place as callback data carries it: an item id (hexadecimal; none: the newest) and an offset;
    ValueError when it is none."""
    at = At(int(upto, 16) if upto else None, int(offset))
    if not 0 <= (at.upto or 0) < 2**62 or not 0 <= at.offset < 10_000:
        raise ValueError(f"no place: {upto}:{offset}")
    return at


def rank(query: Query, found: Sequence[Match], now: datetime) -> list[Match]:
    """The matches, best first: words in the title count, and so does being fresh."""
    looks = [_look_of(term) for term in query.wanted]

    def score(match: Match) -> float:
        in_title = sum(look.search(match.title) is not None for look in looks) / len(looks)
        days = max((now - match.published).total_seconds(), 0.0) / 86_400
        return in_title + 1.5 * math.exp(-days / (_DAYS * 2.5))

    return sorted(found, key=lambda match: (-score(match), -match.item_id))


@dataclass(frozen=True, slots=True)
class Context:
    """A hit with the words around it, parts of the item as they stand; whether its text goes on at either
    side."""

    before: str
    hit: str
    after: str
    cut_before: bool = False
    cut_after: bool = False

    @property
    def whole(self) -> str:
        return f"{self.before}{self.hit}{self.after}"


def in_context(item: Item, pattern: re.Pattern[str]) -> Context:
    """The first hit outside the title; where there is none, how the item begins."""
    for source in (item.summary, item.text, item.title):
        found = pattern.search(source)
        if found:
            start, end = max(found.start() - _AROUND, 0), min(found.end() + _AROUND, len(source))
            start = source.find(" ", start, found.start()) + 1 if start else 0
            end = cut if end < len(source) and (cut := source.rfind(" ", found.end(), end)) > 0 else end
            return Context(
                source[start : found.start()],
                found.group(),
                source[found.end() : end],
                start > 0,
                end < len(source),
            )
    return Context("", "", item.summary[: 2 * _AROUND])


def _hit(item: Item, pattern: re.Pattern[str], words: Words, now: datetime, zone: str) -> Rich:
    found = in_context(item, pattern)
    lines = [text("• ") + link(text(item_headline(item), 220), item.link)]
    if found.hit and found.whole.strip() != item.title.strip():
        before, after = (
            "… " * found.cut_before + found.before.lstrip(),
            found.after.rstrip() + " …" * found.cut_after,
        )
        lines.append(text(before) + bold(text(found.hit, 80)) + text(after))
    lines.append(name(item.outlet, 60) + text(f" · {age(item.published, now, words, zone_of(zone))}"))
    return joined(lines)


def pattern_of(query: Query) -> re.Pattern[str]:
    """What a hit of `query` looks like in a text."""
    return re.compile("|".join(_look_of(term).pattern for term in query.wanted), re.IGNORECASE)


def _look_of(term: Term) -> re.Pattern[str]:
    ways = []
    for spelling in term.spellings:
        word = len(spelling) == 1 and not term.phrase
        ways.append(_any_form(spelling[0]) if word else r"(?<!\w)" + r"[\W_]+".join(map(_letters, spelling)))
    return re.compile("|".join(ways), re.IGNORECASE)


def _any_form(word: str) -> str:
    """The word with any ending; a short English one, which begins many others, only with those of its
    forms."""
    stem = stem_of(word)
    ending = r"(?:['’]?s|es|ed|ing)?(?!\w)" if len(stem) < 4 and stem.isascii() else r"\w{0,12}"
    return rf"(?<!\w){_letters(stem)}{ending}"


def _letters(word: str) -> str:
    return re.sub("[её]", "[её]", re.escape(word))


def _turns(
    press: ButtonKind, found: Sequence[Match], total: int, at: At, words: Words
) -> tuple[tuple[Button, ...], ...]:
    """The ways on and back from a page of `total` results that these matches gave."""
    row = []
    upto = at.upto if at.upto is not None else max(match.item_id for match in found)
    if at.offset:
        row.append(button("◀ " + words.say("Back"), press, f"{upto:x}", max(at.offset - PAGE, 0)))
    elif at.upto is not None:
        row.append(button("⏮ " + words.say("Newest"), press, "", 0))
    if at.offset + PAGE < total:
        row.append(button(words.say("More") + " ▶", press, f"{upto:x}", at.offset + PAGE))
    elif len(found) == CANDIDATES:
        row.append(
            button(words.say("Older") + " ▶", press, f"{min(match.item_id for match in found) - 1:x}", 0)
        )
    return (tuple(row),) if row else ()


def _ask_for_words(words: Words) -> Message:
    lines = [
        text(words.say("What should I look for? Write /search and words:")),
        text("/search " + words.say("ceasefire talks")),
        text("/search " + words.say('"prisoner exchange" -football')),
        italic(text(words.say("Quotation marks keep words together, a minus leaves them out."))),
    ]
    return Message(joined(lines).html)


def _nothing(head: Rich, words: Words, *, more: bool) -> Message:
    said_so = (
        words.say("No older match.")
        if more
        else words.say(
            "Nothing stored matches. Try fewer words, another form, or the language of the outlets."
        )
    )
    return Message(
        (head + text("\n" + said_so)).html, ((button(words.say("Newest stories"), ButtonKind.STORIES),),)
    )
