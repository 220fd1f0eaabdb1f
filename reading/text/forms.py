"""All forms of a word: Russian through pymorphy3 (loaded at first need), English by its endings."""

import re
from functools import cache, lru_cache
from typing import Any

_CYRILLIC = re.compile(r"[а-яё]")
MOST_FORMS = 40


@cache
def _analyzer() -> Any:
    from pymorphy3 import (
        MorphAnalyzer,
    )  # here, not above: half a second and 30 MB that only a Russian question needs

    return MorphAnalyzer()


@lru_cache(maxsize=2_000)
def forms_of(word: str) -> tuple[str, ...]:
    """The folded `word` first, then its other forms; ё and е both where the word has either."""
    found = dict.fromkeys((word, word.replace("ё", "е")))
    if _CYRILLIC.search(word):
        for parse in _analyzer().parse(word)[:3]:
            if parse.score >= 0.1:
                for form in parse.lexeme:
                    found[form.word] = None
                    found[form.word.replace("ё", "е")] = None
    return tuple(found)[:MOST_FORMS]


def stem_of(word: str) -> str:
    """The beginning all forms of a word share, to find it in a text."""
    if _CYRILLIC.search(word):
        forms = forms_of(word)
        shared = min((f for f in forms if f[:3] == word[:3]), key=len, default=word)
        while shared and not all(f.startswith(shared) for f in forms if f[:3] == word[:3]):
            shared = shared[:-1]
        return shared if len(shared) >= 3 else word
    for ending in ("ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
