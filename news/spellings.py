"""English words the press writes in several ways, and verbs whose forms no ending tells; for questions about
stored items (pure)."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

MOST = 12
"""So many ways of writing one phrase are looked for."""

_TOGETHER = (
    "air strike",
    "back channel",
    "cease fire",
    "counter attack",
    "counter offensive",
    "cross border",
    "peace keeper",
    "peace keeping",
    "peace maker",
    "stand off",
)
_LETTERS = ("us", "uk", "un", "eu", "uae", "drc")
_ALIKE = (
    "zelensky zelenskyy zelenskiy zelenski",
    "kiev kyiv",
    "kharkov kharkiv",
    "odessa odesa",
    "hizbollah hezbollah hizbullah",
    "houthi huthi",
    "gadhafi gaddafi qaddafi",
    "begin began begun",
    "break broke broken",
    "fight fought",
    "go goes went gone",
    "hold held",
    "lead led",
    "meet met",
    "seek sought",
    "send sent",
    "shoot shot",
    "strike struck",
    "withdraw withdrew withdrawn",
)

Words = tuple[str, ...]


def _table() -> dict[Words, tuple[Words, ...]]:
    """Every known way of writing → all ways, the one by which it is known first."""
    groups: list[list[Words]] = [[(word,) for word in group.split()] for group in _ALIKE]
    several = [word + ending for word in _TOGETHER for ending in ("", "s")]
    groups += [[(word.replace(" ", ""),), tuple(word.split())] for word in several]
    groups += [[(letters,), tuple(letters)] for letters in _LETTERS]
    return {way: tuple(group) for group in groups for way in group}


_WAYS = _table()
_LONGEST = max(map(len, _WAYS))


def in_one_word(words: Sequence[str]) -> Words:
    """The folded `words` with those that are one word written apart put together: cease, fire → ceasefire."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(_LONGEST, 1, -1):
            ways = _WAYS.get(tuple(words[at : at + length]))
            if ways and at + length <= len(words):
                found += ways[0]
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return tuple(found)


@lru_cache(maxsize=2_000)
def spellings(words: Words) -> tuple[Words, ...]:
    """All ways of writing these folded words in this order, as they stand first; at most `MOST`."""
    ways = [[(word,), *(way for way in _WAYS.get((word,), ()) if way != (word,))] for word in words]
    return tuple(
        tuple(part for way in chosen for part in way)
        for chosen, _ in zip(product(*ways), range(MOST), strict=False)
    )
