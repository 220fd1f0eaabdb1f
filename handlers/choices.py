"""What the buttons of guided setup say and carry: selections, days and hours in callback data of at most 64
bytes."""

from datetime import time

from briefing.answers.status import best_known
from briefing.render.keyboard import ButtonKind, button, page_part
from briefing.render.markup import label, text
from briefing.render.words import Words
from handlers.ask import Answer, Ask
from news.chat import Button, Message
from news.digest import EVERY_DAY, WEEKDAYS, Subscription, Timetable

EVERYTHING = "*"
WORDS = "~"
_ALL = frozenset({EVERYTHING, "everything", "all", "every process", "всё", "все"})
_MOST_BYTES = 40
_PAGE = 8
"""So many processes are offered at once."""
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
HOURS = ("0600", "0700", "0800", "0900", "1200", "1500", "1800", "2000", "2200")


def selection_of(words: str) -> str | None:
    """Words as the part of callback data that carries them; None when they are too long for it."""
    plain = WORDS + " ".join(words.replace(":", " ").split())
    return plain if len(plain.encode()) <= _MOST_BYTES else None


def read_selection(part: str, ask: Ask) -> tuple[tuple[str, ...], str] | None:
    """(processes, words) of a part; None when it means nothing any more."""
    if part == EVERYTHING:
        return (), ""
    if part.startswith(WORDS):
        return (), part[1:]
    return ((part,), "") if part in ask.house.catalogue else None


def means_everything(asked: str, words: Words) -> bool:
    """Whether `asked` is "everything", "all" or the like, in English, Russian or the person's language."""
    return asked.strip().casefold() in _ALL | {words.say("everything"), words.say("every process")}


def read_timetable(days: str, hours: str) -> Timetable | None:
    """ "e", "w" or "k0"…"k6" and "0800-1800"; None when it is none."""
    try:
        times = tuple(sorted({time(int(h[:2]), int(h[2:])) for h in hours.split("-")}))
        found = {"e": EVERY_DAY, "w": WEEKDAYS}.get(days) or frozenset({(0, 1, 2, 3, 4, 5, 6)[int(days[1:])]})
    except (ValueError, IndexError):
        return None
    return Timetable(found, times)


def write_days(days: frozenset[int]) -> str:
    return "e" if days == EVERY_DAY else "w" if days == WEEKDAYS else f"k{min(days)}"


def days_name(days: frozenset[int], words: Words) -> str:
    if days == EVERY_DAY:
        return words.say("every day")
    if days == WEEKDAYS:
        return words.say("on weekdays")
    return ", ".join(words.say(DAYS[d]) for d in sorted(days))


def selection_name(processes: tuple[str, ...], searched: str, ask: Ask) -> str:
    """ "Syria", "everything", "“black sea”"."""
    if searched:
        before, after = ask.words.say("“|”").split("|")
        return f"{before}{searched}{after}"
    if not processes:
        return ask.words.say("everything")
    found = [(p, ask.house.catalogue.get(p)) for p in processes]
    return ", ".join(known.title_in(ask.words.language) if known else p for p, known in found)


def described(subscription: Subscription, ask: Ask, most: int = 1000) -> str:
    """ "Syria — every day, 08:00, 18:00", in at most so many characters: the name is cut, never an hour."""
    name = selection_name(subscription.processes, subscription.words, ask)
    times = ", ".join(f"{t:%H:%M}" for t in subscription.timetable.times)
    when = f" — {days_name(subscription.timetable.days, ask.words)}, {times}"
    return label(name, max(most - len(when), 1)) + when


def back_row(where: str, kind: ButtonKind, *parts: str | int) -> tuple[Button, ...]:
    """The last row of a list: back to the step before (`where` names it), nothing chosen."""
    return (button(f"◀ {where}", kind, *parts),)


def cancel_row(words: Words) -> tuple[Button, ...]:
    """The last row of a list that a command began: nothing is chosen at all."""
    return (button(words.say("Cancel"), ButtonKind.CANCEL),)


def close_row(words: Words) -> tuple[Button, ...]:
    """The last row of a list that leads to something to read: none of it is wanted."""
    return (button(words.say("Cancel"), ButtonKind.CLOSE),)


async def closed(ask: Ask) -> Answer:
    """The list goes."""
    return [Message(text(ask.words.say("Cancelled.")).html)]


async def cancelled(ask: Ask) -> Answer:
    """The list goes, and nothing was changed."""
    return [Message(text(ask.words.say("Nothing was changed.")).html)]


async def process_buttons(ask: Ask, kind: ButtonKind, page: int = 0) -> list[Button]:
    """One page of the processes as buttons of `kind`, those heard of last first, with steps to the next page and
    the one before."""
    known = await best_known(ask.house, ask.chat, len(ask.house.catalogue))
    rank = {process.id: number for number, process in enumerate(known)}
    processes = sorted(
        (p for p in ask.house.catalogue if p.active), key=lambda process: rank.get(process.id, len(rank))
    )
    shown = processes[page * _PAGE : (page + 1) * _PAGE]
    buttons = [button(label(p.title_in(ask.words.language), 40), kind, p.id) for p in shown]
    if page:
        buttons.insert(0, button("◀", kind, page_part(page - 1)))
    if len(processes) > (page + 1) * _PAGE:
        buttons.append(button(ask.words.say("More") + " ▶", kind, page_part(page + 1)))
    return buttons
