"""The words of one language that let an item be read, and its names of sides, places and mediators.

One mechanism for all: a word of the file may have any ending (`*`), and letters that the language writes together
with a word may stand before it (Arabic "and", "in", "the"). So no forms are listed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = frozenset(file.stem for file in HERE.glob("*.txt"))
"""ISO 639-1 codes of the languages that have a file."""

_WORD = re.compile(r"[^\W_]+(?:['\"][^\W_]+)*")
_SAME = str.maketrans(  # letters that are written one for another, apostrophes, digits of other scripts
    "أإآٱىیکۀة’ʼ׳״" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹",
    "اااايیکهه'''\"".replace("ی", "ي").replace("ک", "ك") + "0123456789" * 2,
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name of the file found at words `start` to `end` (exclusive) of a text, by its English name."""

    start: int
    end: int
    english: str


@dataclass(frozen=True, slots=True)
class _WordPattern:
    """One word of an entry: how it begins or what it is, and whether it is written with a capital, or all in them."""

    word: str
    begins: bool
    capital: bool
    capitals: bool

    @classmethod
    def of(cls, written: str) -> "_WordPattern":
        plain = written.removesuffix("*")
        shout = len(plain) > 1 and plain.isupper()
        return cls(same_letters(plain), written.endswith("*"), plain[0].isupper(), shout)

    def fits(self, word: str, written: str) -> bool:
        """Whether a word of a text, in letters that compare and as written, is this one."""
        if not word.startswith(self.word) or (self.capital and not written[0].isupper()):
            return False
        if self.capitals and not written[: len(self.word)].isupper():
            return False
        return self.begins or len(word) == len(self.word) or word[len(self.word)] == "'"


class Vocabulary:
    """Words of the gate and names of one language."""

    def __init__(self, lines: Iterable[str]) -> None:
        groups = {name: _entries(words) for name, words in _groups(lines)}
        self._before = tuple(
            sorted((entry[0].word for entry in groups.pop("before", [])), key=len, reverse=True)
        )
        self._truce = _by_first({"truce": groups.pop("truce")})
        self._peace = _by_first({"peace": groups.pop("peace")})
        self.english = tuple(groups)
        self._names = _by_first(groups)

    @classmethod
    @cache
    def load(cls, language: str) -> "Vocabulary":
        """The vocabulary of one of `LANGUAGES`."""
        return cls((HERE / f"{language}.txt").read_text(encoding="utf-8").splitlines())

    def passes(self, text: str) -> bool:
        """Whether the text may say anything of talks or ceasefires: a word of a truce, a word of peace with a name, or
        two names."""
        words = _words(text)
        if any(True for _ in self._found(self._truce, words)):
            return True
        named = {name.english for name in self._found(self._names, words)}
        return len(named) > 1 or (bool(named) and any(True for _ in self._found(self._peace, words)))

    def names(self, text: str) -> list[FoundName]:
        """The names in the text in order, the longest first, none within another."""
        found: list[FoundName] = []
        for name in self._found(self._names, _words(text)):
            if not found or name.start >= found[-1].end:
                found.append(name)
        return found

    def _found(self, table: "_Table", words: Sequence[tuple[str, str]]) -> Iterable[FoundName]:
        for at in range(len(words)):
            for entry, name in self._entries_at(table, words, at):
                yield FoundName(at, at + len(entry), name)
                break

    def _entries_at(
        self, table: "_Table", words: Sequence[tuple[str, str]], at: int
    ) -> Iterable[tuple[Sequence[_WordPattern], str]]:
        word, written = words[at]
        for begin in (0, *(len(letters) for letters in self._before if word.startswith(letters))):
            for entry, name in table.get(word[begin : begin + 1], ()):
                if entry[0].fits(word[begin:], written[begin:]) and self._rest_fits(
                    entry[1:], words[at + 1 :]
                ):
                    yield entry, name

    def _rest_fits(self, rest: Sequence[_WordPattern], words: Sequence[tuple[str, str]]) -> bool:
        return len(rest) <= len(words) and all(
            any(
                pattern.fits(word[begin:], written[begin:])
                for begin in (0, *(len(letters) for letters in self._before if word.startswith(letters)))
                if begin < len(word)
            )
            for pattern, (word, written) in zip(rest, words, strict=False)
        )


_Table = Mapping[str, Sequence[tuple[Sequence[_WordPattern], str]]]


def same_letters(text: str) -> str:
    """The text in lower case without marks above or below that are letters of their own, variants of a letter as one."""
    lower = unicodedata.normalize("NFC", text).lower()
    return "".join(c for c in lower if unicodedata.category(c) != "Mn").translate(_SAME)


def _words(text: str) -> list[tuple[str, str]]:
    """Each word in letters that compare, and as written."""
    plain = unicodedata.normalize("NFC", text)
    plain = "".join(c for c in plain if unicodedata.category(c) != "Mn").translate(_SAME)
    return [(same_letters(m.group()), m.group()) for m in _WORD.finditer(plain)]


def _groups(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, bar, words = line.partition(" | ")
        if bar and not line.startswith("#"):
            yield name, words


def _entries(words: str) -> list[list[_WordPattern]]:
    return [
        [_WordPattern.of(word) for word in re.split(r"[\s\-\u200c־]+", entry)]
        for entry in words.split(", ")
        if entry
    ]


def _by_first(groups: Mapping[str, Sequence[Sequence[_WordPattern]]]) -> _Table:
    """Every entry with the name of its group under its first letter, the longest first."""
    table: dict[str, list[tuple[Sequence[_WordPattern], str]]] = {}
    for name, entries in groups.items():
        for entry in entries:
            table.setdefault(entry[0].word[0], []).append((entry, name))
    for found in table.values():
        found.sort(key=lambda one: (-len(one[0]), -len(one[0][0].word)))
    return table
