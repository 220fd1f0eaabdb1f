"""Find a process by what a person calls it: id, title, party, leader, mediator, place or alias, in any
Russian case, with a typo."""

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz
from rapidfuzz import process as matching
from rapidfuzz.distance import OSA

from news.errors import UnknownProcess
from news.process import Process, ProcessCatalogue
from reading.about.linking import widened
from reading.text.tokens import stem

_SURE = 92.0
_NEAR = 72.0
_MOST_NEAR = 4
_WHOLE, _CALLED, _NAMED, _MEDIATES = 0, 1, 2, 3
"""How a name stands for a process: its id or whole title; a title up to the colon, or an alias; a party or a
place in it; a mediator."""
_SHORTEST = 3
"""A shorter name ("EU") is not looked for among other words, nor are the names of great powers ("us" is a
word, too)."""

_LONGEST = 5
"""Words of a name that is looked for in a sentence."""

_PREPOSITIONS = frozenset(
    ["in", "on", "of", "the", "about", "at", "в", "во", "на", "о", "об", "по", "из", "про"]
)
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_PARTS = re.compile(r"[^\w'’]+|_")
_SOUNDS = str.maketrans({"y": "i", "j": "i", "q": "k", "c": "k", "й": "и", "э": "е"})
_CYRILLIC = re.compile(r"[а-я]")
_DOUBLED = re.compile(r"(.)\1")


def find_process(words: str, catalogue: ProcessCatalogue) -> Process:
    """The one process meant by `words`. Raises UnknownProcess, its `near` holding ids of what may have been
    meant."""
    by_id = catalogue.get(words.strip().lower())
    if by_id:
        return by_id
    asked, names = _plain(words), _KNOWN.of(catalogue)
    called = names.called(asked)
    if called:
        those = _meant(called, catalogue)
        if len(those) == 1 and called[those[0]] < _MEDIATES:
            return catalogue.processes[those[0]]
        raise UnknownProcess(words, those, named=True)
    likeness = _likeness(asked, names)
    near = sorted(
        likeness, key=lambda found: (-likeness[found], not catalogue.processes[found].active, _outside(found))
    )
    sure = [found for found in near if likeness[found] >= _SURE and len(asked) > 3]
    if len(sure) == 1:
        return catalogue.processes[sure[0]]
    raise UnknownProcess(words, near[:_MOST_NEAR])


def find_in_sentence(words: str, catalogue: ProcessCatalogue) -> Process:
    """The one process a sentence names: the one that has to do with all names in it, in any case. Raises
    UnknownProcess, its `near` empty where no name is in it."""
    named = list(_names_in(_plain(words).split(), _KNOWN.of(catalogue)))
    if not named:
        raise UnknownProcess(words, [])
    least = [min(called.values()) for called in named]
    named = [called for called, how in zip(named, least, strict=True) if how < _MEDIATES] or named
    common = set.intersection(*(set(called) for called in named)) or set(named[0])
    those = _meant({found: how for found, how in named[0].items() if found in common}, catalogue)
    if len(those) == 1:
        return catalogue.processes[those[0]]
    raise UnknownProcess(words, those, named=True)


def _names_in(asked: list[str], names: "_Names") -> Iterator[Mapping[str, int]]:
    """Who is called by each name among the words, the longest at each place."""
    at = 0
    while at < len(asked):
        for length in range(min(_LONGEST, len(asked) - at), 0, -1):
            name = " ".join(asked[at : at + length])
            called = names.called(name) if len(name) >= _SHORTEST else {}
            if called:
                yield called
                break
        else:
            length = 1
        at += length


def is_a_name(words: str, catalogue: ProcessCatalogue) -> bool:
    """Whether `words` as a whole are a name of one process or of several; a name among other words is
    none."""
    return words.strip().lower() in catalogue or bool(_KNOWN.of(catalogue).called(_plain(words)))


class _Names:
    """The names of one catalogue, folded once: of which processes each is a name and how (`exact`; `bent`: in
    any case).

    `among`: those of them that are looked for among other words, with their processes.
    """

    def __init__(self, catalogue: ProcessCatalogue) -> None:
        self.exact: dict[str, dict[str, int]] = {}
        self.bent: dict[str, dict[str, int]] = {}
        for process in catalogue:
            for name, how in (*_names(process), *_powers(process)):
                for key, called in ((name, self.exact), (_bent(name, base=True), self.bent)):
                    known = called.setdefault(key, {})
                    known[process.id] = min(how, known.get(process.id, how))
        self.all = list(self.exact)
        self.sounds = [_sound(name) for name in self.all]
        self.among: dict[str, list[str]] = {}
        for process in catalogue:
            for name, how in _names(process):
                if len(name) >= _SHORTEST and how < _MEDIATES:
                    self.among.setdefault(name, []).append(process.id)

    def called(self, asked: str) -> Mapping[str, int]:
        """The processes called so, by id, and how; `asked` is folded."""
        return self.exact.get(asked) or self.bent.get(_bent(asked)) or {}


