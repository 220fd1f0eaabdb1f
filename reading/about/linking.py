"""Says which process a sentence is about, from parties, places, mediators and names together; never forces
one."""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from news.process import Process, ProcessCatalogue
from reading.text.tokens import Token, name_stem, tokenize

POWERS = {  # general knowledge: great powers and bodies go by several names
    "United States": (
        "US",
        "U.S.",
        "USA",
        "Washington",
        "White House",
        "American",
        "Obama",
        "Biden",
        "Trump",
        "Трамп",
        "США",
        "Вашингтон",
        "Белый дом",
        "американский",
    ),
    "European Union": ("EU", "ЕС", "Евросоюз", "Brussels", "Брюссель"),
    "Russia": ("Russian", "Moscow", "Kremlin", "Putin", "Lavrov", "Москва", "российский", "Путин"),
    "Turkey": ("Turkish", "Ankara", "Erdogan", "Эрдоган", "Анкара"),
    "China": ("Chinese", "Beijing", "Пекин", "китайский"),
    "Egypt": ("Egyptian", "Cairo", "Каир", "египетский"),
    "Qatar": ("Qatari", "Doha", "Доха", "катарский"),
    "Saudi Arabia": ("Saudi", "Riyadh", "Jeddah", "Эр-Рияд", "Джидда"),
}
_WEIGHT = {"PTY": 1.0, "PLC": 1.3, "MED": 0.15, "PRC": 2.4, "EXC": -2.2}


@dataclass(frozen=True, slots=True)
class Name:
    """What one alias means: a role in one process; `party` counts the sides, -1 for others."""

    process: str
    role: str
    party: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias found at tokens `start` to `end` (exclusive) and everything it may mean.

    `called` is the one name of the side it stands for, "" when it stands for no side.
    """

    start: int
    end: int
    names: tuple[Name, ...]
    called: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A process with its score; `sides` tells how many of its parties are named."""

    process: str
    score: float
    sides: int


class Linker:
    """The alias table of a catalogue, and the scores drawn from it."""

    def __init__(self, catalogue: ProcessCatalogue) -> None:
        self._catalogue = catalogue
        self._lives: dict[tuple[date, str | None], dict[str, float]] = {}
        self._table: dict[str, list[tuple[tuple[str, ...], str, tuple[Name, ...], str]]] = {}
        meanings: dict[tuple[tuple[str, ...], str], dict[Name, None]] = defaultdict(dict)
        for process in catalogue:
            for alias, name in _names(process):
                words = _stems(alias)
                if words:
                    meanings[words, alias if _shouted(alias) else ""][name] = None
        for (words, shout), names in meanings.items():
            self._table.setdefault(words[0], []).append(
                (words, shout, tuple(names), _called(words, names, catalogue))
            )
        for entries in self._table.values():
            entries.sort(key=lambda entry: (-len(entry[0]), not entry[1]))

    @property
    def words(self) -> frozenset[str]:
        """Names of one word, as stems, for the gate; great powers alone say nothing of a conflict."""
        powers = {
            name_stem(token.word)
            for name in POWERS
            for alias in (name, *POWERS[name])
            for token in tokenize(alias)
        } - {
            "russian",
            "russia",
        }
        return (
            frozenset(
                word
                for word, entries in self._table.items()
                if len(word) > 2 and any(len(e[0]) == 1 for e in entries)
            )
            - powers
        )

    def hits(self, tokens: Sequence[Token]) -> list[Hit]:
        """Aliases in `tokens`, longest first, without overlap; marks the tokens' `roles`."""
        found: list[Hit] = []
        stems = [name_stem(token.word) for token in tokens]
        i = 0
        while i < len(tokens):
            hit = self._at(tokens, stems, i)
            if hit:
                found.append(hit)
                roles = tuple(dict.fromkeys(name.role for name in hit.names if name.role != "EXC")) or (
                    "PLC",
                )
                for token in tokens[hit.start : hit.end]:
                    token.roles = roles
                i = hit.end
            else:
                i += 1
        return found

    def _at(self, tokens: Sequence[Token], stems: list[str], i: int) -> Hit | None:
        for words, shout, names, called in self._table.get(stems[i], ()):
            end = i + len(words)
            if tuple(stems[i:end]) == words and _written_as_name(tokens, i, end, shout):
                return Hit(i, end, names, called)
        return None

    def rank(self, hits: Sequence[tuple[Hit, float]], published: date, axis: str | None = None) -> list[Link]:
        """Processes by score, best first; each hit comes with the weight of its place in the item."""
        score: dict[str, float] = defaultdict(float)
        live = self._live(published, axis)
        best: dict[tuple[str, str, int], float] = {}
        carried = set[str]()
        for hit, weight in hits:
            shared = math.sqrt(sum(live[name.process] for name in hit.names if name.role != "EXC") or 1.0)
            for name in hit.names:
                value = _WEIGHT[name.role] * weight / (1.0 if name.role == "EXC" else max(1.0, shared))
                key = (name.process, name.role, name.party)
                best[key] = max(best.get(key, 0.0), value, key=abs)
                if not self._only_lends(hit, name):
                    carried.add(name.process)
        sides: dict[str, set[int]] = defaultdict(set)
        for (process, role, party), value in best.items():
            score[process] += value
            if role == "PTY":
                sides[process].add(party)
        links = []
        for process, value in score.items():
            if process not in carried:
                continue
            total = value + (0.9 if len(sides[process]) > 1 else 0.0)
            total *= live[process]
            links.append(Link(process, total, len(sides[process])))
        return sorted(links, key=lambda link: (-link.score, link.process))

    def _only_lends(self, hit: Hit, name: Name) -> bool:
        """Whether a great power is named that only backs the side: "US" alone tells of no war of Israel's
        with Iran."""
        if name.role != "PTY" or hit.called not in POWERS:
            return False
        return not self._catalogue.processes[name.process].parties[name.party].name.startswith(hit.called)

    def _live(self, published: date, axis: str | None) -> dict[str, float]:
        """Liveness of every process on that day, kept for the next sentence of the same day."""
        key = (published, axis)
        if key not in self._lives:
            if len(self._lives) > 200:
                self._lives.clear()
            self._lives[key] = {
                process.id: self._liveness(process.id, published, axis) for process in self._catalogue
            }
        return self._lives[key]

    def _liveness(self, process_id: str, published: date, axis: str | None) -> float:
        """How much a shared name speaks for the process at that time: outside its years little, in its hot
        times more."""
        process = self._catalogue.processes[process_id]
        before = process.since is not None and published < process.since
        after = process.until is not None and published > process.until
        factor = 0.35 if before or after else 1.0
        if axis and axis not in process.axes:
            factor *= 0.5
        if process_id.startswith("other:"):
            factor *= 0.9
        if process.hot:
            factor *= 1.25 if any(first <= published <= last for first, last in process.hot) else 0.85
        return factor


