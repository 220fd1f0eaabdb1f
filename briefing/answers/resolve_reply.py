"""Which lines of a message a person means, by the words they give or quote; a message is known by its text
alone (decision 0005)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from news.process import Process, ProcessCatalogue

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One line of a message, and the addresses it leads to."""

    text: str
    links: tuple[str, ...] = ()


def links_meant(lines: Sequence[MessageLine], words: str) -> tuple[str, ...]:
    """What the lines that hold `words` lead to; `words` of several lines are looked for one by one. Empty
    where no line holds them.

    A line without a link stands for its paragraph: a card names a state in one line and its source in the
    next.
    """
    found: list[str] = []
    for part in words.splitlines():
        wanted = set(_words(part))
        for number, line in enumerate(lines):
            if wanted and wanted <= set(_words(line.text)):
                found += line.links or _paragraph(lines, number)
    return tuple(dict.fromkeys(found))


def process_meant(text: str, catalogue: ProcessCatalogue) -> Process | None:
    """The process with whose title, in any language, a message begins: a chart's caption, a card's head."""
    head = tuple(_words(text.split("\n")[0]))
    titled = [
        (len(title), process)
        for process in catalogue
        for title in (tuple(_words(t)) for t in (process.title, *process.titles.values()))
        if title and head[: len(title)] == title
    ]
    return max(titled, key=lambda found: found[0])[1] if titled else None


def _paragraph(lines: Sequence[MessageLine], number: int) -> list[str]:
    """The links of the lines around, up to the empty ones."""
    first, last = number, number
    while first > 0 and lines[first - 1].text.strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].text.strip():
        last += 1
    return [link for line in lines[first : last + 1] for link in line.links]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
