"""What a person searches for: words, "phrases" and -words taken apart (pure); no input is a mistake.

What is one word and written apart by some ("cease fire", "cease-fire") becomes that one word, which stands
for all its spellings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from news.spellings import in_one_word, spellings

MOST_TERMS = 12
MOST_LENGTH = 200
"""Longer questions are cut here, in code points."""

_PART = re.compile(
    r'(?P<minus>(?<![\w])[-−–])?(?:["“”«„](?P<phrase>[^"“”«»„]*)["“”»]?|(?P<word>[^\s"“”«»„]+))'
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: a word, or the words of a phrase in this order; folded."""

    words: tuple[str, ...]
    phrase: bool = False

    @property
    def spellings(self) -> tuple[tuple[str, ...], ...]:
        """All ways in which an item may write it, each the words side by side."""
        return spellings(self.words)


@dataclass(frozen=True, slots=True)
class Query:
    """All of `wanted` must be there, none of `unwanted`. Without `wanted` there is nothing to find."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()


def parse_query(words: str) -> Query:
    """Take a question apart; marks and control characters are passed over."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for part in _PART.finditer(words[:MOST_LENGTH].replace("\x00", " ")):
        side = unwanted if part["minus"] else wanted
        side.extend(_terms(part["phrase"], part["word"]))
    return Query(_distinct(wanted), _distinct(unwanted))


def _distinct(terms: list[Term]) -> tuple[Term, ...]:
    """Each term once, words that belong together as one."""
    found: list[Term] = []
    for phrase, group in groupby(terms, lambda term: term.phrase):
        found += (
            group if phrase else [Term((word,)) for word in in_one_word([term.words[0] for term in group])]
        )
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def _terms(phrase: str | None, word: str | None) -> Iterator[Term]:
    if phrase is not None:
        found = in_one_word(_WORD.findall(phrase.casefold()))
        if found:
            yield Term(found, phrase=True)
        return
    found = in_one_word(_WORD.findall((word or "").casefold()))
    if len(found) > 1:  # "cease-fire", "U.S.": the parts side by side, as the index has them
        yield Term(found, phrase=True)
    elif found:
        yield Term(found)