def _names(process: Process) -> list[tuple[str, Name]]:
    names = [
        (alias, Name(process.id, "PTY", side))
        for side, party in enumerate(process.parties)
        for alias in widened(party.names)
    ]
    own = {alias for alias, _ in names}
    mediators = tuple(alias for alias in widened(process.mediators) if alias not in own)
    for role, aliases in (
        ("PLC", process.places),
        ("MED", mediators),
        ("PRC", process.aliases),
        ("EXC", process.excludes),
    ):
        names += [(alias, Name(process.id, role, -1)) for alias in aliases]
    return names


def _called(words: tuple[str, ...], names: Collection[Name], catalogue: ProcessCatalogue) -> str:
    """What the side behind an alias is called: a power's own name, else the party's; of several the one most
    like the alias.

    "" for one who mediates more often than not, and no side made up of two powers.
    """
    roles = [name.role for name in names]
    sides = [
        catalogue.processes[name.process].parties[name.party].name for name in names if name.role == "PTY"
    ]
    power = _POWER_NAMES.get(words) or next((side for side in sides if side in POWERS), "")
    if power and {"PTY", "MED"} & set(roles):
        return power
    if len(sides) < roles.count("MED"):
        return ""
    sides = [side for side in sides if " and " not in side]
    return max(sides, key=lambda side: (_stems(side)[0][:5] == words[0][:5], sides.count(side)), default="")


def _stems(alias: str) -> tuple[str, ...]:
    return tuple(name_stem(token.word) for token in tokenize(alias))


_POWER_NAMES = {_stems(alias): power for power, aliases in POWERS.items() for alias in (power, *aliases)}


def widened(aliases: Sequence[str]) -> tuple[str, ...]:
    """The aliases, each great power among them with all names it goes by, leaders and capital too."""
    return tuple(dict.fromkeys(name for alias in aliases for name in (alias, *POWERS.get(alias, ()))))


def _shouted(alias: str) -> bool:
    return alias.isupper() and len(alias) <= 5


def _written_as_name(tokens: Sequence[Token], start: int, end: int, shout: str) -> bool:
    if shout:
        return "".join(token.text for token in tokens[start:end]).replace(".", "").isupper()
    text = tokens[start].text
    return text[0].isupper() or end - start > 1 or len(text) > 7
