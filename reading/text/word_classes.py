"""The words of a class of the lexicon as a pattern, so that rules need not spell them out again."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from reading.text.tokens import LEXICON, conjugate


@cache
def words_of(language: str, name: str, tenses: Collection[str] = ()) -> str:
    """A pattern of every word and phrase of class `name`, or only of its verbs in one of `tenses`.

    Raises KeyError when the lexicon of `language` has no such class.
    """
    found = {re.sub(r"\\\*", r"\\w*", re.escape(word)) for word in _words(language, name, tenses)}
    return "(?:" + "|".join(sorted(found, key=lambda word: (-len(word), word))) + ")"


def _words(language: str, name: str, tenses: Collection[str]) -> Iterator[str]:
    for entry in _classes(language)[name].split(","):
        word = entry.strip()
        if word.endswith("/v"):
            yield from (form for form, tense in conjugate(word[:-2]) if not tenses or tense in tenses)
        elif not tenses:
            yield word


@cache
def _classes(language: str) -> dict[str, str]:
    lines = (LEXICON / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    told = (line.partition("|") for line in lines if line.strip() and not line.startswith("#"))
    return {name.strip(): words for name, _, words in told}
