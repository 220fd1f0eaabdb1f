"""The gate of fighting: a cheap look whether an item may tell of strikes, battles or quiet; plain
substrings."""

import re
from pathlib import Path

from reading.gate import word_groups
from reading.text.tokens import name_stem

WORDS = Path(__file__).parent / "words.txt"
_WORDS = re.compile(r"\w+")


class FightingGate:
    """Passes what has a word of fighting and a name of a catalogue's process."""

    def __init__(self, names: frozenset[str], words: Path = WORDS) -> None:
        self._names = names
        self._sure = word_groups(words.read_text(encoding="utf-8"))["SURE"]

    def passes(self, title: str, body: str) -> bool:
        """Whether the item deserves a look for fighting."""
        text = f"{title} {body} ".lower()
        if not any(word in text for word in self._sure):
            return False
        return any(name_stem(word) in self._names for word in _WORDS.findall(text))