class _Known:
    """The names of the last catalogue asked: it is replaced as a whole when it changes."""

    def __init__(self) -> None:
        self._last: tuple[ProcessCatalogue | None, _Names] = None, _Names(ProcessCatalogue({}))

    def of(self, catalogue: ProcessCatalogue) -> _Names:
        of, names = self._last
        if of is not catalogue:
            names = _Names(catalogue)
            self._last = catalogue, names
        return names


_KNOWN = _Known()


def _names(process: Process) -> Iterator[tuple[str, int]]:
    """Every name and how it stands for the process; one outside the main list is not what the mere name of a
    country means."""
    titles = process.title, *process.titles.values()
    called = _NAMED if _outside(process.id) else _CALLED
    yield from ((_plain(name), _WHOLE) for name in (process.id, *titles))
    yield from (
        (_plain(name), called) for name in (*(title.partition(":")[0] for title in titles), *process.aliases)
    )
    yield from ((_plain(name), _NAMED) for name in process.places)
    yield from (
        (_plain(name), _NAMED) for party in process.parties for name in (*party.names, *party.titles.values())
    )
    yield from ((_plain(name), _MEDIATES) for name in process.mediators)


def _powers(process: Process) -> Iterator[tuple[str, int]]:
    """The great powers that take part, by all their names."""
    yield from ((_plain(name), _NAMED) for party in process.parties for name in widened(party.names))
    yield from ((_plain(name), _MEDIATES) for name in widened(process.mediators))


def _meant(called: Mapping[str, int], catalogue: ProcessCatalogue) -> list[str]:
    """Whom a name stands for, by process id: who is called so alone, else all, the living before the ended,
    mediators last."""
    living = {found: how for found, how in called.items() if catalogue.processes[found].active}
    for among, best in ((called, _WHOLE), (living, _CALLED)):
        if best in among.values():
            return [found for found, how in among.items() if how == best]
    if len(living) == 1:
        return list(living)
    return sorted(
        called,
        key=lambda found: (found not in living, called[found] == _MEDIATES, _outside(found), called[found]),
    )


def _likeness(asked: str, names: _Names) -> dict[str, float]:
    """How much `asked` is like a name of each process, 0..100, where it is at all: written so, heard so, or
    with other words beside it."""
    likeness: dict[str, float] = {}
    for scorer, written, words, weight in (
        (OSA.normalized_similarity, names.all, asked, 100.0),
        (
            OSA.normalized_similarity,
            names.sounds,
            _sound(asked),
            90.0,
        ),  # never sure: who writes as it is heard is asked back
    ):
        for _, score, at in matching.extract(
            words, written, scorer=scorer, limit=12, score_cutoff=_NEAR / weight
        ):
            for found, how in names.exact[names.all[at]].items():
                likeness[found] = max(score * (weight if how < _MEDIATES else 90.0), likeness.get(found, 0.0))
    if len(asked) >= _SHORTEST:
        for name, score, _ in matching.extract(
            asked, list(names.among), scorer=fuzz.token_set_ratio, limit=12, score_cutoff=_NEAR / 0.95
        ):
            for found in names.among[name]:
                likeness[found] = max(score * 0.95, likeness.get(found, 0.0))
    return likeness


def _outside(process_id: str) -> bool:
    """Whether it is outside the main list (decision 0020)."""
    return process_id.startswith("other:")


def _plain(words: str) -> str:
    """Folded, without marks; a dotted abbreviation as one word."""
    folded = _DOTTED.sub(lambda found: found[0].replace(".", ""), words.casefold().replace("ё", "е"))
    return " ".join(filter(None, _PARTS.split(folded)))


def _bent(plain: str, *, base: bool = False) -> str:
    """The same for a name in every Russian case and after a preposition; `base`: `plain` is that name in its
    base form.

    What is asked without an ending is no name that has one: "газ" is not "Газа".
    """
    words = plain.split()
    if not base and len(words) > 1 and words[0] in _PREPOSITIONS:
        words = words[1:]
    return " ".join(_root(word, base) for word in words)


def _root(word: str, base: bool) -> str:
    root = stem(word)
    bends = len(word) > 3 and (root != word or (base and _CYRILLIC.search(word)))
    return f"{root}~" if bends else word


def _sound(plain: str) -> str:
    """About how it is heard: y, i and j are one, and so are doubled letters."""
    return _DOUBLED.sub(r"\1", plain.translate(_SOUNDS))
