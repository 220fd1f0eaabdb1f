"""The wide gate: a cheap look whether an item may say anything about talks or ceasefires at all; plain
substrings, no patterns."""

import re
from pathlib import Path

from reading.text.tokens import LEXICON, name_stem

_WORDS = re.compile(r"\w+")


class Gate:
    """Passes what may matter: words of a truce at once, strong words with a war word or a name, weak ones
    with two of these."""

    def __init__(self, names: frozenset[str], words: Path = LEXICON / "gate.txt") -> None:
        self._names = names
        groups = word_groups(words.read_text(encoding="utf-8"))
        self._certain, self._strong, self._telling, self._war = (
            groups[name] for name in ("CERTAIN", "STRONG", "TELLING", "WAR")
        )

    def passes(self, title: str, body: str) -> bool:
        """Whether the item deserves a careful reading."""
        text = f"{title} {body}".lower()
        for word in self._certain:
            if word in text:
                return True
        strong = any(word in text for word in self._strong)
        if not strong and not any(word in text for word in self._telling):
            return False
        war = any(word in text for word in self._war)
        if strong and war:
            return True
        named = sum(word in self._names for word in set(map(name_stem, _WORDS.findall(text))))
        return named > 1 or (named == 1 and (war or strong))


def word_groups(text: str) -> dict[str, tuple[str, ...]]:
    """The words of a gate's file by group: lines "GROUP | word, word", a space at a word's end written as
    _."""
    groups: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, bar, words = line.partition(" | ")
        if bar and not line.startswith("#"):
            groups.setdefault(name, []).extend(word.replace("_", " ") for word in words.split(", ") if word)
    return {name: tuple(words) for name, words in groups.items()}
