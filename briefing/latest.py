"""Answer /latest: the newest items, of one process or of all, paged by edit."""

from datetime import UTC, datetime, timedelta

from briefing.find_process import find_process
from briefing.house import House
from briefing.markup import Rich, bold, link, split, text
from briefing.moments import age, zone_of
from briefing.words import Words, words_for
from news.chat import Button, Chat, Message
from news.item import Item

PAGE = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def latest(house: House, chat: Chat, asked: str = "", before: tuple[datetime, int] | None = None) -> Message:
    """One page; `before` (published, item id) is where the page before ended. Raises UnknownProcess."""
    words = words_for(chat.language)
    process = find_process(asked, house.catalogue) if asked.strip() else None
    async with house.store.read() as books:
        items = await books.items.newest(PAGE + 1, process=process.id if process else None, before=before)
    title = process.title_in(chat.language) if process else words.say("Newest items")
    head = bold(text(title, 120))
    if not items:
        nothing = words.say("Nothing has arrived yet. Feeds are read every few minutes; try again soon.")
        return Message((head + text("\n" + nothing)).html)
    entries = [_line(item, words, house.now(), chat.zone) for item in items[:PAGE]]
    buttons = _buttons(items, process.id if process else "", words, first=before is None)
    return Message(split(head, entries, between="\n\n")[0].html, buttons)


def cursor(item: Item) -> str:
    """Where a page ends, short enough for callback data: microseconds since 1970 and the id, hexadecimal."""
    return f"{(item.published - _EPOCH) // timedelta(microseconds=1):x}.{item.id:x}"


def read_cursor(written: str) -> tuple[datetime, int]:
    """The reverse of `cursor`; ValueError when it is none."""
    moment, _, item_id = written.partition(".")
    return _EPOCH + timedelta(microseconds=int(moment, 16)), int(item_id, 16)


def _line(item: Item, words: Words, now: datetime, zone: str) -> Rich:
    title = link(text(item.title or item.summary, 220), item.link)
    return text("• ") + title + text(f"\n{item.outlet} · {age(item.published, now, words, zone_of(zone))}", 120)


def _buttons(items: list[Item], process: str, words: Words, *, first: bool) -> tuple[tuple[Button, ...], ...]:
    row = []
    if not first:
        row.append(Button("⏮ " + words.say("Newest"), f"1:lat:{process}:"))
    if len(items) > PAGE:
        row.append(Button(words.say("Older") + " ▶", f"1:lat:{process}:{cursor(items[PAGE - 1])}"))
    return (tuple(row),) if row else ()
