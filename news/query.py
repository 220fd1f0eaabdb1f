"""What a person searches for: words, "phrases" and -words taken apart (pure); no input is a mistake."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_TERMS = 12
MOST_LENGTH = 200
"""Longer questions are cut here, in code points."""

_PART = re.compile(r'(?P<minus>(?<![\w])[-−–])?(?:["“”«„](?P<phrase>[^"“”«»„]*)["“”»]?|(?P<word>[^\s"“”«»„]+))')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: a word, or the words of a phrase in this order; folded."""

    words: tuple[str, ...]
    phrase: bool = False


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
    return Query(tuple(dict.fromkeys(wanted))[:MOST_TERMS], tuple(dict.fromkeys(unwanted))[:MOST_TERMS])


def _terms(phrase: str | None, word: str | None) -> Iterator[Term]:
    if phrase is not None:
        found = tuple(_WORD.findall(phrase.casefold()))
        if found:
            yield Term(found, phrase=True)
        return
    found = tuple(_WORD.findall((word or "").casefold()))
    if len(found) > 1:  # "cease-fire", "U.S.": the parts side by side, as the index has them
        yield Term(found, phrase=True)
    elif found:
        yield Term(found)
