"""Find a process by what a person calls it: id, title, party, place or alias, with a typo."""

from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz import process as matching

from news.errors import UnknownProcess
from news.process import Process, ProcessCatalogue

_SURE = 92.0
_NEAR = 72.0
_MOST_NEAR = 4


def find_process(words: str, catalogue: ProcessCatalogue) -> Process:
    """The one process meant by `words`. Raises UnknownProcess, its `near` holding ids of what may have been meant."""
    by_id = catalogue.get(words.strip().lower())
    if by_id:
        return by_id
    asked, names = _plain(words), _KNOWN.of(catalogue)
    exact = list(dict.fromkeys(p.id for name, p in names if name == asked))
    if len(exact) == 1:
        return catalogue.processes[exact[0]]
    if exact:
        raise UnknownProcess(words, exact[:_MOST_NEAR])
    found = matching.extract(asked, [n for n, _ in names], scorer=fuzz.WRatio, limit=12, score_cutoff=_NEAR)
    near: dict[str, float] = {}
    for _, score, index in found:
        near[names[index][1].id] = max(score, near.get(names[index][1].id, 0.0))
    best = sorted(near, key=lambda i: -near[i])
    if best and near[best[0]] >= _SURE and len(asked) > 3 and (len(best) == 1 or near[best[1]] < _SURE):
        return catalogue.processes[best[0]]
    raise UnknownProcess(words, best[:_MOST_NEAR])


class _Known:
    """The names of the last catalogue asked, folded once: it is replaced as a whole when it changes."""

    def __init__(self) -> None:
        self._last: tuple[ProcessCatalogue | None, list[tuple[str, Process]]] = None, []

    def of(self, catalogue: ProcessCatalogue) -> list[tuple[str, Process]]:
        of, names = self._last
        if of is not catalogue:
            names = list(_names(catalogue))
            self._last = catalogue, names
        return names


_KNOWN = _Known()


def _names(catalogue: ProcessCatalogue) -> Iterator[tuple[str, Process]]:
    """Every name, those of the process itself first."""
    for process in catalogue:
        titles = process.title, *process.titles.values()
        for name in (process.id, *titles, *(title.partition(":")[0] for title in titles), *process.aliases):
            yield _plain(name), process
    for process in catalogue:
        for name in (*process.places, *(n for party in process.parties for n in party.names)):
            yield _plain(name), process


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").replace("_", " ").split())
